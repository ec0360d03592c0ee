"""One line of text that ends in an ellipsis where it does not fit; the tool tip has the whole.

The end of a text is where its own direction goes, whatever that of the windows.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

LEAST_CHARACTERS = 8
CENTRED = Qt.AlignmentFlag.AlignVCenter


def draw_elided(painter: QPainter, box: QRect, text: str, alignment: Qt.AlignmentFlag) -> None:
    """Write one line into a box, cut where it must be; `alignment` is left or right as seen."""
    option = QTextOption(alignment | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(QRectF(box), elided(text, painter.fontMetrics(), box.width()), option)


def elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return a text that fits: its end is cut, which is the left one of Arabic."""
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class ElidedLabel(QLabel):
    """A label that gives way: it asks for little, and shows what its width allows."""

    def __init__(self, role: str = "body", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._offer_whole()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        least = self.fontMetrics().averageCharWidth() * LEAST_CHARACTERS
        return QSize(min(least, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_elided(painter, self.contentsRect(), self.text(), self._side() | CENTRED)

    def _side(self) -> Qt.AlignmentFlag:
        """Return where the text begins, as seen."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft

    def _shown(self) -> str:
        return elided(self.text(), self.fontMetrics(), self.contentsRect().width())

    def _offer_whole(self) -> None:
        self.setToolTip("" if self._shown() == self.text() else self.text())
