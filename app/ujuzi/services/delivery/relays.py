"""The campus's collection point, from any other computer of it: found, visited, remembered.

It is looked for only when somebody asks. A batch that it holds has not landed: it is offered on
every other way until the hub's receipt. One that was seen and could not be reached is remembered,
and told with the next visit or bundle. Its courses are verified as any other file's, and only those
of publishers that are trusted here are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ujuzi import file_modes
from ujuzi.domain.event import Milliseconds
from ujuzi.domain.sitting import Uptime
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.paths import FETCHED
from ujuzi.services.clock import Clock
from ujuzi.services.computer import premises
from ujuzi.services.delivery.delivery import WaitFor, device_keys
from ujuzi.store import catalogue, points
from ujuzi.store.database import Database
from ujuzi.store.points import HOLDER as HOLDER

if TYPE_CHECKING:
    from ujuzi.services.study.installed import PackOffer
    from ujuzi.services.study.installing import Installer
    from ujuzi.sync.discovery import FoundRelay
    from ujuzi.sync.exchange import OnStore
    from ujuzi.sync.visiting import RelayVisit as RelayVisit
    from ujuzi.wire.relay import ServedPack

T = TypeVar("T")

Find = Callable[[Callable[[], bool]], "tuple[FoundRelay, ...]"]
"""Looks around in the network."""


@dataclass(frozen=True, slots=True)
class PointVisit:
    """A visit to the collection point at an address."""

    address: str
    visit: RelayVisit


@dataclass(frozen=True, slots=True)
class OfferedCourse:
    """A course that the collection point hands out, which is new or newer here.

    What is told of it is the collection point's word, until it has come. `publisher` is called as
    here, where its key is trusted; `begun` counts bytes that are here already.
    """

    pack: ServedPack
    publisher: str
    is_trusted: bool
    installed_version: int | None = None
    begun: int = 0


@dataclass(frozen=True, slots=True)
class OfferedCourses:
    """What the collection point at an address has for this computer."""

    address: str
    courses: tuple[OfferedCourse, ...]


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
        return self._meet(address, cancelled, lambda at: self._visit(at, cancelled))

    def courses(
        self, address: str = "", cancelled: Callable[[], bool] = lambda: False
    ) -> OfferedCourses:
        """Ask which of the courses there are new or newer here; nothing is left or taken.

        Raises what `visit` raises.
        """
        return self._meet(address, cancelled, self._offered)

    def take(
        self,
        address: str,
        course: OfferedCourse,
        installer: Installer,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> PackOffer:
        """Fetch a course from the collection point at an address, and install it.

        What broke off goes on where it was, also another day. `progress` is told bytes of bytes:
        first those that are fetched, then those that are installed. Raises RefusedError
        `pack-tampered` where its file is signed for something else than was told,
        `install-cancelled`, `not-a-pack` where it is not there any more, and what `sync.fetching`
        and `Installer` raise.
        """
        from ujuzi import files
        from ujuzi.sync import fetching, visiting

        folder = data_folder(self._data_dir, FETCHED)

        def tell(done: int, size: int) -> None:
            if cancelled():
                raise RefusedError(Code.INSTALL_CANCELLED, "The installation was cancelled.")
            progress(done, size)

        transport, _ = visiting.connected(self._on_store, address)
        try:
            file = fetching.fetch(transport, course.pack, folder, tell)
        finally:
            transport.close()
        try:
            offer = installer.look(file)
            said = (course.pack.course, course.pack.language, course.pack.version)
            if said != (offer.course, offer.language, offer.version):
                raise RefusedError(
                    Code.PACK_TAMPERED,
                    f"{file.name} is signed for {offer.title}, version {offer.version}.",
                    name=file.name,
                )
            installer.install(file, progress, cancelled)
        except RefusedError as error:
            if error.code is not Code.INSTALL_CANCELLED:  # whole, and worth nothing
                files.unlink(file)
            raise
        files.unlink(file)
        return offer

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

    def _meet(self, address: str, cancelled: Callable[[], bool], do: Callable[[str], T]) -> T:
        """Do something at the collection point: where it is said to be, was, or is found."""
        known = address or self._on_store(points.address)
        try:
            if known:
                return do(known)
        except UjuziError as error:
            if address or error.code not in {Code.RELAY_UNREACHABLE, Code.RELAY_FOREIGN}:
                raise
        failed: UjuziError | None = None
        for each in self._look_around(cancelled):
            if cancelled():
                break
            try:
                return do(each.address)
            except UjuziError as error:
                if error.code is Code.RELAY_UNREACHABLE:
                    self._on_store(lambda db: points.missed(db, self._clock.now()))
                failed = error
        raise failed or _not_found()

    def _look_around(self, cancelled: Callable[[], bool]) -> Iterator[FoundRelay]:
        """Yield what is found; where that was not it, also what is found by looking longer.

        Anybody may announce itself under the name of a collection point, and before it.
        """
        from ujuzi.sync import discovery, visiting

        if self._find:
            yield from self._find(cancelled)
            return
        named = self._on_store(visiting.named)
        first = discovery.find(cancelled, named=named)
        yield from first
        if first:
            longer = discovery.find(cancelled, named=named, stops_early=False)
            tried = {each.address for each in first}
            yield from (each for each in longer if each.address not in tried)

    def _visit(self, address: str, cancelled: Callable[[], bool]) -> PointVisit:
        from ujuzi.sync import visiting

        keys = device_keys(self._data_dir)
        here = premises(self._data_dir, self._machine_up)
        visit = visiting.visit_at(self._on_store, keys, address, self._clock.now, cancelled, here)

        self._on_store(lambda db: points.met(db, address))
        return PointVisit(address, visit)

    def _offered(self, address: str) -> OfferedCourses:
        from ujuzi.sync import fetching, visiting

        transport, _ = visiting.connected(self._on_store, address)
        try:
            listed = fetching.listed(transport)
        finally:
            transport.close()
        self._on_store(lambda db: points.met(db, address))
        folder = self._data_dir / FETCHED
        _forget_others(folder, listed)
        return self._on_store(lambda db: _offer(db, address, listed, folder))


def data_folder(data_dir: Path, name: str) -> Path:
    """Return a folder of this computer's data, made if need be.

    Raises WorldError `data-dir-not-writable`.
    """
    folder = data_dir / name
    try:
        file_modes.make_folder(folder)
    except OSError as error:
        raise WorldError(
            Code.DATA_DIR_NOT_WRITABLE,
            f"Ujuzi may not write in {folder}; choose another folder or ask for access.",
            path=str(folder),
        ) from error
    return folder


def _offer(
    db: Database, address: str, listed: tuple[ServedPack, ...], folder: Path
) -> OfferedCourses:
    """Return what is new or newer here, each course in its latest version, by title."""
    here = {(each.course, each.language): each.version for each in catalogue.current(db)}
    trusted = {each.fingerprint: each.publisher for each in catalogue.trusted(db)}
    found: dict[tuple[str, str], OfferedCourse] = {}
    for pack in listed:
        key, is_trusted = (pack.course, pack.language), pack.fingerprint in trusted
        if not pack.course or pack.version <= here.get(key, 0):
            continue
        offered = OfferedCourse(
            pack,
            publisher=trusted.get(pack.fingerprint, pack.publisher),
            is_trusted=is_trusted,
            installed_version=here.get(key),
            begun=_begun(folder, pack),
        )
        before = found.get(key)
        if before is None or _rank(offered) > _rank(before):
            found[key] = offered
    return OfferedCourses(address, tuple(sorted(found.values(), key=lambda each: each.pack.title)))


def _rank(course: OfferedCourse) -> tuple[bool, int]:
    return course.is_trusted, course.pack.version


def _begun(folder: Path, pack: ServedPack) -> int:
    from ujuzi.sync import fetching

    for path in (folder / pack.name, fetching.part_of(folder, pack)):
        with suppress(OSError):
            return min(pack.size, path.stat().st_size)
    return 0


def _forget_others(folder: Path, listed: tuple[ServedPack, ...]) -> None:
    """Take away what was begun of files that are handed out no more."""
    from ujuzi.sync import fetching

    kept = {fetching.part_of(folder, pack) for pack in listed}
    kept |= {folder / pack.name for pack in listed}
    with suppress(OSError):
        for path in folder.iterdir():
            if path not in kept:
                path.unlink()


def _not_found() -> WorldError:
    return WorldError(Code.RELAY_NOT_FOUND, "No collection point was found in this network.")
