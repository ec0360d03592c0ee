"""A computer may go when it was closed and all of it has arrived; nobody is told so before."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import MONDAY
from helpers.window_fakes import FakeCollection, FakePeople, WindowDesk
from ujuzi.ui.door.closing_panel import ClosingPanel
from ujuzi.ui.door.keeper_panel import KeeperPanel
from ujuzi.ui.door.people_panel import PeoplePanel
from ujuzi.ui.look.dates import day

CODE = "ABCD-EFGH-JKMN"


@pytest.fixture
def collection() -> FakeCollection:
    return FakeCollection(hub="https://hub.example", steward_code=CODE)


@pytest.fixture
def panel(qtbot: QtBot, collection: FakeCollection) -> ClosingPanel:
    jobs = InlineJobs(WindowDesk(people=FakePeople(steward_code=CODE), collection=collection))
    keeper = KeeperPanel(jobs)
    qtbot.addWidget(keeper)
    keeper.resize(600, 900)
    keeper.show()
    keeper.begin()
    keeper.code.code.setText(CODE)
    return keeper.closing


def close(panel: ClosingPanel) -> None:
    panel.close_computer.click()
    panel.surely.click()


def test_it_is_closed_by_two_presses_and_the_code(
    panel: ClosingPanel, collection: FakeCollection
) -> None:
    assert panel.answer.text() == "May it go? Not yet: close it first."
    panel.close_computer.click()
    assert panel.not_now.hasFocus()
    assert collection.closed_at is None

    panel.surely.click()

    assert collection.closed_at == MONDAY
    yes = f"Yes: it was closed on {day(MONDAY)}, and all of it has arrived at the hub."
    assert panel.answer.text() == yes
    assert not panel.close_computer.isVisible()


def test_while_records_wait_the_answer_is_no(
    panel: ClosingPanel, collection: FakeCollection
) -> None:
    collection.waiting = 3
    close(panel)
    said = panel.answer.text()
    assert said.startswith("May it go? Not yet: 3 record")
    assert said.endswith("wait for the next upload.")


def test_at_no_hub_the_answer_is_no(panel: ClosingPanel, collection: FakeCollection) -> None:
    collection.hub = ""
    close(panel)
    assert "its work is here alone" in panel.answer.text()


def test_opening_it_again_withdraws_the_yes(
    panel: ClosingPanel, collection: FakeCollection
) -> None:
    close(panel)
    panel._code.code.setText(CODE)
    panel.open_again.click()
    assert panel.answer.text() == "May it go? Not yet: close it first."
    assert panel.close_computer.isVisible()


def test_a_wrong_code_closes_nothing_and_is_said_at_the_code(
    panel: ClosingPanel, collection: FakeCollection
) -> None:
    panel._code.code.setText("WRONG")
    close(panel)
    assert collection.closed_at is None
    assert panel._code.field.refusal == "This steward code is not right."
    assert panel.close_computer.isVisible()


def test_somebody_who_has_yet_to_hand_in_is_waited_for(
    panel: ClosingPanel, collection: FakeCollection
) -> None:
    collection.sittings = 1
    close(panel)
    assert collection.closed_at is None
    assert "not handed it in" in panel.notice.text.text()


def test_the_door_says_that_nobody_can_sign_in(qtbot: QtBot, qapp: QApplication) -> None:
    people = PeoplePanel()
    qtbot.addWidget(people)
    people.show()
    people.show_closed(closed=True)
    assert people._closed.isVisible()
    assert "Keep this computer" in people._closed.text.text()
    people.show_closed(closed=False)
    assert not people._closed.isVisible()
