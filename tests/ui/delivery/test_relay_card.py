"""Bringing to the collection point says held and never sent, and what to do where it fails."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import MONDAY
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.services.delivery.relays import PointVisit
from ujuzi.services.delivery.unattended import UnattendedSettings
from ujuzi.sync.visiting import RelayVisit
from ujuzi.ui.delivery.relay_card import RelayCard

WIDTH = 640
NOT_SAID = ("sent", "submitted", "landed")


class FakeRelays:
    """A collection point that takes what it is told to."""

    def __init__(self) -> None:
        self.done = PointVisit("192.168.1.20", RelayVisit("d", holds=30, landed=10))
        self.failure: UjuziError | None = None
        self.missed: Milliseconds | None = None
        self.asked: list[str] = []

    def through(self, _wait_for: object) -> FakeRelays:
        return self

    def address(self) -> str:
        return "192.168.1.20"

    def missed_at(self) -> Milliseconds | None:
        return self.missed

    def visit(self, address: str, _cancelled: object) -> PointVisit:
        self.asked.append(address)
        if self.failure is not None:
            raise self.failure
        return self.done


class FakeCourier(QObject):
    """A courier with nothing under way."""

    changed = Signal()
    is_busy = False
    looks = 0

    def look(self) -> None:
        self.looks += 1


class Lab:
    """The card of a lab's computer."""

    def __init__(self, qtbot: QtBot) -> None:
        self.relays, self.courier = FakeRelays(), FakeCourier()
        self.asked_for: list[bool] = []
        jobs = InlineJobs(SimpleNamespace(relays=self.relays, unattended=self))
        self.card = RelayCard(jobs, self.courier)  # type: ignore[arg-type]
        qtbot.addWidget(self.card)
        self.card.resize(760, 520)
        self.card.show()
        self.card.look()

    def settings(self) -> UnattendedSettings:
        return UnattendedSettings(visits=self.asked_for[-1:] == [True])

    def visit_by_itself(self, *, on: bool) -> None:
        self.asked_for.append(on)

    def bring(self, address: str = "") -> str:
        self.card.address.setText(address)
        self.card.bring.click()
        card = self.card
        return card.notice.text.text() if card.notice.isVisible() else card.field.refusal


@pytest.fixture
def lab(qtbot: QtBot) -> Lab:
    return Lab(qtbot)


def test_what_it_holds_is_said_and_never_more(lab: Lab) -> None:
    said = lab.bring()
    assert said == (
        "The collection point at 192.168.1.20 holds 20 record(s) now, for your coordinator."
    )
    assert [word for word in NOT_SAID if word in said.lower()] == []
    assert (lab.relays.asked, lab.courier.looks) == ([""], 1)


def test_a_typed_address_is_visited(lab: Lab) -> None:
    lab.bring(" 10.0.0.5 ")
    assert lab.relays.asked == ["10.0.0.5"]


def test_the_courses_there_are_asked_for_at_the_address_that_was_typed(
    lab: Lab, qtbot: QtBot
) -> None:
    lab.card.address.setText(" 10.0.0.5 ")
    with qtbot.waitSignal(lab.card.courses_wished) as wished:
        lab.card.courses.click()
    assert wished.args == ["10.0.0.5"]
    assert lab.relays.asked == []


def test_where_all_had_arrived_that_is_said(lab: Lab) -> None:
    lab.relays.done = PointVisit("x", RelayVisit("d", holds=30, landed=30))
    assert lab.bring() == "Everything recorded here had arrived at the hub before."


def test_what_found_no_room_is_told(lab: Lab) -> None:
    lab.relays.done = PointVisit("x", RelayVisit("d", holds=30, landed=10, refused=2))
    assert "no room for the rest" in lab.bring()


FAILURES = {
    "not found": (WorldError(Code.RELAY_NOT_FOUND, "x"), "write to a stick or shared folder"),
    "not reached": (WorldError(Code.RELAY_UNREACHABLE, "x"), "firewall lets nobody in"),
    "not believed": (RefusedError(Code.RELAY_FOREIGN, "x"), "Nothing was left with it"),
    "full": (WorldError(Code.HUB_BUSY, "x", reason="disk-full"), "disk of the collection point"),
    "no address": (RefusedError(Code.ADDRESS_WRONG, "x"), "This is no address"),
}


@pytest.mark.parametrize(("error", "said"), FAILURES.values(), ids=FAILURES)
def test_what_hinders_is_said_with_what_to_do(lab: Lab, error: UjuziError, said: str) -> None:
    lab.relays.failure = error
    assert said in lab.bring()
    assert lab.card.bring.isEnabled()


def test_one_that_was_seen_and_not_reached_is_said_until_it_is(lab: Lab) -> None:
    lab.relays.missed = Milliseconds(MONDAY)
    lab.relays.failure = WorldError(Code.RELAY_UNREACHABLE, "x")
    lab.bring()
    assert "could not be reached" in lab.card.missed.text()
    assert lab.card.missed.isVisible()
    lab.relays.missed = lab.relays.failure = None
    lab.bring()
    assert not lab.card.missed.isVisible()


def test_while_an_exchange_is_under_way_nothing_is_left_there(lab: Lab) -> None:
    lab.courier.is_busy = True
    lab.card.show_standing()
    assert not lab.card.bring.isEnabled()
    lab.card.address.returnPressed.emit()
    assert lab.relays.asked == []


def test_it_goes_there_by_itself_where_that_was_asked_for(lab: Lab) -> None:
    assert not lab.card.by_itself.isChecked()
    lab.card.by_itself.click()
    assert lab.asked_for == [True]
    lab.card.look()
    assert lab.card.by_itself.isChecked()
    lab.card.by_itself.click()
    assert lab.asked_for == [True, False]


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_it_has_names_and_room_in_both_directions(
    lab: Lab, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    lab.card.setLayoutDirection(direction)
    lab.relays.missed = Milliseconds(MONDAY)
    lab.bring()
    lab.card.resize(WIDTH, lab.card.heightForWidth(WIDTH))
    assert nameless(lab.card) == []
    qtbot.waitUntil(lambda: clipped(lab.card) == [])
