"""A desk that is registered with a hub, and what both have of the same facts."""

from __future__ import annotations

from sqlalchemy import select

from helpers.clocks import FakeClock
from helpers.desks import Lab
from helpers.hubs import CAMPUS
from helpers.stations import (
    NOW,
    Station,
    code_of,
)
from ujuzi.domain.event import (
    encode_body,
    kind_of,
)
from ujuzi.hub.app import Hub
from ujuzi.hub.landing import epochs
from ujuzi.hub.store import settings
from ujuzi.hub.store.tables import events
from ujuzi.store import event_log
from ujuzi.store.database import Database
from ujuzi.sync import exchange
from ujuzi.sync.transports.transport import Transport


class Campus:
    """A desk that is registered with a hub, and the road between them."""

    def __init__(self, lab: Lab, hub: Hub, transport: Transport) -> None:
        self.lab, self.hub, self.transport = lab, hub, transport
        self.clock = FakeClock()
        self.station = Station(lab.desk._db)
        self.station.register(transport, code_of(hub, CAMPUS))

    @property
    def db(self) -> Database:
        return self.lab.desk._db

    def study(self, notes: int) -> None:
        for number in range(notes):
            self.lab.desk.learning.write_note(
                self.lab.learner, self.lab.pack, "counting", f"note {number} " * 20
            )

    def exchange(self, transport: Transport | None = None) -> exchange.ExchangeProgress:
        return self.station.exchange(transport or self.transport)

    def landed(self) -> list[int]:
        with self.hub.database.reading() as connection:
            rows = connection.execute(select(events.c.sequence).order_by(events.c.sequence))
            return [row[0] for row in rows]

    def told(self) -> list[int]:
        return list(range(1, event_log.count(self.db) + 1))


def facts_at(hub: Hub) -> set[tuple[str, str, str]]:
    """Every fact that the hub counts: who, what, and the payload."""
    with hub.database.reading() as connection:
        rows = connection.execute(
            select(events.c.learner, events.c.kind, events.c.payload).where(events.c.counts)
        )
        return {tuple(row) for row in rows}


def counted(hub: Hub) -> int:
    with hub.database.reading() as connection:
        return len(connection.execute(select(events.c.sequence).where(events.c.counts)).all())


def told_by(db: Database) -> set[tuple[str, str, str]]:
    return {
        (e.learner, kind_of(e.body), encode_body(e.body).decode()) for e in event_log.replay(db)
    }


def forget_all_learning(hub: Hub) -> None:
    """Be the hub of a backup from before anything landed."""
    with hub.database.writing() as connection:
        for table in ("events", "batches", "states", "tallies", "seats", "learners"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("UPDATE heads SET last = 0, digest = zeroblob(32)")
    epochs.start(hub.database, NOW)
    hub.identity = settings.identity(hub.database)
