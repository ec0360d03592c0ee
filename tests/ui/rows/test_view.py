"""A list is worked by keyboard, keeps its place, and draws what its rows hold."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from ujuzi.ui.rows.model import WINDOW, RowRole
from ujuzi.ui.rows.row import Row
from ujuzi.ui.rows.view import RowList

LONG = "A passage that is much longer than the list is wide. " * 8
ROWS = (
    Row("Heading"),
    Row("One", key=1, icon="lesson", trailing="Done", trailing_icon="check"),
    Row("Two", key=2, detail="Lesson · 15 min"),
    Row("Three", key=3, pieces=((LONG, False), ("found", True), (" نص", False))),
)


@pytest.fixture
def view(qtbot: QtBot) -> RowList:
    view = RowList()
    qtbot.addWidget(view)
    view.resize(400, 500)
    view.set_rows(ROWS)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_the_keyboard_starts_at_the_first_row_that_can_be_chosen(
    qtbot: QtBot, view: RowList
) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.currentIndex().row() == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_chooses_the_current_row(qtbot: QtBot, view: RowList, key: Qt.Key) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.keyClick(view, key)
    assert chosen.args == [2]


def test_a_click_chooses_the_row_under_it(qtbot: QtBot, view: RowList) -> None:
    place = view.visualRect(view.rows.index(2)).center()
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [2]


def test_a_row_keeps_the_keyboard_when_the_rows_are_renewed(view: RowList) -> None:
    view.setCurrentIndex(view.rows.index(2))
    view.set_rows((Row("New", key=9), *ROWS))
    assert view.currentIndex().data(RowRole.ROW).key == 2


def test_a_longer_text_makes_a_higher_row_and_a_wider_list_a_lower_one(
    qtbot: QtBot, view: RowList
) -> None:
    narrow = view.sizeHintForRow(3)
    assert narrow > view.sizeHintForRow(1)
    view.resize(800, 500)
    assert view.sizeHintForRow(3) < narrow


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_every_row_is_drawn_in_both_directions(
    view: RowList, direction: Qt.LayoutDirection
) -> None:
    view.setLayoutDirection(direction)
    drawn = view.grab().toImage()
    for row in range(len(ROWS)):
        rect = view.visualRect(view.rows.index(row))
        ground = drawn.pixelColor(rect.center().x(), rect.top() + 1)
        inked = any(
            drawn.pixelColor(x, y) != ground
            for y in range(rect.top(), rect.bottom(), 2)
            for x in range(rect.left(), rect.right(), 2)
        )
        assert inked, row


def test_a_list_that_fits_shows_all_its_rows_and_lets_the_page_scroll(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    view = RowList(fits=True)
    area.setWidgetResizable(True)
    area.setWidget(view)
    area.resize(400, 300)
    area.show()
    view.set_rows([Row(f"Row {n}", key=n) for n in range(WINDOW + 20)])
    assert view.rows.rowCount() == WINDOW + 20
    assert view.verticalScrollBar().maximum() == 0
    view.setCurrentIndex(view.rows.index(WINDOW))
    assert area.verticalScrollBar().value() > 0
