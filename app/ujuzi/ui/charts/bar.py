"""A bar that fills as something is done; the words beside it carry the same fact."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ujuzi.ui.look.theme import current

THICKNESS = 8


class Bar(QWidget):
    """`done` of `whole`, from the leading edge."""

    def __init__(self, done: float, whole: int) -> None:
        super().__init__()
        self._fraction = min(1.0, done / whole) if whole else 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(12 * THICKNESS, THICKNESS)

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * THICKNESS, THICKNESS)

    def filled(self) -> QRectF:
        """Return the part that is painted as done."""
        whole = QRectF(self.rect())
        width = whole.width() * self._fraction
        rightwards = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        start = 0.0 if rightwards else whole.width() - width
        return QRectF(start, 0.0, width, whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(QColor(theme.hairline))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self._fraction:
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(self.filled(), radius, radius)
        painter.end()
