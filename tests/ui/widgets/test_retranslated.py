"""A widget that is mixed with `Retranslated` hears of a language; so does what is made of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.retranslated import Retranslated


class Said(Retranslated, QFrame):
    """Counts how often it said its texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.times = 0
        self.retranslate()

    def retranslate(self) -> None:
        self.times += 1


class Styled(Said):
    """Has more to do at a change."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[QEvent.Type] = []

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if hasattr(self, "kinds"):
            self.kinds.append(event.type())


def test_a_change_of_language_is_said_once_and_nothing_else_is(qtbot: QtBot) -> None:
    said = Said()
    qtbot.addWidget(said)
    said.setStyleSheet("color: red")
    assert said.times == 1
    QCoreApplication.sendEvent(said, QEvent(QEvent.Type.LanguageChange))
    assert said.times == 2


def test_a_child_of_the_mixin_may_hear_of_more(qtbot: QtBot) -> None:
    styled = Styled()
    qtbot.addWidget(styled)
    QCoreApplication.sendEvent(styled, QEvent(QEvent.Type.LanguageChange))
    assert (styled.times, styled.kinds) == (2, [QEvent.Type.LanguageChange])


def test_a_child_widget_hears_of_it_through_its_parent(qtbot: QtBot) -> None:
    parent = QLabel()
    said = Said(parent)
    qtbot.addWidget(parent)
    QCoreApplication.sendEvent(parent, QEvent(QEvent.Type.LanguageChange))
    assert said.times == 2
