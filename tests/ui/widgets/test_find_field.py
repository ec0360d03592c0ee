"""A field over a list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.find_field import FindField


def test_down_goes_into_the_list_and_escape_finds_all(qtbot: QtBot) -> None:
    held, found = QWidget(), QListWidget()
    field = FindField(found)
    column = QVBoxLayout(held)
    column.addWidget(field)
    column.addWidget(found)
    qtbot.addWidget(held)
    held.show()
    held.activateWindow()
    field.setText("awa")
    field.take_keyboard()
    qtbot.waitUntil(field.hasFocus)
    assert field.selectedText() == "awa"
    QTest.keyClick(field, Qt.Key.Key_Down)
    qtbot.waitUntil(found.hasFocus)
    assert field.text() == "awa"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
