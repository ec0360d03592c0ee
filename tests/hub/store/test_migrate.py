"""The migrations and the tables say the same, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from helpers.commands import python
from helpers.hubs import new_postgresql_database
from helpers.scopes import whole
from ujuzi.errors import WorldError
from ujuzi.hub.feed import feed
from ujuzi.hub.people import lines, seats
from ujuzi.hub.store.database import insert_new, open_database
from ujuzi.hub.store.migrate import NEWEST, migrate, version_of
from ujuzi.hub.store.tables import events, metadata

PARTITIONS = 8
"""Of the events on PostgreSQL. Fixed by a migration: another number is another migration."""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_migrated_database_has_the_tables_of_this_program(kind: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/hub.sqlite3" if kind == "sqlite" else new_postgresql_database()
    database = open_database(url)
    migrate(database)
    migrate(database)
    with database.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    database.close()

    beside = ("alembic_version", "Table('events_", "table=<events_")
    assert [each for each in found if not any(name in str(each) for name in beside)] == []


@pytest.mark.parametrize("after", [3, 40, 90, 120, 150])
def test_a_migration_that_is_cut_anywhere_goes_on_with_the_next_start(
    after: int, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/hub.sqlite3"
    python(
        "import os, sys\n"
        "from sqlalchemy import event\n"
        "from ujuzi.hub.store.database import open_database\n"
        "from ujuzi.hub.store.migrate import migrate\n"
        "database, left = open_database(sys.argv[1]), int(sys.argv[2])\n"
        "@event.listens_for(database.engine, 'before_cursor_execute')\n"
        "def cut(connection, cursor, statement, *_):\n"
        "    global left\n"
        "    left -= statement.lstrip().split()[0] in {'CREATE', 'ALTER', 'DROP', 'UPDATE'}\n"
        "    if not left:\n"
        "        os._exit(9)\n"
        "migrate(database)",
        *(url, after),
        code=9,
    )
    database = open_database(url)
    migrate(database)
    assert version_of(database) == NEWEST
    database.close()


def test_who_starts_while_another_migrates_waits_and_finds_it_done(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/hub.sqlite3"
    script = (
        "import sys\n"
        "from ujuzi.hub.store.database import open_database\n"
        "from ujuzi.hub.store.migrate import migrate\n"
        "migrate(open_database(sys.argv[1]))"
    )
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(python, script, url) for _ in range(3)]:
            done.result()
    database = open_database(url)
    assert version_of(database) == NEWEST
    database.close()


def test_events_of_an_institution_lie_in_one_of_eight_partitions() -> None:
    database = open_database(new_postgresql_database())
    migrate(database)
    institutions = [f"institution-{number}" for number in range(200)]
    with database.writing() as connection:
        rows = [
            (institution, "d", sequence, 1, "ada", "enrolled", 0, "{}", None, None, True)
            for institution in institutions
            for sequence in (1, 2)
        ]
        insert_new(connection, events, rows)
        parts = connection.execute(
            text(
                "SELECT pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i"
                " JOIN pg_class c ON c.oid = i.inhrelid"
                " WHERE i.inhparent = 'events'::regclass ORDER BY c.relname"
            )
        )
        bounds = {str(row[0]) for row in parts}
        places = connection.execute(
            text("SELECT institution, count(DISTINCT tableoid), count(*) FROM events GROUP BY 1")
        ).all()
        used = connection.scalar(text("SELECT count(DISTINCT tableoid) FROM events"))
        indexed = connection.scalars(
            text(
                "SELECT count(*) FROM pg_inherits WHERE inhparent IN"
                " ('events_pkey'::regclass, 'events_told_anew'::regclass) GROUP BY inhparent"
            )
        ).all()
    database.close()

    assert bounds == {
        f"FOR VALUES WITH (modulus {PARTITIONS}, remainder {part})" for part in range(PARTITIONS)
    }
    assert {tuple(row[1:]) for row in places} == {(1, 2)}
    assert used == PARTITIONS
    assert indexed == [PARTITIONS, PARTITIONS]


def test_a_database_that_does_not_answer_is_the_world() -> None:
    database = open_database("postgresql://127.0.0.1:9/hub")
    with pytest.raises(WorldError):
        migrate(database)
    database.close()


def test_progress_that_was_published_before_is_told_as_a_whole(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/hub.sqlite3")
    migrate(database, "0004")
    with database.writing() as connection:
        for line in (
            "streams (stream, revision) VALUES ('campus:c', 8)",
            "documents (institution, stream, kind, id, learner, revision, source)"
            " VALUES ('i', 'campus:c', 'progress', 'ada', 'ada', 7, '')",
            "seats (institution, device, learner) VALUES ('i', 'd', 'ada')",
            "states (institution, learner, subject, key, state)"
            " VALUES ('i', 'ada', 'course', 'c', '{}')",
        ):
            connection.execute(text(f"INSERT INTO {line}"))
    migrate(database)
    scope = feed.Streams.of("", "i", "c")
    with database.reading() as connection:
        told = [
            [
                each.payload
                for each in feed.read(connection, scope, (0, 0, 0, cursor), "d").documents
            ]
            for cursor in (0, 6, 7)
        ]
    database.close()

    assert told == [[b'[["course","c",{}]]'], [b'[["course","c",{}]]'], []]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_passed_on_is_gathered_and_told_by_revision_as_before(
    kind: str, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/hub.sqlite3" if kind == "sqlite" else new_postgresql_database()
    database = open_database(url)
    migrate(database, "0007")
    key = 'c\x1f"a"'
    with database.writing() as connection:
        for line in (
            "streams (stream, revision) VALUES ('campus:c', 8)",
            "documents (institution, stream, kind, id, learner, revision, source)"
            " VALUES ('i', 'campus:c', 'progress', 'ada', 'ada', 7, ''),"
            " ('i', 'campus:c', 'progress', 'bola', 'bola', 8, '')",
            "seats (institution, device, learner) VALUES ('i', 'd', 'ada'), ('i', 'd', 'bola')",
            "learners (institution, learner, campus) VALUES ('i', 'ada', 'c'), ('i', 'bola', 'c')",
            "states (institution, learner, subject, key, state, revision) VALUES"
            " ('i', 'ada', 'course', 'c', '{\"last_at\": 1}', 7),"
            " ('i', 'ada', 'activity', :key, '{\"opened_at\": 2}', 5),"
            " ('i', 'ada', 'note', 'n', '{\"text\":\"ñ\"}', 7),"
            " ('i', 'bola', 'attempt', 't', '{\"pack\":\"p\"}', 8)",
        ):
            connection.execute(text(f"INSERT INTO {line}"), {"key": key})
    migrate(database)
    scope = feed.Streams.of("", "i", "c")
    with database.reading() as connection:
        all_, new = (
            [
                msgspec.json.decode(each.payload)
                for each in feed.read(connection, scope, (0, 0, 0, cursor), "d").documents
            ]
            for cursor in (0, 6)
        )
    database.close()

    assert all_ == [
        [
            ["course", "c", {"last_at": 1}],
            ["activity", key, {"opened_at": 2}],
            ["note", "n", {"text": "ñ"}],
        ],
        [["attempt", "t", {"pack": "p"}]],
    ]
    assert new == [[all_[0][0], all_[0][2]], all_[1]]


def test_progress_told_before_goes_on_to_the_computers_of_its_learner(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/hub.sqlite3")
    migrate(database, "0002")
    with database.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO documents (institution, stream, kind, id, revision, source)"
                " VALUES ('i', 'campus:c', 'progress', 'ada', 1, ''),"
                " ('i', 'campus:c', 'profile', 'ada', 2, '')"
            )
        )
    migrate(database)
    with database.reading() as connection:
        rows = connection.execute(text("SELECT kind, learner FROM documents ORDER BY revision"))
        assert [tuple(row) for row in rows] == [("progress", "ada"), ("profile", "")]
    database.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_seats_of_before_stay_proven_and_those_without_a_reason_are_listed(
    kind: str, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/hub.sqlite3" if kind == "sqlite" else new_postgresql_database()
    database = open_database(url)
    migrate(database, "0018")
    names = {"d1": "made", "d2": "coded", "d3": "wrote a bookmark", "d4": "follows d1"}
    with database.writing() as connection:
        run = connection.exec_driver_sql
        run("INSERT INTO learners (institution, learner, campus) VALUES ('i', 'ada', 'c')")
        for device, name in names.items():
            former = "'d1'" if device == "d4" else "NULL"
            run(
                "INSERT INTO devices (device, institution, campus, name, public_key, sealing_key,"
                f" registered_at, predecessor) VALUES ('{device}', 'i', 'c', '{name}', '', '', 5,"
                f" {former})"
            )
            run(
                "INSERT INTO heads (institution, device, digest, heard_at)"
                f" VALUES ('i', '{device}', '', 4)"
            )
            run(f"INSERT INTO seats (institution, device, learner) VALUES ('i', '{device}', 'ada')")
        told = [
            ("d1", 1, "profile-created", "{}", 1),
            ("d2", 1, "pin-reset", '{"authority":"coordinator-code"}', 2),
            ("d3", 1, "bookmark-set", "{}", 3),
            ("d3", 2, "profile-created", "{}", 3),
        ]
        for device, sequence, event_kind, payload, at in told:
            run(
                "INSERT INTO batches (institution, device, first, last, digest, arrived_at)"
                f" VALUES ('i', '{device}', {sequence}, {sequence}, '', {at})"
            )
            run(
                "INSERT INTO events (institution, device, sequence, lamport, learner, kind,"
                f" recorded_at, payload, counts) VALUES ('i', '{device}', {sequence}, 1, 'ada',"
                f" '{event_kind}', 0, '{payload}', true)"
            )
        run(
            "INSERT INTO documents (institution, stream, kind, id, learner, revision, source)"
            " VALUES ('i', 'campus:c', 'link', 'ada', '', 1, '')"
        )
    migrate(database)
    with database.writing() as connection:
        rows = connection.exec_driver_sql("SELECT device, standing, proof FROM seats")
        found = {row[0]: (row[1], row[2]) for row in rows}
        to_judge = [each.device for each in seats.listed(whole(connection, "i"))]
        (whose,) = connection.exec_driver_sql("SELECT learner FROM documents WHERE kind = 'link'")
        heirs = lines.heirs(connection, ["d1"])
        changed = seats.review(connection, "i", ["ada"], 6)
    database.close()

    assert found == {
        "d1": ("proven", "made"),
        **dict.fromkeys(("d2", "d3", "d4"), ("proven", "before")),
    }
    assert to_judge == ["d3"]
    assert whose[0] == "ada"
    assert heirs == {"d4": "d1"}
    assert changed == []
