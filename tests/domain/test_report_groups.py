"""No figure that is told without names, and no difference of two, is of fewer than five people."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.campus_reports import EVENINGS, TERM, campus_report
from ujuzi.domain.report import LearnerRow, narrowed
from ujuzi.domain.report_filter import CampusReport, ReportFilter, ReportView, rows_of
from ujuzi.domain.report_groups import (
    GroupRow,
    Labels,
    by_cohort,
    by_label,
    deal,
    groups_of,
)

TOLD = [view for view in ReportView if view is not ReportView.PEOPLE]
SOME = tuple(f"Person {number}" for number in range(60))


def reports(most: int = 60) -> st.SearchStrategy[CampusReport]:
    """Return reports of any number of people, who stand as chance has it."""
    return st.builds(
        lambda count, seed: campus_report(SOME[:count], seed),
        st.integers(0, most),
        st.integers(0, 10_000),
    )


def taking(report: CampusReport, course: str) -> list[LearnerRow]:
    found = (narrowed(row, course) for row in report.rows)
    return [row for row in found if row is not None]


def told(report: CampusReport, view: ReportView) -> Iterator[GroupRow]:
    for row in rows_of(report, ReportFilter(view), sees_people=False):
        assert isinstance(row, GroupRow)
        yield row


@given(reports())
def test_everybody_is_in_one_cell_of_whole_fives_and_four_at_most_in_none(
    report: CampusReport,
) -> None:
    members = taking(report, "c1")
    cells = deal(members)
    counted = [row.key for cell in cells.values() for row in cell]
    assert len(counted) == len(set(counted))
    assert all(len(cell) % 5 == 0 and cell for cell in cells.values())
    assert len(members) - len(counted) <= 4


@given(reports())
def test_those_of_a_cell_are_alike_in_what_it_says(report: CampusReport) -> None:
    for (campus, role, cohort), cell in deal(taking(report, "c1")).items():
        for row in cell:
            assert campus in ("", row.campus)
            assert role in ("", row.role)
            assert cohort in ("", *(each.cohort for each in row.cohorts))


@given(reports())
def test_two_figures_of_a_course_differ_by_nobody_or_by_five_and_more(
    report: CampusReport,
) -> None:
    cells = deal(taking(report, "c1"))
    groups = [
        {row.key for labels, cell in cells.items() if labels[place] == label for row in cell}
        for place in range(len(next(iter(cells), ())))
        for label in {labels[place] for labels in cells}
    ]
    groups.append({row.key for cell in cells.values() for row in cell})
    for one, other in combinations(groups, 2):
        for difference in (one - other, other - one, one & other):
            assert len(difference) == 0 or len(difference) >= 5


@given(reports(), st.sampled_from([ReportView.CAMPUSES, ReportView.ROLES, ReportView.COHORTS]))
def test_a_table_adds_up_to_that_of_courses(report: CampusReport, view: ReportView) -> None:
    for course in told(report, ReportView.COURSES):
        parts = [row for row in told(report, view) if row.of == course.title]
        for figure in ("people", "not_begun", "under_way", "completed", "stuck", "certificates"):
            assert sum(getattr(row, figure) for row in parts) == getattr(course, figure)


@pytest.mark.parametrize("view", TOLD)
@given(reports())
def test_no_group_of_any_view_is_of_fewer_than_five(view: ReportView, report: CampusReport) -> None:
    for row in told(report, view):
        assert row.people >= 5
        assert row.people % 5 == 0


def test_what_is_told_is_what_is_so_of_those_who_are_counted() -> None:
    report = campus_report(SOME)
    (course,) = (each for each in groups_of(report.rows) if each.course == "c1")
    cells = deal(taking(report, "c1"))
    for cell in course.cells:
        labels: Labels = (cell.campus, cell.role, cell.cohort)
        members = cells[labels]
        assert cell.people == len(members)
        assert cell.certificates == sum(row.certificates for row in members)
        assert cell.done.get("count", 0) == sum(
            "count" in row.courses[0].completed for row in members
        )


def test_a_mean_of_fewer_than_five_results_is_not_told() -> None:
    report = campus_report(SOME)
    one_scored = [
        msgspec.structs.replace(row, score=0.5 if n == 0 else None)
        for n, row in enumerate(taking(report, "c1"))
    ]
    (group,) = groups_of(one_scored)
    assert all(cell.scored == 0 and cell.score == 0 for cell in group.cells)


def test_nobody_is_told_of_by_name_number_or_profile() -> None:
    report = campus_report(SOME)
    wire = msgspec.json.encode(groups_of(report.rows)).decode()
    for row in report.rows:
        assert row.name not in wire
        assert f'"{row.key}"' not in wire


def test_newcomers_move_no_figure_before_five_of_them_have_come() -> None:
    rows = taking(campus_report(SOME), "c2")
    alike = [msgspec.structs.replace(row, campus="Main", role="", cohorts=()) for row in rows]
    counts = [sum(map(len, deal(alike[:n]).values())) for n in range(len(alike))]
    assert all(count % 5 == 0 for count in counts)
    first = {row.key for row in deal(alike[:9])["Main", "", ""]}
    assert first <= {row.key for row in alike[:9]}


# Who sees people


def test_a_cohort_counts_its_people_in_each_course_that_it_studies() -> None:
    report = campus_report(SOME)
    found = {row.key: row for row in by_cohort(report.rows)}
    of_term = [row for row in taking(report, "c1") if TERM in row.cohorts]
    assert found[f"{TERM.cohort}/c1"].people == len(of_term) > 0
    assert f"{TERM.cohort}/c2" not in found
    assert f"{EVENINGS.cohort}/c2" in found
    row = found[f"{TERM.cohort}/c1"]
    assert (row.title, row.begins, row.ends) == ("Term 1", "2026-09-01", "2026-12-18")
    assert row.people == sum(each or 0 for each in (row.not_begun, row.under_way, row.completed))
    assert row.not_begun


def test_one_cohort_alone_can_be_asked_for() -> None:
    found = by_cohort(campus_report(SOME).rows, TERM.cohort)
    assert {row.title for row in found} == {"Term 1"}


def test_people_are_counted_by_what_they_have_in_common_in_each_course() -> None:
    report = campus_report(SOME)
    found = by_label(report.rows, lambda row: row.role)
    for course in ("c1", "c2"):
        rows = [row for row in found if row.key.endswith(course)]
        assert sum(row.people for row in rows) == len(taking(report, course))
