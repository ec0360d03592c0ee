"""The foot of the reader: back one step, where one is, and on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.rule import Rule


class Foot(QWidget):
    """Three buttons and a word; which of them there are, the reader says."""

    back = Signal()
    aside = Signal()
    on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.previous = Button("quiet", "previous")
        self.previous.clicked.connect(self.back)
        self.where = Label("caption", wraps=False)
        self.second = Button("quiet")
        self.second.clicked.connect(self.aside)
        self.primary = Button("primary")
        self.primary.clicked.connect(self.on)
        row = QHBoxLayout()
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self.previous)
        row.addStretch(1)
        row.addWidget(self.where)
        row.addStretch(1)
        row.addWidget(self.second)
        row.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(row)

    def say(self, *, previous: str, where: str, second: str, primary: str) -> None:
        """Say the words; a button without a word is not there."""
        for button, words in (
            (self.previous, previous),
            (self.second, second),
            (self.primary, primary),
        ):
            button.setText(words)
            button.setVisible(bool(words))
        self.where.setText(where)
