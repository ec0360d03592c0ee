"""A language brings its locale, direction and texts, and is switched while windows stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from ujuzi.ui.look.language import NAMES, Interpreter, of_computer, offered


@pytest.fixture
def interpreter(qapp: QApplication) -> Iterator[Interpreter]:
    made = Interpreter(qapp)
    yield made
    made.speak("en")


def test_english_is_always_offered_and_nothing_that_is_not_translated() -> None:
    assert offered()[0] == "en"
    assert set(offered()) <= set(NAMES)


def test_a_computers_language_is_one_that_is_offered() -> None:
    assert of_computer() in offered()


def test_arabic_turns_the_layout_and_english_turns_it_back(
    qapp: QApplication, interpreter: Interpreter
) -> None:
    interpreter.speak("ar")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert QLocale().language() == QLocale.Language.Arabic
    interpreter.speak("en")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert QLocale().language() == QLocale.Language.English


def test_qts_own_buttons_speak_the_language(qtbot: QtBot, interpreter: Interpreter) -> None:
    interpreter.speak("fr")
    box = QMessageBox()
    qtbot.addWidget(box)
    button = box.addButton(QMessageBox.StandardButton.Cancel)
    assert button.text() == "Annuler"
    interpreter.speak("en")
    again = QMessageBox()
    qtbot.addWidget(again)
    assert again.addButton(QMessageBox.StandardButton.Cancel).text() == "Cancel"
