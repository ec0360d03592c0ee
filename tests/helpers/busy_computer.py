"""A computer in a process of its own that works when it is told to, and may be killed at any byte.

For each line of its input, a number, it records as many notes, some one by one and the rest at
once, says `recorded COUNT`, exchanges until nothing waits, and says `landed`. As one copy of a disk
among many it says `waits DEVICE` until somebody admits it. Whatever it sends is kept beside its
data, as somebody on the way could keep it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random
from typing import Any

from helpers.hub_process import environment
from helpers.stations import NOW, road_over
from helpers.warm import Process
from helpers.warm import start as start_warm
from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import LearnerId, NoteWritten
from ujuzi.errors import RefusedError, WorldError
from ujuzi.paths import KEYS
from ujuzi.store import event_log
from ujuzi.store.database import Database, open_database
from ujuzi.sync import exchange
from ujuzi.sync.identity import KeyFolder
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.sync.transports.transport import Transport

ONE_BY_ONE = 5
NOTE_BYTES = 100
"""Random, so that they do not compress: an exchange must last long enough to be hit."""

ADMITTED_SECONDS = 1.0
"""How long a person needs to admit it, who was told that too many copies of a disk came."""

PAUSE_SECONDS = 0.05
"""Before it tries again: a hub that starts needs the cores itself."""


MAIN = "import sys; from helpers.busy_computer import main; main(*sys.argv[1:])"


def start(data: Path, hub: str) -> Process:
    """Start it; it must have been registered."""
    return start_warm(environment(), MAIN, str(data), hub)


def kept(data: Path) -> Path:
    """Return the folder of what it sent, in files that are named by their order."""
    return data.with_name(f"{data.name}-sent")


class Kept:
    """A road on which everything that is sent to exchange is kept."""

    def __init__(self, transport: Transport, folder: Path) -> None:
        self._transport, self._folder = transport, folder
        folder.mkdir(exist_ok=True)

    def post(self, path: str, body: bytes, **options: Any) -> bytes:
        """Keep it, and send it."""
        if path == "exchange":
            (self._folder / f"{len(list(self._folder.iterdir())):06}").write_bytes(body)
        return self._transport.post(path, body, **options)


def register(data: Path, hub: str, code: str) -> PublicKey:
    """Make a computer's data, registered with a hub, and return the hub's key."""
    db, transport = open_database(data), HttpTransport(hub)
    road = road_over(transport, KeyFolder(data / KEYS))
    link = exchange.register(lambda work: work(db), road, url=hub, code=code, name=data.name)
    transport.close()
    db.close()
    return PublicKey(link.hub_key)


def main(folder: str, hub: str) -> None:
    """Work until the input ends."""
    data, chance = Path(folder), Random()
    db = open_database(data)
    road = road_over(Kept(HttpTransport(hub), kept(data)), KeyFolder(data / KEYS))
    for line in sys.stdin:
        count = int(line)
        for _ in range(min(count, ONE_BY_ONE)):
            _record(db, chance)
        with db.atomic():
            for _ in range(count - ONE_BY_ONE):
                _record(db, chance)
        sys.stdout.write(f"recorded {event_log.count(db)}\n")
        sys.stdout.flush()
        while _is_unreached(db, road):
            pass
        sys.stdout.write("landed\n")
        sys.stdout.flush()


def _record(db: Database, chance: Random) -> None:
    text = chance.randbytes(NOTE_BYTES).hex()
    note = NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text=text)
    event_log.append(db, LearnerId("ada"), note, NOW)


def _is_unreached(db: Database, road: exchange.Road) -> bool:
    try:
        return exchange.exchange(lambda work: work(db), road).waiting > 0
    except WorldError:
        time.sleep(PAUSE_SECONDS)
        return True
    except RefusedError as refused:
        if refused.code != "succession-waits":
            raise
        sys.stdout.write(f"waits {event_log.device_id(db)}\n")
        sys.stdout.flush()
        time.sleep(ADMITTED_SECONDS)
        return True
