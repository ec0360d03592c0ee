"""Which rows of a report are shown, and in which order: one value says so for screen and file.

`rows_of` is the only way from a report to rows: what is on the screen and what is exported cannot
differ. Who may not see people sees whole cells of five and more alone (`domain.report_groups`), and
narrows them by nothing but the course: so neither a figure nor the difference of two is about fewer
than five.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

import msgspec

from ujuzi.domain import report_groups
from ujuzi.domain.report import (
    CourseStanding,
    LearnerRow,
    ReportedCohort,
    ReportedCourse,
    Stuck,
    narrowed,
)
from ujuzi.domain.report_groups import CourseGroups, GroupRow, groups_of
from ujuzi.domain.text import natural, searchable


class ReportView(StrEnum):
    """What a row is."""

    PEOPLE = "people"
    COURSES = "courses"
    COMPETENCIES = "competencies"
    COHORTS = "cohorts"
    CAMPUSES = "campuses"
    ROLES = "roles"
    STEPS = "steps"
    """Where people are stuck."""


class ReportOnly(StrEnum):
    """Which people are asked about."""

    ALL = "all"
    STUCK = "stuck"
    UNSEEN = "unseen"
    WAITING = "waiting"
    CERTIFIED = "certified"


class ReportColumn(StrEnum):
    """What a column says."""

    NAME = "name"
    PERSON = "person"
    """Her staff number."""
    CAMPUS = "campus"
    ROLE = "role"
    COURSES = "courses"
    STANDING = "standing"
    PROGRESS = "progress"
    SCORE = "score"
    ATTEMPTS = "attempts"
    SEEN = "seen"
    STUCK_AT = "stuck-at"
    WAITING = "waiting"
    CERTIFICATES = "certificates"
    COURSE = "course"
    COMPETENCY = "competency"
    STEP = "step"
    COHORT = "cohort"
    BEGINS = "begins"
    ENDS = "ends"
    PEOPLE = "people"
    NOT_BEGUN = "not-begun"
    UNDER_WAY = "under-way"
    COMPLETED = "completed"
    STUCK = "stuck"


_C = ReportColumn
_FIGURES = (
    *(_C.PEOPLE, _C.NOT_BEGUN, _C.UNDER_WAY, _C.COMPLETED, _C.PROGRESS, _C.SCORE),
    *(_C.STUCK, _C.WAITING, _C.CERTIFICATES),
)
COLUMNS: Mapping[ReportView, tuple[ReportColumn, ...]] = {
    ReportView.PEOPLE: (
        *(_C.NAME, _C.PERSON, _C.PROGRESS, _C.SEEN, _C.STUCK_AT, _C.STANDING, _C.SCORE),
        *(_C.WAITING, _C.CERTIFICATES, _C.ATTEMPTS, _C.COURSES, _C.COHORT, _C.ROLE, _C.CAMPUS),
    ),
    ReportView.COURSES: (_C.COURSE, *_FIGURES),
    ReportView.COMPETENCIES: (
        *(_C.COMPETENCY, _C.COURSE, _C.PEOPLE, _C.NOT_BEGUN, _C.UNDER_WAY, _C.COMPLETED),
        _C.PROGRESS,
    ),
    ReportView.COHORTS: (_C.COHORT, _C.COURSE, _C.BEGINS, _C.ENDS, *_FIGURES),
    ReportView.CAMPUSES: (_C.CAMPUS, _C.COURSE, *_FIGURES),
    ReportView.ROLES: (_C.ROLE, _C.COURSE, *_FIGURES),
    ReportView.STEPS: (_C.STEP, _C.COURSE, _C.STUCK),
}
"""The columns of each view, in their order; the first says what a row is about."""


class ReportFilter(msgspec.Struct, frozen=True):
    """What is asked of a report; `sort` empty is the first column of the view."""

    view: ReportView = ReportView.PEOPLE
    only: ReportOnly = ReportOnly.ALL
    words: str = ""
    course: str = ""
    campus: str = ""
    cohort: str = ""
    sort: ReportColumn | None = None
    descending: bool = False


class CampusReport(msgspec.Struct, frozen=True):
    """All that a report is made from: everybody by name, and the courses that are here.

    Of `closed` computers what they told is here, and not open to who asks. `groups` are what the
    hub told a leader, who has no rows; `campuses` names campuses by id.
    """

    rows: tuple[LearnerRow, ...] = ()
    courses: dict[str, ReportedCourse] = {}
    made_at: int = 0
    closed: int = 0
    cohorts: dict[str, ReportedCohort] = {}
    campuses: dict[str, str] = {}
    groups: tuple[CourseGroups, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        return not self.rows and not self.groups


ReportRow: TypeAlias = LearnerRow | GroupRow
Value: TypeAlias = str | int | float | Stuck | CourseStanding | None


def rows_of(
    report: CampusReport, wanted: ReportFilter, *, sees_people: bool
) -> tuple[ReportRow, ...]:
    """Return the rows that a filter lets through, in its order; what is not known stands last."""
    if not sees_people:
        groups = _told(report, wanted)
    elif wanted.view is ReportView.PEOPLE:
        return _sorted(selected(report.rows, wanted), wanted)
    else:
        groups = _grouped(report, wanted)
    groups.sort(key=lambda each: (not each.title, natural(each.title), natural(each.of), each.key))
    return _sorted(groups, wanted)


def columns_of(
    report: CampusReport, view: ReportView, *, sees_people: bool = True
) -> tuple[ReportColumn, ...]:
    """Return the columns that are shown and exported: those in which something can stand."""
    hidden = set()
    if view is ReportView.PEOPLE:
        if len(_campuses(report)) <= 1:
            hidden.add(_C.CAMPUS)
        if not any(row.person for row in report.rows):
            hidden.add(_C.PERSON)
        if not report.cohorts:
            hidden.add(_C.COHORT)
    elif view is ReportView.COMPETENCIES:
        hidden = {_C.COURSE} if sees_people else {_C.NOT_BEGUN, _C.UNDER_WAY, _C.COMPLETED}
    return tuple(column for column in COLUMNS[view] if column not in hidden)


def views_of(report: CampusReport, *, sees_people: bool) -> tuple[ReportView, ...]:
    """Return the views that are offered: those that tell something apart."""
    asked = {
        ReportView.PEOPLE: sees_people,
        ReportView.COHORTS: bool(report.cohorts),
        ReportView.CAMPUSES: len(_campuses(report)) > 1,
    }
    return tuple(view for view in ReportView if asked.get(view, True))


def _campuses(report: CampusReport) -> set[str]:
    """Return the campuses that are known; of a profile that is nobody's none is."""
    return ({row.campus for row in report.rows} | set(report.campuses)) - {""}


def _grouped(report: CampusReport, wanted: ReportFilter) -> list[GroupRow]:
    """Return the groups of the people whom a filter lets through."""
    people = selected(report.rows, wanted)
    match wanted.view:
        case ReportView.COMPETENCIES:
            return report_groups.by_competency(people, report.courses)
        case ReportView.COHORTS:
            return report_groups.by_cohort(people, wanted.cohort)
        case ReportView.CAMPUSES:
            return report_groups.by_label(people, lambda row: row.campus)
        case ReportView.ROLES:
            return report_groups.by_label(people, lambda row: row.role)
        case ReportView.STEPS:
            return report_groups.by_step(people)
    return report_groups.by_course(people)


def _told(report: CampusReport, wanted: ReportFilter) -> list[GroupRow]:
    """Return groups of five and more, of everybody who is counted in a course, or in one."""
    told, courses = report.groups or groups_of(report.rows), report.courses
    if wanted.course:
        told = tuple(each for each in told if each.course == wanted.course)
    match wanted.view:
        case ReportView.PEOPLE:
            return []
        case ReportView.COMPETENCIES:
            return report_groups.competency_rows(told, courses)
        case ReportView.COHORTS:
            rows = report_groups.label_rows(told, courses, lambda cell: cell.cohort)
            return [_dated(row, report.cohorts) for row in rows]
        case ReportView.CAMPUSES:
            rows = report_groups.label_rows(told, courses, lambda cell: cell.campus)
            return [_named(row, report.campuses) for row in rows]
        case ReportView.ROLES:
            return report_groups.label_rows(told, courses, lambda cell: cell.role)
        case ReportView.STEPS:
            return report_groups.step_rows(told, courses)
    return report_groups.course_rows(told, courses)


def _named(row: GroupRow, campuses: Mapping[str, str]) -> GroupRow:
    """Return a campus's row with its name, where that is known."""
    return msgspec.structs.replace(row, title=campuses.get(row.title, row.title))


def _dated(row: GroupRow, cohorts: Mapping[str, ReportedCohort]) -> GroupRow:
    """Return a cohort's row with its name and dates."""
    cohort = cohorts.get(row.title)
    if cohort is None:
        return msgspec.structs.replace(row, title="")
    return msgspec.structs.replace(row, title=cohort.title, begins=cohort.begins, ends=cohort.ends)


def selected(rows: Iterable[LearnerRow], wanted: ReportFilter) -> tuple[LearnerRow, ...]:
    """Return the people whom a filter lets through, in the order in which they came.

    Each word that is sought stands somewhere in the name or the staff number, whatever case,
    accents and script. Where a course is named, rows say what is so in that course.
    """
    words = searchable(wanted.words).split()
    found = []
    for row in rows:
        if wanted.campus and row.campus != wanted.campus:
            continue
        if wanted.cohort and all(each.cohort != wanted.cohort for each in row.cohorts):
            continue
        if words and not all(word in row.sought for word in words):
            continue
        seen = narrowed(row, wanted.course) if wanted.course else row
        if seen is not None and _ONLY[wanted.only](seen):
            found.append(seen)
    return tuple(found)


def counts(rows: Iterable[LearnerRow], wanted: ReportFilter) -> dict[ReportOnly, int]:
    """Return how many people there are of each sort, whatever else the filter asks."""
    people = selected(rows, msgspec.structs.replace(wanted, only=ReportOnly.ALL))
    return {only: sum(map(_ONLY[only], people)) for only in ReportOnly}


def value_of(row: ReportRow, column: ReportColumn) -> Value:
    """Return what a row says in a column; times in milliseconds, parts from 0 to 1."""
    get = _GROUP.get(column) if isinstance(row, GroupRow) else _PERSON.get(column)
    return None if get is None else get(row)  # type: ignore[arg-type]


_ONLY: Mapping[ReportOnly, Callable[[LearnerRow], bool]] = {
    ReportOnly.ALL: lambda _row: True,
    ReportOnly.STUCK: lambda row: row.stuck is not None,
    ReportOnly.UNSEEN: lambda row: row.unseen,
    ReportOnly.WAITING: lambda row: row.waiting > 0,
    ReportOnly.CERTIFIED: lambda row: row.certificates > 0,
}
_PERSON: Mapping[ReportColumn, Callable[[LearnerRow], Value]] = {
    _C.NAME: lambda row: row.name,
    _C.PERSON: lambda row: row.person,
    _C.CAMPUS: lambda row: row.campus,
    _C.ROLE: lambda row: row.role,
    _C.COURSES: lambda row: ", ".join(each.title for each in row.courses),
    _C.COHORT: lambda row: ", ".join(each.title for each in row.cohorts),
    _C.STANDING: lambda row: row.standing,
    _C.PROGRESS: lambda row: row.progress,
    _C.SCORE: lambda row: row.score,
    _C.ATTEMPTS: lambda row: row.attempts,
    _C.SEEN: lambda row: row.seen_at,
    _C.STUCK_AT: lambda row: row.stuck,
    _C.WAITING: lambda row: row.waiting,
    _C.CERTIFICATES: lambda row: row.certificates,
}
_GROUP: Mapping[ReportColumn, Callable[[GroupRow], Value]] = {
    _C.COURSE: lambda row: row.of or row.title,
    **dict.fromkeys((_C.COMPETENCY, _C.STEP, _C.COHORT, _C.CAMPUS, _C.ROLE), lambda row: row.title),
    _C.BEGINS: lambda row: row.begins,
    _C.ENDS: lambda row: row.ends,
    _C.PEOPLE: lambda row: row.people,
    _C.NOT_BEGUN: lambda row: row.not_begun,
    _C.UNDER_WAY: lambda row: row.under_way,
    _C.COMPLETED: lambda row: row.completed,
    _C.PROGRESS: lambda row: row.progress,
    _C.SCORE: lambda row: row.score,
    _C.STUCK: lambda row: row.stuck,
    _C.WAITING: lambda row: row.waiting,
    _C.CERTIFICATES: lambda row: row.certificates,
}
_STANDINGS = {each: place for place, each in enumerate(CourseStanding)}


def _sorted(rows: Sequence[ReportRow], wanted: ReportFilter) -> tuple[ReportRow, ...]:
    """Return rows, which came by name, in the order of a column; equal ones stay by name."""
    columns = COLUMNS[wanted.view]
    sort = wanted.sort if wanted.sort in columns else None
    if sort in (None, columns[0]):
        return tuple(reversed(rows)) if wanted.descending else tuple(rows)
    values = [(value_of(row, sort), row) for row in rows]
    known = [(_key(value), row) for value, row in values if value not in (None, "")]
    known.sort(key=lambda each: each[0], reverse=wanted.descending)
    unknown = [row for value, row in values if value in (None, "")]
    return (*(row for _, row in known), *unknown)


def _key(value: Value) -> tuple[object, ...]:
    match value:
        case CourseStanding():
            return (_STANDINGS[value],)
        case Stuck():
            return (natural(value.title),)
        case str():
            return (natural(value),)
    return (value,)
