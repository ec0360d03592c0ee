"""How much the hub takes on at once, before it asks to come back later."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from ujuzi.errors import WorldError

MAX_UNDER_WAY: Final = 64
"""Exchanges in one process at a time; more are asked to come back."""

WORKERS: Final = 8
"""Threads that land batches and answer, on PostgreSQL: as many as the pool keeps connections."""

READERS: Final = 3
"""Threads that have batches read, on SQLite: one hears what a batch says, one has given the reader
the next, and one makes out what it heard."""

STALL_SECONDS = 180.0
"""How long nothing of a request may come; the slowest link that a device puts up with."""

KEEP_ALIVE_SECONDS: Final = 75
"""How long a connection may do nothing between two requests; longer than a proxy keeps one, or it
would now and then send a request on a connection that closes (packaging/hub/nginx.conf)."""

RETRY_AFTER_SECONDS: Final = 20
ASKS_AT_ONCE: Final = 40
ASKS_A_SECOND: Final = 2.0
MAX_DEVICES_REMEMBERED: Final = 10_000
REGISTRATIONS_AT_ONCE: Final = 50
REGISTRATIONS_A_SECOND: Final = 0.5
CHECKS_AT_ONCE: Final = 30
CHECKS_A_SECOND: Final = 0.5
"""Of certificates, on the public page, from one address: a campus may share one."""


class TooOftenError(WorldError):
    """Somebody asks too often; she may come back after `Retry-After`."""


class Pace:
    """A token bucket for each name: `at_once` asks, then `a_second`; a refused ask costs nothing.

    The threads of one process share it; another process has its own.
    """

    def __init__(
        self, at_once: float, a_second: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._at_once = at_once
        self._a_second = a_second
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def spend(self, name: str) -> None:
        """Take one token of a name; raises TooOftenError where none is left."""
        now = self._clock()
        with self._lock:
            left, since = self._left.pop(name, (self._at_once, now))
            left = min(self._at_once, left + (now - since) * self._a_second)
            is_spent = left >= 1
            self._left[name] = (left - is_spent, now)
            if len(self._left) > MAX_DEVICES_REMEMBERED:
                self._left.popitem(last=False)
        if not is_spent:
            raise TooOftenError("too-often", "This computer asks too often; it will try later.")
