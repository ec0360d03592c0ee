"""`bytes-down` and `hub-history-growth`: what comes down costs what is new, whatever the history.

Eight learners use two computers of a campus. One has sent a long history to a real hub or a short
one, all of it landed and heard; then it sends 1,000 events more, and the other exchanges.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from helpers.clocks import FakeClock
from helpers.facts import AtActivity
from helpers.hubs import CAMPUS, Computer, new_database
from helpers.learning_events import learning_events
from helpers.stations import Station, code_of, memory_road
from ujuzi.domain.event import ActivityOpened, Event
from ujuzi.hub.app import Hub
from ujuzi.wire import batch

SHORT, LONG = 10_000, 100_000
"""Events; after the shorter one, everybody has been nearly everywhere once."""

NEW = 1_000
RUNS = 5
DEVICE = "d0d1d2d3d4d5d6d7"
WHERE: AtActivity = {"course": "c", "activity": "a", "pack": "p" * 64}


def down() -> Iterator[Figure]:
    """Yield the bytes down and the milliseconds after a long history, against a short one."""
    with tempfile.TemporaryDirectory() as folder:
        long, short = (list(_heard(Path(folder), history)) for history in (LONG, SHORT))
    unit = f"bytes down for {NEW} events after {LONG}, goal 1.2 times those after {SHORT}"
    yield Figure("bytes-down", long[0][0], unit, short[0][0])
    took, floor = (statistics.median(seconds for _, seconds in runs) for runs in (long, short))
    unit = f"ms to land and to hear {NEW} events at a hub that has {LONG}, against {SHORT}"
    yield Figure("hub-history-growth", took * 1000, unit, floor * 1000)


def _heard(folder: Path, history: int) -> Iterator[tuple[int, float]]:
    """Yield the bytes down and the seconds of one run of new events after another."""
    folder = folder / str(history)
    folder.mkdir()
    hub = Hub(new_database("sqlite", folder), FakeClock().now)
    made = learning_events(history + RUNS * NEW, device=DEVICE)
    sender, other = _Sender(hub), Station()
    road = memory_road(hub)
    other.register(road, code_of(hub, CAMPUS))
    for learner in sorted({event.learner for event in made}):
        other.record(learner, ActivityOpened(**WHERE))
    sender.send(made[:history])
    other.exchange(road)
    for first in range(history, len(made), NEW):
        before = road.bytes_down
        started = time.perf_counter()
        sender.send(made[first : first + NEW])
        other.exchange(road)
        yield road.bytes_down - before, time.perf_counter() - started
    hub.database.close()


class _Sender:
    """A computer without a store, which sends what it is given."""

    def __init__(self, hub: Hub) -> None:
        self._computer = Computer(hub, CAMPUS, device=DEVICE)
        self._digest = batch.NOTHING_BEFORE

    def send(self, made: list[Event]) -> None:
        """Cut events into batches and send each."""
        while made:
            cut = batch.cut(made, self._digest, self._computer.key)
            self._digest, made = cut.digest, made[cut.header.count :]
            self._computer.exchange(cut.wire)


FIGURES = {"bytes-down": down, "hub-history-growth": down}
