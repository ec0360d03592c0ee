"""What the program of commit f4f1531 wrote, copied to where a test may change it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from helpers.clocks import FakeClock
from helpers.course_folders import ASSETS
from helpers.hubs import new_postgresql_database
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.hub.store.database import HubDatabase, open_database

EARLIER = ASSETS / "f4f1531"
FACTS: dict[str, Any] = json.loads((EARLIER / "facts.json").read_text("utf-8"))
HUB_KEY = bytes.fromhex(FACTS["hub_key"])


def learner(name: str) -> LearnerId:
    """Return the id of `ada`, `awa`, `binta`, `chidi` or `dele`."""
    return LearnerId(FACTS["learners"][name])


def earlier_clock() -> FakeClock:
    """Return a clock that goes on from when it was written."""
    clock = FakeClock()
    clock.wall = Milliseconds(FACTS["now"])
    return clock


def earlier_desktop(name: str, folder: Path) -> Path:
    """Return a copy of the data folder of `desktop-1` or `desktop-2`."""
    return Path(shutil.copytree(EARLIER / name, folder / name))


def earlier_hub(kind: str, folder: Path) -> HubDatabase:
    """Return the hub's database, `sqlite` or `postgresql`, in the schema that it was left in.

    Only the one on SQLite knows the two desktops: the other is of a campus like theirs.
    """
    if kind == "sqlite":
        return open_database(f"sqlite:///{shutil.copy(EARLIER / 'hub.sqlite3', folder)}")
    database = open_database(new_postgresql_database())
    statements = (EARLIER / "hub.postgresql.sql").read_text("utf-8")
    with database.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute(statements)
        raw.commit()
    return database
