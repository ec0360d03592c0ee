"""A card that is a button: pressed anywhere, by key, and as tall as its words need."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.card import CardButton
from ujuzi.ui.widgets.label import Label

LONG = "A sentence that is so long that it needs several lines on a narrow card. " * 3


@pytest.fixture
def card(qtbot: QtBot) -> CardButton:
    made = CardButton()
    made.column.addWidget(Label("title", "A title"))
    made.column.addWidget(Label("soft", LONG))
    made.resize(300, 400)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("at", [QPoint(5, 5), QPoint(60, 40), QPoint(60, 120)])
def test_a_click_on_its_words_is_a_click_on_the_card(
    qtbot: QtBot, card: CardButton, at: QPoint
) -> None:
    handle = card.window().windowHandle()
    assert handle is not None
    with qtbot.waitSignal(card.clicked):
        from PySide6.QtTest import QTest

        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_space_presses_it(qtbot: QtBot, card: CardButton) -> None:
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, Qt.Key.Key_Space)


def test_a_narrow_card_is_taller(card: CardButton) -> None:
    assert card.heightForWidth(300) > card.heightForWidth(900)
