"""Computers for tests of the exchange: a store in memory, keys in memory, and no waiting."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, TypeVar

from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import Body, DeviceId, Event, LearnerId, Milliseconds
from ujuzi.store import event_log, outbox
from ujuzi.store.database import Database, memory_database
from ujuzi.sync import exchange
from ujuzi.sync.exchange import ExchangeProgress, Road
from ujuzi.sync.identity import Keys
from ujuzi.sync.pace import Patience
from ujuzi.sync.transports.transport import MemoryTransport, Transport

if TYPE_CHECKING:  # a computer in a process of its own has no hub
    from ujuzi.hub.app import Hub

T = TypeVar("T")

NOW = Milliseconds(1_795_392_000_000)
ONE_TRY = Patience(tries=1)


class MemoryKeys:
    """The test twin of a key folder."""

    def __init__(self, keys: dict[str, PublisherKey] | None = None) -> None:
        self._keys = keys or {}

    def has(self, device: str) -> bool:
        """Whether a device's key is here."""
        return device in self._keys

    def of(self, device: str) -> PublisherKey:
        """Return a device's key; made on first use."""
        return self._keys.setdefault(device, PublisherKey.generate())

    def copy(self) -> MemoryKeys:
        """Return the keys of a copied disk: the same now, others from now on."""
        return MemoryKeys(dict(self._keys))


def road_over(
    transport: Transport, keys: Keys, patience: Patience = ONE_TRY, now: Milliseconds = NOW
) -> Road:
    """Return a road that never sleeps."""
    return Road(
        transport, keys, lambda: now, patience=patience, sleep=lambda _: None, chance=Random(1)
    )


def answers_of(hub: Hub) -> Callable[[str, bytes], bytes]:
    """Return a hub as the function that a memory transport asks."""
    return lambda path, body: getattr(hub, path)(body)


def code_of(hub: Hub, campus: str) -> str:
    """Return a new one-time code."""
    from ujuzi.hub.people import registration

    with hub.database.writing() as connection:
        return registration.make_code(connection, campus, hub.now())


class Station:
    """One computer with its store, its keys, and a clock that says whatever it was set to."""

    def __init__(self, db: Database | None = None, keys: MemoryKeys | None = None) -> None:
        self.db = db or memory_database()
        self.keys = keys or MemoryKeys()
        self.clock = NOW

    def register(self, transport: Transport, code: str) -> None:
        """Register with a hub."""
        exchange.register(
            self.on_store, road_over(transport, self.keys), url="http://hub", code=code, name="Lab"
        )

    def record(self, learner: str, body: Body) -> Event:
        """Append one event."""
        return event_log.append(self.db, LearnerId(learner), body, self.clock)

    def exchange(self, transport: Transport, patience: Patience = ONE_TRY) -> ExchangeProgress:
        """Exchange with a hub."""
        road = road_over(transport, self.keys, patience, self.clock)
        return exchange.exchange(self.on_store, road)

    def on_store(self, work: Callable[[Database], T]) -> T:
        """Run work on the store."""
        return work(self.db)

    @property
    def device(self) -> DeviceId:
        """Who this computer is now."""
        return event_log.device_id(self.db)

    @property
    def waiting(self) -> int:
        """How many events have not landed."""
        return outbox.amount_waiting(self.db, self.device).events

    def copy(self) -> Station:
        """Return another computer with a copy of the disk."""
        copied = memory_database()
        self.db._connection.backup(copied._connection)
        return Station(copied, self.keys.copy())


def memory_road(hub: Hub) -> MemoryTransport:
    """Return a transport to a hub in this process."""
    return MemoryTransport(answers_of(hub))
