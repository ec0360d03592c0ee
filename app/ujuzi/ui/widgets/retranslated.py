"""A widget that says its texts again when the language of the windows changes.

    class Card(Retranslated, QFrame): ...

It stands before the Qt class, so that Qt finds its `changeEvent`, and is none itself: PySide6 makes
no object of two Qt classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Retranslated(_Widget):
    """Mixed into a widget; its constructor calls `retranslate` once."""

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
