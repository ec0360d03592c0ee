"""`resent-after-cut` and `history-growth`: a broken link costs a batch, history costs nothing."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from sqlalchemy import select

from bench.figure import Figure
from bench.sync import DEVICE, hub_server
from helpers.clocks import FakeClock
from helpers.hubs import CAMPUS, new_database
from helpers.learning_events import learning_events
from helpers.link import Link
from helpers.stations import NOW, Station, code_of, memory_road
from ujuzi.domain.event import Event
from ujuzi.hub.app import Hub
from ujuzi.hub.store.tables import events, heads
from ujuzi.store import event_log, facts, outbox
from ujuzi.store.database import Database, open_database
from ujuzi.sync.pace import Patience
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire.limits import BATCH_TARGET_BYTES

CUTS = 12
BITS_A_SECOND = 1_000_000
"""Far quicker than 2G, and still slower than a server reads: what arrived is seen to have."""

EVENTS = 20_000
HISTORY = 1_000_000
NEW = 1_000
RUNS = 7
DIGEST = bytes(32)


def resent_after_cut() -> Iterator[Figure]:
    """Yield the most bytes that went up again after a cut at a random byte, of several cuts."""
    chance = Random(7)
    with tempfile.TemporaryDirectory() as folder, hub_server(Path(folder)) as (hub, port):
        whole = _bytes_up(hub, port, "0" * 16, None)
        again = [
            _bytes_up(hub, port, f"{number:016x}", chance.randrange(1, whole)) - whole
            for number in range(1, CUTS + 1)
        ]
    unit = f"bytes more of {whole}, worst of {CUTS} cuts, against one batch"
    yield Figure("resent-after-cut", max(again), unit, BATCH_TARGET_BYTES)


def history_growth() -> Iterator[Figure]:
    """Yield the exchange of 1,000 new events after a million that landed, against after none."""
    with tempfile.TemporaryDirectory() as folder:
        long, none = (_exchanging(Path(folder), history) for history in (HISTORY, 0))
        pairs = [(next(long), next(none)) for _ in range(RUNS)]
    took, floor = (statistics.median(column) for column in zip(*pairs, strict=True))
    yield Figure("history-growth", took * 1000, "ms", floor * 1000)


def _bytes_up(hub: Hub, port: int, device: str, cut_after: int | None) -> int:
    """Return what went up until everything had landed, the link cut once on the way."""
    station = Station()
    facts.put(station.db, "device", device)
    _insert(station.db, learning_events(EVENTS, device=device))
    station.register(memory_road(hub), code_of(hub, CAMPUS))
    link = Link(
        port,
        round_trip=0.05,
        bits_a_second=BITS_A_SECOND,
        cuts=() if cut_after is None else (cut_after,),
    )
    transport = HttpTransport(f"http://127.0.0.1:{link.port}")
    done = station.exchange(transport, Patience(tries=3))
    transport.close()
    link.close()
    with hub.database.reading() as connection:
        sequences = select(events.c.sequence).where(events.c.device == device)
        landed = sorted(connection.scalars(sequences))
    if done.waiting or landed != list(range(1, EVENTS + 1)):
        raise AssertionError("not everything landed exactly once")
    return link.bytes_up


def _exchanging(folder: Path, history: int) -> Iterator[float]:
    """Yield the seconds of one exchange of new events after another."""
    folder = folder / str(history)
    folder.mkdir()
    station = Station(open_database(folder))
    facts.put(station.db, "device", DEVICE)
    hub = Hub(new_database("sqlite", folder), FakeClock().now)
    station.register(memory_road(hub), code_of(hub, CAMPUS))
    if history:
        _landed_before(station.db, hub, history)
    road = memory_road(hub)
    template = list(learning_events(NEW, device=DEVICE))
    while True:
        with station.db.atomic():
            for event in template:
                event_log.append(station.db, event.learner, event.body, event.recorded_at)
        started = time.perf_counter()
        station.exchange(road)
        yield time.perf_counter() - started


def _landed_before(db: Database, hub: Hub, history: int) -> None:
    """Write a history that the hub has: many events, in batches that landed."""
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        " INSERT INTO events (device, sequence, lamport, learner, kind, recorded_at, payload)"
        " SELECT ?, i, i, 'learner-' || (i % 8), 'activity-opened', ? + i,"
        ' CAST(\'{"course":"c","activity":"a","pack":"p"}\' AS BLOB) FROM n',
        (history, DEVICE, NOW),
    )
    with db.atomic():
        for first in range(1, history, EVENTS):
            cut = outbox.CutBatch(first, first + EVENTS - 1, DIGEST, b"x" * 60_000)
            outbox.add(db, event_log.device_id(db), cut, NOW)
        outbox.set_landed(db, event_log.device_id(db), history, DIGEST, NOW)
    with hub.database.writing() as connection:
        connection.execute(
            heads.update()
            .where(heads.c.device == DEVICE)
            .values(last=history, digest=DIGEST, lamport=history)
        )


def _insert(db: Database, found: Iterable[Event]) -> None:
    with db.atomic():
        for event in found:
            event_log._insert(db, event)


FIGURES = {"resent-after-cut": resent_after_cut, "history-growth": history_growth}
