"""What is known of a computer: names on the one side, facts on the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.label import Label


class FactsCard(SettingCard):
    """Two columns; a name that is the same as the one above it is not said again."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: QWidget | None = None
        self.retranslate()

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Show these facts in place of all others, each with its name."""
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE * 3)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        before = ""
        for row, (name, fact) in enumerate(facts):
            if name != before:
                grid.addWidget(Label("soft", name), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label("body", fact), row, 1)
            before = name
        self.column.addWidget(self._rows)
        self._rows.show()

    def retranslate(self) -> None:
        self.title.setText(self.tr("What is known of it"))
