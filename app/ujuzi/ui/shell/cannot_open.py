"""The window in place of the window: why the data could not be opened, and what to do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.errors import UjuziError
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label

WIDTH = 560


class CannotOpen(QWidget):
    """A plain window with one sentence, the folder it is about, and a way to try again."""

    try_again = Signal()

    def __init__(self, error: Exception, data_dir: Path) -> None:
        super().__init__()
        self.setWindowTitle("Ujuzi")
        self.setMinimumWidth(WIDTH)
        title = Label("title", self.tr("Ujuzi cannot open its data"))
        self.sentence = Label("lead", self._why(error))
        nothing_lost = Label("body", self.tr("Nothing was changed and nothing is lost."))
        folder = Label("soft", self.tr("Data folder: {path}").format(path=data_dir))
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again = Button("primary")
        self.again.setText(self.tr("Try again"))
        self.again.clicked.connect(self.try_again)
        self.quit = Button()
        self.quit.setText(self.tr("Close"))
        self.quit.clicked.connect(self.close)
        actions = QHBoxLayout()
        actions.addStretch(1)
        actions.addWidget(self.quit)
        actions.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 4, SPACE * 4, SPACE * 4, SPACE * 3)
        column.setSpacing(SPACE * 2)
        column.addWidget(Icon("warning", "caution", SPACE * 5))
        for label in (title, self.sentence, nothing_lost, folder):
            column.addWidget(label)
        column.addStretch(1)
        column.addLayout(actions)

    def _why(self, error: Exception) -> str:
        if isinstance(error, UjuziError):
            return sentence(error)
        return self.tr(
            "This is a mistake in Ujuzi. A report is in the folder below, under “logs”; please hand"
            " it to your coordinator."
        )
