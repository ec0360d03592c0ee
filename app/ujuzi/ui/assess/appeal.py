"""Asking for a second look at a result: one sentence of why, once an attempt."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, UjuziError
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.destinations import ToAppeal, ToAssessments
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

WIDTH = 760
HEIGHT = SPACE * 15
OF_THE_TEXT = {Code.TEXT_EMPTY, Code.TEXT_TOO_LONG, Code.TEXT_HIDES}
"""What is said beside the text itself."""


class AppealPage(ScrollPage[ToAppeal]):
    """A place to write, what will be done with it, and one button."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._learner = learner
        self._at = ToAppeal("")
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToAssessments()))
        self._title = Label("display")
        self._about = Label("lead")
        self._text = Label("body")
        self.why = QPlainTextEdit()
        self.why.setTabChangesFocus(True)
        self.why.setFixedHeight(HEIGHT)
        self.why.textChanged.connect(self._typed)
        self.field = LabelledField(self.why)
        self.ask = Button("primary")
        self.ask.clicked.connect(self._ask)
        self.cancel = Button("quiet")
        self.cancel.clicked.connect(lambda: self.go(ToAssessments()))
        self.notice = PageNotice()
        send = QShortcut(QKeySequence("Ctrl+Return"), self.why)
        send.setContext(Qt.ShortcutContext.WidgetShortcut)
        send.activated.connect(self._ask)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (
            *(self._title, self._about, self.notice, self._text),
            *(self.field, WrappedRow((self.ask, self.cancel))),
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, at: ToAppeal) -> None:
        """Ask about the result of one attempt; what was typed about another is let go."""
        if at.attempt != self._at.attempt:
            self.why.clear()
        self._at = at
        self.notice.clear()
        self.field.accept()
        self.scroll_to_top()
        self.retranslate()

    def unsaved(self) -> bool:
        return bool(self.why.toPlainText().strip())

    def first_stop(self) -> QWidget:
        return self.why

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("Assessments"))
        self._title.setText(self.tr("Ask for a second look"))
        self._about.setText(self._at.title)
        self._text.setText(
            self.tr(
                "Your National Centre looks again at your answers, and reads what you write here."
                " It is not told your name. Your coordinator sees that you asked, not why. You can"
                " ask once about each attempt."
            )
        )
        self.field.say(
            self.tr("Why do you think that this result is wrong?"),
            self.tr("One sentence is enough: which question, and what is wrong with it."),
        )
        self.ask.setText(self.tr("Ask for a second look"))
        self.cancel.setText(self.tr("Not now"))

    def _typed(self) -> None:
        self.field.accept()
        self.unsaved_changed.emit()

    def _ask(self) -> None:
        text, attempt, learner = self.why.toPlainText(), self._at.attempt, self._learner
        self.ask.setEnabled(False)
        self._jobs.ask(
            self,
            lambda desk: desk.appeals.make(learner, attempt, text),
            lambda _made: self._asked(),
            self._refuse,
        )

    def _asked(self) -> None:
        self.ask.setEnabled(True)
        self.why.clear()
        self.go(ToAssessments())

    def _refuse(self, error: UjuziError) -> None:
        self.ask.setEnabled(True)
        if error.code in OF_THE_TEXT:
            self.field.refuse(sentence(error))
        else:
            self.notice.refuse(error)
