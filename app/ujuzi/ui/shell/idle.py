"""Whether somebody is at the computer: for time on task, and to sign out who has walked away.

Somebody is on task while a window of the application is active and there was input in the last two
minutes. Who gave no input for ten minutes has gone, and is warned a minute before. Input to any
window of the application counts, to its dialogs and popups too. Reads the monotonic clock that it
is given.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

ON_TASK = 120.0
"""Seconds since the last input for which somebody is still reading."""
GONE = 600.0
"""Seconds since the last input after which nobody is there."""
WARNED = 60.0
"""Seconds before that in which somebody who sits still can say that she is there."""
LOOK_EVERY = 5_000
"""Milliseconds."""
TICK = 1_000
"""Milliseconds."""
LONGEST_TICK = 5.0
"""Seconds that one tick may count: a computer that slept was not reading."""

_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.InputMethod,
    QEvent.Type.NativeGesture,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
}


class IdleWatch(QObject):
    """Watches input; `going` and `gone` are told once, until there is input again."""

    going = Signal()
    """A minute more without input, and she has gone."""
    returned = Signal()
    """There is input after `going`."""
    gone = Signal()

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.clock = clock
        self._last = clock()
        self._warned = self._told = False
        self._look = QTimer(self)
        self._look.timeout.connect(self.look)
        self._look.start(LOOK_EVERY)

    def over(self, window: QWindow) -> None:
        """Watch a window's input: every key and pointer passes its native window first."""
        window.installEventFilter(self)

    def on_task(self) -> bool:
        """Whether somebody is working in our windows now."""
        active = QApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return active and self.clock() - self._last < ON_TASK

    def touch(self) -> None:
        """Take note that somebody is there; for what goes on without input, as a video does."""
        self._last = self.clock()
        self._told = False
        if self._warned:
            self._warned = False
            self.returned.emit()

    def look(self) -> None:
        """Tell if who was there is about to be gone, or has gone."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
        still = self.clock() - self._last
        if still >= GONE and not self._told:
            self._told = True
            self.gone.emit()
        elif still >= GONE - WARNED and not self._warned and not self._told:
            self._warned = True
            self.going.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self.touch()
        return super().eventFilter(watched, event)


class TaskTimer(QObject):
    """Counts the seconds of one visit in which somebody was on task."""

    def __init__(self, watch: IdleWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._counted = 0.0
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    @property
    def seconds(self) -> int:
        """Whole seconds so far."""
        return int(self._counted)

    def start(self) -> None:
        """Count anew, from zero."""
        self._counted = 0.0
        self._since = self._watch.clock()
        self._timer.start(TICK)

    def stop(self) -> int:
        """Stop counting and return the seconds."""
        if self._timer.isActive():
            self._tick()
            self._timer.stop()
        return self.seconds

    def _tick(self) -> None:
        now = self._watch.clock()
        if self._watch.on_task():
            self._counted += min(now - self._since, LONGEST_TICK)
        self._since = now
