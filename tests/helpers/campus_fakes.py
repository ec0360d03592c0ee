"""A campus for tests of its wing: what is collected, sent and known, in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, Signal

from helpers.act_fakes import FakeCampusActs
from helpers.message_fakes import FakeCampusAnnouncements, FakeCampusAppeals
from helpers.page_fakes import MONDAY
from helpers.window_fakes import FakeCollection, FakePeople, FakeRoster
from ujuzi.domain.arrival import Arrival, ArrivalCase, HeldAt, LeavingAnswer, VisitDate
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.services.campus.collection_point import PointStanding
from ujuzi.services.campus.computers import (
    ClockReading,
    ComputerOddity,
    ComputerRow,
    CourseThere,
    OddityNote,
    WeekLine,
)
from ujuzi.services.campus.point_courses import PointCourse
from ujuzi.services.delivery.folders import PreparedFolder
from ujuzi.services.delivery.handing_on import HandedOn
from ujuzi.services.delivery.unattended import UnattendedSettings
from ujuzi.services.people.office import OfficeStanding, OfficeState
from ujuzi.store.held import HeldCount
from ujuzi.store.introductions import HeldIntroduction
from ujuzi.sync.collecting import (
    CollectedComputer,
    CollectProgress,
    FolderCollection,
)
from ujuzi.sync.estimating import CarryEstimate
from ujuzi.sync.sending import CarryProgress

FRIDAY = Milliseconds(MONDAY + 4 * 24 * 3600 * 1000)
Told = Callable[[CollectProgress], None]


def computer(number: int, *, held: int = 0, landed: int = 0, name: str = "") -> HeldCount:
    """Return what is known of a computer of the lab."""
    return HeldCount(
        device=f"{number:016x}",
        name=name or f"PC-{number:02}",
        recorded=held + landed,
        held=held,
        landed=landed,
        refused=0,
        since=Milliseconds(MONDAY) if held else None,
        landed_at=Milliseconds(MONDAY) if landed else None,
    )


def came_of(*events: int) -> FolderCollection:
    """Return what came of the first computers of the lab, so many events of each."""
    found = FolderCollection(bundles=len(events), events=sum(events))
    for number, count in enumerate(events, 1):
        found.came[computer(number).device] = CollectedComputer(events=count)
    return found


@dataclass
class FakeFolders:
    """Sticks that hold what a test says; it writes down what was asked."""

    known: list[HeldCount] = field(default_factory=list)
    lies_there: FolderCollection = field(default_factory=FolderCollection)
    last: Path | None = None
    failure: UjuziError | None = None
    refused: tuple[str, ...] = ()
    meanwhile: Callable[[], None] = lambda: None
    """What happens in the middle of collecting or sending."""
    asked_in: list[HeldIntroduction] = field(default_factory=list)
    courses: HandedOn = field(default_factory=HandedOn)
    """What becomes of the courses that computers lack."""
    left_out: int = 0
    """Of what is for computers, how much has no room."""
    own: str = "d"
    hub: str = "https://hub.example"
    seconds: float | None = 56.4
    asked: list[tuple[str, Path | None]] = field(default_factory=list)

    def through(self, _wait_for: object) -> FakeFolders:
        return self

    def last_collected(self) -> Path | None:
        return self.last

    def counts(self) -> tuple[HeldCount, ...]:
        return tuple(self.known)

    def introduced(self) -> tuple[HeldIntroduction, ...]:
        return tuple(self.asked_in)

    def to_carry(self) -> CarryEstimate:
        if not self.hub:
            raise RefusedError(Code.NOT_REGISTERED, "Registered nowhere.")
        held = [each for each in self.known if each.held]
        size = sum(each.held for each in held) * 10
        new = len(self.asked_in)
        return CarryEstimate(len(held), new, len(held), size, 4_000, self.seconds)

    def collect(self, folder: Path, tell: Told, cancelled: Callable[[], bool]) -> FolderCollection:
        self._do("collect", folder)
        tell(CollectProgress(1, 2, 1_000_000, 2_000_000))
        self.meanwhile()
        if cancelled():
            return FolderCollection()
        self.last = folder
        by_device = {each.device: each for each in self.known}
        for device, came in self.lies_there.came.items():
            before = by_device.get(device)
            if before is not None:
                self.known[self.known.index(before)] = computer(
                    int(device, 16),
                    held=before.held + came.events,
                    landed=before.landed,
                    name=before.name,
                )
        return self.lies_there

    def send_on(
        self, tell: Callable[[CarryProgress], None], cancelled: Callable[[], bool]
    ) -> CarryProgress:
        self._do("send", None)
        tell(CarryProgress(1, 40_000, 2_000, 1))
        self.meanwhile()
        if not cancelled():
            self.known = [
                replace(each, held=0, landed=each.recorded + self.meanwhile_own(each))
                for each in self.known
            ]
        return CarryProgress(len(self.known), 80_000, 4_000, 2, self.refused)

    def prepare(
        self, folder: Path, tell: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> PreparedFolder:
        self._do("prepare", folder)
        if self.courses.written:
            tell(1_000_000, 2_000_000)
            self.meanwhile()
        if cancelled():
            self.courses = HandedOn(is_stopped=True)
        landed = sum(1 for each in self.known if each.landed)
        return PreparedFolder(landed, self.courses, self.left_out)

    def meanwhile_own(self, each: HeldCount) -> int:
        """Return how much has landed of her own computer, by itself."""
        return 2 if each.device == self.own else 0

    def _do(self, what: str, folder: Path | None) -> None:
        self.asked.append((what, folder))
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure


def landed(number: int, **more: Any) -> ComputerRow:
    """Return a computer of which all has landed that it had on Friday."""
    arrival = Arrival(
        ArrivalCase.LANDED,
        recorded=150,
        landed=150,
        visit=VisitDate(FRIDAY),
        landed_at=FRIDAY,
        closed_on=more.pop("closed_on", None),
        leaving=more.pop("leaving", LeavingAnswer.CLOSE_FIRST),
    )
    return seen(number, arrival, **more)


def partly(number: int, **more: Any) -> ComputerRow:
    """Return a computer of which some has landed, some lies on a stick, and some only there."""
    arrival = Arrival(
        ArrivalCase.PARTLY,
        recorded=150,
        landed=100,
        held=(HeldAt("STICK", 30, FRIDAY),),
        only_there=20,
        visit=VisitDate(FRIDAY),
        landed_at=FRIDAY,
    )
    return seen(number, arrival, **more)


def seen(number: int, arrival: Arrival, **more: Any) -> ComputerRow:
    """Return a computer that was visited."""
    device = f"{number:016x}"
    facts: dict[str, Any] = {
        "name": f"PC-{number:02}",
        "is_own": False,
        "program": "0.1.0",
        "courses": (
            CourseThere("AI literacy for teachers, first level", "en", 3, 3),
            CourseThere("", "fr", 2, 0),
            CourseThere("Who decides?", "fr", 2, 3),
        ),
        "clock": ClockReading(FRIDAY, FRIDAY, is_wrong=False),
        "free_bytes": 12_000_000_000,
        "sittings": 0,
        "drafts": 0,
        "oddities": (),
        "visited_at": FRIDAY,
    }
    return ComputerRow(
        key=device, device=device, arrival=arrival, is_expected=False, **{**facts, **more}
    )


def expected(number: int, name: str) -> ComputerRow:
    """Return a computer that somebody expects, and nobody saw."""
    return ComputerRow(
        key=f"expected-{number}",
        device="",
        name=name,
        arrival=Arrival(ArrivalCase.NEVER),
        is_own=False,
        is_expected=True,
        program="",
        courses=(),
        clock=None,
        free_bytes=None,
        sittings=0,
        drafts=0,
        oddities=(),
        visited_at=None,
    )


def lab(count: int) -> list[ComputerRow]:
    """Return a campus of so many computers, of which every fifth has something to look at."""
    rows = [partly(n) if n % 5 == 0 else landed(n) for n in range(1, count - 1)]
    rows[2] = landed(
        3,
        oddities=(
            OddityNote(ComputerOddity.CLOCK_WRONG),
            OddityNote(ComputerOddity.QUARANTINED, 3),
        ),
        clock=ClockReading(Milliseconds(1_000_000_000_000), FRIDAY, is_wrong=True),
        sittings=1,
    )
    return [*rows, expected(1, "Lab 2, by the window"), expected(2, "Library")]


class FakeCourier(QObject):
    """An exchange of this computer's own, which ends when a test says so."""

    changed = Signal()

    def __init__(self, *, takes_long: bool = False) -> None:
        super().__init__()
        self.is_busy = False
        self.takes_long = takes_long
        self.sent = self.stopped = 0

    def send_now(self) -> None:
        self.sent += 1
        self.is_busy = self.takes_long
        self.changed.emit()

    def stop(self) -> None:
        self.stopped += 1
        self.finish()

    def finish(self) -> None:
        self.is_busy = False
        self.changed.emit()


@dataclass
class FakeUnattended:
    """What was asked for, in memory."""

    now: UnattendedSettings = field(default_factory=UnattendedSettings)
    failure: UjuziError | None = None

    def settings(self) -> UnattendedSettings:
        return self.now

    def send_at_night(self, *, on: bool) -> None:
        if self.failure is not None:
            raise self.failure
        self.now = replace(self.now, nightly=on)

    def collect_by_itself(self, *, on: bool) -> None:
        self.now = replace(self.now, collects=on)


@dataclass
class FakeCampusComputers:
    """What is known of a campus, as a test says."""

    known: list[ComputerRow] = field(default_factory=list)
    lines: tuple[WeekLine, ...] = ()

    def rows(self) -> tuple[ComputerRow, ...]:
        return tuple(self.known)

    def week(self) -> tuple[WeekLine, ...]:
        return self.lines

    def expect(self, name: str) -> None:
        if name in {row.name for row in self.known}:
            raise RefusedError(Code.NAME_TOO_LONG, "Taken.", most=100)
        self.known.append(expected(len(self.known), name))

    def rename_expected(self, key: str, name: str) -> None:
        place = next(at for at, row in enumerate(self.known) if row.key == key)
        self.known[place] = replace(self.known[place], name=name)

    def remove_expected(self, key: str) -> None:
        self.known = [row for row in self.known if row.key != key]


@dataclass
class FakeOffice:
    """An office that is open, or not."""

    state: OfficeState = OfficeState.OPEN

    def standing(self, _learner: LearnerId) -> OfficeStanding:
        return OfficeStanding(self.state, grant="g1", campus="campus-1", name="Awa Traoré")


@dataclass
class FakePointCourses:
    """Courses that a collection point hands out, in memory."""

    known: list[PointCourse] = field(default_factory=list)
    told: HandedOn = field(default_factory=HandedOn)
    prepared: int = 0
    meanwhile: Callable[[], None] = lambda: None
    """What happens in the middle of preparing."""

    def listed(self) -> tuple[PointCourse, ...]:
        """Return them all."""
        return tuple(self.known)

    def choose(self, course: str, language: str, *, on: bool) -> None:
        """Take one in or out."""
        self.known = [
            replace(each, is_chosen=on)
            if (each.course, each.language) == (course, language)
            else each
            for each in self.known
        ]

    def prepare(
        self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> HandedOn:
        """Have those ready that were chosen, unless something else is to become of them."""
        self.prepared += 1
        progress(1, 2)
        self.meanwhile()
        if cancelled():
            return HandedOn(is_stopped=True)
        failed = {*self.told.no_room, *self.told.damaged}
        self.known = [
            replace(each, is_there=each.is_chosen and each.may_go and each.title not in failed)
            for each in self.known
        ]
        return self.told


def point_course(name: str, **more: Any) -> PointCourse:
    """Return a course of the coordinator's computer, whose file is not ready yet."""
    facts = {"is_chosen": True, "may_go": True, "is_there": False} | more
    return PointCourse(name, "en", name.title(), 1, 14_200_000, "IIOE National Centre", **facts)


class FakeCollectionPoint:
    """A collection point that stands as it is told to, and opens unless it is to fail."""

    def __init__(self, standing: PointStanding | None = None) -> None:
        self.opens_as = standing or PointStanding(("192.168.1.20",), Milliseconds(MONDAY))
        self.standing: PointStanding | None = None
        self.failure: UjuziError | None = None
        self.looks = 0
        self.courses = FakePointCourses()

    def through(self, _wait_for: object) -> FakeCollectionPoint:
        """Return what works on another thread."""
        return self

    def open(self) -> PointStanding:
        """Open it."""
        if self.failure is not None:
            raise self.failure
        self.standing = self.opens_as
        return self.standing

    def look(self) -> PointStanding | None:
        """Return how it is."""
        self.looks += 1
        if self.failure is not None:
            raise self.failure
        return self.standing

    def close(self) -> None:
        """Close it."""
        self.standing = None


def campus_desk(**services: object) -> SimpleNamespace:
    """Return a desk with the services of a campus."""
    usual = {
        "folders": FakeFolders(),
        "campus_computers": FakeCampusComputers(),
        "unattended": FakeUnattended(),
        "collection_point": FakeCollectionPoint(),
        "collection": FakeCollection(hub="https://hub.example"),
        "people": FakePeople(),
        "roster": FakeRoster(),
        "office": FakeOffice(),
        "campus_acts": FakeCampusActs(),
        "campus_announcements": FakeCampusAnnouncements(),
        "campus_appeals": FakeCampusAppeals(),
    }
    return SimpleNamespace(**{**usual, **services})
