"""Several rows of which one is chosen, with the arrow keys or by click."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.option_row import OptionRow


class Options(QWidget):
    """Options by a key; `chosen` tells a choice that was made by hand or by `choose`."""

    chosen = Signal(str)

    def __init__(
        self,
        keys: tuple[str, ...],
        direction: QBoxLayout.Direction = QBoxLayout.Direction.TopToBottom,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.rows = {key: OptionRow() for key in keys}
        column = QBoxLayout(direction, self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for key, row in self.rows.items():
            self._group.addButton(row.button)
            row.chosen.connect(lambda key=key: self.chosen.emit(key))
            column.addWidget(row, 1)

    @property
    def choice(self) -> str:
        """The key that is chosen; empty while none is."""
        return next((key for key, row in self.rows.items() if row.button.isChecked()), "")

    def choose(self, choice: str) -> None:
        """Choose one, or none."""
        self._group.setExclusive(False)
        for key, row in self.rows.items():
            row.button.setChecked(key == choice)
        self._group.setExclusive(True)

    def first_stop(self) -> QWidget:
        """Return where the keyboard starts: at what is chosen, or at the first."""
        chosen = self.rows.get(self.choice) or next(iter(self.rows.values()))
        return chosen.button
