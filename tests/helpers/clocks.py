"""A clock that tests set."""

from __future__ import annotations

from ujuzi.domain.event import Milliseconds

NOON = Milliseconds(1_795_521_600_000)
"""2026-11-24T12:00Z."""


class FakeClock:
    """Both clocks of a computer, which stand still until they are moved."""

    def __init__(self) -> None:
        self.wall = NOON
        self.ticks = 1000.0

    def now(self) -> Milliseconds:
        """Return what the wall clock was set to."""
        return self.wall

    def monotonic(self) -> float:
        """Return the seconds that were passed."""
        return self.ticks

    def move(self, seconds: float) -> None:
        """Let time go by."""
        self.ticks += seconds
        self.wall = Milliseconds(self.wall + int(seconds * 1000))
