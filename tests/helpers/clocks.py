"""A clock that tests set."""

from __future__ import annotations

from ujuzi.domain.event import Milliseconds
from ujuzi.domain.sitting import Uptime

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

    def claim(self, milliseconds: int) -> None:
        """Set the wall clock ahead or back, though no time has passed."""
        self.wall = Milliseconds(self.wall + milliseconds)

    def move(self, seconds: float) -> None:
        """Let time go by."""
        self.ticks += seconds
        self.wall = Milliseconds(self.wall + int(seconds * 1000))


class FakeMachine:
    """What counts how long a machine has been running; it goes on while the machine sleeps."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.boot = 0
        self.start()

    def start(self) -> None:
        """Start the machine, anew."""
        self.boot += 1
        self.slept = -self._clock.ticks

    def sleep(self, seconds: float) -> None:
        """Let time go by, asleep; the wall clock may claim what it likes."""
        self.slept += seconds

    def up(self) -> Uptime:
        """Return how long it has been running."""
        return Uptime(f"boot {self.boot}", round(1000 * (self._clock.ticks + self.slept)))
