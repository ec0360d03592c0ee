"""The computer's clocks, as a Protocol: services are given one and read no other."""

from __future__ import annotations

import time
from typing import Protocol

from ujuzi.domain.event import Milliseconds


class Clock(Protocol):
    """A wall clock that may lie, and a monotonic one that may not."""

    def now(self) -> Milliseconds:
        """Return the time that the computer claims."""
        ...

    def monotonic(self) -> float:
        """Return seconds since some moment; never goes back while the program runs."""
        ...


class SystemClock:
    """The clocks of this computer."""

    def now(self) -> Milliseconds:
        """Return the time that the computer claims."""
        return Milliseconds(time.time_ns() // 1_000_000)

    def monotonic(self) -> float:
        """Return seconds since some moment."""
        return time.monotonic()
