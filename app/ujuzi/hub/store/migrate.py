"""Brings the hub's schema to the newest version, by Alembic, in one transaction a migration.

Of processes that start at once on one PostgreSQL, one migrates, and the others find it done.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, func, select, text

from ujuzi.errors import Code, RefusedError
from ujuzi.hub.store.database import HubDatabase, world

UTF8 = 6
"""The number of that encoding in PostgreSQL."""
SCRIPTS = Path(__file__).parent / "migrations"
STARTING = 0x756A757A69
"""The number of the advisory lock, which nothing else at the same database may use."""


def migrate(database: HubDatabase, to: str = "head") -> None:
    """Apply what is missing; raises WorldError where the database does not answer.

    Raises RefusedError `database-newer` or `database-encoding`, and changes nothing.
    """
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with world(), database.engine.begin() as turn, database.engine.connect() as connection:
        one_at_a_time(turn)
        _check_encoding(turn)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError as error:
            raise RefusedError(
                Code.DATABASE_NEWER, "A newer hub wrote this database; update this one."
            ) from error


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
