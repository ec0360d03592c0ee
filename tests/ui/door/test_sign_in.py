"""Who comes back: tiles, PINs, waits told in words, and the steward's help."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, MONDAY
from helpers.pages import SignInDriver, retype
from helpers.window_fakes import FakeCollection, FakePeople, FakeRoster, WindowDesk
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.services.people.people import Person
from ujuzi.services.people.roster import Colleague
from ujuzi.ui.door.sign_in import SignInPage
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.shell.destinations import ToFirstStart, ToSignIn

FATOU = replace(ADA, learner=LearnerId("fatou"), name="Fatou Diallo", role="leader")
CODE = "ABCD-EFGH-JKMN"


class Door:
    """A sign-in over fake people."""

    def __init__(self, qtbot: QtBot, app: QApplication, everyone: list[Person]) -> None:
        self.people = FakePeople(
            everyone=everyone, pins={"ada": "2468", "fatou": "1357"}, steward_code=CODE
        )
        self.roster = FakeRoster(self.people)
        self.collection = FakeCollection(hub="https://hub.example")
        desk = WindowDesk(people=self.people, roster=self.roster, collection=self.collection)
        self.page = SignInPage(InlineJobs(desk), Interpreter(app))
        self.arrived: list[Person] = []
        self.page.signed_in.connect(self.arrived.append)
        qtbot.addWidget(self.page)
        self.page.resize(1024, 600)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.show_at(ToSignIn())
        self.driver = SignInDriver(self.page)


@pytest.fixture
def door(qtbot: QtBot, qapp: QApplication) -> Door:
    return Door(qtbot, qapp, [ADA, FATOU])


def test_a_person_signs_in_with_her_pin(door: Door) -> None:
    door.driver.choose("Fatou Diallo")
    assert door.page.pin.edit.hasFocus()
    door.driver.type_pin("1357")
    assert door.arrived == [FATOU]


def test_a_wrong_pin_is_refused_and_forgotten(door: Door) -> None:
    door.driver.choose("Fatou Diallo")
    door.driver.type_pin("9999")
    assert door.arrived == []
    assert door.page.pin.field.refusal == "This PIN is not right."
    assert door.page.pin.edit.text() == ""
    door.driver.type_pin("1357")
    assert door.arrived == [FATOU]


def test_a_wait_is_told_in_words_and_counts_down(door: Door) -> None:
    door.people.wait_seconds = 3
    door.driver.choose("Fatou Diallo")
    door.driver.type_pin("1357")
    waiting, field = door.page.pin.waiting, door.page.pin.field
    assert "3 second" in field.refusal
    assert not door.page.pin.enter.isEnabled()
    waiting.tick()
    assert "2 second" in field.refusal
    door.people.wait_seconds = 0
    door.driver.type_pin("1357")
    assert door.arrived == []
    waiting.tick()
    waiting.tick()
    assert field.refusal == ""
    door.driver.type_pin("1357")
    assert door.arrived == [FATOU]


def test_a_long_wait_is_told_in_minutes(door: Door) -> None:
    door.people.wait_seconds = 900
    door.driver.choose("Fatou Diallo")
    door.driver.type_pin("1357")
    assert "15 minute" in door.page.pin.field.refusal


def test_the_wait_of_one_person_is_not_another_persons(door: Door) -> None:
    door.people.wait_seconds = 60
    door.driver.choose("Fatou Diallo")
    door.driver.type_pin("1357")
    door.people.wait_seconds = 0
    door.page.pin.back.click()
    door.driver.choose(ADA.name)
    door.driver.type_pin("2468")
    assert door.arrived == [ADA]


def test_a_forgotten_pin_is_replaced_with_the_steward_code(door: Door) -> None:
    door.driver.choose("Fatou Diallo")
    door.driver.forget(CODE, "8642")
    assert door.people.resets == ["fatou"]
    assert door.arrived == [FATOU]
    assert door.people.pins["fatou"] == "8642"


def test_a_wrong_code_replaces_nothing(door: Door) -> None:
    door.driver.choose("Fatou Diallo")
    door.driver.forget("WRONG", "8642")
    assert door.page.reset.code_field.refusal == "This steward code is not right."
    assert (door.people.pins["fatou"], door.arrived) == ("1357", [])


def test_a_steward_code_that_was_refused_is_typed_anew(door: Door) -> None:
    door.driver.choose("Fatou Diallo")
    door.driver.forget("WRONG", "8642")
    assert door.page.reset.code.text() == ""
    assert door.page.reset.code.hasFocus()


def test_a_code_that_was_typed_before_somebody_is_replaced_on_the_spot(door: Door) -> None:
    door.driver.choose("Fatou Diallo")
    door.page.pin.forgot.click()
    door.page.reset.renew.click()
    renewal = door.page.keeper.code
    assert renewal.code.hasFocus()

    retype(renewal.code, "WRONG")
    renewal.make.click()
    assert renewal.field.refusal == "This steward code is not right."
    assert renewal.code.text() == ""
    retype(renewal.code, CODE)
    QTest.keyClick(renewal.code, Qt.Key.Key_Return)
    new = renewal.sheet.code.text()
    assert new
    assert not renewal.use.isEnabled()
    assert door.people.steward_code == CODE

    renewal.sheet.kept.click()
    renewal.use.click()
    assert door.people.steward_code == new
    assert "old one opens nothing" in renewal.notice.text.text()
    assert renewal.sheet.code.text() == ""
    door.page.keeper.back.click()
    assert door.page.people.isVisible()


def test_a_new_code_that_nobody_kept_is_forgotten(door: Door) -> None:
    door.page.people.keeper.click()
    renewal = door.page.keeper.code
    retype(renewal.code, CODE)
    renewal.make.click()
    renewal.sheet.kept.click()
    door.page.keeper.back.click()
    door.page.people.keeper.click()
    assert renewal.sheet.code.text() == ""
    assert renewal.code.isVisible()
    assert door.people.steward_code == CODE


def test_a_person_is_taken_off_with_the_steward_code_and_asked_about_once_more(
    door: Door,
) -> None:
    door.page.people.keeper.click()
    keeper = door.page.keeper
    assert not keeper.take_off.isEnabled()
    keeper.who.choose("fatou")
    keeper.take_off.click()
    assert keeper.not_now.hasFocus()
    assert not keeper.save_copy.isVisible()
    for typed in ("", "WRONG"):
        keeper.code.code.setText(typed)
        keeper.surely.click()
        assert keeper.code.field.refusal
    assert FATOU in door.people.everyone

    retype(keeper.code.code, CODE)
    keeper.surely.click()
    assert "Fatou Diallo is off this computer" in keeper.notice.text.text()
    assert keeper.code.code.text() == ""
    keeper.back.click()
    assert door.driver.names == [ADA.name]


def test_who_was_taken_off_comes_back_with_the_code_and_a_new_pin(door: Door) -> None:
    door.people.everyone.remove(FATOU)
    door.people.gone.append(FATOU)
    door.page.people.keeper.click()
    door.page.keeper.gone.choose("fatou")
    door.page.keeper.bring_back.click()
    reset = door.page.reset
    assert reset.isVisible()
    retype(reset.code, CODE)
    retype(reset.new_pin.first_edit, "8642")
    retype(reset.new_pin.again_edit, "8642")
    reset.enter.click()
    assert door.arrived == [FATOU]


def test_where_there_is_no_hub_a_copy_is_offered_first(door: Door, tmp_path: Path) -> None:
    door.collection.hub = ""
    keeper = door.page.keeper
    keeper._choose = lambda _over, _title: tmp_path
    door.page.people.keeper.click()
    keeper.who.choose("fatou")
    keeper.take_off.click()
    assert "Save a copy" in keeper._question.text()
    keeper.code.code.setText("WRONG")
    keeper.save_copy.click()
    assert keeper.code.field.refusal
    keeper.code.code.setText(CODE)
    keeper.save_copy.click()
    assert (tmp_path / "ujuzi-fatou.zip").read_bytes() == b"all of her"


def test_the_last_person_who_goes_leaves_the_door_to_the_next(
    qtbot: QtBot, qapp: QApplication
) -> None:
    door = Door(qtbot, qapp, [ADA])
    door.page.pin.back.click()
    door.page.people.keeper.click()
    keeper = door.page.keeper
    keeper.who.choose("ada")
    keeper.code.code.setText(CODE)
    keeper.take_off.click()
    keeper.surely.click()
    with qtbot.waitSignal(door.page.chosen) as chosen:
        keeper.back.click()
    assert chosen.args == [ToFirstStart()]


def test_where_one_person_is_her_pin_is_asked_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    door = Door(qtbot, qapp, [ADA])
    assert door.page.pin.isVisible()
    door.page.pin.back.click()
    assert door.driver.names == [ADA.name]


def test_who_said_who_she_is_is_asked_for_her_pin(door: Door) -> None:
    door.page.show_at(ToSignIn(FATOU.learner))
    assert door.page.pin.isVisible()
    door.driver.type_pin("1357")
    assert door.arrived == [FATOU]


def test_who_said_that_she_studied_elsewhere_is_asked_for_a_code(door: Door) -> None:
    door.roster.elsewhere.append(Colleague(LearnerId("awa"), "Awa Traoré", "teacher"))
    door.page.show_at(ToSignIn(LearnerId("awa")))
    assert door.page.joining.isVisible()


def test_a_tile_shows_what_tells_two_of_one_name_apart(qtbot: QtBot, qapp: QApplication) -> None:
    other = replace(ADA, learner=LearnerId("b"), role="leader", last_used=Milliseconds(MONDAY))
    door = Door(qtbot, qapp, [ADA, other])
    first, second = (tile.accessibleDescription() for tile in door.page.people.tiles)
    assert first == "Teacher"
    assert second == f"Leader. Last here: {day(MONDAY)}"


def test_a_new_person_finds_her_way_above_all_tiles(qtbot: QtBot, qapp: QApplication) -> None:
    everyone = [replace(ADA, learner=LearnerId(str(n)), name=f"Person {n}") for n in range(60)]
    door = Door(qtbot, qapp, everyone)
    panel = door.page.people
    top = min(tile.mapTo(panel, tile.rect().topLeft()).y() for tile in panel.tiles)
    assert panel.new_person.geometry().bottom() < top
    assert not panel.new_person.visibleRegion().isEmpty()


def test_a_new_person_is_asked_for(qtbot: QtBot, door: Door) -> None:
    with qtbot.waitSignal(door.page.chosen) as chosen:
        door.page.people.new_person.click()
    assert chosen.args == [ToFirstStart()]


def test_many_people_are_found_by_typing_a_name(qtbot: QtBot, qapp: QApplication) -> None:
    names = ["Élodie Bâ", "Elodie Ba", "Wanjiku", *(f"Person {n}" for n in range(10))]
    everyone = [replace(ADA, learner=LearnerId(name), name=name) for name in names]
    door = Door(qtbot, qapp, everyone)
    assert door.page.people.filter.hasFocus()
    retype(door.page.people.filter, "elodie")
    assert door.driver.names == ["Élodie Bâ", "Elodie Ba"]
    retype(door.page.people.filter, "zzz")
    assert door.driver.names == []


def test_few_people_are_not_asked_to_type(door: Door) -> None:
    assert not door.page.people.filter.isVisible()


def test_somebody_new_appears_while_the_page_is_open(door: Door) -> None:
    door.people.everyone.append(replace(ADA, learner=LearnerId("new"), name="New"))
    door.page.changed(Changes.PEOPLE)
    assert "New" in door.driver.names


def test_who_has_studied_elsewhere_signs_in_with_a_code_and_a_new_pin(door: Door) -> None:
    assert not door.page.people.colleague.isVisible()
    door.roster.elsewhere.append(Colleague(LearnerId("awa"), "Awa Traoré", "teacher"))
    door.page.changed(Changes.DOCUMENTS)
    door.page.people.colleague.click()
    (tile,) = door.page.colleagues.tiles
    tile.click()
    joining = door.page.joining

    joining.code.setText("WRONG")
    joining.new_pin.first_edit.setText("8642")
    joining.new_pin.again_edit.setText("8642")
    joining.enter.click()
    assert joining.code_field.refusal
    assert door.arrived == []
    retype(joining.code, door.roster.code)
    joining.enter.click()
    assert [person.name for person in door.arrived] == ["Awa Traoré"]


def test_a_code_that_this_computer_does_not_know_needs_the_steward_code_beside_it(
    door: Door,
) -> None:
    door.roster.elsewhere.append(Colleague(LearnerId("awa"), "Awa Traoré", "teacher"))
    door.page.changed(Changes.DOCUMENTS)
    door.page.people.colleague.click()
    door.page.colleagues.tiles[0].click()
    joining = door.page.joining
    assert joining.steward_field.isHidden()

    joining.code.setText("HER-OWN-CODE")
    joining.new_pin.first_edit.setText("8642")
    joining.new_pin.again_edit.setText("8642")
    joining.enter.click()
    assert not joining.steward_field.isHidden()
    assert "steward code" in joining.code_field.refusal
    retype(joining.steward, "WRONG")
    joining.enter.click()
    assert joining.steward_field.refusal
    retype(joining.steward, door.roster.code)
    joining.enter.click()

    assert [person.name for person in door.arrived] == ["Awa Traoré"]


def test_one_may_turn_back_from_the_people_of_elsewhere(door: Door) -> None:
    door.roster.elsewhere.append(Colleague(LearnerId("awa"), "Awa Traoré", "teacher"))
    door.page.changed(Changes.DOCUMENTS)
    door.page.people.colleague.click()
    door.page.colleagues.back.click()
    assert door.page.people.isVisible()
