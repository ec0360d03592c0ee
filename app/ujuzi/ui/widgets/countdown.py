"""The wait after wrong secrets, told in words that count down."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ujuzi.ui.look.dates import wait

SECOND = 1_000
"""Milliseconds."""


class Countdown(QObject):
    """Counts the seconds until one may try again."""

    told = Signal(str)
    over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)

    @property
    def is_on(self) -> bool:
        """Whether one must still wait."""
        return self._left > 0

    def start(self, seconds: int) -> None:
        """Wait this long from now; nothing to wait for ends a wait."""
        self._left = seconds
        if seconds > 0:
            self._timer.start(SECOND)
            self._tell()
        else:
            self._timer.stop()

    def tick(self) -> None:
        """A second has gone by."""
        self._left -= 1
        if self._left > 0:
            self._tell()
            return
        self._timer.stop()
        self.over.emit()

    def retell(self) -> None:
        """Tell the wait again, in the language of the windows."""
        if self.is_on:
            self._tell()

    def _tell(self) -> None:
        self.told.emit(self.tr("You can try again in {time}.").format(time=wait(self._left)))
