"""Who said yes or no to a stick in passing can say otherwise, or have it forgotten."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from ujuzi.services.delivery.unattended import RememberedStick
from ujuzi.ui.delivery.sticks_card import SticksCard
from ujuzi.ui.widgets.label import Label

CAMPUS, OLD = RememberedStick("a", "CAMPUS", agreed=True), RememberedStick("b", "", agreed=False)


class FakeUnattended:
    """What a test says of sticks."""

    def __init__(self, *sticks: RememberedStick) -> None:
        self.sticks = {each.mark: each for each in sticks}

    def remembered(self) -> tuple[RememberedStick, ...]:
        return tuple(self.sticks.values())

    def answer(self, stick: RememberedStick, *, agrees: bool) -> None:
        self.sticks[stick.mark] = RememberedStick(stick.mark, stick.name, agrees)

    def forget(self, stick: RememberedStick) -> None:
        del self.sticks[stick.mark]


class Scene:
    """The card, and sticks that somebody said something of."""

    def __init__(self, qtbot: QtBot, *sticks: RememberedStick) -> None:
        self.unattended = FakeUnattended(*sticks)
        self.jobs = InlineJobs(SimpleNamespace(unattended=self.unattended))
        self.card = SticksCard(self.jobs)
        qtbot.addWidget(self.card)
        self.jobs.setParent(self.card)
        self.jobs.start()
        self.card.look()

    @property
    def said(self) -> list[str]:
        lines = self.card.findChildren(Label)
        return [each.text() for each in lines if each.isVisibleTo(self.card) and ":" in each.text()]

    def press(self, name: str) -> None:
        (button,) = [each for each in self.card.buttons if each.accessibleName() == name]
        button.click()


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    made = Scene(qtbot, CAMPUS, OLD)
    made.card.show()
    return made


def test_what_was_said_of_each_stick_is_there(scene: Scene) -> None:
    assert scene.said == [
        "“CAMPUS”: results are written to it whenever it is put in.",
        "A stick without a name: nothing is written to it by itself.",
    ]


def test_a_mind_is_changed_both_ways(scene: Scene) -> None:
    scene.press("Do not use it: “CAMPUS”")
    assert scene.said[0] == "“CAMPUS”: nothing is written to it by itself."
    scene.press("Use it again: “CAMPUS”")
    assert scene.said[0] == "“CAMPUS”: results are written to it whenever it is put in."
    scene.press("Use it again: A stick without a name")
    assert scene.unattended.sticks["b"].agreed


def test_what_is_forgotten_is_gone_and_so_is_the_card_with_the_last(scene: Scene) -> None:
    scene.press("Forget: “CAMPUS”")
    assert scene.said == ["A stick without a name: nothing is written to it by itself."]
    scene.press("Forget: A stick without a name")
    assert scene.card.isHidden()


def test_nothing_is_said_where_there_is_nothing(qtbot: QtBot) -> None:
    assert Scene(qtbot).card.isHidden()


def test_what_was_pressed_keeps_the_focus(scene: Scene, qtbot: QtBot) -> None:
    qtbot.waitExposed(scene.card)
    scene.card.activateWindow()
    first = scene.card.buttons[0]
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    first.click()
    assert scene.card.buttons[0].hasFocus()
