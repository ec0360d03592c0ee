"""Thousands of rows are ticked by keyboard and pointer, and only what is seen is made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ujuzi.ui.rows.tick_list import TickList, TickRow, box_rect

MANY = 5_000
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Ticked:
    """Numbers as rows, of which every tenth cannot be ticked."""

    def __init__(self, qtbot: QtBot, count: int, *, opens: bool = True) -> None:
        self.made: list[int] = []
        self.list = TickList(opens=opens)
        self.tester = QAbstractItemModelTester(
            self.list.rows, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.opened: list[object] = []
        self.list.chosen.connect(self.opened.append)
        qtbot.addWidget(self.list)
        self.list.resize(500, 500)
        with qtbot.waitExposed(self.list):
            self.list.show()
        self.list.set_things(range(count), self.row)

    def row(self, number: int) -> TickRow:
        self.made.append(number)
        return TickRow(f"Person {number}", key=number, detail="Teacher", may_tick=number % 10 != 9)

    def press(self, row: int, modifier: Qt.KeyboardModifier = SHIFT, *, box: bool) -> QPoint:
        rect = self.list.visualRect(self.list.rows.index(row))
        return box_rect(self.list, rect).center() if box else rect.center()


@pytest.fixture
def ten(qtbot: QtBot) -> Ticked:
    return Ticked(qtbot, 10)


def test_space_ticks_and_enter_opens(ten: Ticked, qtbot: QtBot) -> None:
    ten.list.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(ten.list, Qt.Key.Key_Space)
    qtbot.keyClick(ten.list, Qt.Key.Key_Down)
    qtbot.keyClick(ten.list, Qt.Key.Key_Down)
    qtbot.keyClick(ten.list, Qt.Key.Key_Space)
    assert ten.list.ticked == {0, 2}
    qtbot.keyClick(ten.list, Qt.Key.Key_Space)
    assert ten.list.ticked == {0}
    assert ten.opened == []
    qtbot.keyClick(ten.list, Qt.Key.Key_Return)
    assert ten.opened == [2]


def test_all_that_are_shown_are_ticked_by_one_key_but_those_that_cannot_be(
    ten: Ticked, qtbot: QtBot
) -> None:
    qtbot.keyClick(ten.list, Qt.Key.Key_A, CONTROL)
    assert ten.list.ticked == set(range(9))


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_click_on_the_box_ticks_and_one_elsewhere_opens(
    ten: Ticked, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    ten.list.setLayoutDirection(direction)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(ten.list.viewport(), left, pos=ten.press(1, box=True))
    assert ten.list.ticked == {1}
    assert ten.opened == []
    qtbot.mouseClick(ten.list.viewport(), left, pos=ten.press(4, box=False))
    assert ten.list.ticked == {1}
    assert ten.opened == [4]


def test_shift_and_a_click_tick_what_is_between(ten: Ticked, qtbot: QtBot) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(ten.list.viewport(), left, pos=ten.press(5, box=True))
    qtbot.mouseClick(ten.list.viewport(), left, SHIFT, pos=ten.press(2, box=True))
    assert ten.list.ticked == {2, 3, 4, 5}


def test_where_there_is_nothing_to_open_a_click_anywhere_ticks(qtbot: QtBot) -> None:
    ten = Ticked(qtbot, 10, opens=False)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(ten.list.viewport(), left, pos=ten.press(4, box=False))
    qtbot.keyClick(ten.list, Qt.Key.Key_Down)
    qtbot.keyClick(ten.list, Qt.Key.Key_Return)
    assert ten.list.ticked == {4, 5}
    assert ten.opened == []


def test_ticks_stay_while_others_are_shown(ten: Ticked) -> None:
    ten.list.rows.tick((3,), on=True)
    ten.list.set_things(range(20, 25), ten.row)
    ten.list.rows.tick((0,), on=True)
    assert ten.list.ticked == {3, 20}
    ten.list.set_ticked({20})
    assert ten.list.ticked == {20}


def test_the_row_that_had_the_keyboard_keeps_it(ten: Ticked) -> None:
    ten.list.setCurrentIndex(ten.list.rows.index(4))
    ten.list.set_things(range(2, 10), ten.row)
    assert ten.list.rows.row(ten.list.currentIndex().row()).key == 4


def test_a_screen_reader_hears_a_row_and_whether_it_is_ticked(ten: Ticked) -> None:
    ten.list.rows.tick((0,), on=True)
    seen = QAccessible.queryAccessibleInterface(ten.list)
    assert seen.child(0).text(QAccessible.Text.Name) == "Person 0, Teacher"
    assert [seen.child(row).state().checked for row in (0, 1)] == [1, 0]
    assert [seen.child(row).state().checkable for row in (0, 9)] == [1, 0]


def test_of_five_thousand_only_what_is_seen_is_made(qtbot: QtBot) -> None:
    many = Ticked(qtbot, 0)
    del many.tester
    many.list.set_things(range(MANY), many.row)
    many.list.grab()
    many.list.scrollToBottom()
    many.list.grab()
    assert MANY - 1 in many.made
    assert len(many.made) < 100
