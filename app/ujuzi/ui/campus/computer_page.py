"""One computer of the campus: what has arrived, whether it may go, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.campus.computers import ComputerRow, CourseThere
from ujuzi.ui.campus.acts_card import ActsCard
from ujuzi.ui.campus.arrival_words import (
    arrival_sentence,
    clock_words,
    leaving_sentence,
    oddity_words,
)
from ujuzi.ui.campus.expected_card import ExpectedCard
from ujuzi.ui.campus.facts_card import FactsCard
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.amounts import bytes_, language_name
from ujuzi.ui.look.dates import moment
from ujuzi.ui.shell.destinations import ToCampusComputer, ToComputers, ToOffice
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label

WIDTH = 760


class ComputerPage(ScrollPage[ToCampusComputer]):
    """The one sentence, the answer to *may it go*, and facts."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._learner = learner
        self._key = ""
        self._row: ComputerRow | None = None
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToComputers()))
        self._title = Label("display")
        self.arrival = Label("lead")
        self.notice = PageNotice()
        self.leaving = LeavingCard()
        self.facts = FactsCard()
        self.acts = ActsCard(jobs, learner)
        self.acts.acted.connect(self._ask)
        self.acts.office_wished.connect(lambda: self.go(ToOffice(self._key)))
        self.expected = ExpectedCard(jobs)
        self.expected.renamed.connect(self._ask)
        self.expected.removed.connect(lambda: self.go(ToComputers()))
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (
            *(self._title, self.arrival, self.notice),
            *(self.leaving, self.expected, self.acts, self.facts),
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, at: ToCampusComputer) -> None:
        """Show one computer."""
        self._key = at.computer
        self._row = None
        self.notice.clear()
        self.scroll_to_top()
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.SYNC | Changes.DOCUMENTS):
            self._ask()

    def first_stop(self) -> QWidget:
        return self.back

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("Computers"))
        self._show()

    def _ask(self) -> None:
        self._jobs.ask(self, lambda desk: desk.campus_computers.rows(), self._keep, self._refused)

    def _refused(self, error: UjuziError) -> None:
        self.notice.refuse(error)

    def _keep(self, rows: tuple[ComputerRow, ...]) -> None:
        self._row = next((row for row in rows if row.key == self._key), None)
        if self._row is None:
            self.notice.tell(
                lambda: self.tr("This computer is no longer on the list of the campus.")
            )
        self._show()

    def _show(self) -> None:
        row = self._row
        seen = row is not None and not row.is_expected
        self.leaving.setVisible(seen)
        self.facts.setVisible(seen)
        self.acts.setVisible(seen)
        self.expected.setVisible(row is not None and row.is_expected)
        if row is None:
            self._title.setText("")
            self.arrival.setText("")
            return
        self._title.setText(row.name)
        self.arrival.setText(arrival_sentence(row.arrival, row.name))
        self.leaving.answer.setText(leaving_sentence(row.arrival, row.name))
        self.facts.show_facts(tuple(self._facts(row)))
        if seen:
            self.acts.show_computer(row)
        if row.is_expected:
            self.expected.show_expected(row.key, row.name)

    def _facts(self, row: ComputerRow) -> Iterator[tuple[str, str]]:
        number = self.locale().toString
        for note in row.oddities:
            yield self.tr("To look at"), oddity_words(note)
        if row.visited_at is not None:
            yield self.tr("Last collected"), moment(row.visited_at)
        if row.program:
            yield self.tr("Ujuzi"), row.program
        if row.clock is not None:
            yield self.tr("Clock"), clock_words(row.clock)
        if row.free_bytes is not None:
            yield self.tr("Free space"), bytes_(row.free_bytes)
        if row.visited_at is not None:
            yield self.tr("Assessments begun and not handed in"), number(row.sittings)
            yield self.tr("Texts typed and not saved"), number(row.drafts)
        for course in row.courses:
            yield self.tr("Course"), self._course(course)

    def _course(self, course: CourseThere) -> str:
        number = self.locale().toString
        title = course.title or self.tr("a course that is not on this computer")
        said = self.tr("{title} ({language}), version {version}").format(
            title=title, language=language_name(course.language), version=number(course.version)
        )
        if course.newest > course.version:
            newer = self.tr("version {version} is here")
            said += "; " + newer.format(version=number(course.newest))
        return said


class LeavingCard(SettingCard):
    """The question that is asked before a computer goes, and its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = Label("body")
        self._text = Label("soft")
        self.column.addWidget(self.answer)
        self.column.addWidget(self._text)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("May I retire, reinstall or move this computer?"))
        self._text.setText(
            self.tr(
                "It is closed at the computer itself, by whoever keeps it: at the door, under “Keep"
                " this computer”. Then write to a stick there once more, and collect."
            )
        )
