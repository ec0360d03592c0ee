"""Reports: what is asked is shown, and what is shown is what is saved, in any language."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.campus_reports import TERM, FakeReports, campus_report, filters, names
from helpers.certificate_fakes import HELD
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.message_fakes import FakeCampusAppeals
from helpers.page_texts import texts
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.domain.report import LearnerRow
from ujuzi.domain.report_filter import (
    CampusReport,
    ReportColumn,
    ReportFilter,
    ReportOnly,
    ReportView,
    columns_of,
    rows_of,
)
from ujuzi.domain.report_groups import GroupRow, groups_of
from ujuzi.errors import Code
from ujuzi.services.assess.certificates import HeldCertificate
from ujuzi.services.campus.appeals import WaitingAppeals
from ujuzi.services.campus.report_files import csv_of, unguarded, xlsx_of
from ujuzi.ui.campus.leaders_page import LeadersReportsPage
from ujuzi.ui.campus.report_model import ReportModel
from ujuzi.ui.campus.report_pdf import report_pdf
from ujuzi.ui.campus.reports_page import ReportsPage
from ujuzi.ui.look.language import ENGLISH, Interpreter
from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.shell.destinations import (
    Destination,
    ToCampus,
    ToCollect,
    ToOffice,
    ToReports,
    ToSettings,
    ToSync,
)
from ujuzi.ui.shell.report_words import kind_of, report_words, shown

SOME = ("Adama Ouédraogo", "አበበ ቢቂላ", "محمد الأمين", "=1+1", "Zawadi 10", "Zawadi 2", "Grace")
ADA = LearnerId("ada")


@dataclass
class HeldHere:
    """Certificates on this computer, and of whom they were asked for."""

    kept: tuple[HeldCertificate, ...] = (HELD, HELD)
    asked: list[str] = field(default_factory=list)

    def of(self, learners: Collection[str]) -> tuple[HeldCertificate, ...]:
        self.asked += learners
        return self.kept


class Friday:
    """A coordinator looks at her report."""

    def __init__(
        self, qtbot: QtBot, folder: Path, report: CampusReport, *, sees: bool = True
    ) -> None:
        self.reports = FakeReports(report)
        self.target = folder / "report.csv"
        self.certificates = HeldHere()
        self.appeals = FakeCampusAppeals((WaitingAppeals(ADA, "Ada", 2),))
        self.jobs = InlineJobs(
            SimpleNamespace(
                reports=self.reports,
                certificates=self.certificates,
                campus_appeals=self.appeals,
                leaders_report=lambda _by, _language: report,
            )
        )
        make = ReportsPage if sees else LeadersReportsPage
        self.page: ReportsPage = make(self.jobs, ADA, self.choose)  # type: ignore[assignment]
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()
        self.page.show_at(ToReports())

    def choose(self, over: QWidget, title: str, name: str) -> Path | None:
        return self.target

    @property
    def people(self) -> list[str]:
        return [row.name for row in self.page.table.report.rows if isinstance(row, LearnerRow)]

    def type(self, words: str) -> None:
        self.page.words.setText(words)
        self.page.words.rest()

    def see(self, view: ReportView) -> None:
        self.page.view.choose(view)
        self.page.view.activated.emit(self.page.view.currentIndex())

    def click(self, column: ReportColumn) -> None:
        """Click a heading."""
        header, section = (
            self.page.table.horizontalHeader(),
            self.page.table.report.columns.index(column) - 1,
        )
        header.sectionClicked.emit(section)


@pytest.fixture
def friday(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Friday]:
    wear(qapp, LIGHT)
    yield Friday(qtbot, tmp_path, campus_report(SOME))
    wear(qapp, LIGHT)


@pytest.fixture
def interpreter(qapp: QApplication) -> Iterator[Interpreter]:
    interpreter = Interpreter(qapp)
    yield interpreter
    interpreter.speak(ENGLISH)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)


def test_everybody_stands_by_name_and_each_chip_says_how_many_it_finds(friday: Friday) -> None:
    assert len(friday.people) == len(SOME)
    for only, chip in friday.page.chips.items():
        chip.click()
        assert chip.text().endswith(f"  {len(friday.people)}"), only


def test_a_piece_of_a_name_narrows_the_table(friday: Friday) -> None:
    friday.type("raogo")
    assert friday.people == ["Adama Ouédraogo"]
    friday.type("nobody of that name")
    assert friday.people == []
    assert friday.page.count.text().startswith("Nobody")
    QTest.keyClick(friday.page.words, Qt.Key.Key_Escape)
    assert friday.page.words.text() == ""


def test_a_heading_orders_and_turns_round(friday: Friday) -> None:
    for descending in (False, True):
        friday.click(ReportColumn.ATTEMPTS)
        found = [cast(LearnerRow, row).attempts for row in friday.page.table.report.rows]
        assert found == sorted(found, reverse=descending)
    assert friday.page.order.chosen == ReportColumn.ATTEMPTS


def test_the_keyboard_orders_too(friday: Friday) -> None:
    friday.page.order.choose(ReportColumn.SEEN)
    friday.page.order.activated.emit(friday.page.order.currentIndex())
    assert friday.page.wanted.sort is ReportColumn.SEEN
    friday.page.direction.click()
    assert friday.page.wanted.descending


def test_a_course_narrows_rows_to_what_is_so_in_it(friday: Friday) -> None:
    friday.page.course.choose("c1")
    friday.page.course.activated.emit(friday.page.course.currentIndex())
    rows = friday.page.table.report.rows
    assert rows
    assert all(
        [c.course for c in row.courses] == ["c1"] for row in rows if isinstance(row, LearnerRow)
    )


@pytest.mark.parametrize("view", ReportView)
def test_each_view_shows_its_rows_and_orders_itself_anew(friday: Friday, view: ReportView) -> None:
    friday.click(ReportColumn.SEEN)
    friday.see(view)
    kinds = {type(row) for row in friday.page.table.report.rows}
    assert kinds == {LearnerRow if view is ReportView.PEOPLE else GroupRow}
    assert friday.page.order.chosen in friday.page.table.report.columns


def test_a_link_leads_to_those_who_are_asked_about(friday: Friday) -> None:
    friday.page.show_at(ToReports(ReportOnly.STUCK))
    assert friday.page.chips[ReportOnly.STUCK].isChecked()
    assert all(cast(LearnerRow, row).stuck for row in friday.page.table.report.rows)


def test_charts_show_the_same_people(friday: Friday) -> None:
    friday.page.charts_button.click()
    assert friday.page.charts.isVisible()
    assert "c1" in {row.key for row in friday.page.charts._figures.courses}
    assert sum(count for _, count in friday.page.charts._figures.weeks) == len(SOME)


def test_where_nothing_is_known_it_leads_to_collecting(qtbot: QtBot, tmp_path: Path) -> None:
    friday = Friday(qtbot, tmp_path, campus_report(()))
    assert friday.page.empty.isVisible()
    assert not friday.page.save.isVisible()
    friday.page.empty.action.click()
    friday.page.back.click()
    assert friday.gone == [ToCollect(), ToCampus()]


def test_who_sees_groups_alone_sees_no_name_and_no_small_group(
    qtbot: QtBot, tmp_path: Path
) -> None:
    friday = Friday(qtbot, tmp_path, campus_report(SOME), sees=False)
    assert friday.people == []
    assert not friday.page.words.isVisible()
    assert friday.page.view.findData(ReportView.PEOPLE) == -1
    assert {row.people for row in friday.page.table.report.rows if isinstance(row, GroupRow)} <= {5}
    assert not friday.page.nameless_button.isVisible()
    friday.page.back.click()
    assert friday.gone == [ToSettings()]


def test_a_leader_to_whom_nothing_is_told_yet_is_sent_to_exchange(
    qtbot: QtBot, tmp_path: Path
) -> None:
    friday = Friday(qtbot, tmp_path, CampusReport(), sees=False)
    assert friday.page.empty.isVisible()
    assert nameless(friday.page) == []
    friday.page.empty.action.click()
    assert friday.gone == [ToSync()]


def test_a_leader_sees_what_the_hub_told_and_takes_it_along(qtbot: QtBot, tmp_path: Path) -> None:
    made = campus_report(tuple(f"Person {number}" for number in range(40)))
    told = CampusReport(
        courses=made.courses,
        cohorts=made.cohorts,
        campuses={"Main": "The main campus", "North": "The north"},
        groups=groups_of(made.rows),
    )
    friday = Friday(qtbot, tmp_path, told, sees=False)
    friday.see(ReportView.CAMPUSES)
    rows = friday.page.table.report.rows
    assert {row.title for row in rows if isinstance(row, GroupRow)} >= {"The main campus"}
    friday.page.save.formats["csv"].trigger()
    assert len(read_csv(friday.target.read_bytes())) == len(rows) + 1
    assert friday.reports.exports[0][1].shown == "without-names campuses"


def test_a_coordinator_shows_leaders_groups_and_saves_no_name(friday: Friday) -> None:
    friday.reports.made = campus_report(tuple(f"Person {number}" for number in range(40)))
    friday.page.show_at(ToReports())
    friday.type("person 3")
    friday.page.nameless_button.click()
    assert friday.page.wanted == ReportFilter(ReportView.COURSES)
    assert not friday.page.words.isVisible()
    assert not friday.page.chips[ReportOnly.STUCK].isVisible()
    rows = friday.page.table.report.rows
    assert rows
    assert all(isinstance(row, GroupRow) and row.people % 5 == 0 for row in rows)
    friday.page.save.formats["csv"].trigger()
    assert "Person" not in friday.target.read_text("utf-8-sig")
    assert friday.reports.exports[0][1].shown == "without-names courses"
    assert "names nobody" in friday.page.notice.text.text()
    friday.page.nameless_button.click()
    assert len(friday.people) == 40


def test_without_names_charts_are_of_groups_too(friday: Friday) -> None:
    friday.reports.made = campus_report(tuple(f"Person {number}" for number in range(40)))
    friday.page.show_at(ToReports())
    friday.page.nameless_button.click()
    friday.page.charts_button.click()
    figures = friday.page.charts._figures
    assert figures.weeks == () or sum(count for _, count in figures.weeks) == 0
    assert all(row.people % 5 == 0 for row in (*figures.courses, *figures.steps))


def test_a_cohort_narrows_rows_to_its_people(friday: Friday) -> None:
    friday.page.cohort.choose(TERM.cohort)
    friday.page.cohort.activated.emit(friday.page.cohort.currentIndex())
    rows = friday.page.table.report.rows
    assert rows
    assert all(TERM in row.cohorts for row in rows if isinstance(row, LearnerRow))
    friday.see(ReportView.COHORTS)
    assert {row.title for row in friday.page.table.report.rows if isinstance(row, GroupRow)} == {
        TERM.title
    }


def test_who_has_not_begun_has_a_row_and_no_certificate_to_draw(
    qtbot: QtBot, tmp_path: Path
) -> None:
    many = tuple(f"Person {number}" for number in range(40))
    friday = Friday(qtbot, tmp_path, campus_report(many))
    rows = [row for row in friday.page.table.report.rows if isinstance(row, LearnerRow)]
    waiting = next(row for row in rows if not row.learners)
    place = rows.index(waiting)
    assert friday.page.table.report.text(place, ReportColumn.STANDING) == "Not begun"
    assert friday.page.table.report.text(place, ReportColumn.PERSON) == waiting.person
    friday.page.save.certificates.trigger()
    assert "" not in friday.certificates.asked


def test_a_screen_reader_is_told_everything_and_nothing_is_cut(
    friday: Friday, qtbot: QtBot
) -> None:
    assert nameless(friday.page) == []
    qtbot.waitUntil(lambda: clipped(friday.page) == [])
    model = friday.page.table.report
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert str(said).startswith("Staff number: ")
    assert model.headerData(0, Qt.Orientation.Vertical) == friday.people[0]


def test_the_page_says_the_same_after_a_change_of_language_as_a_new_one(
    friday: Friday, qtbot: QtBot, tmp_path: Path, interpreter: Interpreter
) -> None:
    for language in ("ar", ENGLISH):
        interpreter.speak(language)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
        anew = Friday(qtbot, tmp_path, campus_report(SOME)).page
        for charts in (False, True):
            for page in (friday.page, anew):
                page.charts_button.setChecked(charts)
            assert texts(friday.page, hidden=False) == texts(anew, hidden=False)


def test_what_is_locked_is_told_until_the_office_is_open(friday: Friday) -> None:
    friday.reports.made = msgspec.structs.replace(friday.reports.made, closed=3)
    friday.page.show_at(ToReports())
    assert "six words" in friday.page.notice.text.text()
    friday.page.notice.action.click()
    assert friday.gone == [ToOffice()]
    friday.reports.made = msgspec.structs.replace(friday.reports.made, closed=0)
    friday.page.show_at(ToReports())
    assert not friday.page.notice.isVisible()


def test_the_cell_that_has_the_keyboard_is_framed_and_read_through_it(
    friday: Friday, qtbot: QtBot
) -> None:
    table = friday.page.table
    friday.page.activateWindow()
    table.setFocus()
    table.setCurrentIndex(table.report.index(0, 0))
    qtbot.waitUntil(table.hasFocus)
    box = table.visualRect(table.currentIndex())
    drawn = table.viewport().grab(box).toImage()
    frame, within = drawn.pixelColor(1, box.height() // 3), drawn.pixelColor(6, box.height() // 3)
    assert frame.name() == LIGHT.focus.lower()
    assert within.name() == LIGHT.accent_soft.lower()


def test_who_is_not_known_by_name_yet_stands_in_words_at_the_end(
    qtbot: QtBot, tmp_path: Path
) -> None:
    table = Friday(qtbot, tmp_path, campus_report(("", "Grace"))).page.table
    names = [table.report.headerData(row, Qt.Orientation.Vertical) for row in range(2)]
    assert names == ["Grace", "Not known by name yet"]


# What is saved


def test_what_is_saved_is_what_is_shown_and_it_is_written_down(friday: Friday) -> None:
    friday.type("zawadi")
    friday.page.save.formats["csv"].trigger()
    head, *rows = read_csv(friday.target.read_bytes())
    assert head[0] == "Name"
    assert [row[0] for row in rows] == friday.people == ["Zawadi 2", "Zawadi 10"]
    ((by, export),) = friday.reports.exports
    assert (by, export.file, export.format, export.rows) == (ADA, "report.csv", "csv", 2)
    assert "zawadi" not in export.shown
    assert friday.page.notice.isVisible()
    assert friday.page.save.isEnabled()


def test_what_cannot_be_saved_is_told(friday: Friday, tmp_path: Path) -> None:
    friday.target = tmp_path / "gone" / "report.csv"
    friday.page.save.formats["csv"].trigger()
    assert friday.page.notice._error is not None
    assert friday.page.notice._error.code == Code.EXPORT_FAILED
    assert friday.page.save.isEnabled()


def test_who_goes_back_from_saving_has_saved_nothing(friday: Friday) -> None:
    friday.page._choose = lambda *_: None
    friday.page.save.formats["csv"].trigger()
    assert friday.reports.exports == []


def test_certificates_of_who_is_shown_are_drawn_as_one_document(friday: Friday) -> None:
    friday.target = friday.target.with_suffix(".pdf")
    friday.type("zawadi")
    friday.page.save.certificates.trigger()
    with closing(QPdfDocument()) as paper:
        paper.load(str(friday.target))
        assert paper.pageCount() == 2
    rows = friday.page.table.report.rows
    assert friday.certificates.asked == [cast(LearnerRow, row).learner for row in rows]
    assert friday.reports.exports[0][1].rows == 2
    assert friday.page.count.text().startswith("Rows: 2")


def test_where_no_certificate_is_here_nothing_is_saved(friday: Friday) -> None:
    friday.certificates.kept = ()
    friday.page.save.certificates.trigger()
    assert not friday.target.exists()
    assert friday.reports.exports == []
    assert friday.page.notice.isVisible()


def test_groups_have_no_certificates_to_print(friday: Friday) -> None:
    assert friday.page.save.certificates.isVisible()
    friday.see(ReportView.COURSES)
    assert not friday.page.save.certificates.isVisible()


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_back(cell: str, column: ReportColumn) -> object:
    if not cell:
        return None
    match kind_of(column).value:
        case "date":
            return date.fromisoformat(cell)
        case "text":
            return unguarded(cell)
    return float(cell)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_file_holds_exactly_the_cells_of_the_screen(
    interpreter: Interpreter, language: str
) -> None:
    interpreter.speak(language)
    words, model = report_words(), ReportModel()

    @settings(max_examples=25)
    @given(names(), filters(), st.booleans())
    def filter_is_export(people: tuple[str, ...], wanted: ReportFilter, sees: bool) -> None:
        report = campus_report(people if sees else people * 4)
        rows = rows_of(report, wanted, sees_people=sees)
        columns = columns_of(report, wanted.view, sees_people=sees)
        model.set_rows(rows, columns, words)
        table = words.table("t", model.columns, model.rows)
        head, *found = read_csv(csv_of(table))
        assert head[0] == words.headings[columns[0]]
        assert head[1:] == [
            model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())
        ]
        assert len(found) == model.rowCount()
        for number, cells in enumerate(found):
            read = [read_back(cell, column) for cell, column in zip(cells, columns, strict=True)]
            seen = [model.headerData(number, Qt.Orientation.Vertical)] + [
                model.data(model.index(number, n)) for n in range(model.columnCount())
            ]
            assert [
                shown(cell, kind_of(column), model._locale)  # type: ignore[arg-type]
                for cell, column in zip(read, columns, strict=True)
            ] == seen
        assert xlsx_of(table)[:2] == b"PK"

    filter_is_export()


def test_paper_holds_every_row_under_its_headings(qtbot: QtBot, tmp_path: Path) -> None:
    people = tuple(f"Person {number}" for number in range(90))
    report = campus_report(people)
    rows = rows_of(report, ReportFilter(), sees_people=True)
    table = report_words().table("Reports", columns_of(report, ReportView.PEOPLE), rows)
    file = tmp_path / "report.pdf"
    file.write_bytes(report_pdf(table, ("Rows: 90",)))
    with closing(QPdfDocument()) as paper:
        paper.load(str(file))
        pages = [paper.getAllText(page).text() for page in range(paper.pageCount())]
    assert len(pages) > 2
    assert all("Standing" in page for page in pages)
    whole = " ".join("\n".join(pages).split())
    assert [name for name in people if f"{name} " not in whole] == []


@pytest.mark.parametrize(
    ("width", "height", "text_size"), [(680, 500, 100), (824, 600, 150), (824, 600, 200)]
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_large_type_and_long_words_make_more_lines_and_no_wider_page(
    friday: Friday,
    interpreter: Interpreter,
    qapp: QApplication,
    qtbot: QtBot,
    language: str,
    width: int,
    height: int,
    text_size: int,
) -> None:
    interpreter.speak(language)
    wear(qapp, LIGHT, text_size)
    friday.page.resize(width, height)
    qtbot.waitUntil(lambda: friday.page.size().toTuple() == (width, height))
    qtbot.waitUntil(lambda: clipped(friday.page) == [])
    assert friday.page.minimumSizeHint().width() <= width


def test_whose_second_looks_wait_is_said_to_who_sees_people_alone(friday: Friday) -> None:
    assert friday.page.appeals.isVisible()
    assert friday.page.appeals.text().endswith(": Ada.")
    friday.page.nameless_button.click()
    assert friday.page.appeals.isHidden()
    friday.page.nameless_button.click()
    assert friday.page.appeals.isVisible()


def test_second_looks_are_asked_for_at_a_visit_and_not_at_each_change(friday: Friday) -> None:
    friday.page.changed(Changes.DOCUMENTS | Changes.PROGRESS)
    assert friday.appeals.asked == 1
    friday.appeals.waits = ()
    friday.page.show_at(ToReports())
    assert friday.page.appeals.isHidden()
