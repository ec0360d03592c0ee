"""Check a certificate: paste the text of its code, drop its file, and be told the truth in words.

Nothing is asked of any network. How old the knowledge is that an answer rests on stands with the
answer; a newer list comes with an exchange, or from a file that a stick brought.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.errors import UjuziError
from ujuzi.services.assess.certificates import read_file
from ujuzi.ui.certify.list_card import ListCard
from ujuzi.ui.certify.verdict_card import VerdictCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.destinations import ToCertificates, ToCheck
from ujuzi.ui.shell.dialogs import ChooseOpen, choose_file_to_open
from ujuzi.ui.shell.jobs import Jobs, Reporter
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.assess.certificates import Verdict

WIDTH = 760
LINES = 3


class CheckPage(ScrollPage[ToCheck]):
    """What to check, the answer, and what this computer knows of issuers."""

    def __init__(
        self, jobs: Jobs, choose: ChooseOpen = choose_file_to_open, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._choose = choose
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCertificates()))
        self._title = Label("display")
        self._text = Label("soft")
        self.pasted = QPlainTextEdit()
        self.pasted.setTabChangesFocus(True)
        self.pasted.setFixedHeight(self.pasted.fontMetrics().lineSpacing() * LINES + SPACE * 3)
        self._field = LabelledField(self.pasted)
        self.check_button = Button("primary")
        self.check_button.clicked.connect(self._check_pasted)
        self.open_button = Button("", "stick")
        self.open_button.clicked.connect(self._choose_file)
        self.verdict = VerdictCard()
        self.verdict.hide()
        self.notice = PageNotice()
        self.lists = ListCard(jobs, choose)
        self.lists.learned.connect(self._check_again)
        self._data = b""
        self._asked = object()
        ask = Card()
        actions = button_row(self.check_button, self.open_button)
        ask.column.addWidget(self._text)
        ask.column.addWidget(self._field)
        ask.column.addLayout(actions)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self._title)
        for widget in (ask, self.notice, self.verdict, self.lists):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.setAcceptDrops(True)
        self.retranslate()

    def show_at(self, _at: ToCheck) -> None:
        """Begin with nothing to check."""
        self._data = b""
        self._asked = object()
        self.pasted.clear()
        self.verdict.hide()
        self.notice.clear()
        self.scroll_to_top()
        self.lists.begin()

    def changed(self, changes: Changes) -> None:
        if changes & Changes.DOCUMENTS:
            self.lists.ask()
            self._check_again()

    def first_stop(self) -> QWidget:
        return self.pasted

    def retranslate(self) -> None:
        self.back.setText(self.tr("Certificates"))
        self._title.setText(self.tr("Check a certificate"))
        self._text.setText(
            self.tr(
                "Scan the square code on the certificate with any phone, and paste or type its text"
                " here; or open the certificate's file: the PDF, the credential or a badge picture."
                " This works without the internet."
            )
        )
        self._field.say(self.tr("Text of the code"))
        self.check_button.setText(self.tr("Check"))
        self.open_button.setText(self.tr("Open a file"))

    def check_file(self, file: Path) -> None:
        """Check a file."""
        self._ask(lambda: read_file(file))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.check_file(file)

    def _check_pasted(self) -> None:
        text = self.pasted.toPlainText()
        self._ask(text.encode)

    def _choose_file(self) -> None:
        file = self._choose(self, self.open_button.text())
        if file is not None:
            self.check_file(file)

    def _ask(self, get: Callable[[], bytes]) -> None:
        """Check what `get` returns, beside the desk; an answer to what was asked before is dropped.

        Files come from sticks, and what a stranger wrote may take its time.
        """
        self.notice.clear()
        asked = self._asked = object()

        def checked(_reporter: Reporter) -> tuple[bytes, Verdict]:
            data = get()
            checker = self._jobs.wait_for(lambda desk: desk.certificates.checker())
            return data, checker.check(data)

        def answered(answer: tuple[bytes, Verdict]) -> None:
            if asked is self._asked:
                self._answer(answer)

        def refused(error: UjuziError) -> None:
            if asked is self._asked:
                self._refuse(error)

        self._jobs.aside(self, checked, answered, refused)

    def _check_again(self) -> None:
        """Answer anew: this computer has learned something since."""
        data = self._data
        if data:
            self._ask(lambda: data)

    def _answer(self, answered: tuple[bytes, Verdict]) -> None:
        self._data, verdict = answered
        self.verdict.show_verdict(verdict)
        # Once it is laid out, an answer below the edge of a small window comes into sight.
        QTimer.singleShot(0, self.verdict, lambda: self.area.ensureWidgetVisible(self.verdict))

    def _refuse(self, error: UjuziError) -> None:
        self.verdict.hide()
        self.notice.refuse(error)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the file that is being dropped, if it is one."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
