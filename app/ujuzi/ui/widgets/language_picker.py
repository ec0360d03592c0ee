"""A drop-down of the languages that the windows speak, each by its own name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ujuzi.ui.look.language import NAMES, offered
from ujuzi.ui.widgets.drop_down import DropDown


class LanguagePicker(DropDown):
    """Tells the code of the language that a person picks."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for code in offered():
            self.addItem(NAMES[code], code)
        self.activated.connect(lambda _row: self.picked.emit(self.currentData()))

    def show_language(self, language: str) -> None:
        """Show which language is spoken; tells nothing."""
        self.choose(language)
