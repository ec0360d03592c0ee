"""A new person: from a language to a profile by keyboard, and the steward's code once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA
from helpers.pages import FirstStartDriver, retype
from helpers.window_fakes import FakePeople, WindowDesk
from ujuzi.errors import Code, WorldError
from ujuzi.services.people.people import Person
from ujuzi.ui.cards.step import Step
from ujuzi.ui.door.first_start import FirstStartPage
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.shell.destinations import ToFirstStart, ToSignIn


class Door:
    """A first start over fake people."""

    def __init__(self, qtbot: QtBot, app: QApplication, everyone: list[Person]) -> None:
        self.people = FakePeople(everyone=everyone, pins={})
        self.page = FirstStartPage(InlineJobs(WindowDesk(people=self.people)), Interpreter(app))
        self.arrived: list[Person] = []
        self.page.signed_in.connect(self.arrived.append)
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.show_at(ToFirstStart())
        self.driver = FirstStartDriver(self.page)

    @property
    def step(self) -> Step:
        return self.page.step


@pytest.fixture
def door(qtbot: QtBot, qapp: QApplication) -> Door:
    return Door(qtbot, qapp, [])


def test_the_first_person_of_a_computer_gets_a_profile_and_the_code(door: Door) -> None:
    door.driver.answer_all("Adama Ouédraogo", role="leader", pin="13579")
    after: QWidget = door.step
    assert after is door.page.steward
    assert door.page.steward.code.text() == door.people.steward_code
    assert door.arrived == []
    door.driver.keep_code()
    assert door.people.kept
    (person,) = door.arrived
    assert (person.name, person.role) == ("Adama Ouédraogo", "leader")
    assert door.people.pins[person.learner] == "13579"


def test_a_code_must_be_kept_before_one_goes_on(door: Door) -> None:
    door.driver.answer_all("Ada")
    assert not door.page.next.isEnabled()
    door.page.go_on()
    assert door.arrived == []
    door.page.steward.kept.click()
    assert door.page.next.isEnabled()


def test_the_second_person_sees_no_code(qtbot: QtBot, qapp: QApplication) -> None:
    door = Door(qtbot, qapp, [ADA])
    door.people.make_steward_code()
    door.driver.answer_all("Fatou")
    assert [person.name for person in door.arrived] == ["Fatou"]


def test_each_step_has_the_keyboard_in_its_first_field(door: Door) -> None:
    door.driver.choose_language()
    assert door.page.name.editor.hasFocus()
    door.driver.give_name("Ada")
    assert door.page.role.options.first_stop().hasFocus()
    door.driver.choose_role("support")
    assert door.page.pin.new_pin.first_edit.hasFocus()


def test_what_was_typed_is_kept_when_one_goes_back(door: Door) -> None:
    door.driver.choose_language()
    door.driver.give_name("Ada")
    door.driver.choose_role("support")
    door.page.go_back()
    door.page.go_back()
    assert door.step is door.page.name
    assert door.page.name.name == "Ada"
    door.page.go_on()
    assert door.page.role.role == "support"


@pytest.mark.parametrize("name", [ADA.name, "adama ouedraogo", "Ouédraogo  Adama"])
def test_a_name_that_is_known_asks_is_this_you(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    door = Door(qtbot, qapp, [ADA])
    door.driver.choose_language()
    door.driver.give_name(name)
    assert door.step is door.page.name
    (tile,) = door.page.name.tiles
    assert tile.hasFocus()
    assert "Teacher" in tile.accessibleDescription()
    with qtbot.waitSignal(door.page.chosen) as chosen:
        tile.click()
    assert chosen.args == [ToSignIn(ADA.learner)]


def test_who_is_somebody_else_of_that_name_goes_on(qtbot: QtBot, qapp: QApplication) -> None:
    door = Door(qtbot, qapp, [ADA])
    door.driver.choose_language()
    door.driver.give_name(ADA.name)
    assert door.page.next.text() == "No, I am somebody else"
    door.page.next.click()
    assert door.step is door.page.role
    assert door.page.next.text() == "Continue"


def test_the_question_goes_when_another_name_is_typed(qtbot: QtBot, qapp: QApplication) -> None:
    door = Door(qtbot, qapp, [ADA])
    door.driver.choose_language()
    door.driver.give_name(ADA.name)
    retype(door.page.name.editor, "Fatou")
    assert not door.page.name.asks_who
    assert door.page.next.text() == "Continue"
    door.page.go_on()
    assert door.step is door.page.role


@pytest.mark.parametrize("name", ["", "   "])
def test_a_name_is_needed(door: Door, name: str) -> None:
    door.driver.choose_language()
    door.driver.give_name(name)
    assert door.step is door.page.name
    assert door.page.name.field.refusal == "Type your name."
    retype(door.page.name.editor, "A")
    assert door.page.name.field.refusal == ""


def test_a_role_is_needed(door: Door) -> None:
    door.driver.choose_language()
    door.driver.give_name("Ada")
    door.page.go_on()
    assert door.step is door.page.role
    assert door.page.role.refusal.isVisible()


@pytest.mark.parametrize(
    ("pin", "again", "refusals"),
    [("246", "246", (True, False)), ("2468", "2469", (False, True)), ("", "", (True, False))],
    ids=["too short", "not the same twice", "none"],
)
def test_a_pin_that_will_not_do_is_refused_where_it_was_typed(
    door: Door, pin: str, again: str, refusals: tuple[bool, bool]
) -> None:
    door.driver.choose_language()
    door.driver.give_name("Ada")
    door.driver.choose_role("teacher")
    door.driver.choose_pin(pin, again)
    new = door.page.pin.new_pin
    assert door.step is door.page.pin
    assert (bool(new.first.refusal), bool(new.again.refusal)) == refusals


def test_digits_of_an_arabic_keyboard_are_the_same_pin(door: Door) -> None:
    door.driver.answer_all("Ada", pin="٢٤٦٨")
    assert list(door.people.pins.values()) == ["2468"]


def test_nobody_turns_back_from_a_computer_without_people(door: Door) -> None:
    assert not door.page.back.isVisible()


def test_where_others_are_one_can_turn_back_to_them(qtbot: QtBot, qapp: QApplication) -> None:
    door = Door(qtbot, qapp, [ADA])
    assert door.page.back.isVisible()
    with qtbot.waitSignal(door.page.chosen) as chosen:
        door.page.back.click()
    assert chosen.args == [ToSignIn()]


def test_nothing_of_the_person_before_is_left_for_the_next(door: Door) -> None:
    door.driver.choose_language()
    door.driver.give_name("Ada")
    door.page.show_at(ToFirstStart())
    assert door.page.name.name == ""


def test_a_full_disk_is_said_and_what_was_typed_stays(door: Door) -> None:
    door.people.failure = WorldError(Code.DISK_FULL, "Full.")
    door.driver.answer_all("Ada")
    assert door.step is door.page.privacy
    assert "disk is full" in door.page.notice.text.text()
    assert door.page.name.name == "Ada"
    door.driver.agree()
    after: QWidget = door.step
    assert after is door.page.steward
