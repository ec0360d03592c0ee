"""Brings the hub's schema to the newest version, by Alembic, in one transaction a migration.

Of processes that start at once on one PostgreSQL, one migrates, and the others find it done.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

from ujuzi.hub.database import Database, world

SCRIPTS = Path(__file__).parent / "migrations"
STARTING = 0x756A757A69
"""The number of the advisory lock, which nothing else at the same database may use."""


def migrate(database: Database, to: str = "head") -> None:
    """Apply what is missing; raises WorldError where the database does not answer."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with world(), database.engine.begin() as turn, database.engine.connect() as connection:
        one_at_a_time(turn)
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def one_at_a_time(connection: Connection) -> None:
    """Wait until no other process that starts is here, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(STARTING)))
