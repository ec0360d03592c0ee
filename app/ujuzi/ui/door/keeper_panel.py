"""What whoever keeps this computer may do at its door, with the steward code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.steward_code import NewStewardCode
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class KeeperPanel(Retranslated, QWidget):
    """Replaces the steward code."""

    turned_back = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("title")
        self._text = Label("soft")
        self.code = NewStewardCode(jobs)
        self.back = Button("quiet", "back")
        self.back.clicked.connect(self.turned_back)
        actions = QHBoxLayout()
        actions.addWidget(self.back)
        actions.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        for widget in (self._title, self._text, self.code):
            column.addWidget(widget)
        column.addLayout(actions)
        column.addStretch(1)
        self.retranslate()

    def begin(self) -> None:
        """Forget what was typed here before."""
        self.code.begin()

    def first_stop(self) -> QWidget:
        """Return where the keyboard starts."""
        return self.code.code

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self._title.setText(self.tr("For whoever keeps this computer"))
        self._text.setText(
            self.tr(
                "Make a new steward code when somebody saw the old one, or when it should be"
                " somebody else's. If it is lost, an administrator of this computer makes a new one"
                " with the command “ujuzi steward-code new”."
            )
        )
        self.back.setText(self.tr("Back"))
