"""Waiting for what tells nobody that it is so: a process that listens, a thread that waits."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_SECONDS = 30
"""What lasts longer is broken, however busy the computer is."""
LOOK_SECONDS = 0.005
"""Between two looks, so that what is waited for has the processor."""


def wait_until(is_so: Callable[[], object], what: str) -> None:
    """Return once something is so; raises AssertionError where it does not become so."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < until, what
        time.sleep(LOOK_SECONDS)
