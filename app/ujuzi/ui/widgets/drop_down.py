"""The one drop-down of the windows: the wheel scrolls its page, and its choices are seen whole."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

LETTERS_LEAST = 12
FRAME = 58
"""Pixels of a drop-down around its words: padding and arrow."""
AT_ONCE_MOST = 100
"""Choices that are listed without scrolling, where the screen has the room."""


class DropDown(QComboBox):
    """A drop-down that gives way in width; what is chosen and does not fit is its tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LETTERS_LEAST)
        self.setMaxVisibleItems(AT_ONCE_MOST)
        self._wraps = False
        self.currentTextChanged.connect(self._offer_whole)

    @property
    def chosen(self) -> str:
        """The id of what is chosen, or an empty text."""
        return str(self.currentData() or "")

    def choose(self, choice: str) -> None:
        """Choose by id; the first where there is no such choice."""
        self.setCurrentIndex(max(0, self.findData(choice)))

    def room_wanted(self) -> int:
        """Return the width at which no choice is cut short, in pixels."""
        return max(map(self._wanted, map(self.itemText, range(self.count()))), default=0)

    def showPopup(self) -> None:
        """Show the choices: all, or as many whole ones as the screen has room for."""
        self._wrap()
        super().showPopup()
        view, popup = self.view(), self.view().window()
        screen = self.screen().availableGeometry()
        place, frame = popup.geometry(), popup.size() - view.viewport().size()
        wanted = view.sizeHintForColumn(0) + frame.width()
        place.setWidth(min(max(place.width(), wanted), screen.width()))
        place.moveLeft(max(screen.left(), min(place.left(), screen.right() + 1 - place.width())))
        place.setHeight(screen.height())
        popup.setGeometry(place)
        heights = self._heights()
        while sum(heights) + frame.height() > screen.height() and len(heights) > 1:
            heights.pop()
        below = self.mapToGlobal(QPoint(0, self.height())).y()
        place.setTop(below)
        place.setHeight(sum(heights) + frame.height())
        if place.bottom() > screen.bottom():
            place.moveBottom(below - self.height() - 1)
        if place.top() < screen.top():
            place.moveBottom(screen.bottom())
        popup.setGeometry(place)

    def _wrap(self) -> None:
        """Let the list of choices wrap their words, which nobody sees before it is opened."""
        if not self._wraps:
            from ujuzi.ui.widgets.wrapped_choices import wrap_choices

            wrap_choices(self.view())
            self._wraps = True

    def _heights(self) -> list[int]:
        """Return how high each choice is, in a popup of the width that it has now."""
        view = self.view()
        view.doItemsLayout()
        rows = (self.model().index(row, self.modelColumn()) for row in range(self.count()))
        return [view.visualRect(row).height() for row in rows]

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_whole(self.currentText())

    def _wanted(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + FRAME

    def _offer_whole(self, words: str) -> None:
        self.setToolTip(words if self._wanted(words) > self.width() else "")
