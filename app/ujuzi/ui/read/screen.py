"""The picture of a video, painted frame by frame in the place that the layout gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ujuzi.ui.look.theme import RADIUS
from ujuzi.ui.pictures.pictures import Frame, enlarge

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame


class Screen(QWidget):
    """Paints the picture of the moment, or the poster while there is none."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: QImage | None = None
        self._poster = b""
        self._shape = QSizeF(16, 9)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_poster(self, data: bytes) -> None:
        """Begin with the poster, where there is one."""
        self._poster, self._frame = data, None
        self.update()

    def show_frame(self, frame: QVideoFrame) -> None:
        """Paint a frame of the video."""
        image = frame.toImage()
        if not image.isNull():
            self._frame = image
            if QSizeF(image.size()) != self._shape:
                self._shape = QSizeF(image.size())
                self.updateGeometry()
            self.update()

    def has_picture(self) -> bool:
        """Whether a frame of the video has been shown."""
        return self._frame is not None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._shape.height() / self._shape.width())

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 90)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        image = self._frame
        if image is None and self._poster:
            ratio = self.devicePixelRatioF()
            image = enlarge(self._poster, Frame(self.width(), self.height(), ratio))
        if image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
            return
        fitted = QSizeF(image.size()).scaled(
            QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio
        )
        place = QRectF(0, 0, fitted.width(), fitted.height())
        place.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(place, image)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()
