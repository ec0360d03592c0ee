"""The steward code, shown to the first person of a computer for whoever keeps it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ujuzi.ui.cards.step import Step
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.steward_code import StewardCodeSheet


class StewardStep(Step):
    """Shows the code until somebody says that it is kept."""

    def __init__(self, choose_file: ChooseFile = choose_file_to_write) -> None:
        super().__init__()
        self.sheet = StewardCodeSheet(choose_file)
        self.kept_changed = self.sheet.kept_changed
        self.kept = self.sheet.kept
        self.code = self.sheet.code
        self.column.addWidget(self.sheet)
        self.column.addStretch(1)
        self.retranslate()

    def show_code(self, code: str) -> None:
        """Show a new code."""
        self.sheet.show_code(code)

    def check(self) -> bool:
        return self.kept.isChecked()

    def first_stop(self) -> QWidget:
        return self.sheet.print

    def retranslate(self) -> None:
        self.title.setText(self.tr("For whoever keeps this computer"))
        self.text.setText(
            self.tr(
                "With this code a forgotten PIN is replaced and a new publisher of courses is"
                " trusted. Print or save it, give it to whoever keeps this computer, and keep it"
                " away from here. You find it again in Settings until somebody else has typed it."
            )
        )
