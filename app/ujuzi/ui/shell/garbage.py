"""Python's cyclic collector, on the GUI thread only.

Left to itself it runs wherever an allocation tips it over, also on the worker, and would destroy
widgets there. From the first `GarbageCollector` on it runs from a timer. A program that ends stops
none, for a thread may outlive its windows; the last that stops lets Python collect by itself again.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

EVERY = 10_000
"""Milliseconds."""

_at_work: list[GarbageCollector] = []


class GarbageCollector(QObject):
    """Collects as Python would, by its own thresholds, but from a timer."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY)
        _at_work.append(self)
        gc.disable()

    def collect(self) -> None:
        """Collect the oldest generation whose count is over its threshold."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Let Python collect by itself again, unless another collector is at work."""
        self._timer.stop()
        _at_work[:] = [each for each in _at_work if each is not self and isValid(each)]
        if not _at_work:
            gc.enable()
