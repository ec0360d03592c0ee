"""Time runs by the monotonic clock, is said to be nearly over once, and ends once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ujuzi.ui.assess.time_left import MINUTE, TimeLeft


class Hands:
    """A clock that is moved by hand, and what was told meanwhile."""

    def __init__(self) -> None:
        self.now = 0.0
        self.told: list[str] = []
        self.time = TimeLeft(lambda: self.now)
        self.time.nearly_over.connect(lambda: self.told.append("nearly over"))
        self.time.over.connect(lambda: self.told.append("over"))

    def move(self, minutes: float) -> None:
        """Let so much time go by."""
        self.now += 60 * minutes
        self.time.tick()


@pytest.fixture
def hands(qapp: QApplication) -> Iterator[Hands]:
    made = Hands()
    yield made
    made.time.stop()


def test_time_counts_down_and_ends_once(hands: Hands) -> None:
    hands.time.start(10 * MINUTE)
    hands.move(4)
    assert (hands.time.left, hands.told) == (6 * MINUTE, [])
    hands.move(1)
    hands.move(1)
    assert hands.told == ["nearly over"]
    hands.move(5)
    hands.move(1)
    assert (hands.time.left, hands.told) == (0, ["nearly over", "over"])


def test_time_stands_still_while_the_page_is_left(hands: Hands) -> None:
    hands.time.start(10 * MINUTE)
    hands.time.stop()
    hands.now += 3600
    assert hands.time.left == 10 * MINUTE


def test_without_a_limit_nothing_is_told(hands: Hands) -> None:
    hands.time.start(None)
    hands.move(600)
    assert (hands.time.left, hands.told) == (None, [])


def test_a_sitting_without_time_left_is_over_at_once(hands: Hands) -> None:
    hands.time.start(-2_000)
    assert hands.told == ["over"]
    assert not hands.time.is_running
