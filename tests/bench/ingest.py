"""`ingest-*`: events a second that one hub takes in over HTTP, against a bare insert.

Several computers of several campuses send what they signed before the clock started, a thousand
events a batch. The floor writes the very rows that landed into the same kind of database on one
connection, a thousand a commit, with the same durability and nothing around it. PostgreSQL waits
for its disk, as a hub's does and those of tests do not.
"""

from __future__ import annotations

import functools
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text

from bench.figure import Figure
from bench.fleet import Sender, open_campuses, sender
from helpers.hub_process import start_hub
from helpers.hubs import (
    address,
    new_database,
    new_postgresql_database,
    plant,
    start_postgresql,
)
from ujuzi.hub.app import Hub
from ujuzi.hub.store.database import HubDatabase, open_database
from ujuzi.hub.store.tables import events
from ujuzi.sync.transports.http import HttpTransport

RUNS = 5
COMPUTERS = 8
CAMPUSES = 8
EVENTS = 20_000
"""A computer; so a run lands 160,000, and twenty batches tell of each learner."""

A_BATCH = 1_000
AN_ASK = 5
AT_ONCE = 8
HUB = {"postgresql": "one process", "sqlite": "one process and its reader"}
COLUMNS = (
    "institution text, device text, sequence bigint, lamport bigint, learner text, kind text,"
    " recorded_at bigint, payload text, origin_device text, origin_sequence bigint, counts boolean"
)
NAMES = ", ".join(column.split()[0] for column in COLUMNS.split(", "))
FLOOR = {
    "postgresql": f"INSERT INTO events ({NAMES}) SELECT {NAMES} FROM"
    f" jsonb_to_recordset(CAST(:rows AS jsonb)) AS r({COLUMNS}) ON CONFLICT DO NOTHING",
    "sqlite": f"INSERT INTO events ({NAMES}) VALUES ({', '.join('?' * len(events.columns))})"
    " ON CONFLICT DO NOTHING",
}


def ingest_postgresql() -> Iterator[Figure]:
    """Yield the rate on PostgreSQL."""
    yield _measured("postgresql")


def ingest_sqlite() -> Iterator[Figure]:
    """Yield the rate on SQLite."""
    yield _measured("sqlite")


def _measured(kind: str) -> Figure:
    pairs = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            pairs.append(rates(kind, Path(folder)))
    rate, floor = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(f"ingest-{kind}", rate, f"events/s over HTTP, {HUB[kind]}, goal 0.4", floor)


def rates(kind: str, folder: Path) -> tuple[float, float]:
    """Return events a second of the hub, and of the bare insert of the same rows."""
    database = _planted(kind, folder)
    hub = Hub(database)
    campuses = open_campuses(hub, CAMPUSES)
    senders = [
        sender(hub, campuses[number % CAMPUSES], number, EVENTS, a_batch=A_BATCH, an_ask=AN_ASK)
        for number in range(COMPUTERS)
    ]
    database.close()
    with start_hub(address(database)) as process:
        seconds = _send(senders, process.address)
    with database.reading() as connection:
        landed = [tuple(row) for row in connection.execute(select(events))]
    database.close()
    if len(landed) != COMPUTERS * EVENTS:
        raise AssertionError("not everything landed")
    (folder / "floor").mkdir()
    floor = _bare(_planted(kind, folder / "floor"), landed)
    return len(landed) / seconds, len(landed) / floor


def _planted(kind: str, folder: Path) -> HubDatabase:
    if kind == "sqlite":
        return new_database(kind, folder)
    database = open_database(new_postgresql_database(_postgresql()))
    plant(database)
    return database


_postgresql = functools.cache(start_postgresql)


def _send(senders: list[Sender], address: str) -> float:
    def send(each: Sender) -> None:
        transport = HttpTransport(address)
        for wire in each.asks:
            each.send(transport, wire)
        transport.close()

    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(send, senders))
    return time.perf_counter() - started


def _bare(database: HubDatabase, rows: list[tuple[Any, ...]]) -> float:
    """Return the seconds in which one connection inserts rows, a thousand a commit."""
    names = NAMES.split(", ")
    taken = [rows[at : at + A_BATCH] for at in range(0, len(rows), A_BATCH)]
    if database.is_postgresql:
        parameters: list[Any] = [
            msgspec.json.encode([dict(zip(names, row, strict=True)) for row in group]).decode()
            for group in taken
        ]
    else:
        parameters = taken
    started = time.perf_counter()
    for each in parameters:
        with database.writing() as connection:
            _insert(connection, each)
    seconds = time.perf_counter() - started
    database.close()
    return seconds


def _insert(connection: Connection, parameter: Any) -> None:
    kind = connection.dialect.name
    if kind == "postgresql":
        connection.execute(text(FLOOR[kind]), {"rows": parameter})
        return
    driver: Any = connection.connection.driver_connection
    driver.executemany(FLOOR[kind], parameter)


FIGURES = {"ingest-postgresql": ingest_postgresql, "ingest-sqlite": ingest_sqlite}
