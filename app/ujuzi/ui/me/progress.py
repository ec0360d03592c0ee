"""What a person has done: by week, by course and by competency, in bars and in words; to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.study.learning import CompetencyProgress, CourseProgress, LearnerProgress
from ujuzi.ui.cards.card_grid import CardGrid
from ujuzi.ui.charts.bar_line import BarLine
from ujuzi.ui.charts.columns import Column, ColumnChart
from ujuzi.ui.look.amounts import percent
from ujuzi.ui.look.dates import minutes, today, week
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.competencies import competency_code, competency_name
from ujuzi.ui.shell.destinations import ToProgress
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.printing import ask_and_print, paper
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label

NOTHING = LearnerProgress(courses=(), competencies=(), seconds=0, completed_activities=0, weeks=())


class ProgressPage(ScrollPage[ToProgress]):
    """My progress."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._name = ""
        self._progress = NOTHING
        self._title = Label("display")
        self.print_button = Button("", "print")
        self.print_button.clicked.connect(self._print)
        self._whole = Label("soft", wraps=True)
        self.notice = PageNotice()
        self.empty = EmptyState("progress")
        self.chart = ColumnChart()
        self._weeks_title = Label("lead")
        weeks = Card()
        weeks.column.addWidget(self._weeks_title)
        weeks.column.addWidget(self.chart)
        self._courses_title = Label("lead")
        self._courses = CardGrid(across=1)
        self._competencies_title = Label("lead")
        self._competencies = CardGrid(across=1)
        self._filled = QWidget()
        filled = QVBoxLayout(self._filled)
        filled.setContentsMargins(0, SPACE, 0, 0)
        filled.setSpacing(2 * SPACE)
        filled.addWidget(weeks)
        for title, lines in (
            (self._courses_title, self._courses),
            (self._competencies_title, self._competencies),
        ):
            card = Card()
            card.column.addWidget(title)
            card.column.addWidget(lines)
            filled.addWidget(card)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.print_button)
        self.column.addLayout(head)
        for widget in (self._whole, self.notice, self.empty, self._filled):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, _at: ToProgress) -> None:
        """Show what this learner has done."""
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.PROGRESS | Changes.LIBRARY | Changes.PEOPLE):
            self._ask()

    def retranslate(self) -> None:
        self._title.setText(self.tr("My progress"))
        self.print_button.setText(self.tr("Print my progress"))
        self._weeks_title.setText(self.tr("Activities completed, week by week"))
        self.chart.setAccessibleName(self._weeks_title.text())
        self._courses_title.setText(self.tr("By course"))
        self._competencies_title.setText(self.tr("By competency"))
        self.empty.say(
            self.tr("Nothing to show yet"),
            self.tr("Open a course on Learn; what you complete is counted here."),
        )
        self._show()

    def document(self) -> str:
        """Return the progress as HTML for paper."""
        return "".join(self._printed())

    def _ask(self) -> None:
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: (desk.people.person(learner).name, desk.learning.progress(learner)),
            self._keep,
            self._refuse,
        )

    def _keep(self, found: tuple[str, LearnerProgress]) -> None:
        self._name, progress = found
        self.notice.clear()
        self._progress = progress
        self._show()

    def _refuse(self, error: UjuziError) -> None:
        self.notice.refuse(error)

    def _show(self) -> None:
        progress = self._progress
        begun = bool(progress.courses)
        for widget in (self._filled, self.print_button, self._whole):
            widget.setVisible(begun)
        self.empty.setVisible(not begun)
        self._whole.setText(self._summary())
        self.chart.set_columns(tuple(_columns(progress.weeks)))
        self._courses.set_cards(
            [
                partial(BarLine, c.title, c.completed, c.required, self._about(c))
                for c in progress.courses
            ]
        )
        self._competencies.set_cards(
            [
                partial(
                    BarLine,
                    _named(c),
                    c.completed,
                    c.required,
                    self._count(c.completed, c.required),
                )
                for c in progress.competencies
            ]
        )

    def _summary(self) -> str:
        done = self.tr("Activities completed: {count}").format(
            count=QLocale().toString(self._progress.completed_activities)
        )
        time = self.tr("{time} on task").format(time=minutes(self._progress.seconds // 60))
        return f"{done} · {time}"

    def _count(self, completed: int, required: int) -> str:
        number = QLocale().toString
        return self.tr("{completed} of {required} done").format(
            completed=number(completed), required=number(required)
        )

    def _about(self, course: CourseProgress) -> str:
        said = [self._count(course.completed, course.required), minutes(course.seconds // 60)]
        if course.best_percent is not None:
            best = percent(course.best_percent / 100)
            said.append(self.tr("best answers {percent}").format(percent=best))
        return " · ".join(said)

    def _printed(self) -> Iterator[str]:
        yield f"<h1>{escape(self.tr('My progress'))}</h1>"
        under = f"{escape(today())}<br>{escape(self._summary())}"
        yield f"<p>{escape(self._name)}<br><span class='soft'>{under}</span></p>"
        lines: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
            (self.tr("By course"), [(c.title, self._about(c)) for c in self._progress.courses]),
            (
                self.tr("By competency"),
                [
                    (_named(c), self._count(c.completed, c.required))
                    for c in self._progress.competencies
                ],
            ),
            (
                self.tr("Activities completed, week by week"),
                [(c.label, c.shown) for c in _columns(self._progress.weeks) if c.value],
            ),
        )
        for title, rows in lines:
            yield f"<h2>{escape(title)}</h2><table width='100%' cellpadding='4'>"
            for left, right in rows:
                yield f"<tr><td>{escape(left)}</td><td>{escape(right)}</td></tr>"
            yield "</table>"

    def _print(self) -> None:
        document = paper(self.document(), QLocale().bcp47Name())
        ask_and_print(self, document, self.tr("My progress"))


def _named(progress: CompetencyProgress) -> str:
    return f"{competency_code(progress.competency)}  {competency_name(progress.competency)}"


def _columns(weeks: Sequence[tuple[int, int]]) -> Iterator[Column]:
    """Yield a column a week, named by its Monday."""
    for monday, completed in weeks:
        yield Column(week(monday), completed, QLocale().toString(completed))
