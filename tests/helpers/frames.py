"""The frames that a window puts on the screen, as a person sees them go by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

COLOURS_LEAST = 4
EVERY = 7
"""Of how many pixels one is looked at."""


class Frames(QObject):
    """Looks at every frame of a window in which a part of it is shown, and counts the blank ones.

    `part` is where there must always be something.
    """

    def __init__(self, window: QWidget, part: QWidget) -> None:
        super().__init__(window)
        self._window, self._part = window, part
        self.seen = 0
        self.blank: list[QImage] = []
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            # It is looked at before anything else happens.
            soon = Qt.EventPriority.HighEventPriority.value
            QApplication.postEvent(self, QEvent(QEvent.Type.User), soon)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User and self._part.isVisible():
            self._look()
        return super().event(event)

    def _look(self) -> None:
        self.seen += 1
        place = QRect(self._part.mapTo(self._window, QPoint()), self._part.size())
        shown = self._window.screen().grabWindow(self._window.winId()).copy(place).toImage()
        if is_empty(shown):
            self.blank.append(shown)


def is_empty(image: QImage) -> bool:
    """Whether a picture has fewer colours than any text would."""
    if image.isNull():  # a part of no size, as it is closed
        return False
    pixels = image.convertToFormat(QImage.Format.Format_RGB32).constBits()
    looked_at = memoryview(pixels).cast("I")[::EVERY]
    few = looked_at[::EVERY]  # they tell of nearly every frame that it is not blank
    return all(len(set(some)) < COLOURS_LEAST for some in (few, looked_at))
