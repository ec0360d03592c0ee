"""The window in place of the window: why the data could not be opened, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from ujuzi.errors import Code, UjuziError
from ujuzi.ui.look.dates import moment
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.plain_window import PlainWindow
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.restoring import Copy


class CannotOpen(PlainWindow):
    """A plain window with one sentence, the folder it is about, and a way to try again.

    Where a copy of the data helps, going back to it is offered, and never done by itself.
    """

    try_again = Signal()
    copy_wished = Signal()

    def __init__(self, error: Exception, data_dir: Path, copy: Copy | None = None) -> None:
        super().__init__(data_dir)
        title = Label("title", self.tr("Ujuzi cannot open its data"))
        self.sentence = Label("lead", self._why(error))
        words = [title, self.sentence]
        if getattr(error, "code", None) is not Code.DISK_FULL:  # its sentence says so itself
            words.append(Label("body", self.tr("Nothing was changed and nothing is lost.")))
        self.again = Button("primary")
        self.again.setText(self.tr("Try again"))
        self.again.clicked.connect(self.try_again)
        self.go_back = Button()
        self.go_back.clicked.connect(self.copy_wished)
        self.go_back.setVisible(copy is not None)
        if copy is not None:
            date = moment(copy.made_at)
            self.go_back.setText(self.tr("Go back to the copy"))
            offered = self.tr(
                "There is a copy of {date}. What was done since then is not in it; the present data"
                " stays in a file beside it."
            )
            words.append(Label("body", offered.format(date=date)))
        mark = QVBoxLayout()
        mark.addWidget(Icon("warning", "caution", SPACE * 5), 0, Qt.AlignmentFlag.AlignLeading)
        actions = button_row(self.again, self.go_back, self.quit)
        actions.setContentsMargins(0, SPACE, 0, 0)
        self.fill(mark, *words, self.folder, actions, spacing=SPACE * 2, margin=SPACE * 4)

    def work(self) -> None:
        """Say that the copy is being put back; nothing else can be pressed meanwhile."""
        self.go_back.setEnabled(False)
        self.again.setEnabled(False)
        self.sentence.setText(self.tr("The copy is being put back. Leave the stick in."))

    def _why(self, error: Exception) -> str:
        if isinstance(error, UjuziError):
            return sentence(error)
        return self.tr(
            "This is a mistake in Ujuzi. A report is in the folder below, under “logs”; please hand"
            " it to your coordinator."
        )
