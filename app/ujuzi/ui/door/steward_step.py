"""The steward code: shown once, to be printed or saved for whoever keeps this computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ujuzi.files import write_whole
from ujuzi.ui.cards.step import Step
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.notice import Notice


class StewardStep(Step):
    """Shows the code until somebody says that it is kept."""

    kept_changed = Signal()

    def __init__(
        self, interpreter: Interpreter, choose_file: ChooseFile = choose_file_to_write
    ) -> None:
        super().__init__()
        self._interpreter = interpreter
        self._choose_file = choose_file
        self.code = Label("code", wraps=False)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # A code is read from left to right in every language.
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.print = Button(icon="print")
        self.print.clicked.connect(self._print)
        self.save = Button(icon="stick")
        self.save.clicked.connect(self._save)
        self.notice = Notice()
        self.kept = QCheckBox()
        self.kept.toggled.connect(self.kept_changed)
        ways = QHBoxLayout()
        ways.setSpacing(SPACE)
        ways.addWidget(self.print)
        ways.addWidget(self.save)
        ways.addStretch(1)
        self.column.addWidget(self.code)
        self.column.addLayout(ways)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.kept)
        self.column.addStretch(1)
        self.retranslate()

    def show_code(self, code: str) -> None:
        """Show a new code."""
        self.code.setText(code)
        self.kept.setChecked(False)

    def check(self) -> bool:
        return self.kept.isChecked()

    def first_stop(self) -> QWidget:
        return self.print

    def retranslate(self) -> None:
        self.title.setText(self.tr("For whoever keeps this computer"))
        self.text.setText(
            self.tr(
                "With this code a forgotten PIN is replaced and a new publisher of courses is"
                " trusted. It is shown only now: print or save it, and keep it away from this"
                " computer."
            )
        )
        self.code.setAccessibleName(self.tr("Steward code"))
        self.print.setText(self.tr("Print"))
        self.save.setText(self.tr("Save as a file"))
        self.kept.setText(self.tr("The code is printed, saved or written down"))

    def _print(self) -> None:
        from ujuzi.ui.shell.printing import ask_and_print, paper

        document = paper(self._page(), self._interpreter.language)
        ask_and_print(self, document, self.tr("Ujuzi steward code"))

    def _save(self) -> None:
        file = self._choose_file(self, self.tr("Save the steward code"), "ujuzi-steward-code.txt")
        if file is None:
            return
        try:
            write_whole(Path(file), self._lines().encode())
        except OSError:
            self.notice.say(
                self.tr("{path} could not be written. Choose another folder.").format(path=file),
                "caution",
            )
        else:
            self.notice.say(self.tr("Saved as {path}").format(path=file))

    def _lines(self) -> str:
        return "\n\n".join(
            (
                self.tr("Ujuzi steward code"),
                self.code.text(),
                self.tr(
                    "With this code a forgotten PIN is replaced and a new publisher of courses is"
                    " trusted. Keep it away from the computer."
                ),
                "",
            )
        )

    def _page(self) -> str:
        title, code, text, _ = self._lines().split("\n\n")
        return (
            f"<h1>{title}</h1><p dir='ltr' style='font-size: 28pt'><b>{code}</b></p><p>{text}</p>"
        )
