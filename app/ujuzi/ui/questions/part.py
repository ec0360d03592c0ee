"""One part of a question as a row across the column: a choice, a line to put in order, a pair.

A row says how it stands in words as well as by its frame: never by colour alone. The style sheet
draws it by its `standing`.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import restyle
from ujuzi.ui.questions.passage import Passage
from ujuzi.ui.widgets.label import Label

AROUND, SPACING = 16, 12
TEXT_SHARE, COMPANION_SHARE = 3, 5
"""Of a row in which a companion stands beside the text."""


class PartState(StrEnum):
    """How a part stands: before the check `open` or `chosen`, after it one of the others."""

    OPEN = "open"
    CHOSEN = "chosen"
    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    CLOSED = "closed"


class Part(QFrame):
    """A framed row: room for a leading widget, the text, and below it a mark in words."""

    def __init__(self, text: Passage, leading: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("part")
        self._text = text
        self._text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._mark = Label("caption")
        self._mark.setObjectName("partMark")
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._mark.hide()
        self._words = QVBoxLayout()
        self._words.setSpacing(4)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(SPACING // 2)
        self._line.addWidget(self._text, TEXT_SHARE)
        self._words.addLayout(self._line)
        self._words.addWidget(self._mark)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(AROUND, SPACING, AROUND, SPACING)
        self._row.setSpacing(SPACING)
        if leading is not None:
            self._row.addWidget(leading)
        self._row.addLayout(self._words, 1)
        self.stand(PartState.OPEN)

    @property
    def standing(self) -> PartState:
        """How the row stands now."""
        return PartState(self.property("standing"))

    @property
    def words(self) -> str:
        """The text as a person reads it."""
        return self._text.words

    @property
    def mark(self) -> str:
        """The words that say how the row stands, once the answer was checked."""
        return self._mark.text()

    def set_text(self, html: str) -> None:
        """Show another text."""
        self._text.show_html(html)

    def add_trailing(self, widget: QWidget) -> None:
        """Put a widget at the end of the row."""
        self._row.addWidget(widget)

    def add_companion(self, widget: QWidget) -> None:
        """Put a widget under the text; `set_beside` puts it beside it."""
        self._line.addWidget(widget, COMPANION_SHARE)

    def set_beside(self, *, beside: bool) -> None:
        """Put the companion beside the text or under it."""
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._line.setSpacing(SPACING if beside else SPACING // 2)

    def stand(self, standing: PartState, mark: str = "") -> None:
        """Draw the row as it now stands, and say it in words."""
        self.setProperty("standing", standing.value)
        self._mark.setProperty("standing", standing.value)
        self._mark.setText(mark)
        self._mark.setVisible(bool(mark))
        restyle(self, self._mark)

    def show_focus(self, *, focused: bool) -> None:
        """Draw the frame of a row whose control has the keyboard."""
        self.setProperty("focused", focused)
        restyle(self)
