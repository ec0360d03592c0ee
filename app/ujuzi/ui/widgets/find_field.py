"""A field over a list: what is typed narrows it, the arrow down goes into it, Escape finds all.

Escape does so in the list as well. Whoever types is not asked for at every key.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

QUIET_BEFORE_ASKING = 150
"""Milliseconds without a key."""


class FindField(QLineEdit):
    """Leads by keyboard to the list that it narrows."""

    rested = Signal()
    """The words are others, and nobody goes on typing."""

    def __init__(self, found: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self._found = found
        self._timer = QTimer(self, singleShot=True, interval=QUIET_BEFORE_ASKING)
        self._timer.timeout.connect(self.rested)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._escape = QShortcut(Qt.Key.Key_Escape, found, context=within, enabled=False)
        self._escape.activated.connect(self._find_all)
        self.textChanged.connect(self._begin_waiting)

    @property
    def is_waiting(self) -> bool:
        """Whether the words are others than those that `rested` told of."""
        return self._timer.isActive()

    def rest(self) -> None:
        """Wait for no more keys."""
        if self.is_waiting:
            self._timer.stop()
            self.rested.emit()

    def show_words(self, words: str) -> None:
        """Show words that are asked for already: `rested` does not tell of them."""
        self.setText(words)
        self._timer.stop()

    def take_keyboard(self) -> None:
        """Take the keyboard: what is typed next stands in the place of what was there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._found.isVisible():
            self._found.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _begin_waiting(self, text: str) -> None:
        self._escape.setEnabled(bool(text))
        self._timer.start()

    def _find_all(self) -> None:
        self.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
