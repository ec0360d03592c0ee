"""What is left of a sitting's time, for the screen: the service keeps what was used.

Runs by a monotonic clock, and only while the page is open.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

TICK = 1_000
"""Milliseconds."""
MINUTE = 60_000
"""Milliseconds."""
NEARLY_OVER = 5 * MINUTE
"""What is left when it is said, once."""


class TimeLeft(QObject):
    """Counts down; times are in milliseconds, None where there is no limit."""

    ticked = Signal()
    nearly_over = Signal()
    over = Signal()

    def __init__(self, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._given: int | None = None
        self._since = 0.0
        self._told = False
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.tick)

    @property
    def is_running(self) -> bool:
        """Whether the time counts now."""
        return self._timer.isActive()

    @property
    def left(self) -> int | None:
        """What is left now."""
        if self._given is None or not self.is_running:
            return self._given
        return max(0, self._given - round(1000 * (self._clock() - self._since)))

    def start(self, left: int | None) -> None:
        """Count down from what is left."""
        self._told = False
        self._timer.start()
        self.correct(left)
        self.tick()

    def correct(self, left: int | None) -> None:
        """Go on from what the service says is left."""
        self._given, self._since = left, self._clock()

    def stop(self) -> None:
        """Stop the time."""
        self._given = self.left
        self._timer.stop()

    def tick(self) -> None:
        """Tell that time goes by; that it is nearly over, and over, once."""
        self.ticked.emit()
        left = self.left
        if left is None or not self.is_running:
            return
        if left <= 0:
            self.stop()
            self.over.emit()
        elif left <= NEARLY_OVER and not self._told:
            self._told = True
            self.nearly_over.emit()
