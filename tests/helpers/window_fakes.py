"""Pages and services for tests of the window itself: they write down what they were asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit, QTextEdit, QVBoxLayout, QWidget

from helpers.act_fakes import FakeCampusActs
from helpers.page_fakes import ADA, COURSE, MONDAY
from ujuzi.domain.changes import Changes
from ujuzi.domain.course import Activity
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.services.delivery.delivery import DeliveryStanding
from ujuzi.services.people.office import OfficeStanding, OfficeState
from ujuzi.services.people.people import Person, Preferences
from ujuzi.services.people.roster import Colleague, LinkState, ProfileLink, SeatState
from ujuzi.ui.shell.destinations import Destination
from ujuzi.ui.shell.page import Page


class PlainPage(Page[Destination]):
    """A page that shows nothing and remembers everything."""

    def __init__(self, *, immersive: bool = False) -> None:
        super().__init__()
        self.immersive = immersive
        self.asked: list[Destination] = []
        self.left = 0
        self.saved = 0
        self.told: list[Changes] = []
        self.editor = QLineEdit()
        self.text = QTextEdit()
        self.holds = self.typed = False
        column = QVBoxLayout(self)
        column.addWidget(self.editor)
        column.addWidget(self.text)

    def show_at(self, at: Destination) -> None:
        self.asked.append(at)

    def changed(self, changes: Changes) -> None:
        self.told.append(changes)

    def saves_again(self) -> None:
        self.saved += 1

    def leave(self) -> None:
        self.left += 1

    def unsaved(self) -> bool:
        return self.typed

    def holds_person(self) -> bool:
        return self.holds

    def first_stop(self) -> QWidget:
        return self.editor


@dataclass
class FakePeople:
    """The people of a computer, whose PINs are compared as they are."""

    everyone: list[Person] = field(default_factory=lambda: [ADA])
    pins: dict[str, str] = field(default_factory=lambda: {"ada": "2468"})
    steward_code: str | None = None
    kept: bool = False
    shown_to: LearnerId | None = None
    wait_seconds: int = 0
    failure: Exception | None = None
    gone: list[Person] = field(default_factory=list)
    resets: list[str] = field(default_factory=list)
    closed: bool = False

    def are_kept_out(self) -> bool:
        return self.closed

    def all(self) -> tuple[Person, ...]:
        return tuple(self.everyone)

    def person(self, learner: LearnerId) -> Person:
        return next(person for person in self.everyone if person.learner == learner)

    def create(self, *, name: str, role: str, language: str, pin: str, **more: str) -> Person:
        self._fail()
        if not name.strip():
            raise RefusedError(Code.NAME_EMPTY, "Give a name.")
        person = Person(
            learner=LearnerId(f"learner-{len(self.everyone)}"),
            name=name,
            role=role,
            institution=more.get("institution", ""),
            staff_number=more.get("staff_number", ""),
            sex=more.get("sex", ""),
            preferences=Preferences(language=language),
        )
        self.everyone.append(person)
        self.pins[person.learner] = pin
        return person

    def sign_in(self, learner: LearnerId, pin: str) -> Person:
        self._fail()
        if self.wait_seconds:
            raise RefusedError(Code.PIN_WAIT, "Wait.", wait_seconds=self.wait_seconds)
        if self.pins[learner] != pin:
            raise RefusedError(Code.PIN_WRONG, "Wrong.", wait_seconds=0)
        return self.person(learner)

    def make_steward_code(self) -> str | None:
        if self.steward_code is not None:
            return None
        self.steward_code = "ABCD-EFGH-JKMN"
        return self.steward_code

    def keep_steward_code(self, by: LearnerId | None = None) -> None:
        self.kept = True
        self.shown_to = by

    def steward_code_for(self, learner: LearnerId) -> str | None:
        return self.steward_code if learner == self.shown_to else None

    def propose_steward_code(self, old: str, by: LearnerId | None = None) -> str:
        self._check_code(old)
        return "WXYZ-WXYZ-WXYZ"

    def renew_steward_code(self, old: str, new: str) -> None:
        self._fail()
        self._check_code(old)
        self.steward_code = new

    def reset_pin(self, learner: LearnerId, steward_code: str, new_pin: str) -> None:
        self._fail()
        self._check_code(steward_code)
        self.pins[learner] = new_pin
        self.resets.append(learner)
        back = [person for person in self.gone if person.learner == learner]
        self.everyone += back
        self.gone = [person for person in self.gone if person not in back]

    def take_off(self, learner: LearnerId, steward_code: str) -> None:
        self._check_code(steward_code)
        self.gone.append(self.person(learner))
        self.everyone.remove(self.person(learner))

    def taken_off(self) -> tuple[Person, ...]:
        return tuple(self.gone)

    def archive_for(self, learner: LearnerId, steward_code: str) -> bytes:
        self._check_code(steward_code)
        return b"all of her"

    def change_pin(self, learner: LearnerId, old_pin: str, new_pin: str) -> None:
        if self.pins[learner] != old_pin:
            raise RefusedError(Code.PIN_WRONG, "Wrong.", wait_seconds=0)
        if len(new_pin) < 4:
            raise RefusedError(Code.PIN_TOO_SHORT, "Short.", least=4)
        self.pins[learner] = new_pin

    def _check_code(self, code: str) -> None:
        if code != self.steward_code:
            raise RefusedError(Code.STEWARD_CODE_WRONG, "Wrong.", wait_seconds=0)

    def _fail(self) -> None:
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure


@dataclass
class FakeRoster:
    """The institution's people, whose codes are compared as they are."""

    people: FakePeople = field(default_factory=FakePeople)
    elsewhere: list[Colleague] = field(default_factory=list)
    state: ProfileLink = field(default_factory=lambda: ProfileLink(LinkState.NONE))
    code: str = "ABCD-EFGH-JKMN"

    def colleagues(self) -> tuple[Colleague, ...]:
        return tuple(self.elsewhere)

    def names(self) -> dict[LearnerId, str]:
        here = {each.learner: each.name for each in self.people.all()}
        return {**{each.learner: each.name for each in self.elsewhere}, **here}

    def join(self, learner: LearnerId, code: str, new_pin: str, steward_code: str = "") -> Person:
        if self.code not in {code, steward_code}:
            raise RefusedError(Code.STEWARD_CODE_WRONG, "Wrong.", wait_seconds=0)
        colleague = next(each for each in self.elsewhere if each.learner == learner)
        self.elsewhere.remove(colleague)
        return self.people.create(name=colleague.name, role=colleague.role, language="en", pin="1")

    def link(self, learner: LearnerId) -> ProfileLink:
        return self.state

    def link_with(self, learner: LearnerId, code: str) -> ProfileLink:
        self.state = ProfileLink(LinkState.WAITING)
        return self.state

    def confirm_with(self, learner: LearnerId, code: str) -> ProfileLink:
        self.state = replace(self.state, seat=SeatState.TYPED)
        return self.state

    def take_along(self, learner: LearnerId) -> str:
        return self.code

    def unlink(self, learner: LearnerId) -> ProfileLink:
        self.state = ProfileLink(LinkState.NONE)
        return self.state


class OutlineLibrary:
    """A library that knows its activities' kinds."""

    def activity(self, pack: str, activity: str) -> Activity:
        return COURSE.activity(activity)


@dataclass
class FakeCollection:
    """How a computer stands to a hub, or to none."""

    hub: str = ""
    waiting: int = 0
    closed_at: Milliseconds | None = None
    steward_code: str = ""
    sittings: int = 0

    def close(self, steward_code: str) -> DeliveryStanding:
        self._check(steward_code)
        if self.sittings:
            raise RefusedError(Code.SITTINGS_OPEN, "Open.", count=self.sittings)
        self.closed_at = Milliseconds(MONDAY)
        return self.standing()

    def open_again(self, steward_code: str) -> DeliveryStanding:
        self._check(steward_code)
        self.closed_at = None
        return self.standing()

    def _check(self, steward_code: str) -> None:
        if steward_code != self.steward_code:
            raise RefusedError(Code.STEWARD_CODE_WRONG, "Wrong.")

    def standing(self) -> DeliveryStanding:
        return DeliveryStanding(
            hub=self.hub,
            campus="",
            device="d",
            events=0,
            waiting=self.waiting,
            waiting_bytes=0,
            landed_at=None,
            problem="",
            offline=False,
            closed_at=self.closed_at,
        )


@dataclass
class TypedText:
    """Whether typed text is in memory alone."""

    has_unkept: bool = False


@dataclass
class FakeOffice:
    """The office of whoever is signed in, as a test sets it."""

    state: OfficeStanding = field(default_factory=lambda: OfficeStanding(OfficeState.NONE))
    locked: int = 0
    """How often it was locked."""

    touched: int = 0

    def standing(self, learner: LearnerId) -> OfficeStanding:
        return self.state

    def lock(self) -> None:
        self.locked += 1

    def touch(self) -> None:
        self.touched += 1


@dataclass
class WindowDesk:
    """What the window asks of a computer."""

    people: FakePeople = field(default_factory=FakePeople)
    library: OutlineLibrary = field(default_factory=OutlineLibrary)
    roster: FakeRoster = field(default_factory=FakeRoster)
    collection: FakeCollection = field(default_factory=FakeCollection)
    campus_acts: FakeCampusActs = field(default_factory=FakeCampusActs)
    office: FakeOffice = field(default_factory=FakeOffice)
    learning: TypedText = field(default_factory=TypedText)
    full: Exception | None = None
    """What everything that writes raises."""

    came_back: bool = False
    """Whether the stick was out, and is back."""

    signed_out: int = 0

    def coordinates(self, learner: LearnerId) -> bool:
        return self.roster.link(learner).role == "coordinator"

    def sign_out(self) -> None:
        self.signed_out += 1

    def save_again(self) -> bool:
        if self.full:
            raise self.full
        return self.came_back
