"""A panel beside the text: a heading, a way to close it, and room for what it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE, current
from ujuzi.ui.widgets.buttons import IconButton
from ujuzi.ui.widgets.label import Label

WIDTH = 296


class Panel(QFrame):
    """A quiet surface at one side of the page; Escape closes it."""

    closed = Signal()

    def __init__(self, *, trailing: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trailing = trailing
        self.setFixedWidth(WIDTH)
        self.heading = Label("strong", wraps=False)
        self.close_button = IconButton("close")
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        self.column.setSpacing(SPACE)
        self.column.addLayout(head)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current().surface))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = 0 if self._trailing != rtl else self.width() - 1
        painter.fillRect(x, 0, 1, self.height(), QColor(current().hairline))
