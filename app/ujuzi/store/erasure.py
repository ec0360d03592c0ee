"""Somebody was erased at the hub: what this computer has of her goes, at once and for good.

Her PIN, drafts, sittings, states and documents go, and of each of her events what it said: there
stays that this computer told one, and when, for the numbers of the log and the batches' digests are
the computer's. A batch that was cut before goes up as it is, and lands blank; its bytes go when it
has landed. What is told again under another identity is told without her, and nothing that comes
later of her is kept.

She may begin anew, under the same name: that is another profile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import BLANK as BLANK
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError
from ujuzi.store import facts
from ujuzi.store.database import Database
from ujuzi.store.schema import EVENTS_ARE_NEVER_CHANGED

FACT = "erased-"
"""With a learner's id, the fact that she was erased."""
UNSWEPT = "erasure-unswept"
"""The fact that what went may still be read in the file."""
NOTHING = b"{}"
"""What an event says of which nothing is kept."""
_KEPT = "events"
"""The one table with a learner in it of which no row goes."""


def erase(db: Database, learner: LearnerId) -> None:
    """Let go of everything about somebody, in one transaction; nothing happens the second time."""
    if is_erased(db, learner):
        return
    with db.atomic():
        with changing_events(db):
            db.execute(
                "UPDATE events SET kind = ?, payload = ? WHERE learner = ?",
                (BLANK, NOTHING, learner),
            )
        db.execute(
            "DELETE FROM sitting_answers WHERE attempt IN"
            " (SELECT attempt FROM sittings WHERE learner = ?)",
            (learner,),
        )
        for table in _tables_of_learners(db):
            db.execute(f"DELETE FROM {table} WHERE learner = ?", (learner,))
        db.execute(
            "UPDATE documents SET payload = x'' WHERE payload <> x'' AND"
            f" (id = :learner OR {_NAMED} = :learner)",
            {"learner": learner},
        )
        from ujuzi.store import statements

        statements.forget_reports(db)
        facts.forget_ending(db, f"-{learner}")
        facts.put(db, FACT + learner, "yes")
        facts.put(db, UNSWEPT, "yes")
        drop_bytes(db, _LANDED, {"blank": BLANK})
        db.changed |= Changes.PEOPLE | Changes.DOCUMENTS
        db.changed |= Changes.PROGRESS | Changes.NOTES | Changes.ASSESSMENTS | Changes.COMPETENCIES


@contextmanager
def changing_events(db: Database) -> Iterator[None]:
    """Let events be changed, in a transaction: nothing else may, and the guard is back at once."""
    db.execute("DROP TRIGGER events_are_never_changed")
    yield
    db.execute(EVENTS_ARE_NEVER_CHANGED)


def drop_bytes(db: Database, which: str, parameters: Mapping[str, object]) -> None:
    """Let go of the bytes of the batches `b` of which a condition holds, sealed or not."""
    db.execute(
        "DELETE FROM envelopes WHERE EXISTS (SELECT 1 FROM batches b"
        f" WHERE b.device = envelopes.device AND b.first = envelopes.first AND {which})",
        parameters,
    )
    db.execute(f"UPDATE batches AS b SET wire = NULL WHERE {which}", parameters)


def is_erased(db: Database, learner: str) -> bool:
    """Whether somebody was erased."""
    return facts.get(db, FACT + learner) is not None


def check(db: Database, learner: str) -> None:
    """Return only if something may be recorded of somebody; raises `learner-unknown`."""
    if is_erased(db, learner):
        raise RefusedError(
            Code.LEARNER_UNKNOWN, "This profile was erased, so nothing more is recorded of it."
        )


def tells_of_erased(db: Database, id_: str, payload: bytes) -> bool:
    """Whether a document is about somebody who was erased."""
    if not has_erased(db):
        return False
    query = f"SELECT {_NAMED} FROM (SELECT ? AS payload)"
    row = db.row(query, (payload,))
    return is_erased(db, id_) or (row is not None and row[0] and is_erased(db, str(row[0])))


def purge(db: Database) -> None:
    """Let the bytes go of batches that have landed by now and tell of somebody who was erased.

    And leave no trace of what went before. In a transaction nothing happens: the next time does.
    """
    if db.is_in_transaction or not has_erased(db):
        return
    tells = f"SELECT 1 FROM batches b WHERE {_LANDED} LIMIT 1"
    if facts.get(db, UNSWEPT) is None and db.row(tells, {"blank": BLANK}) is None:
        return
    with db.atomic():
        drop_bytes(db, _LANDED, {"blank": BLANK})
        facts.forget(db, UNSWEPT)
    db.leave_no_trace()


def has_erased(db: Database) -> bool:
    """Whether anybody was erased."""
    return bool(facts.names(db, FACT))


def count(db: Database) -> int:
    """Return how many people were erased."""
    return len(facts.names(db, FACT))


_NAMED = (
    "CASE WHEN json_valid(CAST(payload AS TEXT))"
    " AND json_type(CAST(payload AS TEXT)) = 'object'"
    " THEN json_extract(CAST(payload AS TEXT), '$.learner') END"
)
"""The learner that a document's payload names."""

_LANDED = (
    "b.landed_at IS NOT NULL AND b.wire IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM events e WHERE e.device = b.device"
    " AND e.sequence BETWEEN b.first AND b.last AND e.kind = :blank)"
)
"""Whether the batch `b` has landed, and its bytes tell of somebody who was erased."""


def _tables_of_learners(db: Database) -> list[str]:
    """Return the tables of which a row is somebody's, without the log."""
    rows = db.rows(
        "SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c"
        " WHERE t.type = 'table' AND c.name = 'learner' AND t.name <> ?",
        (_KEPT,),
    )
    return [str(row[0]) for row in rows]
