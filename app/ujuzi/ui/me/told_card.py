"""What the coordinators of the campus are told of who looks: in words, and as they see it.

What reports are made and told with is imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.domain.report import LearnerRow, narrowed
from ujuzi.domain.report_filter import ReportColumn
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.language import spoken
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.campus.told_of_her import ToldOfHer

_C = ReportColumn
COLUMNS = (_C.STANDING, _C.PROGRESS, _C.SCORE, _C.ATTEMPTS, _C.WAITING, _C.STUCK_AT)
"""Of each course; nothing is told of certificates, which come from the hub."""


class ToldCard(SettingCard):
    """A button that shows what is told now; nothing is asked before it is pressed."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._learner = jobs, learner
        self._told: ToldOfHer | None = None
        self._text = Label("soft")
        self._who = Label("soft")
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._grid.setColumnStretch(1, 1)
        self.show_it = Button("", "person")
        self.show_it.clicked.connect(self._ask)
        for widget in (self._text, self._who, self._facts, self.notice):
            self.column.addWidget(widget)
        self.column.addLayout(button_row(self.show_it))
        self.retranslate()

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the table says: of each line what it is about, and the words beside it."""
        items = [self._grid.itemAt(place) for place in range(self._grid.count())]
        said = [each.widget() for each in items if each is not None]
        words = [each.text() for each in said if isinstance(each, Label)]
        return list(zip(words[::2], words[1::2], strict=True))

    def begin(self) -> None:
        """Show nothing before it is asked for: others may look on."""
        self._told = None
        self.notice.clear()
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("What your institution sees of you"))
        said = (
            self.tr(
                "Where results go by stick, shared folder or collection point, the coordinators of"
                " your campus are told which courses, lessons, videos and quizzes you opened and"
                " completed and when, your best and your latest score, when you tried, when you"
                " began and handed in assessments, that you asked for a second look at a result,"
                " and when you were last here. They are never told your answers, notes, bookmarks,"
                " how long you studied, how you rate yourself, or why you asked. What the hub gets"
                " is under Your data."
            ),
            self.tr(
                "Until the hub has linked your profile, they are also told that you typed the code"
                " of a slip, but not the code."
            ),
        )
        self._text.setText(" ".join(said))
        self.show_it.setText(self.tr("Show what is told of me now"))
        self._who.setText(self._readers())
        self._who.setVisible(self._told is not None)
        self._fill()

    def _ask(self) -> None:
        learner, language = self._learner, spoken()
        self._jobs.ask(
            self,
            lambda desk: desk.told_of(learner, language),
            self._show,
            lambda error: self.notice.say(sentence(error), "refusal"),
        )

    def _show(self, told: ToldOfHer) -> None:
        self._told = told
        self.notice.clear()
        self.retranslate()

    def _readers(self) -> str:
        told = self._told
        if told is None or not told.coordinators:
            return self.tr("Nobody can open it yet: this computer knows of no coordinator.")
        return self.tr("Who can open it: {names}.").format(names=", ".join(told.coordinators))

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        told = self._told
        self._facts.setVisible(told is not None)
        if told is None:
            return
        from ujuzi.ui.shell.report_words import report_words

        words = report_words()
        self._line(words.headings[_C.SEEN], self._cell(told.row, _C.SEEN), "strong")
        for course in told.row.courses:
            only = narrowed(told.row, course.course)
            if only is not None:
                self._line(words.headings[_C.COURSE], course.title, "strong")
                for column in COLUMNS:
                    if cell := self._cell(only, column):
                        self._line(words.headings[column], cell, "body")
        if not told.row.courses:
            self._line(
                words.headings[_C.COURSES], self.tr("Nothing: you have begun none here."), "body"
            )

    def _cell(self, row: LearnerRow, column: ReportColumn) -> str:
        from ujuzi.ui.shell.report_words import kind_of, report_words, shown

        return shown(report_words().cell(row, column), kind_of(column), QLocale())

    def _line(self, heading: str, words: str, role: str) -> None:
        row = self._grid.rowCount()
        about, said = Label("soft", wraps=False), Label(role)
        about.setText(heading)
        said.setText(words)
        self._grid.addWidget(about, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(said, row, 1)
