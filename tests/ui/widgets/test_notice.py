"""A notice: hidden until it has something to say, and until then in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import get_args

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from helpers.inspection import unpainted
from ujuzi.ui.look.theme import LIGHT, THEMES, Theme, wear
from ujuzi.ui.widgets.notice import MARKS, Notice, Tone


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
    notice.say("The stick was pulled out.", "warning")
    assert notice.isVisible()
    assert notice.accessibleName() == "The stick was pulled out."
    notice.clear()
    assert not notice.isVisible()


def test_a_notice_is_painted_though_a_picture_was_taken_before_it_spoke(notice: Notice) -> None:
    notice.window().grab()
    notice.say("The stick was pulled out.", "warning")
    assert unpainted(notice.window()) == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_each_tone_has_a_mark_and_a_ground_of_its_own(
    qapp: QApplication, notice: Notice, theme: Theme
) -> None:
    wear(qapp, theme)
    drawn = []
    for tone in get_args(Tone):
        notice.say("Words.", tone)
        assert notice.property("tone") == tone
        drawn.append(notice.grab().toImage())
    assert not any(one == other for one, other in combinations(drawn, 2))
    assert len({mark for mark, _ in MARKS.values()}) == len(get_args(Tone))
    wear(qapp, LIGHT)


def test_what_has_no_tone_does_not_look_as_if_it_were_done(notice: Notice) -> None:
    notice.say("You were signed out.")
    assert notice.property("tone") == "notice"


def test_there_is_a_button_only_where_there_is_something_to_do(
    notice: Notice, qtbot: QtBot
) -> None:
    notice.say("Words.")
    assert not notice.action.isVisible()
    notice.say("Words.", "notice", "Try again")
    with qtbot.waitSignal(notice.acted):
        notice.action.click()
    assert notice.isVisible()


def test_the_cross_puts_it_away(notice: Notice, qtbot: QtBot) -> None:
    notice.say("Words.")
    with qtbot.waitSignal(notice.closed):
        notice.dismiss.click()
    assert not notice.isVisible()


@pytest.mark.parametrize("width", [260, 300, 500, 900])
@pytest.mark.parametrize("action", ["Annuler", "Choisir un autre dossier"])
def test_what_can_be_done_is_whole_and_the_words_have_room_at_any_width(
    notice: Notice, width: int, action: str
) -> None:
    notice.say("La note a été supprimée et peut être rétablie.", "notice", action)
    notice.window().setFixedSize(width, 400)
    QApplication.processEvents()
    QApplication.processEvents()
    assert notice.action.width() >= notice.action.sizeHint().width()
    assert notice.rect().contains(notice.action.geometry())
    assert notice.rect().contains(notice.text.geometry())
    assert notice.text.height() >= notice.text.heightForWidth(notice.text.width())
    assert notice.text.width() >= min(width / 3, 120)
