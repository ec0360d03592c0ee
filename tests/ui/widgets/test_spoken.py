"""What appears where the keyboard is not is announced to a screen reader: once, and where seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets import spoken
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.notice import Notice


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words: list[str] = []

    def event(widget: QWidget, text: str) -> QAccessibleEvent:
        words.append(text)
        return QAccessibleEvent(widget, QAccessible.Event.Alert)

    monkeypatch.setattr(spoken, "announcement", lambda: event)
    return words


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def put(page: QWidget, widget: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    layout.addWidget(widget)


def test_a_notice_is_said_when_it_appears_and_not_again_while_it_stands(
    page: QWidget, said: list[str]
) -> None:
    notice = Notice()
    put(page, notice)
    notice.say("The disk is full.", "warning")
    notice.say("The disk is full.", "warning")
    assert said == ["The disk is full."]
    notice.clear()
    notice.say("The disk is full.", "warning")
    assert len(said) == 2


def test_what_is_refused_is_said_wherever_the_keyboard_is(page: QWidget, said: list[str]) -> None:
    field = LabelledField(QLineEdit())
    put(page, field)
    field.show()
    field.say("PIN")
    field.refuse("This PIN is not right.")
    field.refuse("This PIN is not right.")
    field.accept()
    assert said == ["This PIN is not right."]


def test_work_that_begins_is_said_and_its_bar_has_its_name(page: QWidget, said: list[str]) -> None:
    busy = Busy()
    put(page, busy)
    for _ in range(2):
        busy.say("Installing")
    busy.clear()
    busy.say("Installing")
    assert said == ["Installing", "Installing"]
    assert busy._bar.accessibleName() == "Installing"


def test_nothing_is_said_where_nobody_sees_it(page: QWidget, said: list[str]) -> None:
    notice = Notice()
    put(page, notice)
    page.hide()
    notice.say("The disk is full.", "warning")
    assert said == []


def test_where_qt_knows_no_announcement_an_alert_stands_for_it(
    page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken, "announcement", lambda: None)
    spoken.announce(page, "The disk is full.")
