"""Whose profile is whose: learners linked to people of the roster, seated, moved between campuses.

A link is made by a one-time code, which the learner types and an event brings, or by a coordinator.
The hub decides, and tells the learner's campus by a `link` document. Either may undo it; what was
linked when stays written down. Whatever she did stays with her learner id all the while.

Every computer of a campus gets the sign-in names of its learners (`profile` documents: name, role
and language), and for a fortnight the verifier of a coordinator's code (`sign-in-code`), so that a
learner can go on at another computer with no network. PIN verifiers never travel.

Decisions about a link stand in the order of their Lamport times, in whatever order they come. Rows
are locked as a landing locks them: learners, then streams, each kind in one order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from ujuzi.credentials.secrets import digest_of, new_code, plain_code, verifier_of
from ujuzi.domain.event import (
    Event,
    PinReset,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
)
from ujuzi.domain.progress import ProfileState
from ujuzi.domain.subjects import PROFILE
from ujuzi.errors import RefusedError
from ujuzi.hub import feed, owed, projections
from ujuzi.hub.database import upsert
from ujuzi.hub.registration import (
    CODE_LATE_MILLISECONDS,
    CODE_LIFE_MILLISECONDS,
    Device,
    institution_of,
)
from ujuzi.hub.tables import devices, heads, learners, links, people, person_codes, seats, states
from ujuzi.sync import documents
from ujuzi.sync.documents import RosterLink, SignInCode

COORDINATOR = "coordinator"
NOBODY = ""
PUBLIC_FIELDS = ("name", "role", "language")
"""What other computers of the campus get of a profile."""


class Listed(NamedTuple):
    """A person of the roster, and the profiles that are linked to her."""

    person: str
    name: str
    campus: str
    role: str
    profiles: str


def hear(connection: Connection, device: Device, events: Sequence[Event], now: int) -> list[str]:
    """Act on what events say of people, and return the learners whose link may have changed.

    The states that the events fold into are written already.
    """
    named: set[str] = set()
    seated: set[str] = set()
    linked: list[str] = []
    for event in events:
        match event.body:
            case ProfileCreated() | ProfileChanged():
                named.add(event.learner)
            case PinReset():
                seated.add(event.learner)
            case ProfileLinked(code=code):
                _link_by_code(connection, device.institution, event, code, now)
                linked.append(event.learner)
            case ProfileUnlinked():
                by = event.learner
                _decide(connection, device.institution, by, NOBODY, event.lamport, by, now)
                tell_link(connection, device.institution, event.learner, event.lamport)
                linked.append(event.learner)
    for learner in sorted(named):
        _tell_profile(connection, device.institution, learner, device.device)
    projections.seat(connection, device, sorted(seated))
    return linked


def make_code(connection: Connection, institution: str, person: str, now: int) -> str:
    """Return a new one-time code for a person of the roster; raises RefusedError `person-unknown`.

    It links a profile to her, and lets the learners that are she sign in at another computer.
    """
    check_known(connection, institution, person)
    code = new_code()
    connection.execute(
        insert(person_codes).values(
            institution=institution,
            digest=digest_of(code),
            person=person,
            expires_at=now + CODE_LIFE_MILLISECONDS,
        )
    )
    payload = msgspec.json.encode(
        SignInCode(verifier=verifier_of(plain_code(code)), expires_at=now + CODE_LIFE_MILLISECONDS)
    )
    campuses = _hold(connection, institution, learners_of(connection, institution, person))
    for learner, campus in campuses.items():
        stream = feed.campus_stream(institution, campus)
        feed.publish(connection, stream, documents.SIGN_IN_CODE, learner, payload)
    return code


def link(connection: Connection, institution: str, learner: str, person: str, now: int) -> None:
    """Link a learner to a person, as her coordinator says.

    Raises RefusedError `learner-unknown` or `person-unknown`.
    """
    check_known(connection, institution, person)
    _hold(connection, institution, [learner])
    lamport = _next(connection, institution, learner)
    _decide(connection, institution, learner, person, lamport, COORDINATOR, now)
    tell_link(connection, institution, learner, lamport)


def unlink(connection: Connection, institution: str, learner: str, now: int) -> None:
    """Undo a wrong link; the learner's history stays hers. Raises RefusedError `not-linked`."""
    if person_of(connection, institution, learner) is None:
        raise RefusedError("not-linked", f"The profile {learner} is linked to nobody.")
    _hold(connection, institution, [learner])
    lamport = _next(connection, institution, learner)
    _decide(connection, institution, learner, NOBODY, lamport, COORDINATOR, now)
    tell_link(connection, institution, learner, lamport)


def move(connection: Connection, institution: str, learner: str, campus: str) -> None:
    """Move a learner to another campus of her institution: her documents are told anew there.

    The campus that she left gets a withdrawal, and its computers are hers no more: nothing of her
    is told there until she sits down at one again, as a guest. What one of them tells late lands,
    and is told at her new campus. Raises RefusedError `learner-unknown` or `campus-elsewhere`.
    """
    if institution_of(connection, campus) != institution:
        raise RefusedError(
            "campus-elsewhere", f"The campus {campus} belongs to another institution."
        )
    left = _hold(connection, institution, [learner], {campus})[learner]
    _move(connection, institution, learner, left, campus)


def follow(connection: Connection, institution: str, changed: Mapping[str, str | None]) -> None:
    """Let the profiles that are linked to people follow what the roster says of them by now.

    `changed` are people, each with the campus that she moved to, if she did: her profiles move
    there; her name and role are told anew.
    """
    moves = {
        learner: moved_to
        for person, moved_to in changed.items()
        for learner in learners_of(connection, institution, person)
    }
    there = {campus for campus in moves.values() if campus is not None}
    campuses = _hold(connection, institution, moves, there)
    for learner, moved_to in moves.items():
        if moved_to not in {None, campuses[learner]}:
            _move(connection, institution, learner, campuses[learner], moved_to)
        else:
            tell_link(connection, institution, learner, _next(connection, institution, learner))


def person_of(connection: Connection, institution: str, learner: str) -> str | None:
    """Return whom a learner is linked to."""
    return connection.scalar(
        select(links.c.person).where(
            links.c.institution == institution,
            links.c.learner == learner,
            links.c.ended.is_(None),
        )
    )


def learners_of(connection: Connection, institution: str, person: str) -> list[str]:
    """Return the learner ids that are linked to a person."""
    query = select(links.c.learner).where(
        links.c.institution == institution, links.c.person == person, links.c.ended.is_(None)
    )
    return list(connection.scalars(query.order_by(links.c.learner)))


def roster(connection: Connection, institution: str) -> list[Listed]:
    """Return everybody in the roster of an institution, by campus and name."""
    found = select(links.c.person, links.c.learner).where(
        links.c.institution == institution, links.c.ended.is_(None)
    )
    profiles: defaultdict[str, list[str]] = defaultdict(list)
    for person, learner in connection.execute(found.order_by(links.c.learner)):
        profiles[person].append(learner)
    c = people.c
    everybody = select(c.person, c.name, c.campus, c.role).where(c.institution == institution)
    return [
        Listed(*row, ", ".join(profiles[row[0]]))
        for row in connection.execute(everybody.order_by(c.campus, c.name, c.person))
    ]


def unlinked(connection: Connection, institution: str) -> list[tuple[str, str, str]]:
    """Return learners who are linked to nobody: id, campus, and the name of the profile."""
    joined = select(learners.c.learner, learners.c.campus).where(
        learners.c.institution == institution,
        ~select(links.c.learner)
        .where(
            links.c.institution == learners.c.institution,
            links.c.learner == learners.c.learner,
            links.c.ended.is_(None),
        )
        .exists(),
    )
    rows = connection.execute(joined.order_by(learners.c.campus, learners.c.learner)).all()
    return [
        (learner, campus, _profile(connection, institution, learner).name.value)
        for learner, campus in rows
    ]


def campus_of(connection: Connection, institution: str, learner: str) -> feed.Stream:
    """Return the stream of a learner's campus; raises RefusedError `learner-unknown`."""
    campus = connection.scalar(
        select(learners.c.campus).where(
            learners.c.institution == institution, learners.c.learner == learner
        )
    )
    if campus is None:
        raise _unknown(learner)
    return feed.campus_stream(institution, campus)


def check_known(connection: Connection, institution: str, person: str) -> None:
    """Raise RefusedError `person-unknown` where there is no such person in the roster."""
    query = select(people.c.person).where(
        people.c.institution == institution, people.c.person == person
    )
    if connection.scalar(query) is None:
        raise RefusedError("person-unknown", f"There is no {person} in the roster.")


_LATEST = select(func.max(links.c.begun)).where(
    links.c.institution == bindparam("institution"), links.c.made_by == COORDINATOR
)


def decided(connection: Connection, institution: str) -> int:
    """Return the Lamport time of a coordinator's latest decision about a link."""
    return int(connection.scalar(_LATEST, {"institution": institution}) or 0)


def tell_link(connection: Connection, institution: str, learner: str, answers: int) -> None:
    """Publish whom a learner is linked to; `answers` is the Lamport time of what led to it.

    Of what came later by that time and was heard before, it is the answer as well.
    """
    person = person_of(connection, institution, learner)
    stream = campus_of(connection, institution, learner)
    told = feed.published(connection, stream, documents.LINK, learner)
    before = documents.read(bytes(told), RosterLink) if told else None
    row = None
    if person is not None:
        row = connection.execute(
            select(people.c.name, people.c.role).where(
                people.c.institution == institution, people.c.person == person
            )
        ).first()
    payload = RosterLink(
        person=person or "",
        name=row[0] if row else "",
        role=row[1] if row else "",
        answers=max(answers, _heard_of_link(connection, institution, learner)),
    )
    feed.publish(connection, stream, documents.LINK, learner, msgspec.json.encode(payload))
    if payload.person != (before.person if before else ""):
        feed.publish_tickets(connection, institution, [learner])


def _link_by_code(
    connection: Connection, institution: str, event: Event, code: str, now: int
) -> None:
    """Use a code up, once; the same learner's own code is no mistake, told twice."""
    learner = event.learner
    person = connection.scalar(
        update(person_codes)
        .where(
            person_codes.c.institution == institution,
            person_codes.c.digest == digest_of(code),
            person_codes.c.expires_at > now - CODE_LATE_MILLISECONDS,
            (person_codes.c.used_by.is_(None)) | (person_codes.c.used_by == learner),
        )
        .values(used_by=learner)
        .returning(person_codes.c.person)
    )
    if person is not None:
        _decide(connection, institution, learner, person, event.lamport, learner, now)
    tell_link(connection, institution, learner, event.lamport)


def _decide(
    connection: Connection,
    institution: str,
    learner: str,
    person: str,
    lamport: int,
    by: str,
    now: int,
) -> None:
    """Write down that a learner is linked to a person, or to NOBODY, from a Lamport time on.

    It holds until the next decision, which may have come before. Where two computers decided at one
    time, nobody goes before anybody, and of two people the lesser number holds.
    """
    c = links.c
    query = select(c.begun, c.ended, c.person).where(*_hers(institution, learner))
    decided = connection.execute(query).all()
    if any(begun == lamport and other <= person for begun, _, other in decided):
        return
    later = [time for *times, _ in decided for time in times if time is not None and time > lamport]
    row = {
        "institution": institution,
        "learner": learner,
        "begun": lamport,
        "person": person,
        "ended": min(later, default=lamport if person == NOBODY else None),
        "made_by": by,
        "made_at": now,
    }
    _end(connection, institution, learner, lamport)
    upsert(connection, links, [row])
    owed.owe(connection, institution, [learner])


def _end(connection: Connection, institution: str, learner: str, lamport: int) -> None:
    """End at a Lamport time what held then."""
    c = links.c
    connection.execute(
        update(links)
        .where(
            *_hers(institution, learner),
            c.begun < lamport,
            or_(c.ended.is_(None), c.ended > lamport),
        )
        .values(ended=lamport)
    )


def _heard_of_link(connection: Connection, institution: str, learner: str) -> int:
    """Return the latest Lamport time at which anybody said anything of a learner's link."""
    query = select(func.max(links.c.begun), func.max(links.c.ended))
    times = connection.execute(query.where(*_hers(institution, learner))).one()
    typed = _profile(connection, institution, learner).link.stamp.lamport
    return max(typed, *(int(time or 0) for time in times))


def _hers(institution: str, learner: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return links.c.institution == institution, links.c.learner == learner


def _move(connection: Connection, institution: str, learner: str, left: str, campus: str) -> None:
    """Move a learner who is held, and so are both campuses."""
    if campus == left:
        return
    before, after = (feed.campus_stream(institution, each) for each in (left, campus))
    connection.execute(
        update(learners)
        .where(learners.c.institution == institution, learners.c.learner == learner)
        .values(campus=campus)
    )
    there = select(devices.c.device).where(devices.c.campus == left)
    connection.execute(
        delete(seats).where(
            seats.c.institution == institution,
            seats.c.learner == learner,
            seats.c.device.in_(there),
        )
    )
    code = feed.published(connection, before, documents.SIGN_IN_CODE, learner)
    for kind in (documents.PROFILE, documents.LINK, documents.SIGN_IN_CODE):
        feed.publish(connection, before, kind, learner, b"")
    feed.move(connection, before, after, learner)
    if code:
        feed.publish(connection, after, documents.SIGN_IN_CODE, learner, code)
    _tell_profile(connection, institution, learner, "")
    tell_link(connection, institution, learner, _next(connection, institution, learner))


def _hold(
    connection: Connection,
    institution: str,
    who: Collection[str],
    campuses: Collection[str] = (),
) -> dict[str, str]:
    """Lock learners, and the streams of their campuses and of others; return the campus of each.

    Raises RefusedError `learner-unknown`.
    """
    where = projections.lock(connection, institution, list(who))
    for learner in who:
        if learner not in where:
            raise _unknown(learner)
    streams = {feed.campus_stream(institution, each) for each in (*where.values(), *campuses)}
    feed.lock(connection, streams)
    return where


def _unknown(learner: str) -> RefusedError:
    return RefusedError("learner-unknown", f"There is no profile {learner}.")


def _tell_profile(connection: Connection, institution: str, learner: str, source: str) -> None:
    known = _profile(connection, institution, learner)
    public = ProfileState(
        created_at=known.created_at, **{name: getattr(known, name) for name in PUBLIC_FIELDS}
    )
    payload = msgspec.json.encode([[PROFILE.name, "", public]])
    stream = campus_of(connection, institution, learner)
    feed.publish(connection, stream, documents.PROFILE, learner, payload, source=source)


def _profile(connection: Connection, institution: str, learner: str) -> ProfileState:
    found = connection.scalar(
        select(states.c.state).where(
            states.c.institution == institution,
            states.c.learner == learner,
            states.c.subject == PROFILE.name,
        )
    )
    return ProfileState() if found is None else msgspec.json.decode(found, type=ProfileState)


def _next(connection: Connection, institution: str, learner: str) -> int:
    """Return a Lamport time after all that was told or decided, also of this learner's link."""
    told = connection.scalar(
        select(func.max(heads.c.lamport)).where(heads.c.institution == institution)
    )
    heard = _heard_of_link(connection, institution, learner)
    return max(int(told or 0), decided(connection, institution), heard) + 1
