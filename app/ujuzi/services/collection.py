"""How this computer's work reaches the hub: registered once, exchanged whenever there is a link.

The network is touched by `register` and `exchange` alone, and its code is loaded only then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ujuzi.paths import KEYS
from ujuzi.services.clock import Clock
from ujuzi.store import event_log, facts, outbox
from ujuzi.store.database import Database

if TYPE_CHECKING:
    from ujuzi.sync.exchange import Progress, Road
    from ujuzi.sync.transport import Transport

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where this computer's work is: `hub` is empty before it is registered."""

    hub: str
    campus: str
    landed: int
    waiting: int


class Collection:
    """The way of one computer's events to the hub."""

    def __init__(self, db: Database, data_dir: Path, clock: Clock) -> None:
        self._db = db
        self._keys = data_dir / KEYS
        self._clock = clock

    def settle(self) -> None:
        """Take a new identity where this data woke up on another machine; before any append."""
        from ujuzi.sync import machine

        here = machine.this_machine()
        if facts.get(self._db, machine.FACT) == machine.written(here):
            return
        from ujuzi.sync import identity

        identity.settle(self._db, here)

    def standing(self) -> Standing:
        """Return how much has landed at the hub, and how much waits."""
        from ujuzi.sync.identity import link_of

        link = link_of(self._db)
        device = event_log.device_id(self._db)
        return Standing(
            hub=link.url if link else "",
            campus=link.campus if link else "",
            landed=outbox.landed(self._db, device),
            waiting=outbox.amount_waiting(self._db, device).events,
        )

    def register(self, url: str, code: str, name: str) -> Standing:
        """Register with the hub at `url`; raises what `exchange.register` raises."""
        from ujuzi.sync import exchange
        from ujuzi.sync.http import HttpTransport

        transport = HttpTransport(url)
        try:
            exchange.register(self._on_store, self._road(transport), url=url, code=code, name=name)
        finally:
            transport.close()
        return self.standing()

    def exchange(
        self,
        progress: Callable[[Progress], None] = lambda _progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Progress:
        """Exchange with the hub; raises what `exchange.exchange` raises."""
        from ujuzi.sync import exchange
        from ujuzi.sync.http import HttpTransport
        from ujuzi.sync.identity import link_of

        link = link_of(self._db)
        transport = HttpTransport(link.url if link else "")
        try:
            return exchange.exchange(self._on_store, self._road(transport, progress, cancelled))
        finally:
            transport.close()

    def _on_store(self, work: Callable[[Database], T]) -> T:
        return work(self._db)

    def _road(
        self,
        transport: Transport,
        progress: Callable[[Progress], None] = lambda _progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Road:
        from ujuzi.sync.exchange import Road
        from ujuzi.sync.identity import KeyFolder

        return Road(transport, KeyFolder(self._keys), self._clock.now, progress, cancelled)
