"""One of several to choose: a radio button as a row, with what it means below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE, restyle
from ujuzi.ui.widgets.label import Label


class OptionRow(QFrame):
    """A row that is clicked as a whole; the radio button in it has the keyboard and the name."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self.button = QRadioButton()
        self.button.installEventFilter(self)
        self.button.toggled.connect(self._follow)
        self._text = Label()
        self._hint = Label("caption")
        words = QVBoxLayout()
        words.setSpacing(SPACE // 4)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 3 // 2)
        row.setSpacing(SPACE * 3 // 2)
        row.addWidget(self.button)
        row.addLayout(words, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._follow(on=False)

    def say(self, text: str, hint: str = "") -> None:
        """Set the words."""
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.button.setAccessibleName(text)
        self.button.setAccessibleDescription(hint)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            restyle(self)
        return super().eventFilter(watched, event)

    def _follow(self, on: bool) -> None:
        self.setProperty("standing", "chosen" if on else "open")
        restyle(self)
        if on:
            self.chosen.emit()
