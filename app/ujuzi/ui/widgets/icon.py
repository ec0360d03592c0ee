"""A drawn icon in a layout."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ujuzi.ui.look.icons import pixmap


class Icon(QWidget):
    """Paints an icon in a token's colour; says nothing to a screen reader."""

    def __init__(
        self, name: str, tone: str = "ink_soft", size: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._tone = tone
        self.setFixedSize(QSize(size, size))

    def show_icon(self, name: str, tone: str = "ink_soft") -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        drawn = pixmap(self._name, self._tone, self.width(), self.devicePixelRatioF())
        QPainter(self).drawPixmap(QRectF(self.rect()), drawn, QRectF(drawn.rect()))
