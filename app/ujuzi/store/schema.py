"""Every table, as migrations; each is applied with its record in one transaction.

`PRAGMA user_version` is the number of migrations applied: it lets a start-up that has nothing to
migrate skip loading the migration library, and an older program refuse a newer file. Migrations
are only ever added; a copy of each released schema is kept in tests/assets/schemas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ujuzi.late import sqlite3

if TYPE_CHECKING:
    from sqlite_utils import Database as Utils

SCHEMA_VERSION = 8

EVENTS = """
CREATE TABLE events (
    device TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    learner TEXT NOT NULL,
    kind TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    payload BLOB NOT NULL,
    origin_device TEXT,
    origin_sequence INTEGER,
    PRIMARY KEY (device, sequence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
"""

PROJECTIONS = """
CREATE TABLE profiles (
    learner TEXT PRIMARY KEY, state BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE course_states (
    learner TEXT NOT NULL, course TEXT NOT NULL, state BLOB NOT NULL,
    PRIMARY KEY (learner, course)
) STRICT, WITHOUT ROWID;
CREATE TABLE activity_states (
    learner TEXT NOT NULL, course TEXT NOT NULL, activity TEXT NOT NULL, state BLOB NOT NULL,
    PRIMARY KEY (learner, course, activity)
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt_states (
    learner TEXT NOT NULL, course TEXT NOT NULL, activity TEXT NOT NULL, attempt TEXT NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (learner, course, activity, attempt)
) STRICT, WITHOUT ROWID;
CREATE TABLE note_states (
    learner TEXT NOT NULL, note TEXT NOT NULL, state BLOB NOT NULL,
    PRIMARY KEY (learner, note)
) STRICT, WITHOUT ROWID;
"""

LOCAL = """
CREATE TABLE facts (
    name TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE accounts (
    learner TEXT PRIMARY KEY, verifier TEXT NOT NULL, failed INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE preferences (
    learner TEXT PRIMARY KEY, value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE drafts (
    learner TEXT NOT NULL, course TEXT NOT NULL, activity TEXT NOT NULL, slot TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (learner, course, activity, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE visits (
    learner TEXT NOT NULL, course TEXT NOT NULL, activity TEXT NOT NULL, pack TEXT NOT NULL,
    position REAL NOT NULL, seconds INTEGER NOT NULL,
    PRIMARY KEY (learner, course, activity)
) STRICT, WITHOUT ROWID;
"""

LIBRARY = """
CREATE TABLE packs (
    pack TEXT PRIMARY KEY,
    course TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    publisher TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    outline BLOB NOT NULL,
    manifest BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    installed_at INTEGER NOT NULL,
    current INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX packs_current ON packs (course, language) WHERE current;
CREATE TABLE trusted_keys (
    fingerprint TEXT PRIMARY KEY, public_key BLOB NOT NULL, publisher TEXT NOT NULL,
    trusted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE lesson_texts (
    id INTEGER PRIMARY KEY,
    pack TEXT NOT NULL,
    activity TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX lesson_texts_pack ON lesson_texts (pack);
CREATE VIRTUAL TABLE lesson_index USING fts5 (
    title, body, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
"""

BATCHES = """
CREATE TABLE batches (
    device TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    digest BLOB NOT NULL,
    wire BLOB,
    cut_at INTEGER NOT NULL,
    landed_at INTEGER,
    PRIMARY KEY (device, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX batches_waiting ON batches (device, first) WHERE landed_at IS NULL;
CREATE TABLE documents (
    stream INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (stream, kind, id)
) STRICT, WITHOUT ROWID;
"""

EXCHANGES = """
CREATE TABLE heard (
    learner TEXT PRIMARY KEY, states BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE exchanges (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    events INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    bytes_up INTEGER NOT NULL,
    bytes_down INTEGER NOT NULL,
    problem TEXT NOT NULL
) STRICT;
"""

ASSESSMENTS = """
CREATE TABLE assessment_states (
    learner TEXT NOT NULL, course TEXT NOT NULL, assessment TEXT NOT NULL, state BLOB NOT NULL,
    PRIMARY KEY (learner, course, assessment)
) STRICT, WITHOUT ROWID;
CREATE TABLE round_states (
    learner TEXT NOT NULL, framework TEXT NOT NULL, round TEXT NOT NULL, state BLOB NOT NULL,
    PRIMARY KEY (learner, framework, round)
) STRICT, WITHOUT ROWID;
CREATE TABLE sittings (
    attempt TEXT PRIMARY KEY,
    learner TEXT NOT NULL,
    course TEXT NOT NULL,
    assessment TEXT NOT NULL,
    state BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sitting_answers (
    attempt TEXT NOT NULL, item TEXT NOT NULL, answer BLOB NOT NULL,
    PRIMARY KEY (attempt, item)
) STRICT, WITHOUT ROWID;
"""

HEARD = """
CREATE TABLE heard_states (
    learner TEXT NOT NULL, subject TEXT NOT NULL, key TEXT NOT NULL, state BLOB NOT NULL,
    PRIMARY KEY (learner, subject, key)
) STRICT, WITHOUT ROWID;
INSERT INTO heard_states (learner, subject, key, state)
SELECT learner, json_extract(value, '$[0]'), json_extract(value, '$[1]'),
    CAST(json_extract(value, '$[2]') AS BLOB)
FROM heard, json_each(CAST(states AS TEXT));
DROP TABLE heard;
"""

FOLDERS = """
CREATE TABLE envelopes (
    device TEXT NOT NULL, first INTEGER NOT NULL, key TEXT NOT NULL, wire BLOB NOT NULL,
    PRIMARY KEY (device, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE holders (
    device TEXT NOT NULL, holder TEXT NOT NULL, last INTEGER NOT NULL, held_at INTEGER NOT NULL,
    PRIMARY KEY (device, holder)
) STRICT, WITHOUT ROWID;
CREATE TABLE held_envelopes (
    id INTEGER PRIMARY KEY,
    device TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    digest BLOB NOT NULL,
    again INTEGER NOT NULL,
    known INTEGER NOT NULL,
    wire BLOB,
    held_at INTEGER NOT NULL,
    landed_at INTEGER,
    problem TEXT NOT NULL DEFAULT '',
    UNIQUE (device, first, digest)
) STRICT;
CREATE TABLE held_receipts (
    device TEXT PRIMARY KEY, receipt BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE campus_computers (
    device TEXT PRIMARY KEY, name TEXT NOT NULL, public_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""

AUTHORITY = """
CREATE TABLE grant_lists (
    campus TEXT PRIMARY KEY, number INTEGER NOT NULL, wire BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE offices (
    key TEXT PRIMARY KEY,
    learner TEXT NOT NULL,
    grant_id TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE acts (
    grant_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    digest BLOB NOT NULL,
    wire BLOB NOT NULL,
    heard_at INTEGER NOT NULL,
    standing TEXT NOT NULL,
    problem TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (grant_id, number, digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE act_codes (
    act TEXT NOT NULL,
    learner TEXT NOT NULL,
    verifier TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    grant_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (act, learner)
) STRICT, WITHOUT ROWID;
"""

STATEMENTS = """
CREATE TABLE statements (
    device TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    known INTEGER NOT NULL,
    signed BLOB NOT NULL,
    sealed BLOB NOT NULL,
    first_at INTEGER NOT NULL,
    came_at INTEGER NOT NULL,
    hub_date INTEGER NOT NULL,
    copied INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE expected_computers (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, added_at INTEGER NOT NULL
) STRICT;
CREATE TABLE earlier_receipts (
    device TEXT PRIMARY KEY, last INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE computer_standings (
    device TEXT PRIMARY KEY, standing BLOB NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE held_envelopes ADD COLUMN place TEXT NOT NULL DEFAULT '';
"""

PARTS = """
CREATE TABLE introductions (
    digest BLOB PRIMARY KEY,
    device TEXT NOT NULL,
    name TEXT NOT NULL,
    predecessor TEXT NOT NULL,
    wire BLOB NOT NULL,
    held_at INTEGER NOT NULL,
    answered_at INTEGER,
    problem TEXT NOT NULL DEFAULT '',
    is_refused INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE held_asks (
    device TEXT PRIMARY KEY, number INTEGER NOT NULL, wire BLOB NOT NULL,
    carried INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE parts_down (
    kind INTEGER NOT NULL, name TEXT NOT NULL, stamp BLOB NOT NULL, wire BLOB NOT NULL,
    held_at INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT;
CREATE TABLE parts_aside (
    place INTEGER PRIMARY KEY, wire BLOB NOT NULL, came_at INTEGER NOT NULL
) STRICT;
"""

UNATTENDED = """
ALTER TABLE envelopes ADD COLUMN left_at INTEGER;
ALTER TABLE envelopes ADD COLUMN hub_date INTEGER;
ALTER TABLE exchanges ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
ALTER TABLE held_envelopes ADD COLUMN hub_date INTEGER;
"""

SIGNED_PACKS = """
ALTER TABLE packs ADD COLUMN signed BLOB NOT NULL DEFAULT x'';
"""
"""What stands in `manifest.sig`; empty of a pack that was installed before this was kept."""

EVENTS_ARE_NEVER_CHANGED = EVENTS[
    EVENTS.index("CREATE TRIGGER events_are_never_changed") : EVENTS.index(
        "CREATE TRIGGER events_are_never_deleted"
    )
].strip()
"""The guard, for who lifts it for a moment (`store.erasure`)."""
EVENTS_ARE_NEVER_DELETED = EVENTS[EVENTS.index("CREATE TRIGGER events_are_never_deleted") :].strip()
"""The guard, for who lifts it for a moment (`store.departures`)."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema to `SCHEMA_VERSION`; nothing happens where it is there already."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
        return
    from sqlite_utils import Database as Utils
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("ujuzi")

    @migrations()
    def m001_first_schema(db: Utils) -> None:
        for script in (EVENTS, PROJECTIONS, LOCAL, LIBRARY):
            for statement in _statements(script):
                db.execute(statement)
        db.execute("PRAGMA user_version = 1")

    @migrations()
    def m002_outbox(db: Utils) -> None:
        for statement in _statements(BATCHES):
            db.execute(statement)
        db.execute("PRAGMA user_version = 2")

    @migrations()
    def m003_exchanges(db: Utils) -> None:
        for statement in _statements(EXCHANGES):
            db.execute(statement)
        db.execute("PRAGMA user_version = 3")

    @migrations()
    def m004_assessments(db: Utils) -> None:
        for statement in _statements(ASSESSMENTS):
            db.execute(statement)
        db.execute("PRAGMA user_version = 4")

    @migrations()
    def m005_heard_states(db: Utils) -> None:
        for statement in _statements(HEARD):
            db.execute(statement)
        db.execute("PRAGMA user_version = 5")

    @migrations()
    def m006_letters_that_nobody_types(db: Utils) -> None:
        _fold_anew(db)
        db.execute("PRAGMA user_version = 6")

    @migrations()
    def m007_folders(db: Utils) -> None:
        for statement in _statements(FOLDERS):
            db.execute(statement)
        db.execute("PRAGMA user_version = 7")

    @migrations()
    def m008_campus(db: Utils) -> None:
        for script in (AUTHORITY, STATEMENTS, PARTS, UNATTENDED, SIGNED_PACKS):
            for statement in _statements(script):
                db.execute(statement)
        db.execute("PRAGMA user_version = 8")

    migrations.apply(Utils(connection))


def _fold_anew(db: Utils) -> None:
    """Index every text again: so does each migration since which `searchable` folds otherwise."""
    from ujuzi.domain.text import searchable

    db.execute("INSERT INTO lesson_index (lesson_index) VALUES ('delete-all')")
    for row in db.execute("SELECT id, title, body FROM lesson_texts").fetchall():
        db.execute(
            "INSERT INTO lesson_index (rowid, title, body) VALUES (?, ?, ?)",
            (row[0], searchable(row[1]), searchable(row[2])),
        )


def _statements(script: str) -> list[str]:
    """Split a script where SQLite says that a statement is complete."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found
