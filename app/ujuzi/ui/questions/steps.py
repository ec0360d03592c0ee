"""The quiet dots over a question: which are answered, which one is on the screen.

Said in words by the line beside them; how an answer was judged does not show here.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ujuzi.ui.look.theme import current

DOT, WIDE, GAP, STROKE = 8, 24, 6, 1.5
MOST_DOTS = 20
"""More would be a fence; the words beside are enough then."""


class Steps(QWidget):
    """A dot an item: filled when answered, long when it is on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._answered: tuple[bool, ...] = ()
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_steps(self, answered: tuple[bool, ...], current: int) -> None:
        """Draw which items are answered, and where one is."""
        self._answered, self._current = answered, current
        self.setVisible(1 < len(answered) <= MOST_DOTS)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        count = max(1, len(self._answered))
        return QSize(WIDE + (count - 1) * (DOT + GAP) + 2, DOT + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(current().accent)
        quiet = QColor(current().line)
        start = 1.0
        for place, answered in enumerate(self._answered):
            here = place == self._current
            width = WIDE if here else DOT
            left = start
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                left = self.width() - start - width
            dot = QRectF(left, (self.height() - DOT) / 2, width, DOT)
            painter.setPen(QPen(ink if answered or here else quiet, STROKE))
            painter.setBrush(ink if answered else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(dot, DOT / 2, DOT / 2)
            start += width + GAP
        painter.end()
