"""`event-at-rest`: bytes an event on the hub's disk, indexes and everything folded included.

Computers of a lab land what they recorded; the floor is what the events say, as text and numbers.
What that means for the programme is said beside it: 150 events a person and week, as a busy lab
makes, for 35,000 people in each of 156 weeks. It is the most there can be, not a forecast.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select, text

from bench.figure import Figure
from bench.fleet import open_campuses, sender
from helpers.hubs import new_database
from ujuzi.hub.app import Hub
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.tables import events, metadata

COMPUTERS = 10
EVENTS = 20_000
"""A computer: 16 weeks of a lab's eight people."""

A_BATCH = 1_000
PEOPLE, WEEKS, EVENTS_A_WEEK = 35_000, 156, 150
NUMBER_BYTES = 8
MOST_TOLD = 4


def event_at_rest() -> Iterator[Figure]:
    """Yield the bytes an event on each kind of database."""
    for kind in ("postgresql", "sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            yield _measured(kind, Path(folder))


def _measured(kind: str, folder: Path) -> Figure:
    database = new_database(kind, folder)
    hub = Hub(database)
    (campus,) = open_campuses(hub, 1)
    for number in range(COMPUTERS):
        for ask in sender(hub, campus, number, EVENTS, a_batch=A_BATCH, an_ask=10).asks:
            hub.exchange(ask)
    sizes = _sizes(database) if database.is_postgresql else _sizes_of_file(database)
    count = COMPUTERS * EVENTS
    each = sum(sizes.values()) / count
    told = ", ".join(f"{name} {size / count:.0f}" for name, size in sizes.most_common(MOST_TOLD))
    gigabytes = each * PEOPLE * WEEKS * EVENTS_A_WEEK / 1e9
    unit = f"bytes ({told}); {PEOPLE} people, {WEEKS} weeks: at most {gigabytes:.0f} GB"
    figure = Figure(f"event-at-rest-{kind}", each, unit, _content(database) / count)
    database.close()
    return figure


def _sizes(database: HubDatabase) -> Counter[str]:
    """Return the bytes of each table, its indexes and partitions included."""
    query = text(
        "SELECT pg_total_relation_size(CAST(:name AS regclass)) + coalesce(sum("
        " pg_total_relation_size(relid)), 0) FROM pg_partition_tree(CAST(:name AS regclass))"
        " WHERE relid <> CAST(:name AS regclass)"
    )
    with database.reading() as connection:
        return Counter(
            {name: int(connection.scalar(query, {"name": name})) for name in metadata.tables}
        )


def _sizes_of_file(database: HubDatabase) -> Counter[str]:
    """Return the bytes of each table and of its key's index."""
    query = "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_schema m USING (name)"
    with database.reading() as connection:
        rows = connection.exec_driver_sql(f"{query} GROUP BY m.tbl_name").all()
        return Counter(dict(tuple(row) for row in rows))


def _content(database: HubDatabase) -> int:
    """Return the bytes of what the events say."""
    c = events.c
    texts = (c.institution, c.device, c.learner, c.kind, c.payload)
    lengths = sum(func.length(column) for column in texts) + 3 * NUMBER_BYTES
    with database.reading() as connection:
        return int(connection.scalar(select(func.sum(lengths))) or 0)


FIGURES = {"event-at-rest": event_at_rest}
