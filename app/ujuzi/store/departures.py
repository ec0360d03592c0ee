"""Who was taken off this computer: she signs in no more, and in time nothing of her is left.

Her rows stay until all that she did here has been at the hub for 90 days; on a computer that is
registered nowhere they stay. What the hub lists for the whole campus is not hers alone, and stays.
"""

from __future__ import annotations

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.store import event_log, facts, projections
from ujuzi.store.database import Database
from ujuzi.store.outbox import KEPT_AFTER_LANDING
from ujuzi.store.schema import EVENTS_ARE_NEVER_DELETED

FACT = "taken-off-"
"""With a learner's id, the fact of when she was taken off."""
_LOCAL = (
    *("accounts", "preferences", "drafts", "visits", "sittings", "heard_states"),
    *("offices", "act_codes"),
)
_OF_CAMPUS = "profile"
"""The kind of the documents by which everybody of a campus can be found."""


def take_off(db: Database, learner: LearnerId, at: Milliseconds) -> None:
    """Let somebody sign in here no more."""
    with db.atomic():
        db.execute("DELETE FROM accounts WHERE learner = ?", (learner,))
        facts.put(db, FACT + learner, str(at))
        db.changed |= Changes.PEOPLE


def bring_back(db: Database, learner: LearnerId) -> None:
    """Keep what is here of somebody who signs in again."""
    facts.forget(db, FACT + learner)


def taken_off(db: Database) -> tuple[LearnerId, ...]:
    """Return who was taken off, and of whom something is still here."""
    return tuple(LearnerId(each.removeprefix(FACT)) for each in facts.names(db, FACT))


def purge(db: Database, now: Milliseconds) -> None:
    """Let the rows go of everybody whose time has come by `now`, a date that the hub signed."""
    gone = [each for each in taken_off(db) if _has_landed(db, each, now - KEPT_AFTER_LANDING)]
    if not gone:
        return
    with db.atomic():
        # The log never forgets but here; the guard against all other deleting is back at once.
        db.execute("DROP TRIGGER events_are_never_deleted")
        for learner in gone:
            _forget(db, learner)
        db.execute(EVENTS_ARE_NEVER_DELETED)
    db.leave_no_trace()


def _has_landed(db: Database, learner: LearnerId, before: int) -> bool:
    """Whether all that she did here landed before a date, under whichever identity it was sent.

    The newest event of this computer stays, whoever did it: the next one counts on from it.
    """
    row = db.row(
        """
        WITH landed AS (
            SELECT coalesce(origin_device, device) AS device,
                coalesce(origin_sequence, sequence) AS sequence
            FROM events WHERE learner = :learner AND EXISTS (
                SELECT 1 FROM batches WHERE batches.device = events.device
                AND sequence BETWEEN first AND last AND landed_at < :before
            )
        )
        SELECT 1 FROM events WHERE learner = :learner AND (
            (coalesce(origin_device, device), coalesce(origin_sequence, sequence))
                NOT IN (SELECT device, sequence FROM landed)
            OR (device = :here
                AND sequence = (SELECT max(sequence) FROM events WHERE device = :here))
        ) LIMIT 1
        """,
        {"learner": learner, "before": before, "here": event_log.device_id(db)},
    )
    return row is None


def _forget(db: Database, learner: LearnerId) -> None:
    db.execute(
        "DELETE FROM sitting_answers WHERE attempt IN"
        " (SELECT attempt FROM sittings WHERE learner = ?)",
        (learner,),
    )
    for table in ("events", *_LOCAL, *(each.table for each in projections.ALL)):
        db.execute(f"DELETE FROM {table} WHERE learner = ?", (learner,))
    # A document is withdrawn, not deleted: an older page of the feed must not bring it back.
    db.execute(
        "UPDATE documents SET payload = x'' WHERE payload <> x'' AND kind <> :campus AND"
        " (id = :learner OR CASE WHEN json_valid(CAST(payload AS TEXT))"
        " AND json_type(CAST(payload AS TEXT)) = 'object'"
        " THEN json_extract(CAST(payload AS TEXT), '$.learner') = :learner END)",
        {"campus": _OF_CAMPUS, "learner": learner},
    )
    facts.forget_ending(db, f"-{learner}")
