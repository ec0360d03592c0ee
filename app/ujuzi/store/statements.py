"""What computers stated of themselves, as their coordinator's computer keeps it.

The latest of each: its numbers with the signed bytes, and what is sealed beside them for the
coordinators, until a later one comes. By its number a later statement takes the place of an earlier
one, in whatever order sticks are collected; two that contradict each other show that two machines
speak under one name. Of computers that nobody knows so many are kept, and nothing sealed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.domain.statement import ComputerStatement
from ujuzi.store import hub_date
from ujuzi.store.database import Database
from ujuzi.wire import statement
from ujuzi.wire.report import ReportPart

MOST_STRANGERS = 256


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A computer's latest statement, and when it came, by the clock here.

    `known`: its signature was verified. The first of that identity came at `first_at`. `hub_date`
    is the latest date of the hub that was known here when this came; 0 where there was none.
    `is_copied`: another statement contradicts it.
    """

    statement: ComputerStatement
    known: bool
    came_at: Milliseconds
    hub_date: int
    is_copied: bool
    first_at: Milliseconds


def keep(db: Database, part: ReportPart, *, known: bool, at: Milliseconds) -> bool:
    """Keep what a computer stated, if it is the latest; return whether it is.

    `known` where its signature was verified with the key of its computer.
    """
    stated = part.statement
    before = of(db, stated.device)
    if before is not None and before.known and not known:
        return False
    is_new = before is None or stated.number > before.statement.number or known > before.known
    with db.atomic():
        copied = False
        if before is not None and before.known and known:
            copied = before.is_copied or _contradict(before.statement, stated)
            if copied and not before.is_copied:
                db.execute("UPDATE statements SET copied = 1 WHERE device = ?", (stated.device,))
                db.changed |= Changes.SYNC
        if not is_new or (before is None and not known and not _has_room(db)):
            return False
        db.execute(
            "INSERT OR REPLACE INTO statements"
            " (device, number, known, signed, sealed, first_at, came_at, hub_date, copied)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(stated.device, stated.number, known, part.signed.wire),
                *(part.sealed if known else b"", before.first_at if before else at, at),
                *(hub_date.latest(db) or 0, copied),
            ),
        )
        db.changed |= Changes.SYNC
    return True


def of(db: Database, device: str) -> KeptStatement | None:
    """Return the latest that a computer stated."""
    return next(_kept(db, "WHERE device = ?", device), None)


def latest(db: Database) -> tuple[KeptStatement, ...]:
    """Return the latest that each computer stated, by its id."""
    return tuple(_kept(db, "ORDER BY device"))


def unverified(db: Database, device: str) -> bytes | None:
    """Return what is kept of a computer by its own word, as it was signed."""
    row = db.row("SELECT signed FROM statements WHERE device = ? AND NOT known", (device,))
    return None if row is None else bytes(row[0])


def set_verified(db: Database, device: str, *, is_good: bool) -> None:
    """Keep as a known computer's what was verified by now, or let it go."""
    with db.atomic():
        if is_good:
            db.execute("UPDATE statements SET known = 1 WHERE device = ?", (device,))
        else:
            db.execute("DELETE FROM statements WHERE device = ?", (device,))
        db.changed |= Changes.SYNC


def sealed_reports(db: Database) -> dict[str, tuple[bytes, bytes]]:
    """Return by computer the signed statement, and the report that is sealed beside it."""
    rows = db.rows("SELECT device, signed, sealed FROM statements WHERE sealed <> x''")
    return {row[0]: (bytes(row[1]), bytes(row[2])) for row in rows}


def forget_reports(db: Database) -> None:
    """Let what is sealed go: somebody was erased, and later visits bring the rest again."""
    with db.atomic():
        db.execute("UPDATE statements SET sealed = x''")


def _contradict(one: ComputerStatement, other: ComputerStatement) -> bool:
    """Whether no single machine states both under its name."""
    before, after = sorted((one, other), key=lambda each: each.number)
    if before.number == after.number:
        return before != after
    if after.own.last == before.own.last:
        return after.own.digest != before.own.digest
    return after.own.last < before.own.last


def _has_room(db: Database) -> bool:
    row = db.row("SELECT count(*) FROM statements WHERE NOT known")
    return row is None or int(row[0]) < MOST_STRANGERS


def _kept(db: Database, which: str, *values: object) -> Iterator[KeptStatement]:
    rows = db.rows(
        f"SELECT signed, known, came_at, hub_date, copied, first_at FROM statements {which}", values
    )
    for signed, known, came_at, hub, copied, first in rows:
        yield KeptStatement(
            statement=statement.read(bytes(signed)).statement,
            known=bool(known),
            came_at=Milliseconds(came_at),
            hub_date=hub,
            is_copied=bool(copied),
            first_at=Milliseconds(first),
        )
