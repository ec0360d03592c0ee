"""`bytes-*` and `slow-*`: what a week of learning costs on the link, HTTP and all, without TLS.

`bytes-idle-busy-hub` is an exchange with nothing new after the hub has issued 1,000 credentials to
people of another campus since the last one.

`bytes-idle-tls` says what TLS 1.3 adds to an exchange with nothing new, on a new connection.

A desk's database with the events of a busy lab exchanges with a real hub process's server through a
link of 600 ms and 50 kbit/s (`helpers.link`), which counts every byte of both directions.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from bench.figure import Figure
from helpers import tls
from helpers.awards import prepare_to_award
from helpers.clocks import FakeClock
from helpers.hubs import CAMPUS, OTHER_CAMPUS, new_database
from helpers.learning_events import learning_events
from helpers.link import Link
from helpers.linked_people import add_linked_people, learner
from helpers.stations import Station, code_of, memory_road
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import application
from ujuzi.hub.assessment import awards
from ujuzi.store import event_log, facts
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.sync.transports.session import HubSession

DEVICE = "d0d1d2d3d4d5d6d7"
ROUND_TRIP_SECONDS = 0.6
BITS_A_SECOND = 50_000
CREDENTIALS = 1_000


@dataclass
class Cost:
    """What one exchange cost."""

    up: int
    down: int
    requests: int
    seconds: float


@contextmanager
def hub_server(folder: Path, certificate: Path | None = None) -> Iterator[tuple[Hub, int]]:
    """Serve a new hub on SQLite, with the headers that `ujuzi-hub serve` sends."""
    hub = Hub(new_database("sqlite", folder), FakeClock().now)
    config = uvicorn.Config(
        application(hub),
        port=0,
        log_level="critical",
        lifespan="off",
        ws="none",
        server_header=False,
        date_header=False,
        ssl_certfile=certificate,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield hub, server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        hub.database.close()


def cost(
    count: int, *, slow: bool, typed: float = 0.0, noted: float = 0.0, secure: bool = False
) -> tuple[Cost, Cost]:
    """Return what the exchange of `count` events costs, and the next one with nothing new."""
    station = Station()
    facts.put(station.db, "device", DEVICE)
    with station.db.atomic():
        for event in learning_events(count, device=DEVICE, typed=typed, noted=noted):
            event_log._insert(station.db, event)
    with tempfile.TemporaryDirectory() as name:
        certificate = tls.certificate(Path(name)) if secure else None
        with hub_server(Path(name), certificate) as (hub, port):
            station.register(memory_road(hub), code_of(hub, CAMPUS))
            first, idle = (
                _exchange(station, port, slow=slow, certificate=certificate) for _ in range(2)
            )
    return first, idle


def _exchange(station: Station, port: int, *, slow: bool, certificate: Path | None) -> Cost:
    link = Link(
        port,
        round_trip=ROUND_TRIP_SECONDS if slow else 0.0,
        bits_a_second=BITS_A_SECOND if slow else float("inf"),
    )
    transport = HttpTransport(f"{'https' if certificate else 'http'}://127.0.0.1:{link.port}")
    if certificate:
        transport._session = HubSession()
        transport._session.verify = str(certificate)
    started = time.perf_counter()
    done = station.exchange(transport)
    seconds = time.perf_counter() - started
    transport.close()
    link.close()
    return Cost(link.bytes_up, link.bytes_down, done.requests, seconds)


def bytes_1000() -> Iterator[Figure]:
    """Yield 1,000 events, choices only and with typed text, and nothing new."""
    choices, idle = cost(1_000, slow=False)
    yield Figure("bytes-1000", choices.up, _up(choices, 10_000))
    typed, _ = cost(1_000, slow=False, typed=0.05, noted=0.02)
    yield Figure("bytes-1000-typed", typed.up, _up(typed, 12_000))
    both = f"bytes both ways, {idle.requests} request, budget 600"
    yield Figure("bytes-idle", idle.up + idle.down, both)
    _, secure = cost(1_000, slow=False, secure=True)
    unit = "bytes both ways, the hub's own certificate of one link"
    yield Figure("bytes-idle-tls", secure.up + secure.down, unit, idle.up + idle.down)


def bytes_idle_busy_hub() -> Iterator[Figure]:
    """Yield an exchange with nothing new, while the hub issues credentials elsewhere."""
    with tempfile.TemporaryDirectory() as name, hub_server(Path(name)) as (hub, port):
        prepare_to_award(hub)
        add_linked_people(hub.database, CREDENTIALS, "uvbf", OTHER_CAMPUS)
        station = Station()
        station.register(memory_road(hub), code_of(hub, CAMPUS))
        for _ in range(2):
            idle = _exchange(station, port, slow=False, certificate=None)
        for number in range(1, CREDENTIALS + 1):
            with hub.database.writing() as connection:
                assert awards.settle(connection, "uvbf", learner(number), hub.now())
        busy = _exchange(station, port, slow=False, certificate=None)
    unit = f"bytes both ways, {busy.requests} request, budget 600, against an idle hub's"
    yield Figure("bytes-idle-busy-hub", busy.up + busy.down, unit, idle.up + idle.down)


def bytes_10000() -> Iterator[Figure]:
    """Yield 10,000 events."""
    done, _ = cost(10_000, slow=False)
    yield Figure("bytes-10000", done.up, _up(done, 100_000))


def slow() -> Iterator[Figure]:
    """Yield seconds on the slow link; the floor is what the link itself takes for these bytes."""
    done, idle = cost(1_000, slow=True)
    yield Figure("slow-1000", done.seconds, "s, budget 4", _least(done))
    yield Figure("slow-idle", idle.seconds, "s, budget 1.4", _least(idle))
    done, _ = cost(10_000, slow=True)
    yield Figure("slow-10000", done.seconds, "s, budget 20", _least(done))


def _up(done: Cost, budget: int) -> str:
    return f"bytes up, {done.requests} request(s), budget {budget}"


def _least(done: Cost) -> float:
    """Return what the handshake, a round trip a request, and the bytes take at least."""
    round_trips = (1 + done.requests) * ROUND_TRIP_SECONDS
    return round_trips + (done.up + done.down) * 8 / BITS_A_SECOND


FIGURES = {
    "bytes-1000": bytes_1000,
    "bytes-idle": bytes_1000,
    "bytes-idle-tls": bytes_1000,
    "bytes-idle-busy-hub": bytes_idle_busy_hub,
    "bytes-10000": bytes_10000,
    "slow-1000": slow,
    "slow-10000": slow,
    "slow-idle": slow,
}
