"""What is told of an attempt: whether it has a result, which, and whether a person is to decide.

Said anew whenever something of it may have changed, and published only where it says something
else than before. A profile that is linked to nobody is told no more than whether it has passed: who
may make as many as she likes would learn the bank from what was right of which competency.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from ujuzi.domain.grading import Graded, reached
from ujuzi.hub.assessment import sittings
from ujuzi.hub.assessment.sittings import Sitting
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.people import links
from ujuzi.hub.store.tables import results
from ujuzi.wire import documents
from ujuzi.wire.documents import Result


def latest(connection: Connection, institution: str, attempt: str) -> tuple[int, int, str] | None:
    """Return revision, time and content of the latest result of an attempt."""
    row = connection.execute(
        select(results.c.revision, results.c.graded_at, results.c.content)
        .where(results.c.institution == institution, results.c.attempt == attempt)
        .order_by(results.c.revision.desc())
        .limit(1)
    ).first()
    return None if row is None else (row[0], row[1], row[2])


def publish(connection: Connection, institution: str, attempts: Iterable[str]) -> None:
    """Tell the computers of learners what has become of attempts, unless they know it."""
    for attempt in sorted(set(attempts)):
        sitting = sittings.get(connection, institution, attempt)
        told = _result(connection, institution, sitting)
        if told is None:
            continue
        payload = msgspec.json.encode(told)
        stream = links.campus_of(connection, institution, sitting.learner)
        known = feed.published(connection, stream, documents.RESULT, attempt)
        if known is None or bytes(known) != payload:
            feed.publish(
                connection, stream, documents.RESULT, attempt, payload, learner=sitting.learner
            )


def _result(connection: Connection, institution: str, sitting: Sitting) -> Result | None:
    if sitting.state == sittings.HANDED_IN:
        return None
    told = Result(
        learner=sitting.learner,
        course=sitting.course,
        assessment=sitting.assessment,
        attempt=sitting.attempt,
        state=sitting.state,  # type: ignore[arg-type]  # the three that a learner is told
    )
    found = latest(connection, institution, sitting.attempt)
    if sitting.state != sittings.GRADED or found is None:
        return told
    revision, graded_at, content = found
    graded = msgspec.json.decode(content, type=Graded)
    told = msgspec.structs.replace(told, revision=revision, graded_at=graded_at)
    if linked.person_of(connection, institution, sitting.learner) is None:
        return msgspec.structs.replace(told, passed=graded.passed)
    held = sittings.held_back(connection, institution, [sitting.attempt]) if graded.passed else {}
    return msgspec.structs.replace(
        told,
        right=graded.right,
        items=graded.items,
        pass_mark=graded.pass_mark,
        passed=graded.passed,
        competencies=tuple((t.competency, t.right, t.items) for t in graded.competencies),
        decision=held.get(sitting.attempt, ""),
        reached=reached(graded),
        minimums=graded.minimums,
    )
