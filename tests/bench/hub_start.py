"""`hub-start`: from starting the process of a hub to its first answer, in milliseconds.

The hub has 35,000 people who are linked, have passed and have their certificates. The floor is a
hub that nobody has ever used, by turns.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

from bench.figure import Figure, milliseconds
from helpers.awards import prepare_to_award
from helpers.certificates import ACHIEVEMENT
from helpers.hub_process import HUB, environment, free_port
from helpers.hubs import CAMPUS, address, new_database
from helpers.linked_people import add_linked_people
from helpers.sitting_hubs import INSTITUTION
from ujuzi.hub.app import Hub

PEOPLE = 35_000
RUNS = 3


def hub_start() -> Iterator[Figure]:
    """Yield how long a hub takes to answer, beside an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        empty, full = (_database(Path(folder) / name, name == "full") for name in ("empty", "full"))
        for each in (empty, full):
            _start(each)  # which makes what a first start makes
        rounds = [
            (milliseconds(lambda: _start(full)), milliseconds(lambda: _start(empty)))
            for _ in range(RUNS)
        ]
    ours, floor = (statistics.median(each) for each in zip(*rounds, strict=True))
    yield Figure("hub-start", ours, f"ms at {PEOPLE} people, against an empty hub's", floor)


def _database(folder: Path, is_full: bool) -> str:
    """Return the address of a hub's database."""
    folder.mkdir()
    hub = Hub(new_database("sqlite", folder))
    prepare_to_award(hub)
    if is_full:
        add_linked_people(hub.database, PEOPLE, INSTITUTION, CAMPUS, ACHIEVEMENT.id)
    hub.database.close()
    return address(hub.database)


def _start(database: str) -> None:
    """Start a hub, and kill it once it has answered."""
    port = free_port()
    with subprocess.Popen(
        [*HUB, "--database", database, "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as process:
        while not _answers(port):
            if process.poll() is not None:
                sys.exit("The hub did not start.")
        process.kill()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=30) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError):
        return False


FIGURES = {"hub-start": hub_start}
