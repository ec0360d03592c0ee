"""What is not yet said: typed text and the position of a visit, kept as local rows.

A draft is written every few seconds and becomes an event when the learner confirms it; a power cut
in between costs the last seconds of typing, no more.
"""

from __future__ import annotations

import msgspec

from ujuzi.domain.event import LearnerId
from ujuzi.store.database import Database


class Draft(msgspec.Struct, frozen=True):
    """Text that was typed and not confirmed."""

    course: str
    activity: str
    slot: str
    text: str


class OpenVisit(msgspec.Struct, frozen=True):
    """A visit that no event has closed: the fraction shown, and its seconds on task so far."""

    course: str
    activity: str
    pack: str
    position: float
    seconds: int


def put(db: Database, learner: LearnerId, course: str, activity: str, slot: str, text: str) -> None:
    """Keep typed text; empty text forgets it."""
    key = (learner, course, activity, slot)
    with db.atomic():
        if not text:
            db.execute(
                "DELETE FROM drafts WHERE (learner, course, activity, slot) = (?, ?, ?, ?)", key
            )
            return
        db.execute(
            "INSERT INTO drafts (learner, course, activity, slot, text) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (learner, course, activity, slot) DO UPDATE SET text = excluded.text",
            (*key, text),
        )


def get(db: Database, learner: LearnerId, course: str, activity: str, slot: str) -> str:
    """Return typed text, or nothing."""
    row = db.row(
        "SELECT text FROM drafts WHERE (learner, course, activity, slot) = (?, ?, ?, ?)",
        (learner, course, activity, slot),
    )
    return "" if row is None else str(row[0])


def typed(db: Database, learner: LearnerId) -> tuple[Draft, ...]:
    """Return everything that a learner typed and did not confirm."""
    rows = db.rows(
        "SELECT course, activity, slot, text FROM drafts WHERE learner = ?"
        " ORDER BY course, activity, slot",
        (learner,),
    )
    return tuple(Draft(*row) for row in rows)


def count(db: Database) -> int:
    """Return how many texts were typed here and not confirmed."""
    row = db.row("SELECT count(*) FROM drafts")
    return int(row[0]) if row else 0


def put_visit(db: Database, learner: LearnerId, visit: OpenVisit) -> None:
    """Keep where a visit is."""
    with db.atomic():
        db.execute(
            "INSERT INTO visits (learner, course, activity, pack, position, seconds)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (learner, course, activity) DO UPDATE SET"
            " pack = excluded.pack, position = excluded.position, seconds = excluded.seconds",
            (learner, visit.course, visit.activity, visit.pack, visit.position, visit.seconds),
        )


def close_visit(db: Database, learner: LearnerId, course: str, activity: str) -> None:
    """Forget a visit that an event has closed."""
    with db.atomic():
        db.execute(
            "DELETE FROM visits WHERE (learner, course, activity) = (?, ?, ?)",
            (learner, course, activity),
        )


def open_visits(db: Database, learner: LearnerId) -> tuple[OpenVisit, ...]:
    """Return the visits that were cut off."""
    rows = db.rows(
        "SELECT course, activity, pack, position, seconds FROM visits WHERE learner = ?", (learner,)
    )
    return tuple(OpenVisit(*row) for row in rows)
