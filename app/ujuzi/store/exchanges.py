"""The last exchanges with the hub: when, how much, and what went wrong, for a person to read."""

from __future__ import annotations

from dataclasses import dataclass

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.store.database import Database

KEPT = 50


@dataclass(frozen=True, slots=True)
class ExchangeRecord:
    """One exchange: events that landed, documents that came, bytes; `problem` is an error code."""

    at: Milliseconds
    events: int
    documents: int
    bytes_up: int
    bytes_down: int
    problem: str = ""


def add(db: Database, record: ExchangeRecord) -> None:
    """Write an exchange down, and forget the oldest.

    A problem that is met again in vain takes the place of the last time: it must not push the
    others out.
    """
    with db.atomic():
        if record.problem and not record.events:
            db.execute(
                "DELETE FROM exchanges WHERE id = (SELECT max(id) FROM exchanges)"
                " AND problem = ? AND events = 0",
                (record.problem,),
            )
        db.execute(
            "INSERT INTO exchanges (at, events, documents, bytes_up, bytes_down, problem)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                record.at,
                record.events,
                record.documents,
                record.bytes_up,
                record.bytes_down,
                record.problem,
            ),
        )
        db.execute("DELETE FROM exchanges WHERE id <= (SELECT max(id) FROM exchanges) - ?", (KEPT,))
        db.changed |= Changes.SYNC


def latest(db: Database, most: int = KEPT) -> tuple[ExchangeRecord, ...]:
    """Return the newest first."""
    rows = db.rows(
        "SELECT at, events, documents, bytes_up, bytes_down, problem FROM exchanges"
        " ORDER BY id DESC LIMIT ?",
        (most,),
    )
    return tuple(ExchangeRecord(*row) for row in rows)


def last_good(db: Database) -> ExchangeRecord | None:
    """Return the newest one that went well."""
    row = db.row(
        "SELECT at, events, documents, bytes_up, bytes_down, problem FROM exchanges"
        " WHERE problem = '' ORDER BY id DESC LIMIT 1"
    )
    return None if row is None else ExchangeRecord(*row)
