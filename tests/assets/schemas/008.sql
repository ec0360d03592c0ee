-- The schema of version 3, kept so that later programs prove that they can upgrade it.
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

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
, signed BLOB NOT NULL DEFAULT x'') STRICT, WITHOUT ROWID;

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

CREATE TABLE exchanges (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    events INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    bytes_up INTEGER NOT NULL,
    bytes_down INTEGER NOT NULL,
    problem TEXT NOT NULL
, carried INTEGER NOT NULL DEFAULT 0) STRICT;

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
CREATE TABLE heard_states (
    learner TEXT NOT NULL, subject TEXT NOT NULL, key TEXT NOT NULL, state BLOB NOT NULL,
    PRIMARY KEY (learner, subject, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE envelopes (
    device TEXT NOT NULL, first INTEGER NOT NULL, key TEXT NOT NULL, wire BLOB NOT NULL, left_at INTEGER, hub_date INTEGER,
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
    problem TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '', hub_date INTEGER,
    UNIQUE (device, first, digest)
) STRICT;
CREATE TABLE held_receipts (
    device TEXT PRIMARY KEY, receipt BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE campus_computers (
    device TEXT PRIMARY KEY, name TEXT NOT NULL, public_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

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

INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
VALUES ('ujuzi', 'm001_first_schema', '2026-11-24 00:00:00+00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
VALUES ('ujuzi', 'm002_outbox', '2026-11-24 00:00:00+00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
VALUES ('ujuzi', 'm003_exchanges', '2026-11-24 00:00:00+00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
VALUES ('ujuzi', 'm004_assessments', '2026-11-25 00:00:00+00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
VALUES ('ujuzi', 'm005_heard_states', '2026-11-26 00:00:00+00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
VALUES ('ujuzi', 'm006_letters_that_nobody_types', '2026-11-29 00:00:00+00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
VALUES ('ujuzi', 'm007_folders', '2026-11-29 00:00:00+00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
VALUES ('ujuzi', 'm008_campus', '2026-11-29 00:00:00+00:00');
PRAGMA user_version = 8;
