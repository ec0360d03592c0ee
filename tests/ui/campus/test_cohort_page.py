"""Cohorts are made, changed and ended; what is typed is not lost while other things change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FakeOffice
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from helpers.people_fakes import AUTUMN, SEVERAL, SPRING, FakeCampusPeople, people_desk
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.people import Cohort
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.cohort_page import NEW, CohortPage
from ujuzi.ui.look.dates import day_of
from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.rows.model import RowRole
from ujuzi.ui.rows.row import Row
from ujuzi.ui.shell.destinations import Destination, ToCohort, ToOffice, ToPeople, ToPerson


class Groups:
    """A coordinator looks at her cohorts."""

    def __init__(self, qtbot: QtBot, *cohorts: Cohort) -> None:
        self.office = FakeOffice()
        self.desk = people_desk(SEVERAL, cohorts, office=self.office)
        self.people: FakeCampusPeople = self.desk.campus_people
        self.page = CohortPage(InlineJobs(self.desk), ADA.learner)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()

    def show(self, cohort: str = "") -> None:
        self.page.show_at(ToCohort(cohort))

    @property
    def rows(self) -> list[Row]:
        model = self.page.list.rows
        return [model.index(at).data(RowRole.ROW) for at in range(model.rowCount())]

    @property
    def said(self) -> str:
        return self.page.notice.text.text() if self.page.notice.isVisible() else ""


@pytest.fixture
def groups(qtbot: QtBot) -> Groups:
    return Groups(qtbot, AUTUMN, SPRING)


def test_each_cohort_says_whom_when_and_what_and_ended_ones_stand_apart(groups: Groups) -> None:
    groups.show()
    assert [row.title for row in groups.rows] == ["Autumn 2026", "Have ended", "Spring 2026"]
    said = groups.rows[0].spoken
    for piece in (
        "1 ",
        f"{day_of(date(2026, 9, 1))} to {day_of(date(2026, 12, 18))}",
        "AI literacy for teachers",
    ):
        assert piece in said
    groups.page.list.chosen.emit(AUTUMN.cohort)
    groups.page.new.click()
    groups.page.way_back().click()
    assert groups.gone == [ToCohort(AUTUMN.cohort), ToCohort(NEW), ToPeople()]


def test_where_there_is_none_it_says_what_a_cohort_is(qtbot: QtBot) -> None:
    groups = Groups(qtbot)
    groups.show()
    assert groups.page.empty.isVisible()
    groups.page.empty.action.click()
    assert groups.gone == [ToCohort(NEW)]


def test_one_is_made_by_keyboard_with_its_days_and_courses(groups: Groups) -> None:
    groups.show(NEW)
    card = groups.page.card
    assert groups.page.first_stop() is card.name
    card.begins.set_day("2027-01-11")
    card.ends.set_day("2027-04-30")
    card.courses["data"].setChecked(True)
    QTest.keyClicks(card.name, " January 2027 ")
    QTest.keyClick(card.name, Qt.Key.Key_Return)
    days = ("2027-01-11", "2027-04-30")
    assert groups.people.done == [("set-cohort", None, "January 2027", ("data",), *days)]
    assert groups.gone == [ToCohort("aaaa")]


def test_one_is_changed_and_says_so(groups: Groups) -> None:
    groups.show(AUTUMN.cohort)
    card = groups.page.card
    assert (card.begins.day, card.ends.day) == (AUTUMN.begins, AUTUMN.ends)
    assert [each for each, box in card.courses.items() if box.isChecked()] == ["ai-literacy"]
    card.name.setText("Autumn")
    card.ends.said.setChecked(False)
    card.save.click()
    assert groups.people.done == [
        ("set-cohort", AUTUMN.cohort, "Autumn", ("ai-literacy",), AUTUMN.begins, "")
    ]
    assert groups.said.startswith("Written down")
    assert groups.page._title.text() == "Autumn"


def test_an_empty_name_and_days_in_the_wrong_order_are_refused(groups: Groups) -> None:
    groups.show(NEW)
    card = groups.page.card
    card.save.click()
    assert card.field.refusal
    card.name.setText("January")
    card.begins.set_day("2027-04-30")
    card.ends.set_day("2027-01-11")
    card.save.click()
    assert groups.said.startswith("A cohort ends on the day")
    assert card.ends.date.hasFocus()
    assert groups.people.done == []


def test_what_is_typed_stays_while_something_else_changes(groups: Groups) -> None:
    groups.show(AUTUMN.cohort)
    card = groups.page.card
    card.name.setText("Half typ")
    card.courses["data"].setChecked(True)
    groups.page.changed(Changes.DOCUMENTS)
    assert card.name.text() == "Half typ"
    assert card.courses["data"].isChecked()


def test_a_course_that_is_not_on_this_computer_stays_in_the_cohort(qtbot: QtBot) -> None:
    groups = Groups(qtbot, replace(AUTUMN, courses=("elsewhere", "data")))
    groups.show(AUTUMN.cohort)
    groups.page.card.save.click()
    assert set(groups.people.done[0][3]) == {"elsewhere", "data"}  # type: ignore[call-overload]


def test_that_one_has_ended_is_asked_twice_and_then_nothing_is_changed(groups: Groups) -> None:
    groups.show(AUTUMN.cohort)
    card = groups.page.card
    card.end.click()
    assert card.not_now.hasFocus()
    assert groups.people.done == []
    card.not_now.click()
    card.end.click()
    card.surely.click()
    assert groups.people.done == [("end-cohort", AUTUMN.cohort)]
    assert not card.save.isEnabled()
    assert not card.end.isVisible()
    assert not groups.page.members.add.isVisible()


def test_its_people_are_listed_and_led_to(groups: Groups) -> None:
    groups.show(AUTUMN.cohort)
    members = groups.page.members
    assert members.list.rows.rowCount() == 1
    members.list.chosen.emit("T-001")
    members.show_them.click()
    members.add.click()
    groups.page.way_back().click()
    assert groups.gone == [
        *(ToPerson("T-001"), ToPeople(cohort=AUTUMN.cohort), ToPeople(), ToCohort())
    ]


def test_one_that_is_gone_is_said_so(groups: Groups) -> None:
    groups.show("1111111111111111")
    assert "no longer known" in groups.said
    assert not groups.page.card.isVisible()


def test_while_her_office_is_closed_it_leads_there(groups: Groups) -> None:
    groups.office.state = OfficeState.LOCKED
    groups.show(AUTUMN.cohort)
    groups.people.failure = RefusedError(Code.OFFICE_LOCKED, "Locked.")
    groups.page.card.save.click()
    assert "six words" in groups.said
    groups.page.notice.action.click()
    assert groups.gone == [ToOffice(after=ToCohort(AUTUMN.cohort))]


def test_everything_has_a_name_and_nothing_is_cut(
    groups: Groups, qtbot: QtBot, qapp: QApplication
) -> None:
    for cohort in ("", AUTUMN.cohort, NEW):
        groups.show(cohort)
        for size in (100, 150):
            wear(qapp, LIGHT, size)
            assert nameless(groups.page) == []
            qtbot.waitUntil(lambda: clipped(groups.page) == [])
