"""What is told of an attempt: whether it has a result, which, and whether a person is to decide.

Said anew whenever something of it may have changed, and published only where it says something
else than before. A profile that is linked to nobody is told no more than whether it has passed: who
may make as many as she likes would learn the bank from what was right of which competency.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, select

from ujuzi.domain.grading import Graded, reached
from ujuzi.hub.assessment import sittings
from ujuzi.hub.assessment.sittings import HandedInSitting
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.people import links
from ujuzi.hub.store.tables import results
from ujuzi.wire import documents
from ujuzi.wire.documents import Result


class Latest(NamedTuple):
    """The latest result of an attempt."""

    revision: int
    graded_at: int
    content: str


def latest(connection: Connection, institution: str, attempt: str) -> Latest | None:
    """Return the latest result of an attempt."""
    return latest_of(connection, institution, [attempt]).get(attempt)


def latest_of(
    connection: Connection, institution: str, attempts: Collection[str]
) -> dict[str, Latest]:
    """Return the latest result of each attempt that has one."""
    c = results.c
    query = select(c.attempt, c.revision, c.graded_at, c.content).where(
        c.institution == institution, c.attempt.in_(attempts)
    )
    rows = connection.execute(query.order_by(c.revision))
    return {attempt: Latest(*found) for attempt, *found in rows}


def publish(connection: Connection, institution: str, attempts: Iterable[str]) -> None:
    """Tell the computers of learners what has become of attempts, unless they know it."""
    found = sittings.get_all(connection, institution, sorted(set(attempts)))
    all_told = _told(connection, institution, found)
    streams = {
        learner: links.campus_of(connection, institution, learner)
        for learner in sorted({told.learner for told in all_told})
    }
    ids = [told.attempt for told in all_told]
    known = {
        stream: feed.published_of(connection, stream, documents.RESULT, ids)
        for stream in set(streams.values())
    }
    for told in all_told:
        payload, stream = msgspec.json.encode(told), streams[told.learner]
        if known[stream].get(told.attempt) != payload:
            where = (stream, documents.RESULT, told.attempt)
            feed.publish(connection, *where, payload, learner=told.learner)


def _told(
    connection: Connection, institution: str, found: Sequence[HandedInSitting]
) -> list[Result]:
    """Return what is told of attempts; nothing of those that wait to be graded."""
    graded = {
        attempt: (kept, msgspec.json.decode(kept.content, type=Graded))
        for attempt, kept in latest_of(
            connection, institution, [s.attempt for s in found if s.state == sittings.GRADED]
        ).items()
    }
    is_linked = {
        learner: linked.person_of(connection, institution, learner) is not None
        for learner in {s.learner for s in found if s.attempt in graded}
    }
    passed = [
        s.attempt
        for s in found
        if s.attempt in graded and is_linked[s.learner] and graded[s.attempt][1].passed
    ]
    held = sittings.held_back(connection, institution, passed) if passed else {}
    all_told = []
    for sitting in found:
        if sitting.state == sittings.HANDED_IN:
            continue
        told = Result(
            learner=sitting.learner,
            course=sitting.course,
            assessment=sitting.assessment,
            attempt=sitting.attempt,
            state=sitting.state,  # type: ignore[arg-type]  # the three that a learner is told
        )
        if sitting.attempt in graded:
            kept, result = graded[sitting.attempt]
            told = replace(
                told, revision=kept.revision, graded_at=kept.graded_at, passed=result.passed
            )
            if is_linked[sitting.learner]:
                told = _in_detail(told, result, held.get(sitting.attempt, ""))
        all_told.append(told)
    return all_told


def _in_detail(told: Result, result: Graded, decision: Literal["", "waits", "void"]) -> Result:
    return replace(
        told,
        right=result.right,
        items=result.items,
        pass_mark=result.pass_mark,
        competencies=tuple((t.competency, t.right, t.items) for t in result.competencies),
        decision=decision,
        reached=reached(result),
        minimums=result.minimums,
    )
