"""How long work still takes, by how fast it went since it began."""

from __future__ import annotations

import time
from collections.abc import Callable

LEAST_SECONDS = 1.0
"""Before that nothing is known of how fast it goes."""


class Remaining:
    """Begins when it is made; `clock` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()

    def seconds(self, done: int, total: int) -> int | None:
        """Return about how many seconds are left, one at least; None where nobody can say."""
        taken = self._clock() - self._began
        if taken < LEAST_SECONDS or not 0 < done < total:
            return None
        return max(1, round(taken * (total - done) / done))
