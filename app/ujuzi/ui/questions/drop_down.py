"""A drop-down in a row of a question."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

LETTERS_LEAST = 12
FRAME = 58
"""Pixels of a drop-down around its words: padding and arrow."""


class DropDown(QComboBox):
    """A drop-down that gives way in width and lets the wheel scroll the page, not its choice.

    Its first entry has no id: nothing is chosen yet.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LETTERS_LEAST)
        self.addItem("", "")

    @property
    def chosen(self) -> str:
        """The id of what is chosen, or an empty text."""
        return str(self.currentData())

    def choose(self, choice: str) -> None:
        """Choose by id; nothing where there is no such choice."""
        self.setCurrentIndex(max(0, self.findData(choice)))

    def room_wanted(self) -> int:
        """Return the width at which no choice is cut short, in pixels."""
        words = (self.itemText(number) for number in range(self.count()))
        return max(map(self.fontMetrics().horizontalAdvance, words)) + FRAME

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
