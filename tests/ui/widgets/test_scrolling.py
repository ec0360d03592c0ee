"""What is read whole in a low window too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.scrolling import scrolling


def test_it_scrolls_where_there_is_less_room_and_fills_what_there_is(qtbot: QtBot) -> None:
    held = QWidget()
    held.setMinimumHeight(300)
    area = scrolling(held)
    qtbot.addWidget(area)
    area.resize(200, 100)
    area.show()
    assert held.height() == 300
    assert area.verticalScrollBar().maximum() > 0
    area.resize(200, 500)
    assert held.height() == area.viewport().height() > 300
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus
