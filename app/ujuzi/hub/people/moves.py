"""To which campus a learner belongs: she moves with all that is published of her there.

Every computer of a campus gets the sign-in names of its learners (`profile` documents: name, role
and language), and for a fortnight the verifier of a coordinator's code (`sign-in-code`). Whatever
she did stays with her learner id. Rows are locked as a landing locks them: learners, then streams,
each kind in one order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, update

from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.people import links, profiles, projections, seats
from ujuzi.hub.people.registration import institution_of
from ujuzi.hub.store.tables import learners
from ujuzi.wire import documents


def hold(
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
            raise links.unknown(learner)
    return where


def move(connection: Connection, institution: str, learner: str, campus: str) -> None:
    """Move a learner to another campus of her institution: her documents are told anew there.

    The campus that she left gets a withdrawal, and its computers are hers no more: nothing of her
    is told there until she sits down at one again, as a guest. What one of them tells late lands,
    and is told at her new campus. Raises RefusedError `learner-unknown` or `campus-elsewhere`.
    """
    if institution_of(connection, campus) != institution:
        raise RefusedError(
            Code.CAMPUS_ELSEWHERE, f"The campus {campus} belongs to another institution."
        )
    left = hold(connection, institution, [learner], {campus})[learner]
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
    campuses = hold(connection, institution, moves, there)
    for learner, moved_to in moves.items():
        if moved_to not in {None, campuses[learner]}:
            _move(connection, institution, learner, campuses[learner], moved_to)
        else:
            answers = links.next_lamport(connection, institution, learner)
            links.publish_link(connection, institution, learner, answers)


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
    profiles.publish(connection, institution, [learner])
    answers = links.next_lamport(connection, institution, learner)
    links.publish_link(connection, institution, learner, answers)
