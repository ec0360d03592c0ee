"""Buttons that have no room side by side stand one under the other, none of them cut."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.wrapping_row import WrappingRow


class Place:
    """A row of three buttons in a page of some width."""

    def __init__(self, qtbot: QtBot) -> None:
        self.buttons = [Button() for _ in range(3)]
        for button in self.buttons:
            button.setText("Collect and send")
        self.row = WrappingRow(*self.buttons)
        self.page = QWidget()
        column = QVBoxLayout(self.page)
        column.addWidget(self.row)
        column.addStretch(1)
        qtbot.addWidget(self.page)
        self.page.show()
        self.wait = qtbot.waitUntil

    def is_in_line(self) -> bool:
        shown = [each for each in self.buttons if each.isVisible()]
        return len({each.y() for each in shown}) == 1

    def is_whole(self) -> bool:
        shown = [each for each in self.buttons if each.isVisible()]
        return all(
            self.row.rect().contains(each.geometry()) and each.width() >= each.sizeHint().width()
            for each in shown
        )


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    return Place(qtbot)


def test_they_wrap_where_there_is_no_room_and_come_back_where_there_is(place: Place) -> None:
    place.page.resize(900, 300)
    place.wait(lambda: place.is_in_line() and place.is_whole())
    place.page.resize(250, 300)
    place.wait(lambda: not place.is_in_line() and place.is_whole())
    place.page.resize(900, 300)
    place.wait(lambda: place.is_in_line() and place.is_whole())


def test_longer_words_wrap_and_what_is_hidden_takes_no_room(place: Place) -> None:
    two = 2 * place.buttons[0].sizeHint().width() + 60
    place.page.resize(two, 300)
    place.wait(lambda: not place.is_in_line() and place.is_whole())
    place.buttons[2].hide()
    place.wait(lambda: place.is_in_line() and place.is_whole())
    place.buttons[0].setText("Collect and send, then prepare")
    place.wait(lambda: not place.is_in_line() and place.is_whole())
