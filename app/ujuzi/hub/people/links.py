"""To which person of the roster a profile is linked, by all that was decided, and who is told.

A link is made by a one-time code, which the learner types at a proven seat, or by a person; either
may undo it. A code may be typed before the hub has heard of it, for coordinators make codes where
no network is: it is compared again when codes come. What came of decisions is `domain.link`'s to
say: here they are kept, with what was linked when. A code that was typed where the profile is
linked to another already is a question for a person, and changes nothing. Who holds the lock of the
learner's row may decide.

A `link` document goes to the learner's own computers: it names her number of staff.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, select, update

from ujuzi.domain.event import Event, ProfileLinked, ProfileUnlinked
from ujuzi.domain.link import NOBODY, Decision, spans
from ujuzi.domain.subjects import PROFILE
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.feed.reading import is_name
from ujuzi.hub.people import codes, owed, projections, rolls
from ujuzi.hub.people.registration import (
    CODE_LATE_MILLISECONDS,
    CODE_LIFE_MILLISECONDS,
    Device,
)
from ujuzi.hub.store.database import insert_ignoring, upsert
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import heads, learners, link_proofs, link_questions, links, people
from ujuzi.wire import documents
from ujuzi.wire.documents import RosterLink

COORDINATOR = "coordinator"
MOST_TYPED = 20
"""Codes for a link that are compared of one batch; whoever types more of them guesses."""


class LinkQuestion(NamedTuple):
    """A code that was typed where the profile is linked to another; a person decides.

    `linked` is to whom it is linked, `person` whose code it was; `raised_at` is in milliseconds
    since 1970.
    """

    learner: str
    name: str
    linked: str
    person: str
    lamport: int
    raised_at: int


class TypedLink(NamedTuple):
    """A code for a link that was typed at a computer, by its proof, and when that landed."""

    learner: str
    lamport: int
    device: str
    proof: str
    landed_at: int


def decide_by_events(
    connection: Connection, device: Device, landed: Sequence[Event], when: dict[int, int], now: int
) -> list[str]:
    """Act on what events say of links, and return the learners whose link may have changed.

    `when` is for a sequence when it landed, where that was before now. The events were told at
    proven seats.
    """
    institution = device.institution
    typed = [event for event in landed if isinstance(event.body, ProfileLinked)]
    compared = {event.sequence for event in typed[-MOST_TYPED:]}
    changed: list[str] = []
    for event in landed:
        learner = event.learner
        match event.body:
            case ProfileLinked(code=code, proof=proof) if event.sequence in compared:
                at = when.get(event.sequence, now)
                place = event.origin.device
                person = codes.link_with(connection, institution, learner, code, proof, place, at)
                if person is not None:
                    decision = Decision(event.lamport, person, typed=True)
                    decide(connection, institution, learner, decision, learner, now)
                elif is_name(proof):
                    typed_here = TypedLink(learner, event.lamport, place, proof, at)
                    _keep_typed(connection, institution, typed_here)
            case ProfileUnlinked():
                decision = Decision(event.lamport, NOBODY)
                decide(connection, institution, learner, decision, learner, now)
            case ProfileLinked():
                pass
            case _:
                continue
        publish_link(connection, institution, learner, event.lamport)
        changed.append(learner)
    return changed


def typed_before(
    connection: Connection, institution: str, digests: Mapping[bytes, str], now: int
) -> list[TypedLink]:
    """Return who typed codes for a link before they came, by their hashes and persons.

    What was typed longer ago than a code is good is forgotten.
    """
    t = link_proofs.c
    mine = t.institution == institution
    late = CODE_LIFE_MILLISECONDS + CODE_LATE_MILLISECONDS
    connection.execute(delete(link_proofs).where(mine, t.landed_at < now - late))
    columns = (t.learner, t.lamport, t.device, t.proof, t.landed_at)
    rows = connection.execute(select(*columns).where(mine).order_by(t.lamport, t.learner))
    kept = [TypedLink._make(row) for row in rows]
    return [
        each
        for each in kept
        if any(codes.fits(digest, each.proof, each.device, each.learner) for digest in digests)
    ]


def link_typed(connection: Connection, institution: str, typed: TypedLink, now: int) -> bool:
    """Link a profile, which is locked, by a code that was typed before it came; whether it fits."""
    where = (typed.device, typed.landed_at)
    person = codes.link_with(connection, institution, typed.learner, "", typed.proof, *where)
    if person is None:
        return False
    t = link_proofs.c
    connection.execute(
        delete(link_proofs).where(
            t.institution == institution,
            t.learner == typed.learner,
            t.lamport == typed.lamport,
        )
    )
    decision = Decision(typed.lamport, person, typed=True)
    decide(connection, institution, typed.learner, decision, typed.learner, now)
    publish_link(connection, institution, typed.learner, typed.lamport)
    return True


def _keep_typed(connection: Connection, institution: str, typed: TypedLink) -> None:
    """Keep a code that fits none so far: a coordinator may have made it where no network is."""
    t = link_proofs.c
    mine = (t.institution == institution, t.learner == typed.learner)
    if int(connection.scalar(select(func.count()).where(*mine)) or 0) < MOST_TYPED:
        row = {"institution": institution, **typed._asdict()}
        insert_ignoring(connection, link_proofs, [row])


def decide(
    connection: Connection,
    institution: str,
    learner: str,
    decision: Decision,
    by: str,
    now: int,
) -> None:
    """Write down a decision, and what comes of all of this learner's.

    Where two computers decided at one time, the lesser person holds, and nobody before anybody.
    """
    c = links.c
    query = select(c.begun, c.person, c.typed, c.ended).where(*_hers(institution, learner))
    known = {row[0]: row for row in connection.execute(query)}
    same = known.pop(decision.lamport, None)
    beaten = None if same is None else Decision(*same[:3])
    if beaten is not None and beaten.person <= decision.person:
        beaten, decision = decision, beaten
    asking: dict[int, str] = {}
    if beaten is not None and beaten.typed and beaten.person != decision.person:
        asking[beaten.lamport] = beaten.person
    settled = []
    for span in spans([*(Decision(*row[:3]) for row in known.values()), decision]):
        lamport, person, typed = span.decision
        if span.asks:
            asking[lamport] = person
        else:
            settled.append(lamport)
        if same is not None and decision[:2] == same[:2]:
            continue
        if lamport == decision.lamport:
            row = {
                "institution": institution,
                "learner": learner,
                "begun": lamport,
                "person": person,
                "ended": span.ended,
                "made_by": by,
                "made_at": now,
                "typed": typed,
            }
            upsert(connection, links, [row])
        elif span.ended != known[lamport].ended:
            mine = update(links).where(*_hers(institution, learner), c.begun == lamport)
            connection.execute(mine.values(ended=span.ended))
    _ask(connection, institution, learner, asking, settled, now)
    owed.owe(connection, institution, [learner])


def next_lamport(connection: Connection, institution: str, learner: str) -> int:
    """Return a Lamport time after all that was told or decided, also of this learner's link."""
    told = connection.scalar(
        select(func.max(heads.c.lamport)).where(heads.c.institution == institution)
    )
    heard = _heard_of_link(connection, institution, learner)
    return max(int(told or 0), decided(connection, institution), heard) + 1


def asked(connection: Connection, institution: str, learner: str) -> set[str]:
    """Return whose codes were typed for a learner about which a person has to decide."""
    c = link_questions.c
    query = select(c.person).where(
        c.institution == institution, c.learner == learner, c.closed_at.is_(None)
    )
    return set(connection.scalars(query))


def questions(scope: Scope) -> list[LinkQuestion]:
    """Return the codes about which a person of an institution has to decide, the oldest first."""
    connection, institution = scope.connection, scope.institution
    c = link_questions.c
    query = select(c.learner, c.person, c.lamport, c.raised_at).where(
        scope.covers(c.institution, learner=c.learner), c.closed_at.is_(None)
    )
    rows = connection.execute(query.order_by(c.raised_at, c.learner, c.lamport)).all()
    names = projections.names(connection, institution, {row[0] for row in rows})
    return [
        LinkQuestion(
            learner,
            names.get(learner, ""),
            linked.person_of(connection, institution, learner) or NOBODY,
            *(person, lamport, raised_at),
        )
        for learner, person, lamport, raised_at in rows
    ]


def close_questions(
    connection: Connection, institution: str, learner: str, because: str, now: int
) -> None:
    """Close what is asked about a learner's link, with the person that it was, or NOBODY."""
    c = link_questions.c
    connection.execute(
        update(link_questions)
        .where(c.institution == institution, c.learner == learner, c.closed_at.is_(None))
        .values(closed_at=now, closed_because=because)
    )


def campus_of(connection: Connection, institution: str, learner: str) -> feed.Stream:
    """Return the stream of a learner's campus; raises RefusedError `learner-unknown`."""
    campus = connection.scalar(
        select(learners.c.campus).where(
            learners.c.institution == institution, learners.c.learner == learner
        )
    )
    if campus is None:
        raise unknown(learner)
    return feed.campus_stream(institution, campus)


def check_known(connection: Connection, institution: str, person: str) -> None:
    """Raise RefusedError `person-unknown` where there is no such person in the roster."""
    query = select(people.c.person).where(
        people.c.institution == institution, people.c.person == person
    )
    if connection.scalar(query) is None:
        raise RefusedError(Code.PERSON_UNKNOWN, f"There is no {person} in the roster.")


_LATEST = select(func.max(links.c.begun)).where(
    links.c.institution == bindparam("institution"), links.c.made_by == COORDINATOR
)


def decided(connection: Connection, institution: str) -> int:
    """Return the Lamport time of a coordinator's latest decision about a link."""
    return int(connection.scalar(_LATEST, {"institution": institution}) or 0)


def publish_link(connection: Connection, institution: str, learner: str, answers: int) -> None:
    """Publish whom a learner is linked to; `answers` is the Lamport time of what led to it.

    Of what came later by that time and was heard before, it is the answer as well.
    """
    person = linked.person_of(connection, institution, learner)
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
    c = link_questions.c
    asked = select(c.lamport).where(
        c.institution == institution, c.learner == learner, c.closed_at.is_(None)
    )
    payload = RosterLink(
        person=person or "",
        name=row[0] if row else "",
        role=row[1] if row else "",
        asked=connection.scalar(asked.limit(1)) is not None,
        answers=max(answers, _heard_of_link(connection, institution, learner)),
    )
    body = msgspec.json.encode(payload)
    feed.publish(connection, stream, documents.LINK, learner, body, learner=learner)
    was = before.person if before else ""
    if payload.person != was:
        feed.publish_tickets(connection, institution, [learner])
        rolls.tell(connection, institution, {was, payload.person} - {""})
        rolls.tell_learner(connection, institution, learner, payload.person)


def unknown(learner: str) -> RefusedError:
    """Return the refusal of a profile that there is not."""
    return RefusedError(Code.LEARNER_UNKNOWN, f"There is no profile {learner}.")


def _ask(
    connection: Connection,
    institution: str,
    learner: str,
    asking: dict[int, str],
    settled: list[int],
    now: int,
) -> None:
    """Ask a person about codes that were typed at some times, and no more about the others."""
    c = link_questions.c
    open_ = and_(c.institution == institution, c.learner == learner, c.closed_at.is_(None))
    over = c.lamport.in_([lamport for lamport in settled if lamport not in asking])
    connection.execute(delete(link_questions).where(open_, over))
    rows = [
        {
            "institution": institution,
            "learner": learner,
            "lamport": lamport,
            "person": person,
            "raised_at": now,
            "closed_at": None,
            "closed_because": None,
        }
        for lamport, person in asking.items()
    ]
    insert_ignoring(connection, link_questions, rows)


def _heard_of_link(connection: Connection, institution: str, learner: str) -> int:
    """Return the latest Lamport time at which anybody said anything of a learner's link."""
    query = select(func.max(links.c.begun), func.max(links.c.ended))
    times = connection.execute(query.where(*_hers(institution, learner))).one()
    profile = projections.state_of(connection, institution, learner, PROFILE)
    typed: int = profile.link.stamp.lamport
    return max(typed, *(int(time or 0) for time in times))


def _hers(institution: str, learner: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return links.c.institution == institution, links.c.learner == learner
