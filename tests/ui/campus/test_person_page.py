"""One person: what is known of her, what is decided, and no code that is shown twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.act_fakes import FakeCampusActs
from helpers.campus_fakes import (
    FRIDAY,
    FakeCampusComputers,
    FakeOffice,
    expected,
    landed,
)
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from helpers.people_fakes import AWA, SEVERAL, FakeCampusPeople, people_desk
from ujuzi.domain.authority import Act
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.acts import ActStanding, CampusAct
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.person_page import PersonPage
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.shell.destinations import Destination, ToOffice, ToPeople, ToPerson, ToSlips
from ujuzi.ui.widgets.label import Label

AT = landed(3, seats=("awa",))
ACTS = tuple(
    CampusAct(
        *(f"g-{learner}", "g", 1, "Grace", Act.RESET_PIN, AT.device, learner, "", FRIDAY),
        *(ActStanding.DONE, ""),
    )
    for learner in ("awa", "somebody")
)


class Somebody:
    """A coordinator looks at somebody."""

    def __init__(self, qtbot: QtBot) -> None:
        self.office, self.acts = FakeOffice(), FakeCampusActs(heard=ACTS)
        self.desk = people_desk(
            office=self.office,
            campus_acts=self.acts,
            campus_computers=FakeCampusComputers([landed(1), AT, expected(1, "Library")]),
        )
        self.people: FakeCampusPeople = self.desk.campus_people
        self.page = PersonPage(InlineJobs(self.desk), ADA.learner)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()

    def show(self, person: str = "", learner: str = "") -> None:
        self.page.show_at(ToPerson(person, learner))

    @property
    def facts(self) -> list[str]:
        return [label.text() for label in self.page.facts.findChildren(Label)]

    @property
    def said(self) -> str:
        return self.page.notice.text.text() if self.page.notice.isVisible() else ""


@pytest.fixture
def somebody(qtbot: QtBot) -> Somebody:
    return Somebody(qtbot)


def test_what_is_known_of_her_stands_there_with_her_cohorts(somebody: Somebody) -> None:
    somebody.people.known[0] = replace(AWA, courses=("data",), code_until=FRIDAY)
    somebody.people.used = ((landed(1).device, FRIDAY), ("a-stranger", FRIDAY))
    somebody.show("T-001")
    assert any(each.startswith("PC-01, last used ") for each in somebody.facts)
    assert not any("a-stranger" in each for each in somebody.facts)
    for fact in ("T-001", "Teacher", "has a profile", "Autumn 2026", "Data protection"):
        assert fact in somebody.facts
    assert any(f"good until {day(FRIDAY)}" in each for each in somebody.facts)
    assert not somebody.page.standing.isVisible()
    somebody.page.way_back().click()
    assert somebody.gone == [ToPeople()]


@pytest.mark.parametrize(
    ("person", "piece"),
    [("T-002", "next upload"), ("T-004", "Nobody decides about herself"), ("T-005", "has left")],
)
def test_how_what_was_decided_stands_is_said_first(
    somebody: Somebody, person: str, piece: str
) -> None:
    somebody.show(person)
    assert somebody.page.standing.isVisible()
    assert piece in somebody.page.standing.text()


def test_what_was_decided_about_her_is_listed_and_about_nobody_else(somebody: Somebody) -> None:
    somebody.show("T-001")
    assert [each.learner for each in somebody.page.decided._found.acts] == ["awa"]
    assert somebody.page.decided.isVisible()
    somebody.show("T-002")
    assert not somebody.page.decided.isVisible()


def test_a_code_for_a_new_pin_is_for_one_computer_hers_first_and_is_shown_once(
    somebody: Somebody,
) -> None:
    somebody.show("T-001")
    pin = somebody.page.pin
    names = [pin.computer.itemText(at) for at in range(pin.computer.count())]
    assert names == [AT.name, "PC-01"]
    pin.make.click()
    assert somebody.acts.done == [("pin", ADA.learner, "awa", AT.device)]
    assert pin.code.text() == somebody.acts.code
    assert pin.print_button.isVisible()
    assert "shown only now" in pin.page_notice.text.text()
    pin.computer.choose(landed(1).device)
    pin.computer.activated.emit(1)
    assert pin.code.text() == ""
    pin.make.click()
    somebody.page.leave()
    assert pin.code.text() == ""
    assert not pin.code.isVisible()


def test_one_of_several_profiles_is_chosen(somebody: Somebody) -> None:
    somebody.people.known[0] = replace(AWA, learners=(*AWA.learners, SEVERAL[-1].learners[0]))
    somebody.show("T-001")
    pin = somebody.page.pin
    assert pin.profile_field.isVisible()
    pin.profile.choose("nobody")
    pin.make.click()
    assert somebody.acts.done == [("pin", ADA.learner, "nobody", AT.device)]


def test_who_has_no_profile_or_has_left_is_offered_no_pin(somebody: Somebody) -> None:
    for person in ("T-002", "T-005"):
        somebody.show(person)
        assert not somebody.page.pin.isVisible()


def test_a_slip_and_all_else_is_decided_about_her_alone(somebody: Somebody) -> None:
    somebody.show("T-003")
    chosen = somebody.page.decide.chosen
    chosen.slips.click()
    assert somebody.gone == [ToSlips(("T-003",))]
    chosen.left.click()
    chosen.surely.click()
    assert somebody.people.done == [("end", "T-003")]
    assert somebody.page.standing.isVisible()


def test_her_name_is_put_right(somebody: Somebody) -> None:
    somebody.show("T-001")
    form = somebody.page.form
    assert not form.number_field.isVisible()
    form.name.setText("Awa Traore-Diallo")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert somebody.people.done == [("add", "T-001", "Awa Traore-Diallo", "teacher", "")]
    assert somebody.said.startswith("Written down")


def test_somebody_new_is_added_by_keyboard(somebody: Somebody) -> None:
    somebody.show()
    form = somebody.page.form
    assert somebody.page.first_stop() is form.number
    form.save.click()
    assert form.number_field.refusal
    QTest.keyClicks(form.number, "T-200")
    form.save.click()
    assert form.name_field.refusal
    QTest.keyClicks(form.name, "Neema Mushi")
    form.role.choose("leader")
    QTest.keyClicks(form.email, "neema@example.org")
    QTest.keyClick(form.email, Qt.Key.Key_Return)
    assert somebody.people.done == [("add", "T-200", "Neema Mushi", "leader", "neema@example.org")]
    assert somebody.gone == [ToPerson("T-200")]
    for card in (somebody.page.facts, somebody.page.decide, somebody.page.pin):
        assert not card.isVisible()


@pytest.mark.parametrize(
    ("reason", "facts", "field"),
    [
        ("spreadsheet", {"column": "person", "value": "1,5E+10"}, "number_field"),
        ("name-letters", {"value": "123"}, "name_field"),
        ("email-wrong", {"value": "x"}, "email_field"),
        ("role-unknown", {"value": "dean"}, "role_field"),
        ("ambiguous", {"value": "t200", "people": ("T200", "t-200")}, "number_field"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    somebody: Somebody, reason: str, facts: dict[str, object], field: str
) -> None:
    somebody.show()
    form = somebody.page.form
    form.number.setText("T-200")
    form.name.setText("Neema Mushi")
    somebody.people.failure = RefusedError(Code.ROSTER_ROW, "No.", reason=reason, **facts)
    form.save.click()
    fields = ("number_field", "name_field", "role_field", "email_field")
    assert [name for name in fields if getattr(form, name).refusal] == [field]
    assert somebody.gone == []


def test_a_profile_that_is_nobodys_has_facts_and_a_pin(somebody: Somebody) -> None:
    somebody.show(learner="nobody")
    assert somebody.page._title.text() == "Nobody’s Profile"
    assert somebody.page.pin.isVisible()
    assert not somebody.page.decide.isVisible()
    assert not somebody.page.form.isVisible()


def test_who_is_not_known_is_said_so(somebody: Somebody) -> None:
    somebody.show("T-999")
    assert "known here" in somebody.said
    assert not somebody.page.facts.isVisible()


def test_a_closed_office_is_said_at_the_code_too(somebody: Somebody) -> None:
    somebody.office.state = OfficeState.LOCKED
    somebody.show("T-001")
    assert "six words" in somebody.said
    somebody.acts.failure = RefusedError(Code.OFFICE_LOCKED, "Locked.")
    somebody.page.pin.make.click()
    somebody.page.pin.page_notice.action.click()
    assert somebody.gone == [ToOffice(after=ToPerson("T-001"))]


def test_everything_has_a_name_and_nothing_is_cut(
    somebody: Somebody, qtbot: QtBot, qapp: QApplication
) -> None:
    for person in ("T-001", "T-004", ""):
        somebody.show(person)
        for size in (100, 150):
            wear(qapp, LIGHT, size)
            assert nameless(somebody.page) == []
            qtbot.waitUntil(lambda: clipped(somebody.page) == [])
