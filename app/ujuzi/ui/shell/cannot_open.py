"""The window in place of the window: why the data could not be opened, and what to do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.errors import Code, UjuziError
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
        title = Label("title", self.tr("Ujuzi cannot open its data"))
        self.sentence = Label("lead", self._why(error))
        words = [title, self.sentence]
        if getattr(error, "code", None) is not Code.DISK_FULL:  # its sentence says so itself
            words.append(Label("body", self.tr("Nothing was changed and nothing is lost.")))
        folder = Label("soft", self.tr("Data folder: {path}").format(path=data_dir))
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again = Button("primary")
        self.again.setText(self.tr("Try again"))
        self.again.clicked.connect(self.try_again)
        self.quit = Button()
        self.quit.setText(self.tr("Close"))
        self.quit.clicked.connect(self.close)
        actions = QHBoxLayout()
        actions.addWidget(self.again)
        actions.addWidget(self.quit)
        actions.addStretch(1)
        # One block, as high as its words, in the middle of a window of any size.
        block = QWidget()
        block.setFixedWidth(WIDTH)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        icon = Icon("warning", "caution", SPACE * 5)
        column.addWidget(icon, 0, Qt.AlignmentFlag.AlignLeading)
        for label in (*words, folder):
            column.addWidget(label)
        column.addSpacing(SPACE)
        column.addLayout(actions)
        centred = QVBoxLayout(self)
        centred.setContentsMargins(SPACE * 4, SPACE * 4, SPACE * 4, SPACE * 4)
        centred.addStretch(2)
        centred.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        centred.addStretch(3)

    def _why(self, error: Exception) -> str:
        if isinstance(error, UjuziError):
            return sentence(error)
        return self.tr(
            "This is a mistake in Ujuzi. A report is in the folder below, under “logs”; please hand"
            " it to your coordinator."
        )
