"""The campus's collection point, from any other computer of it: found, visited, remembered.

It is looked for only when somebody asks. A batch that it holds has not landed: it is offered on
every other way until the hub's receipt. One that was seen and could not be reached is remembered,
and told with the next visit or bundle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ujuzi.domain.event import Milliseconds
from ujuzi.domain.sitting import Uptime
from ujuzi.errors import Code, UjuziError, WorldError
from ujuzi.services.clock import Clock
from ujuzi.services.computer import premises
from ujuzi.services.delivery.delivery import WaitFor, device_keys
from ujuzi.store import points
from ujuzi.store.database import Database
from ujuzi.store.points import HOLDER as HOLDER

if TYPE_CHECKING:
    from ujuzi.sync.discovery import FoundRelay
    from ujuzi.sync.exchange import OnStore
    from ujuzi.sync.visiting import RelayVisit as RelayVisit

Find = Callable[[Callable[[], bool]], "tuple[FoundRelay, ...]"]
"""Looks around in the network."""


@dataclass(frozen=True, slots=True)
class PointVisit:
    """A visit to the collection point at an address."""

    address: str
    visit: RelayVisit


class Relays:
    """Visiting the collection point."""

    def __init__(
        self,
        db: Database,
        data_dir: Path,
        clock: Clock,
        machine_up: Callable[[], Uptime | None] | None = None,
        find: Find | None = None,
    ) -> None:
        """`find` is what looks around, where it is not the network."""
        self._db = db
        self._data_dir = data_dir
        self._clock = clock
        self._machine_up = machine_up
        self._find = find
        self._on_store: OnStore = lambda work: work(db)

    def through(self, wait_for: WaitFor) -> Relays:
        """Return what works on another thread; `wait_for` is its way to the store's."""
        db = self._db
        far = Relays(db, self._data_dir, self._clock, self._machine_up, self._find)
        far._on_store = lambda work: wait_for(lambda _: work(db))
        return far

    def address(self) -> str:
        """Return where the collection point was the last time; empty where it never was visited."""
        return points.address(self._db)

    def missed_at(self) -> Milliseconds | None:
        """Return when it was last seen and could not be reached; None where it was met since."""
        return points.missed_at(self._db)

    def visit(self, address: str = "", cancelled: Callable[[], bool] = lambda: False) -> PointVisit:
        """Leave there what has not landed, and take what is there for this computer.

        Without an address it is visited where it was last, and looked for where it is not there
        any more. Raises WorldError `relay-unreachable`, `relay-not-found` and what `sync.visiting`
        raises; of several that were found the first that the hub vouches for is visited.
        """
        known = address or self._on_store(points.address)
        try:
            if known:
                return self._visit(known, cancelled)
        except UjuziError as error:
            if address or error.code not in {Code.RELAY_UNREACHABLE, Code.RELAY_FOREIGN}:
                raise
        failed: UjuziError | None = None
        for each in self._look_around(cancelled):
            if cancelled():
                break
            try:
                return self._visit(each.address, cancelled)
            except UjuziError as error:
                if error.code is Code.RELAY_UNREACHABLE:
                    self._on_store(lambda db: points.missed(db, self._clock.now()))
                failed = error
        raise failed or _not_found()

    def fetch(
        self,
        folder: Path,
        address: str = "",
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> tuple[Path, ...]:
        """Take the courses that the collection point hands out into a folder; return their files.

        It is the one at an address, or where it was last. What broke off goes on where it was.
        Raises WorldError `relay-not-found` where neither is known, and what `sync.fetching` raises.
        """
        from ujuzi.sync import fetching, visiting

        known = address or self._on_store(points.address)
        if not known:
            raise _not_found()
        transport, _ = visiting.connected(self._on_store, known)
        try:
            return tuple(
                fetching.fetch(transport, each, folder, progress)
                for each in fetching.listed(transport)
            )
        finally:
            transport.close()

    def _look_around(self, cancelled: Callable[[], bool]) -> tuple[FoundRelay, ...]:
        from ujuzi.sync import discovery, visiting

        if self._find:
            return self._find(cancelled)
        return discovery.find(cancelled, named=self._on_store(visiting.named))

    def _visit(self, address: str, cancelled: Callable[[], bool]) -> PointVisit:
        from ujuzi.sync import visiting

        keys = device_keys(self._data_dir)
        here = premises(self._data_dir, self._machine_up)
        visit = visiting.visit_at(self._on_store, keys, address, self._clock.now, cancelled, here)

        self._on_store(lambda db: points.met(db, address))
        return PointVisit(address, visit)


def _not_found() -> WorldError:
    return WorldError(Code.RELAY_NOT_FOUND, "No collection point was found in this network.")
