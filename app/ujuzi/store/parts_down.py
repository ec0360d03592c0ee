"""What comes down for others, as a carrier keeps it until their next visit: sealed, unread.

Of each kind and name the newest is kept: the hub goes on from what a computer acknowledged, so a
newer part says all that an older one did. Names are a computer's id, a place among several of a
campus, or whatever its kind is told apart by. And the computers' latest asks on their way up.

All of it is never more than `MOST_BYTES`: what has been here for longest goes, and the hub brings
it again when there is room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.store.database import Database
from ujuzi.store.outbox import KEPT_AFTER_LANDING

MOST_BYTES = 64 * 1024 * 1024
"""Kept for others; a campus of 128 computers has a few megabytes in its first week."""


@dataclass(frozen=True, slots=True)
class PartDown:
    """One kept item: its kind as in a bundle (`wire.bundle`), its name, stamp and bytes."""

    kind: int
    name: str
    stamp: bytes
    wire: bytes


@dataclass(frozen=True, slots=True)
class HeldAsk:
    """A computer's latest ask, verified, as it was signed."""

    device: str
    number: int
    wire: bytes


def keep(db: Database, part: PartDown, at: Milliseconds) -> None:
    """Keep a part in the place of the one before; `at` is the hub's date.

    Where there is no room the oldest go; it goes itself where it alone is too large.
    """
    with db.atomic():
        db.execute(
            "INSERT OR REPLACE INTO parts_down (kind, name, stamp, wire, held_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (part.kind, part.name, part.stamp, part.wire, at),
        )
        db.execute(
            "DELETE FROM parts_down WHERE (kind, name) IN (SELECT kind, name FROM (SELECT kind,"
            " name, sum(length(wire)) OVER (ORDER BY held_at DESC, rowid DESC) AS size"
            " FROM parts_down) WHERE size > ?)",
            (MOST_BYTES,),
        )
        db.changed |= Changes.SYNC


def each(db: Database, kind: int) -> Iterator[PartDown]:
    """Yield what is kept of a kind, by name."""
    rows = db.rows("SELECT name, stamp, wire FROM parts_down WHERE kind = ? ORDER BY name", (kind,))
    for name, stamp, wire in rows:
        yield PartDown(kind, name, bytes(stamp), bytes(wire))


def stamps(db: Database, most: int) -> tuple[bytes, ...]:
    """Return the stamps of what is kept, the newest first, `most` at most."""
    rows = db.rows(
        "SELECT stamp FROM parts_down WHERE stamp <> x'' ORDER BY held_at DESC, kind, name LIMIT ?",
        (most,),
    )
    return tuple(bytes(row[0]) for row in rows)


def forget(db: Database, kind: int) -> None:
    """Let go of what is kept of a kind."""
    with db.atomic():
        db.execute("DELETE FROM parts_down WHERE kind = ?", (kind,))


def purge(db: Database, now: Milliseconds) -> None:
    """Let go of what nobody came for in 90 days before `now`, a date that the hub signed."""
    with db.atomic():
        db.execute("DELETE FROM parts_down WHERE held_at < ?", (now - KEPT_AFTER_LANDING,))


def keep_ask(db: Database, ask: HeldAsk) -> None:
    """Keep a computer's ask, unless it is not above the one that is here."""
    with db.atomic():
        db.execute(
            "INSERT INTO held_asks (device, number, wire) VALUES (?, ?, ?)"
            " ON CONFLICT (device) DO UPDATE SET number = excluded.number, wire = excluded.wire,"
            " carried = 0 WHERE excluded.number > held_asks.number",
            (ask.device, ask.number, ask.wire),
        )


def asks(db: Database) -> tuple[HeldAsk, ...]:
    """Return the asks that the hub has not been told yet, by computer."""
    rows = db.rows("SELECT device, number, wire FROM held_asks WHERE NOT carried ORDER BY device")
    return tuple(HeldAsk(row[0], row[1], bytes(row[2])) for row in rows)


def set_carried(db: Database, ask: HeldAsk) -> None:
    """Write down that the hub was told an ask."""
    with db.atomic():
        db.execute(
            "UPDATE held_asks SET carried = 1 WHERE device = ? AND number = ?",
            (ask.device, ask.number),
        )
