"""A sentence in the page about what happened or must be known, with perhaps one thing to do.

Never modal, never gone by itself: it stays until it is closed or cleared. It is announced to the
screen reader when it appears. Its tone has a mark of its own, so that no colour must be seen:

    done        what was asked for is done: a tick
    notice      good to know, nothing to do
    warning     something to look after, before or beside what one does
    refusal     what was asked for was not done
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE, restyle
from ujuzi.ui.widgets.buttons import Button, IconButton
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.spoken import announce

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
        self._icon = Icon("warning", size=20)
        self.text = Label()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = Button("quiet")
        self.action.clicked.connect(self.acted)
        self.dismiss = IconButton("close")
        self.dismiss.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE * 3 // 2)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(self.dismiss)
        self.hide()
        self.retranslate()

    def say(self, text: str, tone: Tone = "notice", action: str = "") -> None:
        """Show a sentence; without `action` there is nothing to press but the cross."""
        is_new = self.isHidden() or text != self.text.text()
        self._icon.show_icon(*MARKS[tone])
        self.setProperty("tone", tone)
        self.text.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        restyle(self)
        self.show()
        if is_new:
            announce(self, text)

    def clear(self) -> None:
        """Say nothing more."""
        self.text.clear()
        self.hide()

    def retranslate(self) -> None:
        """Say the cross's name in the language of the windows."""
        self.dismiss.name(self.tr("Close this message"))

    def _close(self) -> None:
        self.clear()
        self.closed.emit()
