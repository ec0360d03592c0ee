"""Computers that a coordinator expects, by name, on a list that she makes: some were never seen."""

from __future__ import annotations

from dataclasses import dataclass

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.domain.text import comparable, named
from ujuzi.errors import Code, RefusedError
from ujuzi.store.database import Database

MOST = 512
MOST_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class ExpectedComputer:
    """One that she expects, and since when."""

    id: int
    name: str
    added_at: Milliseconds


def each(db: Database) -> tuple[ExpectedComputer, ...]:
    """Return the list, in the order in which it was made."""
    rows = db.rows("SELECT id, name, added_at FROM expected_computers ORDER BY id")
    return tuple(ExpectedComputer(*row) for row in rows)


def add(db: Database, name: str, at: Milliseconds) -> None:
    """Put a computer on the list.

    Raises RefusedError `expected-name-wrong`, `expected-name-taken` or `expected-full`.
    """
    known = each(db)
    if len(known) >= MOST:
        raise RefusedError(Code.EXPECTED_FULL, f"The list has {MOST} computers; it is full.")
    name = _name(known, name)
    with db.atomic():
        db.execute("INSERT INTO expected_computers (name, added_at) VALUES (?, ?)", (name, at))
        db.changed |= Changes.SYNC


def rename(db: Database, id_: int, name: str) -> None:
    """Call a computer of the list otherwise; raises as `add` does."""
    name = _name([known for known in each(db) if known.id != id_], name)
    with db.atomic():
        db.execute("UPDATE expected_computers SET name = ? WHERE id = ?", (name, id_))
        db.changed |= Changes.SYNC


def remove(db: Database, id_: int) -> None:
    """Take a computer off the list."""
    with db.atomic():
        db.execute("DELETE FROM expected_computers WHERE id = ?", (id_,))
        db.changed |= Changes.SYNC


def is_same(name: str, other: str) -> bool:
    """Whether two names are of one computer, however they are written."""
    return comparable(name) == comparable(other)


def _name(known: tuple[ExpectedComputer, ...] | list[ExpectedComputer], name: str) -> str:
    clean = named(name)
    if not clean or len(clean) > MOST_NAME_LENGTH:
        raise RefusedError(Code.EXPECTED_NAME_WRONG, "This can be no computer's name.")
    if any(is_same(clean, other.name) for other in known):
        raise RefusedError(Code.EXPECTED_NAME_TAKEN, "A computer of this name is on the list.")
    return clean
