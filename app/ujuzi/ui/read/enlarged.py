"""A picture by itself, as large as the window allows; Escape or a click puts it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from ujuzi.ui.look.theme import SPACE, current
from ujuzi.ui.pictures.paper import on_paper
from ujuzi.ui.pictures.pictures import Frame, enlarge, inked
from ujuzi.ui.widgets.buttons import IconButton

MARGIN = 4 * SPACE
VEIL = 235
"""Of 255: how much of the page is hidden."""


class Enlarged(QWidget):
    """Covers the window that it is shown over, and gives the keyboard back afterwards."""

    def __init__(
        self, window: QWidget, data: bytes, words: str, *, is_formula: bool = False
    ) -> None:
        super().__init__(window)
        self._is_formula = is_formula
        self._window = window
        self._data = data
        self._image: QImage | None = None
        self._before = window.focusWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.close_button = IconButton("close", parent=self)
        self.close_button.name(self.tr("Close the picture"))
        self.close_button.clicked.connect(self.close)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        frame = Frame(room.width(), room.height(), self.devicePixelRatioF())
        self._image = self._drawn(frame)
        button = self.close_button.sizeHint()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = SPACE if mirrored else self.width() - button.width() - SPACE
        self.close_button.setGeometry(x, SPACE, button.width(), button.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(current().paper)
        veil.setAlpha(VEIL)
        painter.fillRect(self.rect(), veil)
        if self._image is not None:
            painter.drawImage(self._place(), self._image)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space}:
            self.close()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._window.removeEventFilter(self)
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        super().closeEvent(event)

    def _drawn(self, frame: Frame) -> QImage | None:
        image = enlarge(self._data, frame)
        if image is None:
            return None
        if self._is_formula:
            return inked(image, QColor(current().ink))
        return on_paper(image, QColor(current().paper))

    def _place(self) -> QPointF:
        assert self._image is not None
        size = self._image.deviceIndependentSize()
        return QRectF(self.rect()).center() - QPointF(size.width() / 2, size.height() / 2)
