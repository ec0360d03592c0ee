"""Schemas are upgraded from every released one, and their copies are kept."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ujuzi.store.schema import SCHEMA_VERSION, migrate

SCHEMAS = Path(__file__).resolve().parents[1] / "assets" / "schemas"


def schema_of(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    return [row[0] for row in rows]


def migrated(script: str = "") -> list[str]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(script)
    migrate(connection)
    found = schema_of(connection)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    connection.close()
    return found


def test_the_present_schema_is_kept_for_later_versions() -> None:
    """When this fails for a released version, add a migration; never edit an old one."""
    kept = (SCHEMAS / f"{SCHEMA_VERSION:03}.sql").read_text("utf-8")
    present = [line for line in migrated() if not line.startswith("CREATE TABLE 'lesson_index_")]

    assert all(statement in kept for statement in present)


@pytest.mark.parametrize("script", sorted(SCHEMAS.glob("*.sql")), ids=lambda path: path.stem)
def test_every_kept_schema_becomes_the_present_one(script: Path) -> None:
    assert migrated(script.read_text("utf-8")) == migrated()


def test_migrating_twice_changes_nothing() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    before = schema_of(connection)
    migrate(connection)
    assert schema_of(connection) == before
    connection.close()


def test_the_index_is_folded_anew_where_letters_fold_otherwise() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript((SCHEMAS / "005.sql").read_text("utf-8"))
    connection.executescript(
        "INSERT INTO lesson_texts VALUES (7, 'p', 'a', 'Le cœur', 'porte');"
        "INSERT INTO lesson_index (rowid, title, body) VALUES (7, 'le cœur', 'porte');"
    )
    found = "SELECT rowid FROM lesson_index WHERE lesson_index MATCH ?"
    assert connection.execute(found, ("coeur",)).fetchall() == []

    migrate(connection)

    assert connection.execute(found, ("coeur",)).fetchall() == [(7,)]
    assert connection.execute(found, ("cœur",)).fetchall() == []
    connection.close()
