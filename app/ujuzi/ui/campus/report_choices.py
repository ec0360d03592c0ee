"""What the drop-downs of a report offer: views, courses, cohorts, and columns to order by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from ujuzi.domain.report_filter import CampusReport, ReportColumn, ReportFilter, views_of
from ujuzi.ui.shell.report_words import report_words, view_name

translate = QCoreApplication.translate


class Choices(NamedTuple):
    """Titles with what they stand for, and what is chosen."""

    offered: list[tuple[str, str]]
    chosen: str


def choices_of(
    report: CampusReport,
    wanted: ReportFilter,
    columns: Sequence[ReportColumn],
    *,
    sees_people: bool,
) -> tuple[Choices, Choices, Choices, Choices]:
    """Return the choices of view, course, cohort and order, in this order."""
    headings = report_words().headings
    courses = sorted((each.title, each.course) for each in report.courses.values())
    cohorts = sorted((each.title, each.cohort) for each in report.cohorts.values())
    by = translate("AnyReportsPage", "By: {column}")
    return (
        Choices(
            [(view_name(view), str(view)) for view in views_of(report, sees_people=sees_people)],
            str(wanted.view),
        ),
        Choices([(translate("AnyReportsPage", "All courses"), ""), *courses], wanted.course),
        Choices([(translate("AnyReportsPage", "All cohorts"), ""), *cohorts], wanted.cohort),
        Choices(
            [(by.format(column=headings[each]), str(each)) for each in columns],
            str(wanted.sort or columns[0]),
        ),
    )
