"""A field over a list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.find_field import FindField


class Shown(QWidget):
    """A field over a list, what was asked for, and the keys that the window is left with."""

    def __init__(self) -> None:
        super().__init__()
        self.found = QListWidget()
        self.field = FindField(self.found)
        self.asked: list[str] = []
        self.left: list[int] = []
        self.field.rested.connect(lambda: self.asked.append(self.field.text()))
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.left.append(event.key())


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    shown = Shown()
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    shown.field.take_keyboard()
    qtbot.waitUntil(shown.field.hasFocus)
    return shown


def test_down_goes_into_the_list_and_escape_finds_all(shown: Shown, qtbot: QtBot) -> None:
    field, found = shown.field, shown.found
    field.setText("awa")
    field.take_keyboard()
    assert field.selectedText() == "awa"
    QTest.keyClick(field, Qt.Key.Key_Down)
    qtbot.waitUntil(found.hasFocus)
    assert field.text() == "awa"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_escape_in_the_list_finds_all_and_is_the_window_s_where_all_is_found(
    shown: Shown, qtbot: QtBot
) -> None:
    shown.field.show_words("awa")
    for left in ([], [Qt.Key.Key_Escape]):
        shown.found.setFocus()
        qtbot.waitUntil(shown.found.hasFocus)
        QTest.keyClick(shown.found, Qt.Key.Key_Escape)
        assert shown.field.text() == ""
        assert shown.left == left
    assert shown.found.hasFocus()


def test_down_stays_where_nothing_is_found(shown: Shown) -> None:
    shown.found.hide()
    QTest.keyClick(shown.field, Qt.Key.Key_Down)
    assert shown.field.hasFocus()


def test_words_are_asked_for_once_when_nobody_goes_on_typing(shown: Shown, qtbot: QtBot) -> None:
    QTest.keyClicks(shown.field, "awa")
    assert shown.field.is_waiting
    assert shown.asked == []
    qtbot.waitUntil(lambda: shown.asked == ["awa"])
    assert not shown.field.is_waiting


def test_who_cannot_wait_asks_at_once_and_never_twice(shown: Shown) -> None:
    shown.field.setText("awa")
    shown.field.rest()
    shown.field.rest()
    assert shown.asked == ["awa"]


def test_words_that_a_page_shows_are_not_asked_for(shown: Shown) -> None:
    shown.field.show_words("awa")
    assert shown.field.text() == "awa"
    assert not shown.field.is_waiting
