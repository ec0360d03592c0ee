"""Named facts about this computer that are no learner's: its device id, hashes of its codes."""

from __future__ import annotations

from ujuzi.store.database import Database


def get(db: Database, name: str) -> str | None:
    """Return a fact, if it is known."""
    row = db.row("SELECT value FROM facts WHERE name = ?", (name,))
    return None if row is None else str(row[0])


def put(db: Database, name: str, value: str) -> None:
    """Set a fact."""
    db.execute(
        "INSERT INTO facts (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def forget(db: Database, name: str) -> None:
    """Forget a fact."""
    with db.atomic():
        db.execute("DELETE FROM facts WHERE name = ?", (name,))
