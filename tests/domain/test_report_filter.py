"""Which rows are shown and in which order; and that no group tells of fewer than five."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.campus_reports import campus_report, filters, names
from ujuzi.domain.report import LearnerRow
from ujuzi.domain.report_filter import (
    COLUMNS,
    ReportColumn,
    ReportFilter,
    ReportOnly,
    ReportView,
    columns_of,
    counts,
    rows_of,
    value_of,
    views_of,
)
from ujuzi.domain.report_groups import GroupRow

MANY = tuple(f"Person {number}" for number in range(23))
SOME = ("Adama Ouédraogo", "Ada Traoré", "አበበ ቢቂላ", "محمد الأمين", "Zawadi 10", "Zawadi 2", "")


def named(wanted: ReportFilter) -> list[str]:
    rows = rows_of(campus_report(SOME), wanted, sees_people=True)
    return [row.name for row in rows if isinstance(row, LearnerRow)]


def test_people_stand_by_name_as_people_count_and_who_has_none_last() -> None:
    found = named(ReportFilter())
    assert found[:2] == ["Ada Traoré", "Adama Ouédraogo"]
    assert found.index("Zawadi 2") + 1 == found.index("Zawadi 10")
    assert found[-1] == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("OUEDRA", ["Adama Ouédraogo"]),
        ("raogo", ["Adama Ouédraogo"]),
        ("ad tra", ["Ada Traoré"]),
        ("ዓበበ", ["አበበ ቢቂላ"]),
        ("الامين", ["محمد الأمين"]),
        ("nobody", []),
    ],
)
def test_a_piece_of_a_name_finds_its_person_in_any_script(words: str, found: list[str]) -> None:
    assert named(ReportFilter(words=words)) == found


def test_a_staff_number_finds_its_person_and_is_ordered_by() -> None:
    report = campus_report(MANY)
    number = next(row.person for row in report.rows if row.person)
    (row,) = rows_of(report, ReportFilter(words=number.lower()), sees_people=True)
    assert isinstance(row, LearnerRow)
    assert row.person == number
    found = rows_of(report, ReportFilter(sort=ReportColumn.PERSON), sees_people=True)
    numbers = [row.person for row in found if isinstance(row, LearnerRow)]
    known = [each for each in numbers if each]
    assert numbers == sorted(known) + [""] * (len(numbers) - len(known))


@given(names(), filters())
def test_a_filter_lets_through_whom_its_count_says(
    people: tuple[str, ...], wanted: ReportFilter
) -> None:
    report = campus_report(people)
    if wanted.view is ReportView.PEOPLE:
        found = rows_of(report, wanted, sees_people=True)
        assert len(found) == counts(report.rows, wanted)[wanted.only]


@given(names(), filters())
def test_an_order_loses_nobody_and_puts_what_is_unknown_last(
    people: tuple[str, ...], wanted: ReportFilter
) -> None:
    report = campus_report(people)
    plain = msgspec.structs.replace(wanted, sort=None, descending=False)
    found = rows_of(report, wanted, sees_people=True)
    assert sorted(map(key, found)) == sorted(map(key, rows_of(report, plain, sees_people=True)))
    if wanted.sort not in (None, COLUMNS[wanted.view][0]):
        known = [value_of(row, wanted.sort) in (None, "") for row in found]
        assert known == sorted(known)


def key(row: LearnerRow | GroupRow) -> str:
    return row.key


def test_numbers_are_ordered_as_numbers_and_the_other_way_round() -> None:
    report = campus_report(MANY)
    wanted = ReportFilter(sort=ReportColumn.ATTEMPTS, descending=True)
    found = [
        value_of(row, ReportColumn.ATTEMPTS) for row in rows_of(report, wanted, sees_people=True)
    ]
    assert found == sorted(found, reverse=True)  # type: ignore[type-var]


def _standings(row: GroupRow) -> int:
    return sum(each or 0 for each in (row.not_begun, row.under_way, row.completed))


def test_a_course_counts_its_people_once_and_in_one_standing() -> None:
    report = campus_report(MANY)
    for row in rows_of(report, ReportFilter(ReportView.COURSES), sees_people=True):
        assert isinstance(row, GroupRow)
        taken = [each for each in report.rows if any(c.course == row.key for c in each.courses)]
        assert row.people == len(taken) == _standings(row)


def test_the_steps_add_up_to_those_who_are_stuck() -> None:
    report = campus_report(MANY)
    steps = rows_of(report, ReportFilter(ReportView.STEPS), sees_people=True)
    stuck = sum(c.stuck is not None for each in report.rows for c in each.courses)
    assert sum(row.people for row in steps if isinstance(row, GroupRow)) == stuck > 0


def test_a_competency_counts_what_teaches_it() -> None:
    report = campus_report(MANY)
    for row in rows_of(report, ReportFilter(ReportView.COMPETENCIES), sees_people=True):
        assert isinstance(row, GroupRow)
        assert row.title in {"unesco-ai-cft:1.1", "unesco-ai-cft:2.1"}
        assert row.people == _standings(row)


def test_what_tells_nothing_apart_is_neither_a_column_nor_a_view() -> None:
    report = campus_report(MANY)
    here = tuple(
        msgspec.structs.replace(row, campus="Main" if row.person else "", person="")
        for row in report.rows
    )
    alike = msgspec.structs.replace(report, rows=here, cohorts={})
    hidden = {ReportColumn.CAMPUS, ReportColumn.PERSON, ReportColumn.COHORT}
    assert not hidden.intersection(columns_of(alike, ReportView.PEOPLE))
    assert hidden <= set(columns_of(report, ReportView.PEOPLE))
    left_out = {ReportView.CAMPUSES, ReportView.COHORTS}
    assert not left_out.intersection(views_of(alike, sees_people=True))
    assert set(views_of(report, sees_people=True)) == set(ReportView)
    assert ReportView.PEOPLE not in views_of(report, sees_people=False)


# Who sees groups alone


@given(st.integers(0, 23), filters())
def test_who_sees_groups_sees_no_person_and_none_of_fewer_than_five(
    people: int, wanted: ReportFilter
) -> None:
    report = campus_report(MANY[:people])
    for row in rows_of(report, wanted, sees_people=False):
        assert isinstance(row, GroupRow)
        assert row.people >= 5
        assert row.people % 5 == 0


@given(filters())
def test_who_sees_groups_narrows_them_by_a_course_alone(wanted: ReportFilter) -> None:
    report = campus_report(MANY)
    whole = ReportFilter(wanted.view, course=wanted.course, sort=wanted.sort)
    whole = msgspec.structs.replace(whole, descending=wanted.descending)
    assert rows_of(report, wanted, sees_people=False) == rows_of(report, whole, sees_people=False)


def test_one_more_person_moves_no_figure_before_five_have_come() -> None:
    wanted = ReportFilter(ReportView.COURSES)
    told = {
        tuple(row.people for row in rows_of(campus_report(MANY[:n]), wanted, sees_people=False)
              if isinstance(row, GroupRow))
        for n in range(24)
    }  # fmt: skip
    assert all(count % 5 == 0 for counts_ in told for count in counts_)


def test_every_question_is_counted() -> None:
    assert counts(campus_report(MANY).rows, ReportFilter()).keys() == set(ReportOnly)
