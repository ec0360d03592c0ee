"""Upgrade and roll back, as packaging/hub/README.md says, from the tables of the last release."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, inspect, select, text

from helpers.earlier_release import earlier_clock, earlier_desktop, earlier_hub
from helpers.hubs import address, new_postgresql_database
from helpers.stations import answers_of, road_over
from ujuzi.hub.app import Hub
from ujuzi.hub.commands.cli import main
from ujuzi.hub.store.database import HubDatabase, open_database
from ujuzi.hub.store.migrate import NEWEST, version_of
from ujuzi.hub.store.tables import events
from ujuzi.paths import KEYS
from ujuzi.services.desk import open_desk
from ujuzi.store import event_log, outbox
from ujuzi.sync import exchange
from ujuzi.sync.identity import KeyFolder
from ujuzi.sync.transports.transport import MemoryTransport

Tables: TypeAlias = dict[str, dict[str, Any]]
MIGRATING = {("serve",), ("migrate",)}
COUNTED_ON = {"alembic_version", "documents", "streams"}
"""What an upgrade changes: its own number, and what it publishes anew."""


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield those that can be typed without an argument."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        elif not any(each.required for each in command.params):
            yield (*path, name)


TYPED = sorted(set(commands(main)) - MIGRATING)


@pytest.fixture(params=["sqlite", "postgresql"])
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HubDatabase]:
    database = earlier_hub(request.param, tmp_path)
    yield database
    database.close()


def run(at: HubDatabase | str, *arguments: str, status: int = 0) -> Result:
    url = at if isinstance(at, str) else address(at)
    done = CliRunner().invoke(main, ["--database", url, *arguments])
    assert done.exit_code == status, done.output
    return done


def tables_of(database: HubDatabase) -> Tables:
    """Return the columns of each table, by name."""
    with database.engine.connect() as connection:
        found = inspect(connection)
        return {
            table: {column["name"]: column for column in found.get_columns(table)}
            for table in found.get_table_names()
        }


def rows_of(database: HubDatabase, tables: Tables) -> dict[str, list[str]]:
    """Return the rows of tables, in some order, with the columns that are named."""
    with database.engine.connect() as connection:
        return {
            table: sorted(
                repr([bytes(x) if isinstance(x, memoryview) else x for x in row])
                for row in connection.execute(
                    text(f"SELECT {', '.join(sorted(columns))} FROM {table}")
                )
            )
            for table, columns in tables.items()
        }


@pytest.mark.parametrize("typed", [("devices",), ("purge",), ("organisation", "list")])
def test_commands_refuse_an_earlier_schema_and_leave_it(
    earlier: HubDatabase, typed: tuple[str, ...]
) -> None:
    version, tables = version_of(earlier), tables_of(earlier)

    said = run(earlier, *typed, status=1).stderr

    assert said.startswith("ujuzi-hub: An earlier hub wrote this database")
    assert "`ujuzi-hub migrate`" in said
    assert said.count("\n") == 1
    assert version_of(earlier) == version != NEWEST
    assert tables_of(earlier).keys() == tables.keys()


def test_so_does_every_command_that_does_not_migrate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    database = earlier_hub("sqlite", tmp_path)
    tables = tables_of(database)
    rows = rows_of(database, tables)

    needs_no_hub = {typed for typed in TYPED if run_any(database, typed) != 1}

    assert {("devices",), ("restored",), ("keys", "show"), ("clock", "confirm")} < set(TYPED)
    assert needs_no_hub == set()
    assert tables_of(database).keys() == tables.keys()
    assert rows_of(database, tables) == rows
    database.close()


def run_any(database: HubDatabase, typed: tuple[str, ...]) -> int:
    return CliRunner().invoke(main, ["--database", address(database), *typed]).exit_code


def test_a_new_organisation_is_no_reason_to_migrate(earlier: HubDatabase) -> None:
    version = version_of(earlier)
    run(earlier, "organisation", "add", "x", "centre", "X", "--under", "iioe", status=1)
    assert version_of(earlier) == version


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_newer_schema_is_refused_by_those_that_migrate_too(kind: str, tmp_path: Path) -> None:
    database = earlier_hub(kind, tmp_path)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for typed in ("devices", "migrate", "serve"):
        assert "A newer hub wrote this" in run(database, typed, status=1).stderr
    assert version_of(database) == "9999"
    database.close()


def test_an_empty_database_has_no_hub_until_it_is_migrated() -> None:
    url = new_postgresql_database()
    assert "There is no hub in this database" in run(url, "devices", status=1).stderr
    run(url, "migrate")
    run(url, "organisation", "list", status=0)


def test_no_hub_is_made_where_none_was_to_be_migrated(tmp_path: Path) -> None:
    said = run(f"sqlite:///{tmp_path}/hub.sqlite3", "migrate", status=1).stderr
    assert "There is no hub at" in said
    assert list(tmp_path.iterdir()) == []


def test_an_upgrade_loses_no_row_and_lets_the_release_before_go_on(earlier: HubDatabase) -> None:
    tables = tables_of(earlier)
    rows = rows_of(earlier, tables)

    assert "schema of this hub" in run(earlier, "migrate").output

    upgraded = tables_of(earlier)
    for table, columns in tables.items():
        assert columns.keys() <= upgraded[table].keys(), table
        added = upgraded[table].keys() - columns.keys()
        for name in added:  # or a row of the release before could not be written
            column = upgraded[table][name]
            assert column["nullable"] or column["default"] is not None, (table, name)
    after = rows_of(earlier, tables)
    for table in tables.keys() - COUNTED_ON:
        assert after[table] == rows[table], table
    run(earlier, "migrate")
    assert rows_of(earlier, tables) == after


def test_after_a_roll_back_computers_offer_again_what_the_backup_had_not_seen(
    tmp_path: Path,
) -> None:
    earlier_hub("sqlite", tmp_path).close()
    file, backup = tmp_path / "hub.sqlite3", tmp_path / "before.sqlite3"
    shutil.copy(file, backup)
    url = f"sqlite:///{file}"
    with open_desk(earlier_desktop("desktop-1", tmp_path), earlier_clock()) as desk:

        def exchanged() -> int:
            database = open_database(url)
            hub = Hub(database, earlier_clock().now)
            keys = KeyFolder(desk._data_dir / KEYS)
            road = road_over(MemoryTransport(answers_of(hub)), keys, now=earlier_clock().now())
            for _ in range(2):  # the first is told of the epoch
                exchange.exchange(lambda work: work(desk._db), road)
            with database.reading() as connection:
                count = connection.scalar(select(func.count()).select_from(events)) or 0
            database.close()
            return count

        run(url, "migrate")
        landed = exchanged()
        assert outbox.amount_waiting(desk._db, event_log.device_id(desk._db)).events == 0

        for part in tmp_path.glob("hub.sqlite3*"):
            part.unlink()
        shutil.copy(backup, file)
        run(url, "devices", status=1)
        run(url, "migrate")
        run(url, "restored")

        assert exchanged() == landed
