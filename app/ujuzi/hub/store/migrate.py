"""Which schema the hub's database has, and how it is brought to the newest.

A database is migrated where somebody asked for it (`serve`, `migrate`), by Alembic, in one
transaction a migration, on SQLite in one for all: a cut at any moment leaves what the next start
goes on from. Whatever else is typed leaves it as it is, and works on none but this program's own.
Of processes that start at once, one migrates, and the others find it done.

Migrations expand: what the release before reads and writes stays as it is, so that its processes go
on while others are exchanged. What nobody uses any more goes with the release after.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from ujuzi.errors import Code, RefusedError
from ujuzi.hub.store.database import HubDatabase, world

UTF8 = 6
"""The number of that encoding in PostgreSQL."""
SCRIPTS = Path(__file__).parent / "migrations"
VERSIONS = frozenset(file.name.partition("_")[0] for file in SCRIPTS.glob("versions/[0-9]*.py"))
"""The schemas that this program knows; each is a migration, and the last one its own."""

NEWEST = max(VERSIONS)
STARTING = 0x756A757A69
"""The number of the advisory lock, which nothing else at the same database may use."""


def version_of(database: HubDatabase) -> str:
    """Return the schema that a database has; empty where there is none yet.

    Raises RefusedError `database-encoding`, and WorldError where the database does not answer.
    """
    with world(), database.engine.connect() as connection:
        _check_encoding(connection)
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def check_version(version: str) -> None:
    """Return only if a schema is this program's; raises `database-older` or `database-newer`."""
    if version not in VERSIONS:
        raise _newer()
    if version != NEWEST:
        raise RefusedError(
            Code.DATABASE_OLDER,
            "An earlier hub wrote this database: make a backup, then type `ujuzi-hub migrate`.",
        )


def _newer() -> RefusedError:
    return RefusedError(Code.DATABASE_NEWER, "A newer hub wrote this database; update this one.")


def migrate(database: HubDatabase, to: str = NEWEST) -> None:
    """Apply what is missing; raises WorldError where the database does not answer.

    Raises RefusedError `database-newer` or `database-encoding`, and changes nothing.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with world(), database.engine.begin() as turn, database.engine.connect() as connection:
        one_at_a_time(turn)
        _check_encoding(turn)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError as error:
            raise _newer() from error


def _check_encoding(connection: Connection) -> None:
    """Return only if the database can hold any name; raises RefusedError `database-encoding`."""
    if connection.dialect.name != "postgresql":
        return
    query = "SELECT encoding FROM pg_database WHERE datname = current_database()"
    if connection.scalar(text(query)) != UTF8:
        raise RefusedError(
            Code.DATABASE_ENCODING,
            "This database does not hold every letter; make one with:"
            " createdb --encoding UTF8 --template template0",
        )


def one_at_a_time(connection: Connection) -> None:
    """Wait until no other process that starts is here, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(STARTING)))
