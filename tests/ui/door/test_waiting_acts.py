"""What waits for the steward code is let count at the door of any computer, by its steward."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from helpers.act_fakes import FakeCampusActs
from helpers.campus_fakes import FakeCampusComputers, landed
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA, MONDAY
from helpers.window_fakes import FakeCollection, FakePeople, FakeRoster
from ujuzi.domain.authority import Act
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.acts import ActStanding, CampusAct
from ujuzi.ui.door.keeper_panel import KeeperPanel
from ujuzi.ui.widgets.label import Label

CODE = "ABCD-EFGH-JKMN"


def act(number: int, standing: ActStanding) -> CampusAct:
    return CampusAct(
        key=f"g-{number}",
        grant="g",
        number=number,
        by="Grace",
        act=Act.RESET_PIN,
        device=landed(7).device,
        learner=ADA.learner,
        answer="",
        at=Milliseconds(MONDAY),
        standing=standing,
        problem=Code.GRANT_RAN_OUT if standing is ActStanding.NEEDS_CODE else "",
    )


class Keeper:
    """The panel at the door, where some acts wait for the code."""

    def __init__(self, qtbot: QtBot, *standings: ActStanding) -> None:
        people = FakePeople(everyone=[ADA], steward_code=CODE)
        self.acts = FakeCampusActs(heard=tuple(act(*each) for each in enumerate(standings)))
        desk = SimpleNamespace(
            people=people,
            collection=FakeCollection(),
            campus_acts=self.acts,
            campus_computers=FakeCampusComputers([landed(7)]),
            roster=FakeRoster(people),
        )
        self.panel = KeeperPanel(InlineJobs(desk))
        self.waiting = self.panel.waiting
        qtbot.addWidget(self.panel)
        self.panel.resize(600, 1400)
        self.panel.show()
        self.panel.begin()

    @property
    def said(self) -> list[str]:
        labels = self.waiting.findChildren(Label)
        return [label.text() for label in labels if label.isVisible()]


@pytest.fixture
def keeper(qtbot: QtBot) -> Keeper:
    return Keeper(qtbot, ActStanding.NEEDS_CODE, ActStanding.DONE, ActStanding.NEEDS_CODE)


def test_where_nothing_waits_nothing_is_said(qtbot: QtBot) -> None:
    keeper = Keeper(qtbot, ActStanding.DONE, ActStanding.REFUSED)
    assert keeper.waiting.isHidden()


def test_each_act_that_waits_says_what_it_is_and_why_it_waits(keeper: Keeper, qtbot: QtBot) -> None:
    assert set(keeper.waiting.buttons) == {"g-0", "g-2"}
    assert any("Grace gave Ada" in each for each in keeper.said)
    assert any("half a year" in each for each in keeper.said)
    assert nameless(keeper.panel) == []
    qtbot.waitUntil(lambda: clipped(keeper.waiting) == [])


def test_it_counts_once_the_code_is_typed(keeper: Keeper) -> None:
    keeper.waiting.buttons["g-0"].click()
    assert keeper.panel.code.field.refusal, "the code is asked for first"
    assert keeper.acts.done == []

    keeper.panel.code.code.setText(f" {CODE} ")
    keeper.waiting.buttons["g-0"].click()

    assert keeper.acts.done == [("confirm", "g-0", CODE)]
    assert set(keeper.waiting.buttons) == {"g-2"}
    assert keeper.waiting.notice.isVisible()
    assert keeper.panel.code.code.text() == ""


def test_the_last_one_leaves_the_word_that_it_counts(qtbot: QtBot) -> None:
    keeper = Keeper(qtbot, ActStanding.NEEDS_CODE)
    keeper.panel.code.code.setText(CODE)
    keeper.waiting.buttons["g-0"].click()
    assert keeper.waiting.notice.isVisible()
    assert keeper.waiting.buttons == {}
    keeper.panel.begin()
    assert keeper.waiting.isHidden()


def test_a_wrong_code_is_said_at_the_field(keeper: Keeper) -> None:
    keeper.acts.failure = RefusedError(Code.STEWARD_CODE_WRONG, "Wrong.")
    keeper.panel.code.code.setText("NOTX-THIS")
    keeper.waiting.buttons["g-2"].click()
    assert "not right" in keeper.panel.code.field.refusal
    assert keeper.acts.done == []


def test_one_that_waits_no_more_is_said_so_and_goes(keeper: Keeper) -> None:
    keeper.acts.failure = RefusedError(Code.ACT_UNKNOWN, "Gone.")
    keeper.acts.heard = ()
    keeper.panel.code.code.setText(CODE)
    keeper.waiting.buttons["g-0"].click()
    assert keeper.waiting.buttons == {}
    assert keeper.waiting.notice.isVisible()


def test_while_a_new_code_is_shown_nothing_else_is_asked(keeper: Keeper) -> None:
    keeper.panel.code.code.setText(CODE)
    keeper.panel.code.make.click()
    assert not keeper.waiting.isVisible()
    keeper.panel.code.leave_it.click()
    assert keeper.waiting.isVisible()
