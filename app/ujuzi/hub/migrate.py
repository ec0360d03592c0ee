"""Brings the hub's schema to the newest version, by Alembic, in one transaction a migration."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from ujuzi.hub.database import Database, world

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(database: Database, to: str = "head") -> None:
    """Apply what is missing; raises WorldError where the database does not answer."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with world(), database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
