"""Everything that one computer offers its people, opened and closed as one.

    with open_desk(data_dir) as desk:
        ada = desk.people.create(name="Ada", role="teacher", language="en", pin="2468")
        desk.learning.open(ada.learner, pack, "who-decides")

A desk belongs to one thread. Opening it finishes what a power cut left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ujuzi import __version__
from ujuzi.domain.authority import Role
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.paths import OBJECTS
from ujuzi.services.clock import Clock, SystemClock
from ujuzi.services.computer import Computer
from ujuzi.services.delivery.delivery import Collection
from ujuzi.services.people.people import People
from ujuzi.services.people.roster import LinkState, Roster
from ujuzi.store import inbox, offices
from ujuzi.store.database import Database, open_database

if TYPE_CHECKING:
    from collections.abc import Callable

    from ujuzi.domain.event import LearnerId
    from ujuzi.domain.report_filter import CampusReport
    from ujuzi.domain.sitting import Uptime
    from ujuzi.services.assess.appeals import Appeals
    from ujuzi.services.assess.assessment import Assessments
    from ujuzi.services.assess.certificates import Certificates
    from ujuzi.services.campus.acts import CampusActs
    from ujuzi.services.campus.announcements import CampusAnnouncements
    from ujuzi.services.campus.appeals import CampusAppeals
    from ujuzi.services.campus.collection_point import CollectionPoint
    from ujuzi.services.campus.computers import CampusComputers
    from ujuzi.services.campus.people import CampusPeople
    from ujuzi.services.campus.reports import Reports
    from ujuzi.services.campus.told import ToldReports
    from ujuzi.services.campus.told_of_her import ToldOfHer
    from ujuzi.services.delivery.announcements import Announcements
    from ujuzi.services.delivery.folders import Folders
    from ujuzi.services.delivery.relays import Relays
    from ujuzi.services.delivery.unattended import Unattended
    from ujuzi.services.people.office import Office
    from ujuzi.services.study.learning import Learning
    from ujuzi.services.study.library import Library
    from ujuzi.services.study.practice import Practice
    from ujuzi.services.study.self_assessment import SelfAssessment

    MachineUp = Callable[[], Uptime | None]
    """What counts how long the machine has been running."""


AWAY = frozenset({Code.DISK_FAILED, Code.DATA_DIR_NOT_WRITABLE})
"""What is reported of a drive that was taken out, or that came back as another."""


@dataclass(frozen=True)
class Desk:
    """The services of one computer over one database."""

    people: People
    roster: Roster
    collection: Collection
    _db: Database
    _data_dir: Path
    _clock: Clock
    _machine_up: MachineUp | None

    # These are made when they are first asked for: whoever signs in waits for none of them.

    @cached_property
    def computer(self) -> Computer:
        """The computer itself, its disk and its data."""

        def damaged() -> tuple[str, ...]:
            return self.library.damaged()

        return Computer(self._db, self._data_dir, self._clock, damaged)

    @cached_property
    def library(self) -> Library:
        """The courses that are here."""
        from ujuzi.frameworks.reading import read_pathways
        from ujuzi.packs.objects import ObjectStore
        from ujuzi.services.study.library import Library

        objects = ObjectStore(self._data_dir / OBJECTS, lambda: self._db.commits)
        pathways = cache(partial(read_pathways, self._data_dir))
        return Library(self._db, objects, self._clock, self.people, pathways)

    @cached_property
    def learning(self) -> Learning:
        """What people do in courses."""
        from ujuzi.services.study.learning import Learning

        return Learning(self._db, self.library, self._clock)

    @cached_property
    def practice(self) -> Practice:
        """Quizzes, answered and marked at once."""
        from ujuzi.services.study.practice import Practice

        return Practice(self._db, self.library, self.learning, self._clock)

    @cached_property
    def assessments(self) -> Assessments:
        """Assessments that count."""
        from ujuzi.services.assess.assessment import Assessments

        machine_up = self._machine_up
        if machine_up is None:
            return Assessments(self._db, self.library, self.roster, self._clock)
        return Assessments(self._db, self.library, self.roster, self._clock, machine_up)

    @cached_property
    def appeals(self) -> Appeals:
        """Second looks at results, asked for here."""
        from ujuzi.services.assess.appeals import Appeals

        return Appeals(self._db, self._clock)

    @cached_property
    def announcements(self) -> Announcements:
        """What people of this computer are let know."""
        from ujuzi.services.delivery.announcements import Announcements

        return Announcements(self._db, self._clock, self.people)

    @cached_property
    def self_assessment(self) -> SelfAssessment:
        """How people rate themselves."""
        from ujuzi.frameworks.reading import read_questionnaires
        from ujuzi.services.study.self_assessment import SelfAssessment

        questionnaires = cache(partial(read_questionnaires, self._data_dir))
        return SelfAssessment(
            self._db, self.people, self.library, self.learning, self._clock, questionnaires
        )

    @cached_property
    def certificates(self) -> Certificates:
        """Certificates that people hold, and checking any."""
        from ujuzi.services.assess.certificates import Certificates

        return Certificates(self._db, self.people)

    @cached_property
    def office(self) -> Office:
        """The office of a coordinator, and its keys."""
        from ujuzi.services.people.office import Office

        return Office(self._db, self._clock)

    @cached_property
    def campus_acts(self) -> CampusActs:
        """What coordinators do where no network is."""
        from ujuzi.services.campus.acts import CampusActs

        return CampusActs(self._db, self._clock, self.office, self.people)

    @cached_property
    def campus_people(self) -> CampusPeople:
        """The people of the campus and its cohorts, at their coordinator's."""
        from ujuzi.services.campus.people import CampusPeople

        return CampusPeople(
            self._db, self._clock, self.office, self.campus_acts, self.people, self._told
        )

    @cached_property
    def folders(self) -> Folders:
        """Sticks and shared folders."""
        from ujuzi.services.delivery.folders import Folders

        return Folders(self._db, self._data_dir, self._clock, machine_up=self._machine_up)

    @cached_property
    def campus_computers(self) -> CampusComputers:
        """The computers of the campus, at their coordinator's."""
        from ujuzi.services.campus.computers import CampusComputers

        return CampusComputers(self._db, self._data_dir, self._clock, self._machine_up)

    @cached_property
    def relays(self) -> Relays:
        """The campus's collection point, as any computer meets it."""
        from ujuzi.services.delivery.relays import Relays

        return Relays(self._db, self._data_dir, self._clock, self._machine_up)

    @cached_property
    def collection_point(self) -> CollectionPoint:
        """The campus's collection point, where this is its coordinator's computer."""
        from ujuzi.services.campus.collection_point import CollectionPoint

        return CollectionPoint(self._db, self._data_dir, self._clock)

    @cached_property
    def unattended(self) -> Unattended:
        """What goes to sticks, shared folders and the hub by itself."""
        from ujuzi.services.delivery.unattended import Unattended

        return Unattended(self._db, self._clock, self.folders, self.relays)

    @cached_property
    def campus_announcements(self) -> CampusAnnouncements:
        """What coordinators let the campus know."""
        from ujuzi.services.campus.announcements import CampusAnnouncements

        return CampusAnnouncements(self._db, self._clock, self.office, self.campus_acts)

    @cached_property
    def campus_appeals(self) -> CampusAppeals:
        """Whose second looks at results wait."""
        from ujuzi.domain.subjects import ASSESSMENT
        from ujuzi.services.campus.appeals import CampusAppeals
        from ujuzi.services.campus.told import told_to

        def told(by: LearnerId) -> ToldReports:
            only = frozenset({ASSESSMENT.name})
            return told_to(self._db, self.office, self.campus_computers, by, only)

        return CampusAppeals(self._db, told, self.roster.names)

    @cached_property
    def reports(self) -> Reports:
        """How the people of the campus stand, as far as is known here."""
        from ujuzi.services.campus.report_people import EnlistedPeople
        from ujuzi.services.campus.reports import Reports

        def enlisted(by: LearnerId) -> EnlistedPeople:
            try:
                return EnlistedPeople(*self.campus_people.roster(by), self.campus_people.codes(by))
            except RefusedError:  # she holds no office here
                return EnlistedPeople()

        return Reports(self._db, self.library, self._clock, self._told, enlisted)

    def _told(self, by: LearnerId) -> ToldReports:
        """Return what the campus's computers told, as far as it is open to somebody."""
        from ujuzi.services.campus.told import told_to

        return told_to(self._db, self.office, self.campus_computers, by)

    def told_of(self, learner: LearnerId, language: str = "") -> ToldOfHer:
        """Return what the coordinators of the campus are told of who asks, and nothing more."""
        from ujuzi.services.campus.told_of_her import told_of_her

        return told_of_her(self._db, self.library, self._clock, learner, language)

    def leaders_report(self, learner: LearnerId, language: str = "") -> CampusReport:
        """Return what the hub tells leaders; raises RefusedError `not-allowed` to others."""
        from ujuzi.services.campus.leaders_report import leaders_report

        return leaders_report(self._db, self.library, self.roster.link(learner), language)

    def coordinates(self, learner: LearnerId) -> bool:
        """Whether the rooms of a coordinator are somebody's to enter.

        They are hers whom the institution's list names as coordinator, and who has or has asked for
        a grant. Of anybody else nothing of the campus is imported.
        """
        link = self.roster.link(learner)
        if link.state is LinkState.LINKED and link.role == Role.COORDINATOR:
            return True
        if not offices.of(self._db, learner):
            return False
        return self.office.standing(learner).is_coordinators

    def sign_out(self) -> None:
        """Lock what was opened for who was here; whoever comes next opens her own."""
        if "office" in self.__dict__:
            self.office.lock()

    def take_changes(self) -> Changes:
        """Return what changed since last asked."""
        changed, self._db.changed = self._db.changed, Changes.NONE
        return changed

    def save_again(self) -> bool:
        """Write what could not be written, and be sure of it; raises WorldError while it can't.

        Return whether the data's drive was taken out meanwhile, and is back.
        """
        came_back = False
        try:
            self.computer.try_disk()
        except WorldError as error:
            if error.code not in AWAY or not self.computer.is_carried:
                raise
            self._db.open_again(self.computer.is_same)
            came_back = True
            self.computer.try_disk()
        self.learning.keep_again()
        return came_back

    def close(self) -> None:
        """Close the database and let another process have it; a stick keeps a copy of it."""
        if "collection_point" in self.__dict__:
            self.collection_point.close()
        self.computer.end()
        self.computer.keep_copy()
        self._db.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_desk(
    data_dir: Path,
    clock: Clock | None = None,
    *,
    machine_up: MachineUp | None = None,
    read_only: bool = False,
) -> Desk:
    """Open the data in `data_dir`, made on first use; raises what `open_database` raises.

    Where no `clock` is given, those of this computer are read, and its counter of time as well.
    """
    db = open_database(data_dir, read_only=read_only)
    try:
        if clock is None:
            from ujuzi.services.uptime import machine_up
        desk = desk_over(db, data_dir, clock or SystemClock(), machine_up)
        if not read_only:
            if desk.collection.settle():
                desk.computer.note_copy()
            inbox.read_again(db, __version__)
            desk.computer.begin()
        return desk
    except BaseException:
        db.close()
        raise


def desk_over(
    db: Database, data_dir: Path, clock: Clock, machine_up: MachineUp | None = None
) -> Desk:
    """Return the services over an open database."""
    people = People(db, clock)
    return Desk(
        people=people,
        roster=Roster(db, clock, people),
        collection=Collection(db, data_dir, clock),
        _db=db,
        _data_dir=data_dir,
        _clock=clock,
        _machine_up=machine_up,
    )
