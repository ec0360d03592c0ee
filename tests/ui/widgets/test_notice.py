"""A notice: hidden until it has something to say, and until then in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.notice import Notice, Tone


@pytest.fixture
def notice(qtbot: QtBot) -> Iterator[Notice]:
    page = QWidget()
    made = Notice()
    QVBoxLayout(page).addWidget(made)
    qtbot.addWidget(page)
    page.show()
    yield made
    page.close()


def test_a_notice_is_hidden_until_it_says_something(notice: Notice) -> None:
    assert not notice.isVisible()
    notice.say("The stick was pulled out.", "caution")
    assert notice.isVisible()
    assert notice.accessibleName() == "The stick was pulled out."
    notice.clear()
    assert not notice.isVisible()


@pytest.mark.parametrize("tone", ["info", "caution", "danger"])
def test_a_notice_has_a_tone(notice: Notice, tone: Tone) -> None:
    notice.say("Words.", tone)
    assert notice.property("tone") == tone


def test_there_is_a_button_only_where_there_is_something_to_do(
    notice: Notice, qtbot: QtBot
) -> None:
    notice.say("Words.")
    assert not notice.action.isVisible()
    notice.say("Words.", "info", "Try again")
    with qtbot.waitSignal(notice.acted):
        notice.action.click()
    assert notice.isVisible()


def test_the_cross_puts_it_away(notice: Notice, qtbot: QtBot) -> None:
    notice.say("Words.")
    with qtbot.waitSignal(notice.closed):
        notice.dismiss.click()
    assert not notice.isVisible()
