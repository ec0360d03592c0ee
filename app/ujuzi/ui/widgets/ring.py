"""How much of something is done, as an arc that closes into a tick."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ujuzi.ui.look.icons import pixmap
from ujuzi.ui.look.theme import current

WHOLE_TURN = 360 * 16
"""Sixteenths of a degree, as QPainter counts."""


class Ring(QWidget):
    """A ring that fills clockwise as things are done; never alarming while they are not."""

    def __init__(self, size: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = 0
        self._of = 0
        self.setFixedSize(QSize(size, size))

    @property
    def is_full(self) -> bool:
        """Whether all is done, of at least one."""
        return 0 < self._of <= self._done

    def show_fraction(self, done: int, of: int) -> None:
        """Show how many are done, of how many."""
        self._done, self._of = done, of
        self.update()

    def name(self, text: str) -> None:
        """Say the same in words, to the screen reader and as a tool tip."""
        self.setAccessibleName(text)
        self.setToolTip(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = max(2.0, self.width() / 12)
        box = QRectF(self.rect()).adjusted(stroke, stroke, -stroke, -stroke)
        if self.is_full:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(box.adjusted(-stroke / 2, -stroke / 2, stroke / 2, stroke / 2))
            tick = round(self.width() * 0.6)
            drawn = pixmap("check", "on_accent", tick, self.devicePixelRatioF())
            corner = (self.width() - tick) / 2
            painter.drawPixmap(QRectF(corner, corner, tick, tick), drawn, QRectF(drawn.rect()))
            return
        painter.setPen(QPen(QColor(theme.hairline), stroke))
        painter.drawEllipse(box)
        if self._of and self._done:
            painter.setPen(
                QPen(QColor(theme.accent), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
            painter.drawArc(box, 90 * 16, -round(WHOLE_TURN * self._done / self._of))
