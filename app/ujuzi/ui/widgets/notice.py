"""A sentence in the page about what happened or must be known, with perhaps one thing to do.

Never modal, never gone by itself: it stays until it is closed or cleared. It is announced to the
screen reader when it appears. Its tone has a mark of its own, so that no colour must be seen:

    done        what was asked for is done: a tick
    notice      good to know, nothing to do
    warning     something to look after, before or beside what one does
    refusal     what was asked for was not done
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ujuzi.ui.look.theme import SPACE, restyle, size
from ujuzi.ui.widgets.buttons import Button, IconButton
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.spoken import announce

WORDS_LEAST = 14
"""Letters of body type, as high as wide, that the words have beside what can be done."""

Tone = Literal["done", "notice", "warning", "refusal"]
MARKS: dict[Tone, tuple[str, str]] = {
    "done": ("check", "accent"),
    "notice": ("notice", "ink_soft"),
    "warning": ("warning", "caution"),
    "refusal": ("refusal", "danger"),
}
"""The drawn icon of each tone, and its colour."""


class Notice(Retranslated, QFrame):
    """An inline bar, hidden until there is something to say."""

    acted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE * 2, SPACE, SPACE, SPACE)
        self._grid.setHorizontalSpacing(SPACE * 3 // 2)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._grid.setColumnStretch(1, 1)
        self._beside = True
        self.hide()
        self.retranslate()

    @property
    def text(self) -> Label:
        """The sentence."""
        return self._parts[1]

    @property
    def action(self) -> Button:
        """What can be done."""
        return self._parts[2]

    @property
    def dismiss(self) -> IconButton:
        """The cross."""
        return self._parts[3]

    @cached_property
    def _parts(self) -> tuple[Icon, Label, Button, IconButton]:
        """The mark, and the three; made when it first has something to say: most never have."""
        text = Label(parent=self)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        action = Button("quiet", parent=self)
        action.clicked.connect(self.acted)
        dismiss = IconButton("close", parent=self)
        dismiss.clicked.connect(self._close)
        parts = Icon("warning", size=20, parent=self), text, action, dismiss
        for column, part in enumerate(parts):
            self._grid.addWidget(part, 0, column)
        # Where the notice stands, and not last of all; after what takes no focus Qt puts nothing.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for before, after in pairwise((self, text, action, dismiss)):
            QWidget.setTabOrder(before, after)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._name(dismiss)
        return parts

    def say(self, text: str, tone: Tone = "notice", action: str = "") -> None:
        """Show a sentence; without `action` there is nothing to press but the cross."""
        is_new = self.isHidden() or text != self.text.text()
        self._parts[0].show_icon(*MARKS[tone])
        self.setProperty("tone", tone)
        self.text.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        restyle(self)
        self._arrange()
        self.show()
        if is_new:
            announce(self, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if "_parts" in vars(self):
            self._arrange()

    def _arrange(self) -> None:
        """Put what can be done under the words where both have no room side by side."""
        around = self._parts[0].width() + self.dismiss.sizeHint().width() + 7 * SPACE
        room = self.width() - around - self.action.sizeHint().width()
        self.action.setMinimumWidth(min(self.action.sizeHint().width(), self.width() - 3 * SPACE))
        beside = self.action.isHidden() or room >= WORDS_LEAST * size("body")
        if beside != self._beside:
            self._beside = beside
            place = (0, 2, 1, 1) if beside else (1, 0, 1, 4)
            self._grid.addWidget(self.action, *place)
            self._grid.setAlignment(self.action, Qt.AlignmentFlag.AlignTrailing)

    def clear(self) -> None:
        """Say nothing more."""
        if "_parts" in vars(self):
            self.text.clear()
        self.hide()

    def retranslate(self) -> None:
        """Say the cross's name in the language of the windows."""
        if "_parts" in vars(self):
            self._name(self.dismiss)

    def _name(self, dismiss: IconButton) -> None:
        dismiss.name(self.tr("Close this message"))

    def _close(self) -> None:
        self.clear()
        self.closed.emit()
