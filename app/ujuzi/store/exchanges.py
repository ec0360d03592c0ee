"""The last exchanges with the hub: when, how much, and what went wrong, for a person to read.

What was sent on for other computers stands among them, and says nothing of this one's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.store.database import Database

KEPT = 50
_COLUMNS = "at, events, documents, bytes_up, bytes_down, problem, carried"


class ExchangeRecord(msgspec.Struct, frozen=True):
    """One exchange: events that landed, documents that came, bytes; `problem` is an error code.

    `carried`: the events are those of other computers, whose results lay here.
    """

    at: Milliseconds
    events: int
    documents: int
    bytes_up: int
    bytes_down: int
    problem: str = ""
    carried: bool = False


def add(db: Database, record: ExchangeRecord) -> None:
    """Write an exchange down, and forget the oldest.

    A problem that is met again in vain takes the place of the last time: it must not push the
    others out.
    """
    with db.atomic():
        if record.problem and not record.events:
            db.execute(
                "DELETE FROM exchanges WHERE id = (SELECT max(id) FROM exchanges)"
                " AND problem = ? AND events = 0 AND carried = ?",
                (record.problem, record.carried),
            )
        db.execute(
            f"INSERT INTO exchanges ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                record.at,
                record.events,
                record.documents,
                record.bytes_up,
                record.bytes_down,
                record.problem,
                record.carried,
            ),
        )
        db.execute("DELETE FROM exchanges WHERE id <= (SELECT max(id) FROM exchanges) - ?", (KEPT,))
        db.changed |= Changes.SYNC


def latest(db: Database, most: int = KEPT) -> tuple[ExchangeRecord, ...]:
    """Return the newest first."""
    rows = db.rows(f"SELECT {_COLUMNS} FROM exchanges ORDER BY id DESC LIMIT ?", (most,))
    return tuple(_record(row) for row in rows)


def last_good(db: Database) -> ExchangeRecord | None:
    """Return the newest one of this computer's own that went well."""
    row = db.row(
        f"SELECT {_COLUMNS} FROM exchanges WHERE problem = '' AND NOT carried"
        " ORDER BY id DESC LIMIT 1"
    )
    return None if row is None else _record(row)


def _record(row: Sequence[Any]) -> ExchangeRecord:
    return msgspec.structs.replace(ExchangeRecord(*row), carried=bool(row[-1]))
