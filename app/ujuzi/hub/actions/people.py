"""What people decide of profiles: to whom they are linked, where they sit, where they belong.

A coordinator links a profile to a person of the roster, and undoes it; says of a seat that it was
she, or was not; moves her to another campus. Whatever she did stays with her learner id all the
while. What follows for her other seats and links is done at once (`hub.landing.landing`).

Every computer of a campus gets the sign-in names of its learners (`profile` documents: name, role
and language), and for a fortnight the verifier of a coordinator's code (`sign-in-code`), so that a
learner can go on at another computer with no network. PIN verifiers never travel.

Rows are locked as a landing locks them: learners, then streams, each kind in one order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select, update

from ujuzi.credentials.secrets import plain_code, verifier_of
from ujuzi.domain.link import NOBODY, Decision
from ujuzi.domain.seat import Proof
from ujuzi.errors import RefusedError
from ujuzi.hub.assessment.effects import Effects
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.landing import landing
from ujuzi.hub.people import codes, profiles, projections, registration, seats
from ujuzi.hub.people import links as links_of
from ujuzi.hub.people.links import (
    COORDINATOR,
    Question,
    check_known,
    tell_link,
)
from ujuzi.hub.people.registration import CODE_LIFE_MILLISECONDS, institution_of
from ujuzi.hub.people.seats import Listed
from ujuzi.hub.store.tables import learners, links, people
from ujuzi.wire import documents
from ujuzi.wire.documents import SignInCode


class Enlisted(NamedTuple):
    """A person of the roster, and the profiles that are linked to her."""

    person: str
    name: str
    campus: str
    role: str
    profiles: str


def make_code(connection: Connection, institution: str, person: str, now: int) -> str:
    """Return a new one-time code for a person of the roster; raises RefusedError `person-unknown`.

    It links a profile to her, and lets the learners that are she sign in at another computer.
    """
    check_known(connection, institution, person)
    code = codes.make(connection, institution, person, now)
    payload = msgspec.json.encode(
        SignInCode(verifier=verifier_of(plain_code(code)), expires_at=now + CODE_LIFE_MILLISECONDS)
    )
    campuses = _hold(connection, institution, linked.learners_of(connection, institution, person))
    for learner, campus in campuses.items():
        stream = feed.campus_stream(institution, campus)
        feed.publish(connection, stream, documents.SIGN_IN_CODE, learner, payload)
    return code


def link(connection: Connection, institution: str, learner: str, person: str, now: int) -> Effects:
    """Link a learner to a person, as her coordinator says.

    Raises RefusedError `learner-unknown` or `person-unknown`.
    """
    check_known(connection, institution, person)
    _hold(connection, institution, [learner])
    return _decide(connection, institution, learner, person, now)


def unlink(connection: Connection, institution: str, learner: str, now: int) -> Effects:
    """Undo a wrong link; the learner's history stays hers. Raises RefusedError `not-linked`."""
    if linked.person_of(connection, institution, learner) is None:
        raise RefusedError("not-linked", f"The profile {learner} is linked to nobody.")
    _hold(connection, institution, [learner])
    return _decide(connection, institution, learner, NOBODY, now)


def questions(connection: Connection, institution: str) -> list[Question]:
    """Return the codes about which a person has to decide, the oldest first."""
    return links_of.questions(connection, institution)


def seats_to_judge(connection: Connection, institution: str) -> list[Listed]:
    """Return the seats of which a person has to say whether it was she."""
    return seats.listed(connection, institution)


def answer(
    connection: Connection, institution: str, learner: str, person: str | None, now: int
) -> Effects:
    """Answer what is asked about a learner's link: it is this person, or all stays as it is.

    Raises RefusedError `question-unknown`, and what `link` raises.
    """
    _hold(connection, institution, [learner])
    found = links_of.questions(connection, institution)
    asked = {each.person for each in found if each.learner == learner}
    if not asked or (person is not None and person not in asked):
        raise RefusedError("question-unknown", f"Nobody asked that about the profile {learner}.")
    links_of.close_questions(connection, institution, learner, person or NOBODY, now)
    if person is not None:
        return link(connection, institution, learner, person, now)
    tell_link(connection, institution, learner, 0)
    return Effects()


def confirm(
    connection: Connection, institution: str, learner: str, device: str, now: int
) -> Effects:
    """Say that a learner sits at a computer: what it held back counts, and it gets what is hers.

    Raises RefusedError `learner-unknown`, or `device-unknown` where her institution has none such.
    """
    _hold(connection, institution, [learner])
    if registration.find(connection, device).institution != institution:
        raise RefusedError("device-unknown", f"There is no computer {device}.", device=device)
    seats.prove(connection, institution, device, learner, Proof.SAID, now)
    return landing.settle(connection, institution, [learner], now)


def deny(connection: Connection, institution: str, learner: str, device: str, now: int) -> Effects:
    """Say that it was not she who used a computer: her seat there ends, what it held back is kept.

    Raises RefusedError `learner-unknown` or `seat-unknown`.
    """
    _hold(connection, institution, [learner])
    landing.deny(connection, institution, device, learner, now)
    return landing.settle(connection, institution, [learner], now)


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
        for learner in linked.learners_of(connection, institution, person)
    }
    there = {campus for campus in moves.values() if campus is not None}
    campuses = _hold(connection, institution, moves, there)
    for learner, moved_to in moves.items():
        if moved_to not in {None, campuses[learner]}:
            _move(connection, institution, learner, campuses[learner], moved_to)
        else:
            answers = links_of.next_lamport(connection, institution, learner)
            tell_link(connection, institution, learner, answers)


def roster(connection: Connection, institution: str) -> list[Enlisted]:
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
        Enlisted(*row, ", ".join(profiles[row[0]]))
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
    names = projections.names(connection, institution, {row[0] for row in rows})
    return [(learner, campus, names.get(learner, "")) for learner, campus in rows]


def _decide(
    connection: Connection, institution: str, learner: str, person: str, now: int
) -> Effects:
    lamport = links_of.next_lamport(connection, institution, learner)
    decision = Decision(lamport, person)
    links_of.decide(connection, institution, learner, decision, COORDINATOR, now)
    tell_link(connection, institution, learner, lamport)
    return landing.settle(connection, institution, [learner], now)


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
    seats.leave(connection, institution, learner, left)
    code = feed.published(connection, before, documents.SIGN_IN_CODE, learner)
    for kind in (documents.PROFILE, documents.SIGN_IN_CODE):
        feed.publish(connection, before, kind, learner, b"")
    feed.move(connection, before, after, learner)
    if code:
        feed.publish(connection, after, documents.SIGN_IN_CODE, learner, code)
    profiles.publish(connection, institution, learner)
    answers = links_of.next_lamport(connection, institution, learner)
    tell_link(connection, institution, learner, answers)


def _hold(
    connection: Connection,
    institution: str,
    who: Collection[str],
    campuses: Collection[str] = (),
) -> dict[str, str]:
    """Lock learners and the streams that have to do with them; return the campus of each.

    Raises RefusedError `learner-unknown`.
    """
    where = projections.hold(connection, institution, who, campuses)
    for learner in who:
        if learner not in where:
            raise links_of.unknown(learner)
    return where
