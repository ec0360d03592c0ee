"""What a page shows while there is nothing on it: what it is for, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE, size
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label

LETTERS = 27
"""Of body type, as high as wide: how wide the words run at most."""


class EmptyState(QWidget):
    """An icon, a title, a sentence, and perhaps one thing to do."""

    acted = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("title")
        self._text = Label("soft")
        self.action = Button("primary")
        self.action.clicked.connect(self.acted)
        self.action.hide()
        # A column of its own width: a label that is only aligned is asked how high it would be at
        # the width of the page, and loses its second line.
        self._held = QWidget()
        column = QVBoxLayout(self._held)
        column.setContentsMargins(0, SPACE * 2, 0, SPACE * 2)
        column.setSpacing(SPACE * 2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(Icon(icon, "accent", 48), 0, centre)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(SPACE)
        column.addWidget(self.action, 0, centre)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, 0, SPACE * 2, 0)
        row.addStretch(1)
        row.addWidget(self._held, 1000)
        row.addStretch(1)
        self._widen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._widen()

    def _widen(self) -> None:
        """Follow the text size, else large type would need more lines than a small window has."""
        self._held.setMaximumWidth(LETTERS * size("body"))

    def say(self, title: str, text: str, action: str = "") -> None:
        """Set the words; without `action` there is no button."""
        self._title.setText(title)
        self._text.setText(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
