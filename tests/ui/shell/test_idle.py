"""Time on task, and who has walked away, by a clock that the test moves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ujuzi.ui.shell.idle import IdleWatch, TaskTimer


class Hand:
    """A clock's hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


@pytest.fixture
def watch(hand: Hand, window: QWidget) -> IdleWatch:
    made = IdleWatch(window, hand)
    handle = window.windowHandle()
    assert handle is not None
    made.over(handle)
    return made


def test_two_minutes_without_input_are_still_on_task_and_more_are_not(
    watch: IdleWatch, hand: Hand
) -> None:
    hand.at += 119
    assert watch.on_task()
    hand.at += 2
    assert not watch.on_task()


def test_a_key_brings_a_person_back(watch: IdleWatch, hand: Hand, window: QWidget) -> None:
    hand.at += 500
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)
    assert watch.on_task()


def test_ten_minutes_without_input_are_told_once(watch: IdleWatch, hand: Hand) -> None:
    told: list[bool] = []
    watch.gone.connect(lambda: told.append(True))
    hand.at += 599
    watch.look()
    assert told == []
    hand.at += 1
    watch.look()
    watch.look()
    assert told == [True]
    watch.touch()
    hand.at += 600
    watch.look()
    assert told == [True, True]


def test_a_minute_before_one_is_warned_once_and_any_input_takes_it_back(
    watch: IdleWatch, hand: Hand
) -> None:
    told: list[str] = []
    for name in ("going", "returned", "gone"):
        getattr(watch, name).connect(lambda name=name: told.append(name))
    hand.at += 539
    watch.look()
    assert told == []
    hand.at += 1
    watch.look()
    watch.look()
    assert told == ["going"]
    watch.touch()
    watch.touch()
    assert told == ["going", "returned"]
    hand.at += 540
    watch.look()
    hand.at += 60
    watch.look()
    assert told == ["going", "returned", "going", "gone"]


@pytest.mark.parametrize("other", [False, True], ids=["the window", "a dialog over it"])
def test_scrolling_with_a_wheel_is_input_in_any_window(
    watch: IdleWatch, hand: Hand, window: QWidget, qtbot: QtBot, *, other: bool
) -> None:
    scrolled = window
    if other:
        scrolled = QDialog(window)
        qtbot.addWidget(scrolled)
        scrolled.show()
        watch.look()
    hand.at += 500
    handle = scrolled.windowHandle()
    assert handle is not None
    point, step = QPointF(5, 5), QPoint(0, -120)
    none = Qt.KeyboardModifier.NoModifier
    buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(point, point, QPoint(), step, buttons, none, phase, False)
    QApplication.sendEvent(handle, wheel)
    assert watch.on_task()


def test_a_visit_counts_only_seconds_on_task(watch: IdleWatch, hand: Hand) -> None:
    timer = TaskTimer(watch)
    timer.start()
    for _ in range(200):
        hand.at += 1
        timer._tick()
    assert timer.stop() == 119


def test_a_computer_that_slept_was_not_reading(watch: IdleWatch, hand: Hand) -> None:
    timer = TaskTimer(watch)
    timer.start()
    hand.at += 3600
    watch.touch()
    assert timer.stop() <= 5


def test_a_visit_is_counted_from_zero(watch: IdleWatch, hand: Hand) -> None:
    timer = TaskTimer(watch)
    timer.start()
    hand.at += 3
    assert timer.stop() == 3
    timer.start()
    assert timer.stop() == 0
