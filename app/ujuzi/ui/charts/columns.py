"""Columns over time, each with its number above it and its date below it.

A screen reader gets every number in the accessible description. Time runs from the leading edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ujuzi.ui.look.theme import current, size

LEAST_SLOT = 40
"""Pixels that a column and its gap need."""
MOST_COLUMN = 32
"""Pixels across."""
GAP = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One span of time: its date, its number, and both as a person writes them."""

    label: str
    value: int
    shown: str


class ColumnChart(QWidget):
    """A chart of columns."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[Column, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns, earliest first."""
        self._columns = tuple(columns)
        self.setAccessibleDescription(", ".join(f"{c.label}: {c.shown}" for c in columns))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self._type()).height()
        return QSize(LEAST_SLOT * max(1, len(self._columns)), 6 * line + 2 * (line + GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_SLOT, self.sizeHint().height())

    def shown_columns(self) -> tuple[Column, ...]:
        """Return the latest columns that have room to be read."""
        return self._columns[-max(1, self.width() // self._slot_least()) :]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        columns = self.shown_columns()
        if not columns:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._type())
        line = QFontMetrics(self._type()).height()
        slot = self.width() / len(columns)
        floor = self.height() - line - GAP
        most = max(1, *(column.value for column in columns))
        scale = (floor - line - GAP) / most
        painter.setPen(QColor(current().line))
        painter.drawLine(0, int(floor), self.width(), int(floor))
        for place, column in enumerate(columns):
            start = slot * self._visual(place, len(columns))
            self._paint_column(painter, column, QRectF(start, 0, slot, floor), scale)
        painter.end()

    def _paint_column(self, painter: QPainter, column: Column, slot: QRectF, scale: float) -> None:
        line = QFontMetrics(self._type()).height()
        height = column.value * scale
        width = min(MOST_COLUMN, slot.width() - 2 * GAP)
        bar = QRectF(slot.center().x() - width / 2, slot.bottom() - height, width, height)
        if column.value:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().accent))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(QColor(current().ink))
            above = QRectF(slot.left(), bar.top() - line - GAP, slot.width(), line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, column.shown)
        painter.setPen(QColor(current().ink_soft))
        below = QRectF(slot.left(), slot.bottom() + GAP, slot.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, column.label)

    def _type(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size("caption"))
        return font

    def _slot_least(self) -> int:
        metrics = QFontMetrics(self._type())
        labels = (metrics.horizontalAdvance(column.label) + 2 * GAP for column in self._columns)
        return max(LEAST_SLOT, *labels) if self._columns else LEAST_SLOT

    def _visual(self, place: int, count: int) -> int:
        rightwards = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        return place if rightwards else count - 1 - place
