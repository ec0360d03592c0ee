"""What came of each computer at the last collecting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from ujuzi.ui.campus.collect_words import came
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.delivery.folders import FolderCollection


class CollectedCard(SettingCard):
    """Two columns: the computer, and what came; hidden until something was collected."""

    def __init__(self) -> None:
        super().__init__()
        self._found: FolderCollection | None = None
        self._names: Mapping[str, str] = {}
        self._rows: QWidget | None = None
        self.hide()
        self.retranslate()

    def show_collected(self, found: FolderCollection, names: Mapping[str, str]) -> None:
        """Show what came, by computer."""
        self._found, self._names = found, names
        self.setVisible(bool(found.came))
        self.retranslate()

    def clear(self) -> None:
        """Show nothing more."""
        self._found = None
        self.hide()

    def retranslate(self) -> None:
        self.title.setText(self.tr("What came, by computer"))
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
            self._rows = None
        if self._found is None:
            return
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE * 3)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(came(self._found, self._names)):
            grid.addWidget(Label("strong", name), row, 0)
            grid.addWidget(Label("soft", words), row, 1)
        self.column.addWidget(self._rows)
        self._rows.show()
