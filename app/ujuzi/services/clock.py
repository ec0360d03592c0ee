"""The computer's clocks, as a Protocol: services are given one and read no other."""

from __future__ import annotations

import sys
import time
from typing import Protocol

from ujuzi.domain.event import Milliseconds


def seconds_awake() -> float:
    """Return seconds since some moment, without those in which the computer slept.

    Python's monotonic clock stands still in sleep everywhere but on Windows (10,000,000 ticks of
    its unbiased interrupt time are a second).
    """
    if sys.platform == "win32":
        import ctypes

        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value / 10_000_000
    return time.monotonic()


class Clock(Protocol):
    """A wall clock that may lie, and a monotonic one that may not."""

    def now(self) -> Milliseconds:
        """Return the time that the computer claims."""
        ...

    def monotonic(self) -> float:
        """Return seconds awake since some moment; never goes back while the program runs."""
        ...


class SystemClock:
    """The clocks of this computer."""

    def now(self) -> Milliseconds:
        """Return the time that the computer claims."""
        return Milliseconds(time.time_ns() // 1_000_000)

    def monotonic(self) -> float:
        """Return seconds awake since some moment."""
        return seconds_awake()
