"""This week: each line leads by its one button to where it is looked after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FakeCampusComputers, campus_desk, landed
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.message_fakes import FakeCampusAppeals
from helpers.page_fakes import ADA
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.services.campus.appeals import WaitingAppeals
from ujuzi.services.campus.computers import WeekErrand, WeekLine
from ujuzi.ui.campus.week_page import ICONS, WeekPage
from ujuzi.ui.shell.destinations import (
    Destination,
    ToCampus,
    ToCampusAnnouncements,
    ToCampusComputer,
    ToCollect,
    ToCollectionReceipt,
    ToComputers,
    ToHelp,
    ToPeople,
    ToReports,
)


class Monday:
    """A coordinator's week as it begins."""

    def __init__(self, qtbot: QtBot) -> None:
        self.computers = FakeCampusComputers([landed(1)])
        self.appeals = FakeCampusAppeals()
        desk = campus_desk(campus_computers=self.computers, campus_appeals=self.appeals)
        self.page = WeekPage(InlineJobs(desk), ADA.learner)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()

    def show(self, *lines: WeekLine) -> None:
        self.computers.lines = lines
        self.page.show_at(ToCampus())
        self.page.take_keyboard()


@pytest.fixture
def monday(qtbot: QtBot) -> Monday:
    return Monday(qtbot)


def line(errand: WeekErrand, *keys: str) -> WeekLine:
    return WeekLine(errand, max(1, len(keys)), tuple(f"PC-{key}" for key in keys[:3]), keys)


LEADS_TO = {
    WeekErrand.TAKE_IN: ToCampusComputer("07"),
    WeekErrand.SEATS: ToCampusComputer("07"),
    WeekErrand.COPIES: ToCampusComputer("07"),
    WeekErrand.QUARANTINE: ToCampusComputer("07"),
    WeekErrand.SEND_ON: ToCollect(),
    WeekErrand.HELD_LONG: ToCollect(),
    WeekErrand.COLLECT: ToCollect(),
    WeekErrand.NEVER_SEEN: ToCampusComputer("07"),
    WeekErrand.PUT_BACK: ToCollect(),
    WeekErrand.CLOCKS: ToCampusComputer("07"),
    WeekErrand.NEARLY_FULL: ToCampusComputer("07"),
    WeekErrand.MAY_GO: ToCampusComputer("07"),
}


@pytest.mark.parametrize("errand", WeekErrand)
def test_each_line_has_one_button_that_leads_to_where_it_is_looked_after(
    monday: Monday, errand: WeekErrand
) -> None:
    assert errand in ICONS
    monday.show(line(errand, "07"))
    (button,) = monday.page.buttons
    button.click()
    assert monday.gone == [LEADS_TO[errand]]


def test_a_line_about_several_computers_leads_to_these(monday: Monday) -> None:
    monday.show(line(WeekErrand.CLOCKS, "03", "04", "05", "06"))
    monday.page.buttons[0].click()
    assert monday.gone == [ToComputers(only=("03", "04", "05", "06"))]


def test_the_keyboard_starts_at_what_is_most_urgent_and_a_reader_hears_the_sentence(
    monday: Monday, qtbot: QtBot
) -> None:
    monday.show(line(WeekErrand.TAKE_IN, "07"), line(WeekErrand.SEND_ON))
    first = monday.page.buttons[0]
    monday.page.activateWindow()
    qtbot.waitUntil(first.hasFocus)
    assert "PC-07" in first.accessibleDescription()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert monday.gone == [ToCampusComputer("07")]
    assert nameless(monday.page) == []
    qtbot.waitUntil(lambda: clipped(monday.page) == [])


def test_where_nothing_needs_her_it_says_when_to_look_again(monday: Monday) -> None:
    monday.show()
    assert monday.page.empty.isVisible()
    assert not monday.page.needs.isVisible()
    assert not monday.page.empty.action.isVisible()
    assert monday.page.first_stop() is monday.page.collect


def test_where_no_computer_is_known_it_says_what_to_do_first(monday: Monday) -> None:
    monday.computers.known = []
    monday.show()
    monday.page.empty.action.click()
    assert monday.gone == [ToComputers()]


def test_the_other_rooms_and_the_help_are_a_press_away(monday: Monday) -> None:
    monday.show()
    page = monday.page
    rooms = (page.collect, page.computers, page.people, page.reports, page.receipt)
    for button in (*rooms, page.help):
        button.click()
    assert monday.gone[:3] == [ToCollect(), ToComputers(), ToPeople()]
    assert monday.gone[3:5] == [ToReports(), ToCollectionReceipt()]
    assert isinstance(monday.gone[5], ToHelp)


def test_what_was_settled_goes_and_the_keyboard_stays_at_the_list(
    monday: Monday, qtbot: QtBot
) -> None:
    monday.show(line(WeekErrand.TAKE_IN, "07"), line(WeekErrand.SEND_ON))
    monday.page.activateWindow()
    qtbot.waitUntil(monday.page.buttons[0].hasFocus)
    monday.computers.lines = (line(WeekErrand.SEND_ON),)
    monday.page.changed(Changes.SYNC)
    assert len(monday.page.buttons) == 1
    assert monday.page.buttons[0].hasFocus()


def test_it_says_how_many_second_looks_wait_and_whose(monday: Monday) -> None:
    monday.show()
    assert monday.page.appeals.isHidden()
    monday.appeals.waits = (
        WaitingAppeals(LearnerId("1"), "Awa Sow", 1),
        WaitingAppeals(LearnerId("2"), "", 2),
    )
    monday.show()

    assert monday.page.appeals.isVisible()
    assert "3 result" in monday.page.appeals.text()
    assert monday.page.appeals.text().endswith(": Awa Sow.")
    assert clipped(monday.page) == []
    monday.page.changed(Changes.DOCUMENTS)
    assert monday.appeals.asked == 2, "asking keeps her office open: at her visits alone"


def test_announcing_is_a_room_of_the_wing(monday: Monday) -> None:
    monday.show()
    monday.page.announce.click()
    assert monday.gone == [ToCampusAnnouncements()]
