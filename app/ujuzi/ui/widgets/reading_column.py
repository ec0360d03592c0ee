"""A centred column, as wide as is good to read: about 66 characters of the text's own font."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import READING_CHARACTERS, SPACE, TypeRole, size

AVERAGE = "The quick brown fox jumps over the lazy dog and reads on. "


class ReadingColumn(QWidget):
    """Holds widgets in `column`; margins on both sides take what is left over."""

    def __init__(
        self,
        role: TypeRole = "body",
        characters: int = READING_CHARACTERS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._characters = characters
        self._held = QWidget()
        self.column = QVBoxLayout(self._held)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE * 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 3, 0, SPACE * 3, 0)
        row.addStretch(1)
        row.addWidget(self._held, 100)
        row.addStretch(1)
        self._measure()

    def text_width(self) -> int:
        """Return how wide the column may become, in pixels."""
        font = QFont(self.font())
        font.setPixelSize(size(self._role))
        return round(
            QFontMetrics(font).horizontalAdvance(AVERAGE) * self._characters / len(AVERAGE)
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._measure()

    def _measure(self) -> None:
        self._held.setMaximumWidth(self.text_width())
