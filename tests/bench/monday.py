"""`monday`: all the computers of the programme send their week within one minute.

875 computers of 22 campuses in 5 institutions, 2,000 events each, come to two hub processes on
PostgreSQL on this machine, each at a random moment of the minute; a full hub asks them to come back
and they do, after the pauses of the exchange. Then they come with another week, to a history ten
times as long: each of them has sent ten times as much, and each learner has done ten times as much.
An exchange lasts from the moment at which a computer comes until all has landed. The senders share
the machine's processors. Anything that goes wrong but a full hub ends the measurement.

`UJUZI_BENCH_MONDAY=0.2` lets a fifth of the computers come in a fifth of the time.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
from sqlalchemy import text

from bench.figure import Figure, percentile
from bench.fleet import Sender, open_campuses, sender
from helpers.hub_process import start_hub
from helpers.hubs import address, new_database
from ujuzi.errors import WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.store.database import HubDatabase
from ujuzi.sync.pace import Patience
from ujuzi.sync.transports.http import HttpTransport

SHARE = float(os.environ.get("UJUZI_BENCH_MONDAY", "1"))
COMPUTERS = round(875 * SHARE)
WITHIN_SECONDS = 60 * SHARE
A_CAMPUS = 40
INSTITUTIONS = 5
EVENTS = 2_000
PROCESSES = 2
COPIES = 9
PATIENCE = Patience(tries=1_000)
SAMPLE_SECONDS = 0.1


@dataclass
class Day:
    """How long each exchange took, how often a hub was full, all seconds, the hubs' peak bytes."""

    exchanges: list[float]
    turned_away: int
    seconds: float
    peak: int


def monday() -> Iterator[Figure]:
    """Yield the first Monday, and the one after ten times its history."""
    with tempfile.TemporaryDirectory() as folder:
        database = new_database("postgresql", Path(folder))
        senders = _computers(Hub(database))
        with _hubs(address(database)) as (addresses, processes):
            first = _day(senders, 0, addresses, processes)
            yield from _figures("monday", first, None)
            _lengthen(database)
            yield from _figures("monday-10x", _day(senders, 1, addresses, processes), first)
        database.close()


def _computers(hub: Hub) -> list[Sender]:
    campuses = open_campuses(hub, -(-COMPUTERS // A_CAMPUS), INSTITUTIONS)
    return [
        sender(hub, campuses[number % len(campuses)], number, 2 * EVENTS, a_batch=EVENTS, an_ask=1)
        for number in range(COMPUTERS)
    ]


@contextmanager
def _hubs(database: str) -> Iterator[tuple[list[str], list[psutil.Process]]]:
    hubs = [start_hub(database) for _ in range(PROCESSES)]
    try:
        yield [hub.address for hub in hubs], [psutil.Process(hub.process.pid) for hub in hubs]
    finally:
        for hub in hubs:
            hub.kill()


def _day(
    senders: list[Sender], week: int, addresses: list[str], processes: list[psutil.Process]
) -> Day:
    chance = Random(week)
    turned_away: list[str] = []
    began = time.perf_counter()

    def come(number: int, after: float) -> float:
        each, transport = senders[number], HttpTransport(addresses[number % len(addresses)])
        time.sleep(max(0.0, began + after - time.perf_counter()))
        for tried in range(1, PATIENCE.tries + 1):
            try:
                each.send(transport, each.asks[week])
                break
            except WorldError as error:
                if error.code != "hub-busy":
                    raise
                turned_away.append(error.code)
                asked_for = float(str(error.facts.get("retry_after", 0)))
                time.sleep(PATIENCE.pause(tried, asked_for, chance))
        transport.close()
        if each.computer.landed != (week + 1) * EVENTS:
            raise AssertionError("not everything landed")
        return time.perf_counter() - began - after

    arrivals = [chance.uniform(0, WITHIN_SECONDS) for _ in senders]
    with _peak(processes) as peak, ThreadPoolExecutor(len(senders)) as pool:
        exchanges = list(pool.map(come, range(len(senders)), arrivals))
    return Day(exchanges, len(turned_away), time.perf_counter() - began, max(peak))


@contextmanager
def _peak(processes: list[psutil.Process]) -> Iterator[list[int]]:
    """Sample the bytes of memory that processes hold together."""
    samples: list[int] = []
    over = threading.Event()

    def sample() -> None:
        while not over.wait(SAMPLE_SECONDS):
            samples.append(sum(process.memory_info().rss for process in processes))

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield samples
    finally:
        over.set()
        thread.join()


def _lengthen(database: HubDatabase) -> None:
    """Make everybody's history ten times as long, and let the server tidy up as in a week."""
    with database.writing() as connection:
        for copy in range(1, COPIES + 1):
            connection.execute(
                text(
                    "INSERT INTO events (institution, device, sequence, lamport, learner, kind,"
                    " recorded_at, payload, counts)"
                    " SELECT institution, device, sequence - :shift, lamport, learner, kind,"
                    " recorded_at, payload, counts FROM events WHERE sequence > 0"
                ),
                {"shift": copy * EVENTS},
            )
            connection.execute(
                text(
                    "INSERT INTO batches (institution, device, first, last, digest, arrived_at)"
                    " SELECT institution, device, first - :shift, last - :shift, digest, arrived_at"
                    " FROM batches WHERE first > 0"
                ),
                {"shift": copy * EVENTS},
            )
            connection.execute(
                text(
                    "INSERT INTO states (institution, learner, subject, key, state)"
                    " SELECT institution, learner, subject, key || :mark, state"
                    " FROM states WHERE key NOT LIKE '%-copy-%'"
                ),
                {"mark": f"-copy-{copy}"},
            )
            connection.execute(
                text(
                    "INSERT INTO progress (institution, learner, part, revision, length, states)"
                    " SELECT institution, learner, part + :shift, 0, length, states"
                    " FROM progress WHERE part < :parts"
                ),
                {"shift": copy * EVENTS, "parts": EVENTS},
            )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in ("VACUUM ANALYZE", "CHECKPOINT"):
            connection.exec_driver_sql(statement)


def _figures(name: str, day: Day, first: Day | None) -> Iterator[Figure]:
    told = f"{COMPUTERS} computers of {EVENTS} events within {WITHIN_SECONDS:.0f} s, errors 0"
    unit = f"s until all had landed; {told}, {day.turned_away} times full"
    yield Figure(name, day.seconds, unit, first.seconds if first else WITHIN_SECONDS)
    for percent in (50, 99):
        floor = percentile(first.exchanges, percent) if first else None
        unit = "s an exchange, waiting included"
        yield Figure(f"{name}-p{percent}", percentile(day.exchanges, percent), unit, floor)
    memory = day.peak / 2**20
    yield Figure(f"{name}-memory", memory, f"MiB at most, {PROCESSES} hub processes together")


FIGURES = {"monday": monday}
