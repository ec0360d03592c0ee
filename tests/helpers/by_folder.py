"""A campus that only a folder reaches: computers, a coordinator's, a hub, and what can go wrong."""

from __future__ import annotations

import errno
from pathlib import Path

from sqlalchemy import select

from helpers.hubs import CAMPUS
from helpers.stations import ONE_TRY, Station, code_of, memory_road, road_over
from ujuzi.domain.authority import Actor, Role
from ujuzi.domain.event import ActivityLeft, Event, NoteWritten
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.store.tables import events
from ujuzi.sync import collecting, exchange, sending
from ujuzi.sync.collecting import FolderCollection, FolderVisit
from ujuzi.sync.sending import CarryProgress
from ujuzi.sync.transports.folder import FOLDER
from ujuzi.sync.transports.medium import Medium
from ujuzi.sync.transports.transport import Transport
from ujuzi.wire import registration


class FolderCampus:
    """Its computers are registered, and then only the coordinator's has a network."""

    def __init__(self, hub: Hub, folder: Path, labs: int = 1) -> None:
        self.hub, self.folder = hub, folder
        self.road: Transport = memory_road(hub)
        self.medium = Medium()
        self.coordinator = self.new_station()
        self.labs = [self.new_station() for _ in range(labs)]

    @property
    def bundles(self) -> Path:
        """Where the files lie."""
        return self.folder / FOLDER

    def new_station(self) -> Station:
        """Return another computer of the campus."""
        made = Station()
        made.register(self.road, code_of(self.hub, CAMPUS))
        return made

    def newcomer(self, name: str = "PC-07") -> Station:
        """Return a computer that has read the campus's registration file, and nothing else."""
        access = Access(self.hub.database, Actor(Role.OPERATOR), self.hub.now)
        file = registration.read(computers.campus_file(access, CAMPUS, "http://hub"))
        made = Station()
        exchange.join(made.on_store, made.keys, file, name)
        return made

    def admit(self, station: Station) -> None:
        """Say at the hub that a computer is one of the campus."""
        access = Access(self.hub.database, Actor(Role.OPERATOR), self.hub.now)
        computers.admit(access, station.device)

    def visit(self, station: Station, medium: Medium | None = None) -> FolderVisit:
        """Write to the folder, and take from it."""
        on = medium or self.medium
        return collecting.write_out(station.on_store, station.keys, self.folder, station.clock, on)

    def collect(self) -> FolderCollection:
        """Hold what lies in the folder."""
        at = self.coordinator
        return collecting.collect(at.on_store, self.folder, at.clock, self.medium)

    def carry(self, road: Transport | None = None) -> CarryProgress:
        """Bring the hub what is held."""
        at = self.coordinator
        way = road_over(road or self.road, at.keys, ONE_TRY, at.clock)
        return sending.carry(at.on_store, way)

    def prepare(self) -> int:
        """Write receipts to the folder."""
        return collecting.write_back(self.coordinator.on_store, self.folder, self.medium).receipts

    def week(self) -> None:
        """Do all that is done in a week, and everybody comes by once more."""
        self.carry()
        for station in self.labs:
            self.visit(station)
        self.collect()
        self.carry()
        self.prepare()
        for station in self.labs:
            self.visit(station)

    def landed(self) -> list[tuple[str, int]]:
        """Return what counts at the hub, by the identity that it was first given."""
        c = events.c
        with self.hub.database.reading() as connection:
            rows = connection.execute(
                select(c.device, c.sequence, c.origin_device, c.origin_sequence).where(c.counts)
            )
            return sorted((row[2] or row[0], row[3] or row[1]) for row in rows)


def study(station: Station, count: int, learner: str = "ada") -> list[Event]:
    """Record so many events at a computer."""
    found = []
    for number in range(count):
        body = ActivityLeft(course="c", activity=f"a{number}", pack="p" * 64, seconds=number)
        found.append(station.record(learner, body))
    return found


def write_notes(station: Station, count: int, learner: str = "wambui") -> None:
    """Record events that are long, and of which no two are alike."""
    for number in range(count):
        text = f"secret-{number} " * 20
        note = NoteWritten(course="c", activity="a", pack="p" * 64, note=f"n{number}", text=text)
        station.record(learner, note)


class QuickStick(Medium):
    """A stick for tests that write very often: it waits for no disk."""

    def write(self, path: Path, data: bytes) -> None:
        """Write, and leave the rest to the system."""
        path.write_bytes(data)

    def rename(self, source: Path, target: Path) -> None:
        """Rename."""
        source.replace(target)


class PulledStick(Medium):
    """A stick that is pulled after so many bytes were written to it, or at a step."""

    def __init__(self, after: int | None = None, step: str = "") -> None:
        self._left, self._step = after, step

    def write(self, path: Path, data: bytes) -> None:
        """Write as much as gets there."""
        if self._left is not None and len(data) > self._left:
            path.write_bytes(data[: self._left])
            raise OSError(errno.ENODEV, "No such device")
        super().write(path, data)
        self._pull("write")

    def read_back(self, path: Path) -> bytes:
        """Read, or be gone."""
        self._pull("read_back")
        return super().read_back(path)

    def rename(self, source: Path, target: Path) -> None:
        """Rename, or be gone."""
        self._pull("rename")
        super().rename(source, target)
        self._pull("renamed")

    def delete(self, path: Path) -> None:
        """Delete nothing more."""
        if self._step or self._left is not None:
            raise OSError(errno.EIO, "Input/output error")
        super().delete(path)

    def _pull(self, step: str) -> None:
        if step == self._step:
            raise OSError(errno.EIO, "Input/output error")


class FailingStick(Medium):
    """A stick to which nothing can be written, for one reason or another."""

    def __init__(self, number: int) -> None:
        self._number = number

    def write(self, path: Path, data: bytes) -> None:
        """Fail."""
        raise OSError(self._number, f"{len(data)} bytes for {path.name}")


class NearlyFullStick(Medium):
    """A stick on which so many bytes are free, however much is written."""

    def __init__(self, free: int) -> None:
        self._free = free

    def free_bytes(self, _folder: Path) -> int:
        """Return them."""
        return self._free


class CounterfeitStick(Medium):
    """A stick that says that it is larger than it is: what is written goes over its beginning."""

    def __init__(self, capacity: int) -> None:
        self._capacity, self._written = capacity, 0
        self._files: list[Path] = []

    def rename(self, source: Path, target: Path) -> None:
        """Rename, and let what came first be written over."""
        super().rename(source, target)
        self._files.append(target)
        self._written += target.stat().st_size
        if self._written > self._capacity:
            self._files[0].write_bytes(bytes(self._files[0].stat().st_size))
