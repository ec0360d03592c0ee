"""Which rows of a report are shown, and in which order: one value says so for screen and file.

`rows_of` is the only way from a report to rows: what is on the screen and what is exported cannot
differ. Who may not see people sees groups alone, over whole groups of five, and narrows nothing: so
neither a figure nor the difference of two is about fewer than five.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from statistics import fmean
from typing import TypeAlias

import msgspec

from ujuzi.domain.report import (
    CourseStanding,
    LearnerRow,
    ReportedCourse,
    Stuck,
    narrowed,
)
from ujuzi.domain.self_assessment import in_fives
from ujuzi.domain.text import natural, searchable


class ReportView(StrEnum):
    """What a row is."""

    PEOPLE = "people"
    COURSES = "courses"
    COMPETENCIES = "competencies"
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
        *(_C.NAME, _C.PROGRESS, _C.SEEN, _C.STUCK_AT, _C.STANDING, _C.SCORE, _C.WAITING),
        *(_C.CERTIFICATES, _C.ATTEMPTS, _C.COURSES, _C.ROLE, _C.CAMPUS),
    ),
    ReportView.COURSES: (_C.COURSE, *_FIGURES),
    ReportView.COMPETENCIES: (
        *(_C.COMPETENCY, _C.PEOPLE, _C.NOT_BEGUN, _C.UNDER_WAY, _C.COMPLETED, _C.PROGRESS),
    ),
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
    sort: ReportColumn | None = None
    descending: bool = False


class GroupRow(msgspec.Struct, frozen=True):
    """People taken together: of a course, of a competency, or at a step where they are stuck.

    `title` is a competency's id where the group is one's; `of` is the course of a step. `progress`
    and `score` are means, from 0 to 1.
    """

    key: str
    title: str
    of: str
    people: int
    not_begun: int = 0
    under_way: int = 0
    completed: int = 0
    progress: float | None = None
    score: float | None = None
    stuck: int = 0
    waiting: int = 0
    certificates: int = 0


class CampusReport(msgspec.Struct, frozen=True):
    """All that a report is made from: everybody by name, and the courses that are here.

    Of `closed` computers what they told is here, and not open to who asks.
    """

    rows: tuple[LearnerRow, ...] = ()
    courses: dict[str, ReportedCourse] = {}
    made_at: int = 0
    closed: int = 0


ReportRow: TypeAlias = LearnerRow | GroupRow
Value: TypeAlias = str | int | float | Stuck | CourseStanding | None


def rows_of(
    report: CampusReport, wanted: ReportFilter, *, sees_people: bool
) -> tuple[ReportRow, ...]:
    """Return the rows that a filter lets through, in its order; what is not known stands last."""
    if sees_people:
        people = selected(report.rows, wanted)
    else:
        people = report.rows
        wanted = ReportFilter(wanted.view, sort=wanted.sort, descending=wanted.descending)
    match wanted.view:
        case ReportView.PEOPLE:
            return _sorted(people if sees_people else (), wanted)
        case ReportView.COURSES:
            groups = _by_course(people, fives=not sees_people)
        case ReportView.COMPETENCIES:
            groups = _by_competency(people, report.courses, fives=not sees_people)
        case ReportView.STEPS:
            groups = _by_step(people, fives=not sees_people)
    groups.sort(key=lambda each: natural(each.title))
    return _sorted(groups, wanted)


def columns_of(report: CampusReport, view: ReportView) -> tuple[ReportColumn, ...]:
    """Return the columns that are shown and exported: the campus where there are several alone."""
    columns = COLUMNS[view]
    if len({row.campus for row in report.rows}) > 1:
        return columns
    return tuple(column for column in columns if column is not ReportColumn.CAMPUS)


def selected(rows: Iterable[LearnerRow], wanted: ReportFilter) -> tuple[LearnerRow, ...]:
    """Return the people whom a filter lets through, in the order in which they came.

    Each word that is sought stands somewhere in the name, whatever case, accents and script. Where
    a course is named, rows say what is so in that course.
    """
    words = searchable(wanted.words).split()
    found = []
    for row in rows:
        if wanted.campus and row.campus != wanted.campus:
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
    _C.CAMPUS: lambda row: row.campus,
    _C.ROLE: lambda row: row.role,
    _C.COURSES: lambda row: ", ".join(each.title for each in row.courses),
    _C.STANDING: lambda row: row.standing if row.courses else None,
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
    _C.COMPETENCY: lambda row: row.title,
    _C.STEP: lambda row: row.title,
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


def _by_course(people: Iterable[LearnerRow], *, fives: bool) -> list[GroupRow]:
    members: dict[str, list[LearnerRow]] = {}
    for person in people:
        for course in person.courses:
            only = person if len(person.courses) == 1 else narrowed(person, course.course)
            if only is not None:
                members.setdefault(course.course, []).append(only)
    return [
        _group(course, group[0].courses[0].title, group, fives=fives)
        for course, found in members.items()
        if (group := _told(found, fives=fives))
    ]


def _by_competency(
    people: Iterable[LearnerRow], courses: Mapping[str, ReportedCourse], *, fives: bool
) -> list[GroupRow]:
    shares: dict[str, list[tuple[LearnerRow, int, int]]] = {}
    for person in people:
        hers: dict[str, tuple[int, int]] = {}
        for course in person.courses:
            outline = courses.get(course.course)
            for competency, steps in outline.teaches.items() if outline else ():
                done, required = hers.get(competency, (0, 0))
                more = sum(step in course.completed for step in steps)
                hers[competency] = (done + more, required + len(steps))
        for competency, (done, required) in hers.items():
            shares.setdefault(competency, []).append((person, done, required))
    groups = []
    for competency, found in shares.items():
        told = found
        if fives:
            told = list(in_fives(sorted(found, key=lambda each: _first_come(each[0]))))
        if not told:
            continue
        groups.append(
            GroupRow(
                competency,
                competency,
                "",
                len(told),
                not_begun=sum(not done for _, done, _ in told),
                under_way=sum(0 < done < required for _, done, required in told),
                completed=sum(done == required for _, done, required in told),
                progress=fmean(done / required for _, done, required in told),
            )
        )
    return groups


def _by_step(people: Iterable[LearnerRow], *, fives: bool) -> list[GroupRow]:
    members: dict[tuple[str, str], list[LearnerRow]] = {}
    titles: dict[tuple[str, str], tuple[str, str]] = {}
    for person in people:
        for course in person.courses:
            if (stuck := course.stuck) is not None and stuck.step:
                key = (stuck.course, stuck.step)
                members.setdefault(key, []).append(person)
                titles[key] = (stuck.title, course.title)
    return [
        GroupRow(f"{course}/{step}", *titles[course, step], people=len(group), stuck=len(group))
        for (course, step), found in members.items()
        if (group := _told(found, fives=fives))
    ]


def _told(members: Sequence[LearnerRow], *, fives: bool) -> Sequence[LearnerRow]:
    """Return who counts in a group: everybody, or the first whole groups of five."""
    return in_fives(sorted(members, key=_first_come)) if fives else members


def _first_come(row: LearnerRow) -> tuple[int, str]:
    begun = [each.begun_at for each in row.courses if each.begun_at is not None]
    return min(begun, default=0), row.learner


def _group(key: str, title: str, members: Sequence[LearnerRow], *, fives: bool) -> GroupRow:
    def mean(values: Iterable[float | None]) -> float | None:
        known = [each for each in values if each is not None]
        told = in_fives(known) if fives else known
        return fmean(told) if told else None

    standing = [each.standing for each in members]
    return GroupRow(
        key,
        title,
        "",
        len(members),
        not_begun=standing.count(CourseStanding.NOT_BEGUN),
        under_way=standing.count(CourseStanding.UNDER_WAY),
        completed=standing.count(CourseStanding.COMPLETED),
        progress=mean(each.progress for each in members),
        score=mean(each.score for each in members),
        stuck=sum(each.stuck is not None for each in members),
        waiting=sum(each.waiting for each in members),
        certificates=sum(each.certificates for each in members),
    )
