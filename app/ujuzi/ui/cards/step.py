"""What every step of the first start has: one question, and whether it is answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class Step(Retranslated, QWidget):
    """A title, a sentence about it, and below them what the step puts into `column`."""

    completed = Signal()
    """Enter was pressed in its last field: the same as Continue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("display")
        self.text = Label("soft")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE * 2)
        self.column.addWidget(self.title)
        self.column.addWidget(self.text)
        self.column.addSpacing(SPACE)

    def begin(self) -> None:
        """Forget what was typed by another person."""

    def check(self) -> bool:
        """Whether one may go on; says on the spot what is missing."""
        return True

    def first_stop(self) -> QWidget | None:
        """Return where the keyboard starts."""
        return None
