"""Every table of the hub, in SQLAlchemy Core, the same for SQLite and PostgreSQL.

Tables of facts carry the institution first in every key, so that they distribute on Citus by it;
tables that every institution reads are small and become reference tables: `settings`,
`organisations`, `devices`, `lines`, `successors`, `enrolments`, `codes`, `streams`,
`administrators`, `key_sheets`, `withdrawn_items`, `achievements`, `issuing_keys`, `status_lists`,
`epochs`, `grants`, `grant_codes`, `grant_lists`, `admissions` (packaging/hub/distribute.sql).

Text from outside is checked before it comes here: PostgreSQL refuses U+0000. Payloads and states
are JSON as text, in which it can only stand escaped.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData()


def _text(name: str, *, key: bool = False, optional: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=optional)


def _number(
    name: str, *, key: bool = False, optional: bool = False, start: int | None = None
) -> Column[int]:
    return Column(
        name,
        BigInteger,
        primary_key=key,
        nullable=optional,
        autoincrement=False,
        server_default=None if start is None else str(start),
    )


def _bytes(name: str, *, optional: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=optional)


settings = Table("settings", metadata, _text("name", key=True), _bytes("value"))

epochs = Table("epochs", metadata, _number("number", key=True), _text("name"), _number("began_at"))

organisations = Table(
    "organisations",
    metadata,
    _text("id", key=True),
    _text("kind"),
    _text("name"),
    _text("parent", optional=True),
    _text("url", optional=True),
    _text("image", optional=True),
    ForeignKeyConstraint(["parent"], ["organisations.id"]),
)

administrators = Table(
    "administrators", metadata, _text("name", key=True), _text("verifier"), _number("made_at")
)

codes = Table(
    "codes",
    metadata,
    _bytes("digest"),
    _text("campus"),
    _number("expires_at"),
    _text("used_by", optional=True),
    Index("codes_digest", "digest", unique=True),
)

devices = Table(
    "devices",
    metadata,
    _text("device", key=True),
    _text("institution"),
    _text("campus"),
    _text("name"),
    _bytes("public_key"),
    _bytes("sealing_key"),
    _number("registered_at"),
    _text("predecessor", optional=True),
    _text("revoked", optional=True),
    _number("revoked_head", optional=True),
    _text("revoked_with", optional=True),
    _number("closed", optional=True),
    _number("closed_at", optional=True),
)

lines = Table(
    "lines",
    metadata,
    _text("device", key=True),
    _text("former", key=True),
    Column("sworn", Boolean, nullable=False),
    Column("shared", Boolean, nullable=False, server_default="0"),
    Column("spoke", Boolean, nullable=False, server_default="0"),
    Index("lines_by_former", "former"),
)

successors = Table(
    "successors",
    metadata,
    _text("device", key=True),
    _text("predecessor"),
    _bytes("public_key"),
    _bytes("sealing_key"),
    _number("asked_at"),
)

enrolments = Table(
    "enrolments",
    metadata,
    _text("device", key=True),
    _text("campus"),
    _text("name"),
    _bytes("public_key"),
    _bytes("sealing_key"),
    _text("formers"),
    _number("asked_at"),
    Index("enrolments_by_campus", "campus"),
)

relays = Table(
    "relays",
    metadata,
    _text("device", key=True),
    _number("permitted_at", optional=True),
    _bytes("certificate"),
    _number("number"),
    _number("until"),
    Column("grant_id", Text, nullable=False, server_default=""),
)

streams = Table("streams", metadata, _text("stream", key=True), _number("revision", start=0))

documents = Table(
    "documents",
    metadata,
    _text("institution", key=True),
    _text("stream", key=True),
    _text("kind", key=True),
    _text("id", key=True),
    Column("learner", Text, nullable=False, server_default=""),
    _number("revision"),
    _text("source"),
    _number("foreign_revision", start=0),
    _bytes("payload", optional=True),
    _number("whole", start=0),
    Column("audience", Text, nullable=False, server_default=""),
    Index("documents_by_revision", "institution", "stream", "revision"),
)

heads = Table(
    "heads",
    metadata,
    _text("institution", key=True),
    _text("device", key=True),
    _number("last", start=0),
    _bytes("digest"),
    _number("lamport", start=0),
    _number("heard_at"),
    _number("clock_offset", start=0),
    Column("forked", Boolean, nullable=False, server_default="0"),
    _number("day", start=0),
    _number("day_events", start=0),
    _number("day_bytes", start=0),
    _number("asked", start=0),
    _number("claimed_at", optional=True),
    _number("checks_since", optional=True),
    Column("acknowledged_in", Text, nullable=False, server_default=""),
    Column("acknowledged", Text, nullable=False, server_default=""),
    _number("exchanged_at", optional=True),
)

batches = Table(
    "batches",
    metadata,
    _text("institution", key=True),
    _text("device", key=True),
    _number("first", key=True),
    _number("last"),
    _bytes("digest"),
    _number("arrived_at"),
    _text("problem", optional=True),
    _bytes("wire", optional=True),
    _number("clock_offset", start=0),
)

parked = Table(
    "parked",
    metadata,
    _text("institution", key=True),
    _text("device", key=True),
    _number("first", key=True),
    Column("digest", LargeBinary, primary_key=True),
    _number("arrived_at"),
    _bytes("wire"),
    _text("because", optional=True),
)

forks = Table(
    "forks",
    metadata,
    _text("institution", key=True),
    _text("device", key=True),
    _number("first", key=True),
    Column("digest", LargeBinary, primary_key=True),
    _number("arrived_at"),
    _bytes("wire"),
)

events = Table(
    "events",
    metadata,
    _text("institution", key=True),
    _text("device", key=True),
    _number("sequence", key=True),
    _number("lamport"),
    _text("learner"),
    _text("kind"),
    _number("recorded_at"),
    _text("payload"),
    _text("origin_device", optional=True),
    _number("origin_sequence", optional=True),
    Column("counts", Boolean, nullable=False),
    Index(
        "events_told_anew",
        "institution",
        "origin_device",
        "origin_sequence",
        postgresql_where=text("origin_device IS NOT NULL"),
        sqlite_where=text("origin_device IS NOT NULL"),
    ),
    postgresql_partition_by="HASH (institution)",
)

quarantine = Table(
    "quarantine",
    metadata,
    _text("institution", key=True),
    _text("device", key=True),
    _number("sequence", key=True),
    _text("reason"),
    _bytes("content"),
    _number("arrived_at"),
)

learners = Table(
    "learners",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    _text("campus"),
    _text("made_by", optional=True),
)

seats = Table(
    "seats",
    metadata,
    _text("institution", key=True),
    _text("device", key=True),
    _text("learner", key=True),
    _number("since", start=1),
    _number("stated", start=0),
    Column("standing", Text, nullable=False, server_default="claimed"),
    Column("proof", Text, nullable=False, server_default=""),
    Column("denied", Boolean, nullable=False, server_default="0"),
    _text("ended", optional=True),
    _text("opened_by", optional=True),
    _number("begun_at", start=0),
    _number("used_at", start=0),
    Index("seats_by_learner", "institution", "learner"),
)

held = Table(
    "held",
    metadata,
    _text("institution", key=True),
    _text("device", key=True),
    _number("sequence", key=True),
    _text("learner"),
    _text("kind"),
    _number("landed_at"),
    Index("held_by_seat", "institution", "device", "learner"),
)

proofs = Table(
    "proofs",
    metadata,
    _text("institution", key=True),
    _text("device", key=True),
    _number("sequence", key=True),
    _text("learner"),
    _text("seat"),
    _text("typed_as"),
    _text("proof"),
    _number("landed_at"),
    Index("proofs_by_learner", "institution", "learner"),
)

erased = Table(
    "erased",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    _number("erased_at"),
    _text("decided_by"),
)

states = Table(
    "states",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    _text("subject", key=True),
    _text("key", key=True),
    _text("state"),
    _number("revision", start=0),
)

progress = Table(
    "progress",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    _number("part", key=True),
    _number("revision"),
    _number("length"),
    _text("states"),
)

tallies = Table(
    "tallies",
    metadata,
    _text("institution", key=True),
    _text("campus", key=True),
    _text("course", key=True),
    Column("enrolled", Integer, nullable=False, server_default="0"),
    Column("completed", Integer, nullable=False, server_default="0"),
)

people = Table(
    "people",
    metadata,
    _text("institution", key=True),
    _text("person", key=True),
    _text("campus"),
    _text("name"),
    _text("role"),
    _text("email", optional=True),
    _number("said", start=0),
    _number("moved", start=0),
    Column("moved_from", Text, nullable=False, server_default=""),
    _number("parted", start=0),
    _number("ended_at", optional=True),
)

cohorts = Table(
    "cohorts",
    metadata,
    _text("institution", key=True),
    _text("cohort", key=True),
    _text("campus"),
    _text("name"),
    _text("courses"),
    _text("begins"),
    _text("ends"),
    Column("ended", Boolean, nullable=False, server_default="0"),
    _number("lamport"),
    Index("cohorts_by_campus", "institution", "campus"),
)

memberships = Table(
    "memberships",
    metadata,
    _text("institution", key=True),
    _text("person", key=True),
    _text("cohort", key=True),
    _text("course", key=True),
    Column("is_in", Boolean, nullable=False),
    _number("lamport"),
    Index("memberships_by_cohort", "institution", "cohort"),
)

person_codes = Table(
    "person_codes",
    metadata,
    _text("institution", key=True),
    Column("digest", LargeBinary, primary_key=True),
    _text("person"),
    _number("expires_at"),
    _text("used_by", optional=True),
    Column("learner", Text, nullable=False, server_default=""),
    Index("person_codes_by_person", "institution", "person"),
    Index("person_codes_by_learner", "institution", "learner"),
)

code_uses = Table(
    "code_uses",
    metadata,
    _text("institution", key=True),
    Column("digest", LargeBinary, primary_key=True),
    _text("device", key=True),
    _text("learner"),
    _number("used_at"),
)

links = Table(
    "links",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    _number("begun", key=True),
    _text("person"),
    _number("ended", optional=True),
    _text("made_by"),
    _number("made_at"),
    Column("typed", Boolean, nullable=False, server_default="0"),
    Index("links_by_person", "institution", "person"),
)

link_questions = Table(
    "link_questions",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    _number("lamport", key=True),
    _text("person"),
    _number("raised_at"),
    _number("closed_at", optional=True),
    _text("closed_because", optional=True),
)

link_proofs = Table(
    "link_proofs",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    _number("lamport", key=True),
    _text("device"),
    _text("proof"),
    _number("landed_at"),
)

key_sheets = Table(
    "key_sheets",
    metadata,
    _text("bank", key=True),
    _text("course"),
    _text("assessment"),
    _text("language"),
    _number("version"),
    _text("publisher"),
    _bytes("sealed"),
    _number("added_at"),
    _text("rules", optional=True),
)

withdrawn_items = Table(
    "withdrawn_items",
    metadata,
    _text("course", key=True),
    _text("assessment", key=True),
    _text("item", key=True),
    _text("reason"),
    _number("withdrawn_at"),
)

sittings = Table(
    "sittings",
    metadata,
    _text("institution", key=True),
    _text("attempt", key=True),
    _text("learner"),
    _text("course"),
    _text("assessment"),
    _text("device"),
    _number("sequence"),
    _text("state"),
    _text("problem", optional=True),
    _text("bank", optional=True),
    _text("opened_by", optional=True),
    Column("supervised", Boolean, nullable=True),
    _text("drawn_for", optional=True),
    _number("number", start=0),
    _text("uptimes", optional=True),
    Index("sittings_by_assessment", "institution", "course", "assessment"),
    Index("sittings_by_learner", "institution", "learner"),
    Index("sittings_by_ticket", "institution", "drawn_for", "course", "assessment"),
    Index(
        "sittings_left",
        "institution",
        "device",
        postgresql_where=text("state = 'handed-in'"),
        sqlite_where=text("state = 'handed-in'"),
    ),
)

void_numbers = Table(
    "void_numbers",
    metadata,
    _text("institution", key=True),
    _text("person", key=True),
    _text("course", key=True),
    _text("assessment", key=True),
    _number("first", key=True),
    _number("last"),
)

results = Table(
    "results",
    metadata,
    _text("institution", key=True),
    _text("attempt", key=True),
    _number("revision", key=True),
    _number("graded_at"),
    _text("because"),
    _text("content"),
    _text("wrong"),
)

appeals = Table(
    "appeals",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    _text("attempt", key=True),
    _text("course"),
    _text("assessment"),
    _text("reason"),
    _number("landed_at"),
    _number("revision"),
    _number("answered_at", optional=True),
    _text("outcome"),
    _text("words"),
    _text("answered_by"),
    Index("appeals_by_attempt", "institution", "attempt"),
)

signals = Table(
    "signals",
    metadata,
    _text("institution", key=True),
    _text("attempt", key=True),
    _text("kind", key=True),
    _text("content"),
    _number("raised_at"),
    _number("closed_at", optional=True),
    _text("closed_because", optional=True),
    _text("closed_by", optional=True),
    _text("decision", optional=True),
)

sitting_codes = Table(
    "sitting_codes",
    metadata,
    _text("institution", key=True),
    _text("id", key=True),
    _text("learner"),
    _text("assessment"),
    Column("extra", Integer, nullable=False),
    _number("made_at"),
    _number("expires_at"),
    _bytes("seed", optional=True),
)

accommodations = Table(
    "accommodations",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    Column("extra", Integer, nullable=False),
)

achievements = Table(
    "achievements",
    metadata,
    _text("achievement", key=True),
    _text("language", key=True),
    _text("course"),
    _text("assessment"),
    _text("content"),
)

decisions = Table(
    "decisions",
    metadata,
    _text("institution", key=True),
    _text("person", key=True),
    _text("achievement", key=True),
    Column("awarded", Boolean, nullable=False),
    _text("decided_by"),
    _text("because"),
    _number("decided_at"),
)

issuing_keys = Table(
    "issuing_keys",
    metadata,
    _text("key", key=True),
    _bytes("seed"),
    _number("made_at"),
)

status_lists = Table(
    "status_lists",
    metadata,
    _number("number", key=True),
    _text("id"),
    _number("taken", start=0),
    _number("version", start=0),
    Column("issuer", Text, nullable=False, server_default=""),
    _number("issued_at", start=0),
    _bytes("signed", optional=True),
    _bytes("reasons", optional=True),
    _number("signed_at", start=0),
    _number("revision", start=0),
    _number("published", start=0),
    _number("published_at", start=0),
)

credentials = Table(
    "credentials",
    metadata,
    _text("institution", key=True),
    _text("person", key=True),
    _text("achievement", key=True),
    _text("id", key=True),
    _text("learner"),
    _text("attempt"),
    _text("code"),
    _number("issued_at"),
    _number("list"),
    _number("place"),
    _bytes("payload"),
    _number("revoked_at", optional=True),
    _text("revoked_because", optional=True),
    Index("credentials_by_id", "id"),
    Index("credentials_by_code", "code"),
    Index("credentials_by_list", "list"),
    Index("credentials_by_learner", "institution", "learner"),
    Index("credentials_by_attempt", "institution", "attempt"),
    Index(
        "credentials_revoked",
        "list",
        postgresql_where=text("revoked_at IS NOT NULL"),
        sqlite_where=text("revoked_at IS NOT NULL"),
    ),
)

owed = Table(
    "owed",
    metadata,
    _text("institution", key=True),
    _text("learner", key=True),
    _number("token", key=True),
)

grants = Table(
    "grants",
    metadata,
    _text("id", key=True),
    _text("institution"),
    _text("campus"),
    _text("person"),
    _bytes("public_key"),
    _bytes("sealing_key"),
    _number("since"),
    _number("until"),
    Column("ended", Text, nullable=False, server_default=""),
    _number("ended_at", optional=True),
    _number("active_at"),
    _number("last_act", start=0),
    _bytes("last_digest"),
    Index("grants_by_campus", "campus"),
)

grant_codes = Table(
    "grant_codes",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    _text("institution"),
    _text("person"),
    _number("expires_at"),
    _bytes("used_by", optional=True),
)

grant_lists = Table("grant_lists", metadata, _text("campus", key=True), _number("number"))

announcements = Table(
    "announcements",
    metadata,
    _text("id", key=True),
    _text("kind"),
    _text("place"),
    _text("institution"),
    _text("texts"),
    _number("published_at"),
    _number("until"),
    _text("decided_by"),
    Index("announcements_by_place", "kind", "place", "until"),
    Index("announcements_by_end", "until"),
)

coordinator_acts = Table(
    "coordinator_acts",
    metadata,
    _text("institution", key=True),
    _text("grant_id", key=True),
    _number("number", key=True),
    Column("digest", LargeBinary, primary_key=True),
    _text("device"),
    _bytes("wire"),
    _number("landed_at"),
    _text("standing"),
    Column("problem", Text, nullable=False, server_default=""),
    _bytes("enclosure", optional=True),
    _number("lamport", start=0),
    Column("withdrawn", Boolean, nullable=False, server_default="0"),
    Index(
        "coordinator_acts_waiting",
        "landed_at",
        postgresql_where=text("standing = 'waits'"),
        sqlite_where=text("standing = 'waits'"),
    ),
)

offices = Table(
    "offices",
    metadata,
    _text("device", key=True),
    _text("grant_id", key=True),
    Index("offices_by_grant", "grant_id"),
)

admissions = Table(
    "admissions",
    metadata,
    _text("device", key=True),
    _text("campus"),
    _bytes("public_key"),
    _text("grant_id"),
    _number("admitted_at"),
)
