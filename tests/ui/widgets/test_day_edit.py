"""A day is said or left open, and is written as 2026-03-12 whatever the windows show."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.day_edit import DayEdit


@pytest.fixture
def edit(qtbot: QtBot) -> DayEdit:
    made = DayEdit()
    qtbot.addWidget(made)
    made.say("It begins on")
    return made


def test_without_the_tick_no_day_is_said(edit: DayEdit) -> None:
    assert edit.day == ""
    edit.set_day("2026-03-12")
    assert edit.day == "2026-03-12"
    edit.said.setChecked(False)
    assert edit.day == ""
    assert not edit.date.isEnabled()
    assert edit.date.accessibleName() == "It begins on"


@pytest.mark.parametrize("wrong", ["", "12/03/2026", "2026-02-30"])
def test_what_is_no_day_is_none(edit: DayEdit, wrong: str) -> None:
    edit.set_day("2026-03-12")
    edit.set_day(wrong)
    assert edit.day == ""


@pytest.mark.parametrize("language", ["en_GB", "fr_SN", "ar_EG", "am_ET"])
def test_a_day_comes_back_as_it_was_in_any_language(edit: DayEdit, language: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    edit.say("It begins on")

    @given(st.dates(min_value=date(1800, 1, 1)))
    def comes_back(day: object) -> None:
        edit.set_day(str(day))
        assert edit.day == str(day)

    comes_back()
    QLocale.setDefault(before)


def test_tab_leaves_the_date_at_once(qtbot: QtBot) -> None:
    held, edit, after = QWidget(), DayEdit(), QPushButton()
    column = QVBoxLayout(held)
    column.addWidget(edit)
    column.addWidget(after)
    qtbot.addWidget(held)
    with qtbot.waitExposed(held):
        held.show()
    held.activateWindow()
    edit.set_day("2026-03-12")
    edit.date.setFocus()
    qtbot.waitUntil(edit.date.hasFocus)
    QTest.keyClick(edit.date, Qt.Key.Key_Tab)
    assert after.hasFocus()
