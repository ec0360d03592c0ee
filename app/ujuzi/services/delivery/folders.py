"""Results by stick, memory card or shared folder: the verbs of a person, without Qt.

*Write to a folder* on any computer; *Collect*, *Send on* and *Prepare* on the coordinator's. What
is in a folder is held and has not landed: a hub's receipt alone says that, and it comes back by the
same way. As in `delivery`, the engine's modules are imported when they are first used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ujuzi.domain.event import Milliseconds
from ujuzi.paths import OBJECTS
from ujuzi.services.clock import Clock
from ujuzi.services.computer import premises
from ujuzi.services.delivery.delivery import WaitFor, device_keys
from ujuzi.store import event_log, facts, held, introductions, outbox, overdue
from ujuzi.store.database import Database
from ujuzi.store.held import HeldCount
from ujuzi.store.introductions import HeldIntroduction
from ujuzi.store.outbox import EnvelopeHolder

if TYPE_CHECKING:
    from ujuzi.domain.sitting import Uptime
    from ujuzi.services.delivery.handing_on import HandedOn as HandedOn
    from ujuzi.sync.collecting import CollectProgress as CollectProgress
    from ujuzi.sync.collecting import FolderCollection as FolderCollection
    from ujuzi.sync.collecting import FolderVisit as FolderVisit
    from ujuzi.sync.estimating import CarryEstimate as CarryEstimate
    from ujuzi.sync.exchange import OnStore
    from ujuzi.sync.identity import Keys
    from ujuzi.sync.sending import CarryProgress as CarryProgress
    from ujuzi.sync.transports.medium import Medium

COLLECTED_FROM = "collected-from"
"""The fact of the folder that was collected from last."""


_ONE_AT_A_TIME = threading.Lock()
"""What is done by itself and what a person asked for must not write to one folder at once."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where what was recorded on this computer is: three counts, each of events, never merged.

    `recorded` are all, `landed` those that the hub's receipt covers. `holders` say up to which
    number a folder or relay has them, and since when. `overdue_since` is when the oldest of them
    first left, where that is three weeks ago or more.
    """

    recorded: int
    landed: int
    holders: tuple[EnvelopeHolder, ...]
    overdue_since: Milliseconds | None = None

    @property
    def held(self) -> int:
        """How many lie somewhere on their way, and have not landed."""
        return max((each.last - self.landed for each in self.holders), default=0)


@dataclass(frozen=True, slots=True)
class PreparedFolder:
    """What was written to a folder for who comes by: so many receipts, and courses.

    Of what the hub sent for computers so much had no room (`left_out`).
    """

    receipts: int
    courses: HandedOn
    left_out: int = 0


class Folders:
    """Writing to folders, and collecting from them."""

    def __init__(
        self,
        db: Database,
        data_dir: Path,
        clock: Clock,
        medium: Medium | None = None,
        machine_up: Callable[[], Uptime | None] | None = None,
    ) -> None:
        """`medium` is the file system of folders, where it is not the system's own.

        `machine_up` counts how long this machine has been running, where that is known.
        """
        self._db = db
        self._data_dir = data_dir
        self._clock = clock
        self._medium = medium
        self._machine_up = machine_up
        self._on_store: OnStore = lambda work: work(db)

    def through(self, wait_for: WaitFor) -> Folders:
        """Return what works on another thread; `wait_for` is its way to the store's."""
        db = self._db
        far = Folders(db, self._data_dir, self._clock, self._medium, self._machine_up)
        far._on_store = lambda work: wait_for(lambda _: work(db))
        return far

    def keys(self) -> Keys:
        """Return the keys with which this computer signs."""
        return device_keys(self._data_dir)

    def whereabouts(self) -> Whereabouts:
        """Return where this computer's records are."""
        device = event_log.device_id(self._db)
        landed = outbox.landed(self._db, device)
        waiting = outbox.amount_waiting(self._db, device).events
        long = overdue.here(self._db, device, self._clock.now())
        return Whereabouts(landed + waiting, landed, outbox.holders(self._db, device), long)

    def write(self, folder: Path, *, cuts: bool = True) -> FolderVisit:
        """Write to a folder what has not landed, and take from it what is for this computer.

        Unless it `cuts`, what is in no batch yet is left for later. The folder is marked, so that
        it is known again. When it returns, the folder was looked at again past the cache, and may
        be taken out. Raises what `sync.collecting.write_out` raises.
        """
        from ujuzi.sync import collecting

        keys, now = self.keys(), self._clock.now()
        with _ONE_AT_A_TIME:
            here = premises(self._data_dir, self._machine_up)
            visit = collecting.write_out(
                self._on_store, keys, folder, now, self._on(), here, cuts=cuts
            )
            self.mark(folder)
        return visit

    @staticmethod
    def name_of(folder: Path) -> str:
        """Return what people call a folder, or the drive that it is."""
        from ujuzi.sync.transports.folder import name_of

        return name_of(folder)

    def mark(self, folder: Path) -> str:
        """Mark a folder as one of this campus's; return which it is, or nothing if that fails."""
        from ujuzi.sync.transports import marks
        from ujuzi.sync.transports.folder import bundles_folder

        name = self._on_store(mark_of_campus)
        return marks.leave(bundles_folder(folder), name, self._on()) if name else ""

    def mark_on(self, folder: Path) -> str:
        """Return which folder of this campus's it is; nothing where it is none."""
        from ujuzi.sync.transports import marks
        from ujuzi.sync.transports.folder import bundles_folder

        name = self._on_store(mark_of_campus)
        return marks.found(bundles_folder(folder), name, self._on()) if name else ""

    def collect(
        self,
        folder: Path,
        progress: Callable[[CollectProgress], None] = lambda _told: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> FolderCollection:
        """Hold what computers wrote to a folder; raises WorldError `folder-gone`.

        The folder is remembered for the next time.
        """
        from ujuzi.services.delivery.unattended import collected_by_hand
        from ujuzi.sync import collecting

        now = self._clock.now()
        self._on_store(collected_by_hand)
        with _ONE_AT_A_TIME:
            found = collecting.collect(
                self._on_store, folder, now, self._on(), progress=progress, cancelled=cancelled
            )
        self._on_store(lambda db: _remember(db, folder))
        return found

    def last_collected(self) -> Path | None:
        """Return the folder that was collected from last; it need not be there now."""
        told = self._on_store(lambda db: facts.get(db, COLLECTED_FROM))
        return Path(told) if told else None

    def send_on(
        self,
        progress: Callable[[CarryProgress], None] = lambda _told: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> CarryProgress:
        """Bring the hub what is held, and what it says for others back.

        Raises what `sync.sending.carry` raises.
        """
        from ujuzi.sync import estimating, sending
        from ujuzi.sync.exchange import Road
        from ujuzi.sync.identity import registered_link
        from ujuzi.sync.transports.http import HttpTransport

        transport = HttpTransport(self._on_store(registered_link).url)
        try:
            road = Road(transport, self.keys(), self._clock.now, cancelled=cancelled)
            told = sending.carry(self._on_store, road, progress)
        finally:
            transport.close()
        self._on_store(lambda db: estimating.learn(db, told))
        return told

    def to_carry(self) -> CarryEstimate:
        """Return what *Send on* would carry, and how long that takes at the pace that is known.

        Raises RefusedError `not-registered`.
        """
        from ujuzi.sync import estimating

        return self._on_store(estimating.estimate)

    def introduced(self) -> tuple[HeldIntroduction, ...]:
        """Return the computers that ask to be taken in, the longest first."""
        return self._on_store(introductions.listed)

    def prepare(
        self,
        folder: Path,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> PreparedFolder:
        """Write what the hub says to a folder for who comes by, and the courses that they lack.

        With receipts go each computer's part, what the campus shares, what is public, and welcomes.
        `progress` is told bytes of the courses, of all of them. Raises what `hand_on` raises, and
        WorldError `folder-full` where not even the receipts have room.
        """
        from ujuzi.packs.objects import ObjectStore
        from ujuzi.services.delivery.handing_on import HandedOn, hand_on
        from ujuzi.sync import collecting

        objects, courses = ObjectStore(self._data_dir / OBJECTS), HandedOn()

        def beside() -> None:
            nonlocal courses
            courses = hand_on(self._on_store, objects, folder, self._on(), progress, cancelled)

        with _ONE_AT_A_TIME:
            back = collecting.write_back(self._on_store, folder, self._on(), beside)
            self.mark(folder)
        return PreparedFolder(back.receipts, courses, back.left_out)

    def counts(self) -> tuple[HeldCount, ...]:
        """Return what is known here of each computer of the campus."""
        return held.counts(self._db)

    def overdue(self) -> dict[str, Milliseconds]:
        """Return of which computers something is held here for three weeks, and since when."""
        return overdue.of_others(self._db, self._clock.now())

    def _on(self) -> Medium:
        from ujuzi.sync.transports.medium import Medium

        return self._medium or Medium()


def _remember(db: Database, folder: Path) -> None:
    """Remember a folder, unless its name is no text that can be kept."""
    with db.atomic(), suppress(UnicodeEncodeError):
        facts.put(db, COLLECTED_FROM, str(folder))


def mark_of_campus(db: Database) -> str:
    """Return by which file's name folders of this computer's campus are known; nothing without."""
    from ujuzi.sync.identity import link_of
    from ujuzi.sync.transports import marks

    link = link_of(db)
    return "" if link is None else marks.name_of(link.hub_key, link.campus)
