"""What every card of the settings has: a title, and its own place for what came of a wish."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.notice import Notice
from ujuzi.ui.widgets.retranslated import Retranslated


class SettingCard(Retranslated, Card):
    """A titled card; what happened is said at its foot, where the person is looking."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("title")
        self.notice = Notice()
        self.column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 3)
        self.column.setSpacing(SPACE * 2)
        self.column.addWidget(self.title)
