"""A certificate on the screen: the drawing of the sheet itself, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ujuzi.services.assess.certificates import HeldCertificate
from ujuzi.ui.look.theme import current
from ujuzi.ui.pictures.certificate_sheet import HEIGHT, WIDTH, draw

NARROWEST = 200


class Preview(QWidget):
    """Shows one sheet in its own proportions; it is a picture to a screen reader, with a name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: HeldCertificate | None = None
        self._drawn = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_certificate(self, held: HeldCertificate) -> None:
        """Draw this certificate from now on."""
        self._held = held
        self._drawn = QImage()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * HEIGHT / WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST * 2, self.heightForWidth(NARROWEST * 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self.heightForWidth(NARROWEST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._held is None:
            return
        painter = QPainter(self)
        box = QRectF(0, 0, self.width(), self.heightForWidth(self.width()))
        ratio = self.devicePixelRatioF()
        pixels = (box.size() * ratio).toSize()
        if self._drawn.size() != pixels:
            # A sheet takes tens of milliseconds to set: once a size, not once a repaint.
            self._drawn = QImage(pixels, QImage.Format.Format_RGB32)
            own = QPainter(self._drawn)
            draw(own, QRectF(self._drawn.rect()), self._held)
            own.end()
        painter.drawImage(box, self._drawn)
        painter.setPen(QPen(QColor(current().hairline), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
