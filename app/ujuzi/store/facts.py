"""Named facts about this computer that are no learner's: its device id, hashes of its codes.

Nobody else writes while a database is open, so what was read is remembered until it is changed; a
transaction that is taken back has all read anew.
"""

from __future__ import annotations

from ujuzi.store.database import Database

LAST_CHARACTER = "\U0010ffff"
"""Of Unicode, by which no name of a fact goes on."""

MOST_REMEMBERED = 1_000


def get(db: Database, name: str) -> str | None:
    """Return a fact, if it is known."""
    try:
        return db.facts[name]
    except KeyError:
        row = db.row("SELECT value FROM facts WHERE name = ?", (name,))
    if len(db.facts) >= MOST_REMEMBERED:
        db.facts.clear()
    db.facts[name] = None if row is None else str(row[0])
    return db.facts[name]


def names(db: Database, prefix: str) -> tuple[str, ...]:
    """Return the names of facts that begin so, in order."""
    if prefix not in db.names_of_facts:
        rows = db.rows(
            "SELECT name FROM facts WHERE name >= ? AND name < ? ORDER BY name",
            (prefix, prefix + LAST_CHARACTER),
        )
        db.names_of_facts[prefix] = tuple(str(row[0]) for row in rows)
    return db.names_of_facts[prefix]


def put(db: Database, name: str, value: str) -> None:
    """Set a fact."""
    before = db.facts.get(name)
    if before == value:
        return
    db.execute(
        "INSERT INTO facts (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
    db.facts[name] = value
    if before is None:
        db.names_of_facts.clear()


def forget(db: Database, name: str) -> None:
    """Forget a fact."""
    with db.atomic():
        db.execute("DELETE FROM facts WHERE name = ?", (name,))
        db.facts.pop(name, None)
        db.names_of_facts.clear()


def forget_ending(db: Database, end: str) -> None:
    """Forget the facts whose names end so; `end` has no character that GLOB reads as another."""
    with db.atomic():
        db.execute("DELETE FROM facts WHERE name GLOB ?", (f"*{end}",))
        db.forget_facts()
