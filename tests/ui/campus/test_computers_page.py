"""The computers: one sentence each, and those that nobody has seen stand among them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FakeCampusComputers, campus_desk, lab
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from ujuzi.ui.campus.arrival_words import arrival_sentence
from ujuzi.ui.campus.computers_page import ComputersPage
from ujuzi.ui.rows.model import RowRole
from ujuzi.ui.rows.row import Row
from ujuzi.ui.shell.destinations import Destination, ToCampus, ToCampusComputer, ToComputers


class Campus:
    """A page of so many computers."""

    def __init__(self, qtbot: QtBot, count: int) -> None:
        self.computers = FakeCampusComputers(lab(count) if count else [])
        self.page = ComputersPage(InlineJobs(campus_desk(campus_computers=self.computers)))
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()
        self.page.show_at(ToComputers())

    @property
    def rows(self) -> list[Row]:
        model = self.page.list.rows
        return [model.index(at).data(RowRole.ROW) for at in range(model.rowCount())]


@pytest.fixture
def forty(qtbot: QtBot) -> Campus:
    return Campus(qtbot, 40)


@pytest.fixture
def none(qtbot: QtBot) -> Campus:
    return Campus(qtbot, 0)


def test_each_computer_has_a_row_with_the_one_sentence(forty: Campus) -> None:
    by_key = {row.key: row for row in forty.rows if row.key is not None}
    assert len(by_key) == 40
    for known in forty.computers.known:
        row = by_key[known.key]
        said = arrival_sentence(known.arrival, known.name)
        assert row.title == known.name
        assert row.pieces == ((said, False),)
        assert said in row.spoken
    assert "31 of 40 computers" in forty.page._gist.text()


def test_those_that_were_never_seen_stand_under_a_heading_of_their_own(forty: Campus) -> None:
    titles = [row.title for row in forty.rows]
    assert titles[-3:] == ["Expected, and never seen", "Lab 2, by the window", "Library"]


def test_what_is_to_be_looked_at_is_in_the_row_and_is_heard(forty: Campus) -> None:
    row = forty.rows[2]
    assert row.icon == "warning"
    assert row.detail
    assert row.detail in row.spoken
    assert forty.rows[0].icon == "computer"


def test_by_keyboard_alone_one_comes_to_a_computer_and_back(forty: Campus, qtbot: QtBot) -> None:
    forty.page.activateWindow()
    forty.page.take_keyboard()
    qtbot.waitUntil(forty.page.list.hasFocus)
    for _ in range(45):
        QTest.keyClick(forty.page.list, Qt.Key.Key_Down)
    QTest.keyClick(forty.page.list, Qt.Key.Key_Return)
    forty.page.way_back().click()
    assert forty.gone == [ToCampusComputer("expected-2"), ToCampus()]


def test_a_reader_hears_the_list_and_its_rows_by_name(forty: Campus, qtbot: QtBot) -> None:
    seen = QAccessible.queryAccessibleInterface(forty.page.list)
    assert seen.text(QAccessible.Text.Name) == "Computers of the campus"
    assert seen.child(0).text(QAccessible.Text.Name).startswith("PC-01. All 150 ")
    assert nameless(forty.page) == []
    qtbot.waitUntil(lambda: clipped(forty.page) == [])


def test_those_that_are_asked_about_are_shown_alone_until_all_are_wanted(forty: Campus) -> None:
    keys = tuple(row.key for row in forty.computers.known[4:6])
    forty.page.show_at(ToComputers(only=keys))
    assert [row.key for row in forty.rows] == list(keys)
    assert forty.page.all.isVisible()
    forty.page.all.click()
    assert forty.gone == [ToComputers()]
    forty.page.show_at(ToComputers())
    assert len([row for row in forty.rows if not row.is_heading]) == 40
    assert not forty.page.all.isVisible()


def test_names_of_those_she_expects_are_added_one_after_the_other(none: Campus) -> None:
    assert none.page.empty.isVisible()
    none.page.empty.action.click()
    assert none.page.name.hasFocus()
    for name in ("Library", "Lab 1, door"):
        none.page.name.setText(f" {name} ")
        QTest.keyClick(none.page.name, Qt.Key.Key_Return)
    assert [row.name for row in none.computers.known] == ["Library", "Lab 1, door"]
    assert none.page.name.text() == ""
    assert none.page.name.hasFocus()
    assert not none.page.empty.isVisible()

    none.page.done.click()
    assert not none.page.expecting.isVisible()


def test_an_empty_name_or_one_that_stands_there_is_refused_at_the_field(none: Campus) -> None:
    none.page.empty.action.click()
    none.page.add.click()
    assert "Type the name" in none.page.field.refusal
    for _ in range(2):
        none.page.name.setText("Library")
        none.page.add.click()
    assert none.page.field.refusal
    assert len(none.computers.known) == 1
    none.page.name.setText("")
    QTest.keyClick(none.page.name, Qt.Key.Key_L)
    assert none.page.field.refusal == ""


def test_forty_rows_are_painted_without_a_widget_each(forty: Campus) -> None:
    assert len(forty.page.list.viewport().children()) <= 2
