"""When the courier tries by itself: soon where there is reason to, seldom where there is none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.services.delivery.delivery import DeliveryStanding
from ujuzi.ui.shell import connectivity, courier
from ujuzi.ui.shell.connectivity import Reachability
from ujuzi.ui.shell.courier import (
    MINUTE,
    SOON,
    SPREAD,
    UNANSWERED,
    WITH_RESULTS,
    WITHOUT_RESULTS,
    Courier,
)

QUIET = DeliveryStanding(
    hub="https://hub.example",
    campus="campus-1",
    device="d0",
    events=40,
    waiting=0,
    waiting_bytes=0,
    landed_at=Milliseconds(1),
    problem="",
    offline=False,
)
RESULTS = replace(QUIET, waiting=1)
NO_HUB = WorldError(Code.HUB_UNREACHABLE, "No hub.")


class Lab:
    """A courier over a collection that says how things stand, and asks no hub."""

    def __init__(self, standing: DeliveryStanding) -> None:
        self.standing: DeliveryStanding = standing
        self.collection = SimpleNamespace(standing=lambda: self.standing)
        self.holder = QWidget()
        self.jobs = InlineJobs(self)
        self.jobs.setParent(self.holder)
        self.courier = Courier(self.jobs, self.holder)
        self.jobs.start()

    def ends(self, error: Exception | None = None) -> None:
        """An exchange ends."""
        self.courier._timer.stop()
        self.courier._ended.emit(error)

    def record(self) -> None:
        """Somebody does something."""
        self.standing = RESULTS
        self.jobs.changed.emit(Changes.PROGRESS)

    def tries_in(self, pause: int) -> bool:
        """Whether the next try is in so many milliseconds, or up to half as much more."""
        timer = self.courier._timer
        return timer.isActive() and pause <= timer.interval() <= pause * (1 + SPREAD)


@pytest.fixture
def lab(qtbot: QtBot) -> Iterator[Lab]:
    made = Lab(QUIET)
    qtbot.addWidget(made.holder)
    yield made
    made.courier.close()


def test_the_first_try_is_soon_after_the_start(lab: Lab) -> None:
    assert lab.tries_in(SOON)


def test_where_nothing_waits_the_hub_is_asked_seldom(lab: Lab) -> None:
    lab.ends()
    assert lab.tries_in(WITHOUT_RESULTS)


def test_results_that_appear_after_a_quiet_exchange_are_sent_soon(lab: Lab) -> None:
    lab.ends()
    lab.record()
    assert lab.tries_in(WITH_RESULTS)


def test_results_that_appeared_during_an_exchange_are_sent_soon(lab: Lab) -> None:
    lab.standing = RESULTS
    lab.ends()
    assert lab.tries_in(WITH_RESULTS)


def test_results_that_waited_before_an_exchange_and_landed_are_no_reason(lab: Lab) -> None:
    lab.record()
    lab.standing = QUIET
    lab.ends()
    assert lab.tries_in(WITHOUT_RESULTS)


def test_whoever_goes_on_working_puts_off_no_try(lab: Lab) -> None:
    lab.ends()
    lab.record()
    planned = lab.courier._timer.interval()
    for _ in range(20):
        lab.record()
    assert lab.courier._timer.interval() == planned


def test_an_hour_of_connectivity_is_met_however_long_there_was_none(lab: Lab) -> None:
    for _ in range(200):
        lab.ends(NO_HUB)
        assert lab.courier._timer.isActive()
        assert lab.courier._timer.interval() <= 45 * MINUTE
    assert lab.tries_in(UNANSWERED)


def test_the_first_failure_is_tried_again_sooner(lab: Lab) -> None:
    lab.ends(NO_HUB)
    assert lab.tries_in(WITH_RESULTS)
    lab.ends()
    lab.ends(NO_HUB)
    assert lab.tries_in(WITH_RESULTS)


@pytest.mark.parametrize(
    ("seconds", "pause"),
    [(20, WITH_RESULTS), (7_200, 120 * MINUTE), (999_999, WITHOUT_RESULTS)],
)
def test_a_hub_that_asks_for_time_gets_it_within_reason(lab: Lab, seconds: int, pause: int) -> None:
    lab.ends(WorldError(Code.HUB_BUSY, "Later.", retry_after=seconds))
    assert lab.tries_in(pause)


def test_a_refusal_is_for_a_person_and_results_do_not_press(lab: Lab) -> None:
    lab.ends(RefusedError(Code.DEVICE_STOLEN, "Stolen."))
    lab.record()
    assert lab.tries_in(WITHOUT_RESULTS)


@pytest.mark.parametrize("back", [Reachability.Local, Reachability.Site, Reachability.Online])
def test_when_the_network_is_back_what_waits_is_sent_soon(lab: Lab, back: Reachability) -> None:
    lab.record()
    lab.ends(NO_HUB)
    lab.courier._network_changed(back)
    assert lab.tries_in(SOON)


def test_a_network_that_comes_and_goes_is_no_reason_where_nothing_waits(lab: Lab) -> None:
    lab.ends()
    lab.courier._network_changed(Reachability.Online)
    assert lab.tries_in(WITHOUT_RESULTS)


def test_a_network_that_is_gone_is_no_reason(lab: Lab) -> None:
    lab.record()
    lab.ends(NO_HUB)
    lab.courier._network_changed(Reachability.Disconnected)
    assert lab.tries_in(WITH_RESULTS)


def test_forty_computers_do_not_try_at_one_moment(qtbot: QtBot) -> None:
    labs = [Lab(QUIET) for _ in range(40)]
    assert len({lab.courier._timer.interval() for lab in labs}) > 20
    for lab in labs:
        qtbot.addWidget(lab.holder)


def test_without_word_of_the_network_the_courier_goes_by_the_clock(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connectivity, "network", lambda: None)
    lab.standing = replace(QUIET, offline=True)
    lab.courier.look()
    lab.courier._by_itself()
    assert lab.tries_in(WITH_RESULTS)


def test_a_network_module_that_cannot_be_loaded_stops_no_exchange(
    qtbot: QtBot, lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise ImportError("libssl.so.3: cannot open shared object file")

    exchanges: list[str] = []
    monkeypatch.setattr(connectivity, "network", missing)
    monkeypatch.setattr(lab.courier, "_exchange", lambda: exchanges.append("one"))
    lab.courier._timer.stop()

    lab.courier._by_itself()
    qtbot.waitUntil(lambda: not lab.courier.is_busy)

    assert exchanges == ["one"]
    assert lab.tries_in(WITHOUT_RESULTS)


def test_an_exchange_for_which_there_is_no_thread_is_tried_later(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    met: list[object] = []
    lab.courier.bug_met.connect(met.append)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", full)
        lab.courier.send_now()

    assert not lab.courier.is_busy
    assert lab.tries_in(WITH_RESULTS)
    assert len(met) == 1


def test_a_closed_courier_starts_nothing(
    qtbot: QtBot, lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "CLOSING_PATIENCE", 0.0)
    goes_on = threading.Event()
    monkeypatch.setattr(lab.courier, "_exchange", lambda: goes_on.wait() and None)
    lab.courier.send_now()
    lab.courier.close()

    goes_on.set()
    qtbot.waitUntil(lambda: not lab.courier.is_busy)
    lab.courier.send_now()

    assert not lab.courier._timer.isActive()
    assert not lab.courier.is_busy


def test_the_system_s_word_of_the_network_reaches_the_courier(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Network(QWidget):
        reachabilityChanged = Signal(Reachability)  # noqa: N815 - as Qt names it

    network = Network(lab.holder)
    monkeypatch.setattr(connectivity, "network", lambda: network)
    lab.standing = replace(RESULTS, offline=True)
    lab.courier.look()
    lab.courier._by_itself()
    lab.ends()
    network.reachabilityChanged.emit(Reachability.Online)
    assert lab.tries_in(SOON)
