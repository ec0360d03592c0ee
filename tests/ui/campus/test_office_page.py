"""Who types her six words goes on where they were wanted, and is not led there again."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FakeOffice, campus_desk
from helpers.inline_jobs import InlineJobs
from helpers.inspection import nameless
from helpers.page_fakes import ADA
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.office_page import OfficePage
from ujuzi.ui.shell.destinations import Destination, ToCampus, ToCampusComputer, ToOffice, ToPeople


class Door:
    """The page, and an office that a test opens."""

    def __init__(self, qtbot: QtBot) -> None:
        self.office = FakeOffice(OfficeState.LOCKED)
        self.page = OfficePage(InlineJobs(campus_desk(office=self.office)), ADA.learner)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.show()

    def open(self) -> None:
        self.office.state = OfficeState.OPEN
        self.page.office.look()


@pytest.fixture
def door(qtbot: QtBot) -> Door:
    return Door(qtbot)


def test_once_it_is_open_she_goes_on_with_the_computer(door: Door) -> None:
    door.page.show_at(ToOffice("07"))
    assert door.gone == []
    door.open()
    assert door.gone == [ToCampusComputer("07")]
    door.page.show_at(ToOffice("07"))  # by the way back
    assert door.gone == [ToCampusComputer("07")]


def test_once_it_is_open_she_goes_on_where_she_came_from(door: Door) -> None:
    door.page.show_at(ToOffice(after=ToPeople()))
    door.open()
    assert door.gone == [ToPeople()]


def test_who_came_for_no_computer_stays(door: Door) -> None:
    door.page.show_at(ToOffice())
    door.open()
    assert door.gone == []
    door.page.way_back().click()
    assert door.gone == [ToCampus()]
    assert nameless(door.page) == []
