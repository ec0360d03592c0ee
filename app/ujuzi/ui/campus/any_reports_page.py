"""A page of reports: a table of people or groups, what narrows it, charts, and a file of the same.

What is asked stands in one `ReportFilter`; rows are found beside the windows, and an answer to
something that is no longer asked is not shown. What is saved is what the table holds then.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QLocale, QSignalBlocker
from PySide6.QtWidgets import (
    QButtonGroup,
    QVBoxLayout,
    QWidget,
)

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId, ReportExported
from ujuzi.domain.report_filter import (
    CampusReport,
    ReportColumn,
    ReportFilter,
    ReportOnly,
    ReportView,
    columns_of,
)
from ujuzi.errors import UjuziError
from ujuzi.files import proposed_name
from ujuzi.services.desk import Desk
from ujuzi.ui.campus.filtered_report import FilteredReport, filtered
from ujuzi.ui.campus.report_charts import ReportCharts
from ujuzi.ui.campus.report_choices import choices_of
from ujuzi.ui.campus.report_making import (
    Making,
    certificates_making,
    rows_making,
)
from ujuzi.ui.campus.report_save import ReportSaveButton
from ujuzi.ui.campus.report_view import ReportTableView
from ujuzi.ui.look.dates import moment
from ujuzi.ui.look.language import spoken
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.destinations import (
    Destination,
    ToOffice,
)
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.jobs import Jobs, Reporter
from ujuzi.ui.shell.page import D, Page
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.report_words import (
    only_hint,
    only_name,
    report_words,
    saved_words,
    shown_of,
    view_name,
)
from ujuzi.ui.widgets.buttons import Button, IconButton
from ujuzi.ui.widgets.current_stack import CurrentStack
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.find_field import FindField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.scrolling import scrolling
from ujuzi.ui.widgets.wrapped_row import WrappedRow

STRETCH = 1000
ALWAYS_ASKED = frozenset({ReportOnly.ALL, ReportOnly.STUCK})
"""What is said also where it is about nobody."""
LETTERS = 9
"""Of what is chosen beside the field, as far as they are seen."""


class AnyReportsPage(Page[D]):
    """A table of people or groups, what narrows it, the same in charts, and saving it.

    What a page is of, where it leads and what it says where nothing is known is its own.
    """

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        choose: ChooseFile = choose_file_to_write,
        *,
        sees_people: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._learner, self._choose = jobs, learner, choose
        self._may_see_people = self._sees_people = sees_people
        self._report: CampusReport | None = None
        self._found = FilteredReport()
        first = ReportView.PEOPLE if sees_people else ReportView.COURSES
        self.wanted = ReportFilter(first)
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(self._above()))
        self._title = Label("display", wraps=False)
        self.charts_button = Button("", "progress")
        self.charts_button.setCheckable(True)
        self.charts_button.toggled.connect(self._show_charts)
        self.nameless_button = Button("", "lock")
        self.nameless_button.setCheckable(True)
        self.nameless_button.toggled.connect(self._show_names)
        self.save = ReportSaveButton()
        self.save.rows_wished.connect(self._save_rows)
        self.save.certificates_wished.connect(self._save_certificates)
        self.notice = PageNotice()
        self.notice.acted.connect(lambda: self.go(ToOffice()))
        self.table = ReportTableView()
        self.words = FindField(self.table)
        self.words.rested.connect(self._narrow_to_words)
        self.view, self.course, self.order = DropDown(), DropDown(), DropDown()
        self.cohort = DropDown()
        self.cohort.activated.connect(lambda _row: self._ask_for(cohort=self.cohort.chosen))
        self.view.activated.connect(lambda _row: self._choose_view())
        self.course.activated.connect(lambda _row: self._ask_for(course=self.course.chosen))
        self.order.activated.connect(lambda _row: self._order_by(self._chosen_order(), again=False))
        self.direction = IconButton("up")
        self.direction.clicked.connect(lambda: self._order_by(self._sort()))
        self.chips: dict[ReportOnly, Button] = {}
        group = QButtonGroup(self)
        for only in ReportOnly:
            chip = self.chips[only] = Button()
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._choose_only, only))
            group.addButton(chip)
        self.chips[ReportOnly.ALL].setChecked(True)
        self.count = Label("caption")
        self.table.ordered.connect(self._order_by)
        self.charts = ReportCharts()
        self.empty = EmptyState("progress")
        self.empty.acted.connect(lambda: self.go(self._to_know_more()))
        self._held = CurrentStack(self.table, self.charts, self.empty)
        self._lay_out()
        self.retranslate()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.DOCUMENTS | Changes.PROGRESS | Changes.LIBRARY | Changes.PEOPLE):
            self._read()

    def first_stop(self) -> QWidget:
        return self.words if self._sees_people else self.view

    def find_words(self) -> None:
        self.words.take_keyboard()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Reports"))
        self.charts_button.setText(self.tr("Charts"))
        self.nameless_button.setText(self.tr("Without names"))
        self.nameless_button.setToolTip(
            self.tr("For leaders: groups of five people and more, on the screen and in files.")
        )
        self.words.setPlaceholderText(self.tr("A piece of a name"))
        self.words.setAccessibleName(self.tr("A piece of a name"))
        self.view.setAccessibleName(self.tr("What a row is"))
        self.course.setAccessibleName(self.tr("Course"))
        self.cohort.setAccessibleName(self.tr("Cohort"))
        self.order.setAccessibleName(self.tr("Ordered by"))
        self.direction.name(self.tr("Turn the order round"))
        self.table.setAccessibleName(self._title.text())
        self._fill_choices()
        self._show()

    # What is each page's own

    def _above(self) -> Destination:
        raise NotImplementedError

    def _to_know_more(self) -> Destination:
        raise NotImplementedError

    def _made(self, desk: Desk, language: str) -> CampusReport:
        raise NotImplementedError

    # What is asked

    def _read(self) -> None:
        language = spoken()
        self._jobs.ask(
            self, lambda desk: self._made(desk, language), self._keep, self.notice.refuse
        )

    def _keep(self, report: CampusReport) -> None:
        was_closed = self._report is not None and self._report.closed > 0
        self._report = report
        if report.closed:
            self.notice.tell(self._say_closed, action=lambda: self.tr("Open my office"))
        elif was_closed:
            self.notice.clear()
        if self.wanted.course not in report.courses:
            self.wanted = msgspec.structs.replace(self.wanted, course="")
        if self.wanted.cohort not in report.cohorts:
            self.wanted = msgspec.structs.replace(self.wanted, cohort="")
        self._fill_choices()
        self._find()

    def _say_closed(self) -> str:
        closed = self._report.closed if self._report is not None else 0
        return self.tr(
            "What %n computer(s) told is locked. Open your office with your six words to see it.",
            "",
            closed,
        )

    def _find(self) -> None:
        """Find the rows, beside the windows."""
        report, wanted, sees = self._report, self.wanted, self._sees_people
        draws = self.charts_button.isChecked()
        if report is not None:
            self._jobs.ask(
                self,
                lambda _desk: filtered(report, wanted, sees_people=sees, draws=draws),
                lambda found: self._take(report, wanted, found),
                self.notice.refuse,
            )

    def _take(self, report: CampusReport, wanted: ReportFilter, found: FilteredReport) -> None:
        if report is self._report and wanted == self.wanted:
            self._found = found
            self._show()

    def _ask_for(self, **changes: object) -> None:
        """Ask for something else than before."""
        wanted = msgspec.structs.replace(self.wanted, **changes)
        if wanted != self.wanted:
            self.wanted = wanted
            self._find()

    def _narrow_to_words(self) -> None:
        self._ask_for(words=self.words.text().strip())

    def _choose_only(self, only: ReportOnly) -> None:
        self._ask_for(only=only)

    def _choose_view(self) -> None:
        view = ReportView(self.view.chosen)
        if view is not self.wanted.view:
            ordered = (ReportColumn.STUCK, True) if view is ReportView.STEPS else (None, False)
            self.wanted = msgspec.structs.replace(
                self.wanted, view=view, sort=ordered[0], descending=ordered[1]
            )
            self._fill_choices()
            self._find()

    def _order_by(self, column: ReportColumn, *, again: bool = True) -> None:
        """Order by a column; the other way round where it is so ordered already."""
        turned = again and column is self._sort()
        self._ask_for(sort=column, descending=turned and not self.wanted.descending)

    def _sort(self) -> ReportColumn:
        return self.wanted.sort or self._columns()[0]

    def _chosen_order(self) -> ReportColumn:
        return ReportColumn(self.order.chosen)

    def _columns(self) -> tuple[ReportColumn, ...]:
        report = self._report or CampusReport()
        return columns_of(report, self.wanted.view, sees_people=self._sees_people)

    # What is shown

    def _show_names(self, nameless: bool) -> None:
        """Show groups of five and more alone, or people again; a course narrows both."""
        self._sees_people = not nameless
        view = ReportView.COURSES if nameless else ReportView.PEOPLE
        self.wanted = ReportFilter(view, course=self.wanted.course)
        self.chips[ReportOnly.ALL].setChecked(True)
        self.words.show_words("")
        self._fill_choices()
        self._find()

    def _show_charts(self, on: bool) -> None:
        self._show()
        if on:
            self._find()

    def _show(self) -> None:
        report, found = self._report, self._found
        known = report is not None and not report.is_empty
        charts = self.charts_button.isChecked()
        self._held.show_only(
            self.charts if charts and known else self.table if known else self.empty
        )
        for widget in (self._tools, self.save, self.charts_button, self.count):
            widget.setVisible(known)
        self.words.setVisible(self._sees_people)
        self._chips.setVisible(known and self._sees_people)
        self.nameless_button.setVisible(known and self._may_see_people)
        self.save.certificates.setVisible(self.wanted.view is ReportView.PEOPLE)
        if report is None or not known:
            return
        self.table.set_rows(
            found.rows,
            self._columns(),
            report_words(),
            self.wanted.sort,
            descending=self.wanted.descending,
        )
        self.charts.set_figures(found.figures)
        number = QLocale().toString
        for only, chip in self.chips.items():
            count = found.counts.get(only, 0)
            chip.setText(f"{only_name(only)}  {number(count)}")
            chip.setVisible(bool(count) or only in {*ALWAYS_ASKED, self.wanted.only})
            chip.setToolTip(only_hint(only))
            chip.setAccessibleDescription(only_hint(only))
        said = self.tr("Rows: {rows} · as known here on {moment}").format(
            rows=number(len(found.rows)), moment=moment(report.made_at)
        )
        if not self._sees_people:
            said = self.tr("Groups of five people and more · {rows}").format(rows=said)
        if not found.rows:
            said = (
                self.tr("Nobody is found. Remove a word, or choose Everybody.")
                if self._sees_people
                else self.tr("There is no group of five people or more.")
            )
        self.count.setText(said)
        with QSignalBlocker(self.order):
            self.order.choose(self._sort())
        self.direction.set_icon("down" if self.wanted.descending else "up")

    def _fill_choices(self) -> None:
        """Offer the views, the courses, the cohorts and the columns; what is chosen stays."""
        report = self._report or CampusReport()
        boxes = (self.view, self.course, self.cohort, self.order)
        offered = choices_of(report, self.wanted, self._columns(), sees_people=self._sees_people)
        for box, choices in zip(boxes, offered, strict=True):
            with QSignalBlocker(box):
                box.clear()
                for title, data in choices.offered:
                    box.addItem(title, data)
                box.choose(choices.chosen)
        self.course.setVisible(len(report.courses) > 1)
        self.cohort.setVisible(self._sees_people and bool(report.cohorts))

    def _lay_out(self) -> None:
        head = WrappedRow(
            (self.back, self._title, self.charts_button, self.nameless_button, self.save)
        )
        narrowing = (self.course, self.cohort, self.order)
        self._tools = WrappedRow((self.words, self.view, *narrowing, self.direction))
        for box in (self.view, *narrowing):
            box.setMinimumContentsLength(LETTERS)
        self._chips = WrappedRow(list(self.chips.values()))
        held = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(held))
        column = self.column = QVBoxLayout(held)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, SPACE)
        column.setSpacing(SPACE)
        for widget in (head, self.notice, self._tools, self._chips):
            column.addWidget(widget)
        column.addWidget(self._held, STRETCH)
        column.addWidget(self.count)
        QWidget.setTabOrder(self.notice.dismiss, self.words)

    # Saving it

    def _save_rows(self, ending: str) -> None:
        """Save the rows that are shown now."""
        report, title = self.table.report, self._file_title()
        table = partial(report_words().table, title, report.columns, report.rows)
        self._save(ending, rows_making(ending, table, (self.count.text(),)))

    def _save_certificates(self) -> None:
        """Save the certificates of who is shown now."""
        rows, title = self.table.report.rows, self._file_title()
        self._save("pdf", certificates_making(self._jobs, rows, title))

    def _file_title(self) -> str:
        return f"{self._title.text()} - {view_name(self.wanted.view)}"

    def _save(self, ending: str, make: Making) -> None:
        """Ask where to, write down that it is taken along, and write it there whole."""
        target = self._choose(self, self.save.text(), proposed_name(self._file_title(), ending))
        if target is None:
            return
        learner, shown = self._learner, shown_of(self.wanted, sees_people=self._sees_people)

        def write(reporter: Reporter) -> None:
            from ujuzi.services.campus.report_files import save

            made = make(reporter)
            export = ReportExported(file=target.name, format=ending, shown=shown, rows=made.rows)
            self._jobs.wait_for(lambda desk: desk.reports.note_export(learner, export))
            save(target, made.data)

        self.save.setEnabled(False)
        self._jobs.aside(
            self, write, lambda _done: self._say_saved(target), self._say_not_saved, self._say_drawn
        )

    def _say_drawn(self, done: int, whole: int) -> None:
        number = QLocale().toString
        self.count.setText(
            self.tr("Certificates drawn: {done} of {whole}").format(
                done=number(done), whole=number(whole)
            )
        )

    def _say_saved(self, target: Path) -> None:
        self.save.setEnabled(True)
        self._show()
        named = self._sees_people and self.wanted.view is ReportView.PEOPLE
        self.notice.tell(lambda: saved_words(str(target), named=named), "done")

    def _say_not_saved(self, error: UjuziError) -> None:
        self.save.setEnabled(True)
        self._show()
        self.notice.refuse(error)
