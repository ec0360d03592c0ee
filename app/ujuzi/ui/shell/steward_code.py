"""The steward code of a computer: shown to be printed or saved, and replaced by whoever has it.

A new code comes in force only once somebody says that she has kept it: until then the old one
opens, and a power cut leaves no computer without a code.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.files import write_whole
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.code_edit import CodeEdit
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.notice import Notice
from ujuzi.ui.widgets.retranslated import Retranslated


def shown_code() -> Label:
    """Return a label for a code, to be read and copied: left to right in every language."""
    code = Label("code", wraps=False)
    code.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return code


class StewardCodeSheet(Retranslated, QWidget):
    """A code in large letters, ways to keep it, and a tick that says that it is kept."""

    kept_changed = Signal()

    def __init__(self, choose_file: ChooseFile = choose_file_to_write) -> None:
        super().__init__()
        self._choose_file = choose_file
        self.code = shown_code()
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.print = Button(icon="print")
        self.print.clicked.connect(self._print)
        self.save = Button(icon="stick")
        self.save.clicked.connect(self._save)
        self.notice = Notice()
        self.kept = QCheckBox()
        self.kept.toggled.connect(self.kept_changed)
        ways = button_row(self.print, self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.code)
        column.addLayout(ways)
        column.addWidget(self.notice)
        column.addWidget(self.kept)
        self.retranslate()

    def show_code(self, code: str) -> None:
        """Show a code; empty, none any more."""
        self.code.setText(code)
        self.kept.setChecked(False)
        self.notice.clear()

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.code.setAccessibleName(self.tr("Steward code"))
        self.print.setText(self.tr("Print"))
        self.save.setText(self.tr("Save as a file"))
        self.kept.setText(self.tr("The code is printed, saved or written down"))

    def _print(self) -> None:
        from ujuzi.ui.shell.printing import ask_and_print, paper

        document = paper(self._page(), QLocale().bcp47Name())
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
                "refusal",
            )
        else:
            self.notice.say(self.tr("Saved as {path}").format(path=file), "done")

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


class NewStewardCode(Retranslated, QWidget):
    """Asks for the code, and replaces it by a new one on the spot."""

    shown = Signal(bool)
    """Whether a new code is shown now, and the old one is not asked for."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId | None = None,
        choose_file: ChooseFile = choose_file_to_write,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._old = ""
        self.code = CodeEdit(masked=True)
        self.field = LabelledField(self.code)
        self.code.textEdited.connect(lambda _text: self.field.accept())
        self.code.returnPressed.connect(self._propose)
        self.make = Button(icon="lock")
        self.make.clicked.connect(self._propose)
        self._words = Label("soft")
        self.sheet = StewardCodeSheet(choose_file)
        self.sheet.kept_changed.connect(self._arrange)
        self.use = Button("primary")
        self.use.clicked.connect(self._renew)
        self.leave_it = Button("quiet")
        self.leave_it.clicked.connect(self.begin)
        self.notice = PageNotice()
        making = button_row(self.make)
        using = button_row(self.use, self.leave_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.field)
        column.addLayout(making)
        column.addWidget(self._words)
        column.addWidget(self.sheet)
        column.addLayout(using)
        column.addWidget(self.notice)
        self.retranslate()
        self._arrange()

    def begin(self) -> None:
        """Forget what was typed and what was shown; the old code goes on."""
        self.notice.clear()
        self.field.accept()
        self._put_away()

    def refuse(self, error: UjuziError) -> None:
        """Say at the code why nothing was done with it."""
        self._put_away()
        self.field.refuse(sentence(error))
        self.code.setFocus()

    def typed(self) -> str:
        """Return the code that was typed; where there is none, ask for it and return nothing."""
        code = self.code.text().strip()
        if not code:
            self.field.refuse(self.tr("Type the steward code."))
            self.code.setFocus()
        return code

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.field.say(
            self.tr("Steward code"),
            self.tr("Or the code that a coordinator gave to make a new one here."),
        )
        self.make.setText(self.tr("Make a new code"))
        self._words.setText(
            self.tr(
                "This will be the steward code. Print or save it, and keep it away from this"
                " computer; until you press the button below, the old one goes on."
            )
        )
        self.use.setText(self.tr("Use the new code"))
        self.leave_it.setText(self.tr("Keep the old code"))

    def _propose(self) -> None:
        code, learner = self.typed(), self._learner
        if code:
            self.notice.clear()
            self._jobs.ask(
                self,
                lambda desk: desk.people.propose_steward_code(code, learner),
                lambda new: self._show(code, new),
                self.refuse,
            )

    def _show(self, old: str, new: str) -> None:
        self._old = old
        self.code.clear()
        self.sheet.show_code(new)
        self._arrange()
        self.sheet.print.setFocus()

    def _renew(self) -> None:
        old, new = self._old, self.sheet.code.text()
        self.use.setEnabled(False)
        self._jobs.ask(
            self,
            lambda desk: desk.people.renew_steward_code(old, new),
            lambda _: self._renewed(),
            self.refuse,
        )

    def _renewed(self) -> None:
        self._put_away()
        self.notice.tell(
            lambda: self.tr("The new code is in force; the old one opens nothing."), "done"
        )
        self.code.setFocus()

    def _put_away(self) -> None:
        self._old = ""
        self.code.clear()
        self.sheet.show_code("")
        self._arrange()

    def _arrange(self) -> None:
        shown = bool(self._old)
        for part in (self._words, self.sheet, self.use, self.leave_it):
            part.setVisible(shown)
        self.field.setVisible(not shown)
        self.make.setVisible(not shown)
        self.use.setEnabled(self.sheet.kept.isChecked())
        self.shown.emit(shown)
