"""People taken together in a report: for who sees them, and in groups of five for who does not.

Whoever sees no names is told of *cells*: a course's people are dealt out, each into one cell, and
every figure that is shown is of whole cells added up. A cell holds whole fives of people who are
alike in campus, role and cohort; those left over are put together with others of their campus and
role, then of their campus, then of anywhere, and the last four at most are left out. So whatever
one gets by taking figures from each other is of five people or more as well. People come first who
began first: newcomers move a figure five at a time. What rules cannot hide: who keeps old figures
and knows that one person alone was taken out in between learns a little of who took her place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import TypeAlias

import msgspec

from ujuzi.domain.report import CourseRow, CourseStanding, LearnerRow, ReportedCourse, narrowed
from ujuzi.domain.self_assessment import FEWEST_PEOPLE, in_fives

Labels: TypeAlias = tuple[str, str, str]
"""Campus, role and cohort, each empty where it is not said."""
LEVELS: Sequence[tuple[bool, bool, bool]] = (
    (True, True, True),
    (True, True, False),
    (True, False, False),
    (False, False, False),
)
"""Which labels the people of a cell share, the finest first."""


class GroupRow(msgspec.Struct, frozen=True):
    """People taken together: of a course, a competency, a cohort, or where they are stuck.

    `title` is an id where the group is of a competency, a role or a campus, and empty of those who
    are in no group of their own; `of` is the course of a group in it. `progress` and `score` are
    means, from 0 to 1; of what is not told there is None.
    """

    key: str
    title: str
    of: str
    people: int
    not_begun: int | None = 0
    under_way: int | None = 0
    completed: int | None = 0
    progress: float | None = None
    score: float | None = None
    stuck: int = 0
    waiting: int = 0
    certificates: int = 0
    begins: str = ""
    ends: str = ""


class GroupCell(msgspec.Struct, frozen=True, omit_defaults=True):
    """People of a course, five or more, and how they stand; a label is empty where they differ.

    `score` is the mean of so many as `scored` of them; `done` counts those who completed each
    activity.
    """

    campus: str
    role: str
    cohort: str
    people: int
    not_begun: int = 0
    under_way: int = 0
    completed: int = 0
    stuck: int = 0
    waiting: int = 0
    certificates: int = 0
    scored: int = 0
    score: float = 0.0
    done: dict[str, int] = {}


class CourseGroups(msgspec.Struct, frozen=True, omit_defaults=True):
    """The cells of a course; `stuck_at` counts in whole fives who is stuck at each step."""

    course: str
    cells: tuple[GroupCell, ...] = ()
    stuck_at: dict[str, int] = {}


# Who sees people


def by_course(people: Iterable[LearnerRow]) -> list[GroupRow]:
    """Return a row a course of theirs."""
    return _labelled(
        (course.course, course.title, "", only) for course, only in _in_courses(people)
    )


def by_label(people: Iterable[LearnerRow], label: Callable[[LearnerRow], str]) -> list[GroupRow]:
    """Return a row for each label and course of people, as campus or role."""
    return _labelled(
        (f"{label(only)}/{course.course}", label(only), course.title, only)
        for course, only in _in_courses(people)
    )


def by_cohort(people: Iterable[LearnerRow], cohort: str = "") -> list[GroupRow]:
    """Return a row for each cohort, or for one alone, and each course that it studies."""
    found, dates = [], {}
    for course, only in _in_courses(people):
        for each in only.cohorts:
            if each.covers(course.course) and cohort in ("", each.cohort):
                key = f"{each.cohort}/{course.course}"
                dates[key] = (each.begins, each.ends)
                found.append((key, each.title, course.title, only))
    return [
        msgspec.structs.replace(row, begins=dates[row.key][0], ends=dates[row.key][1])
        for row in _labelled(found)
    ]


def by_competency(
    people: Iterable[LearnerRow], courses: Mapping[str, ReportedCourse]
) -> list[GroupRow]:
    """Return a row for each competency that a course of theirs teaches."""
    shares: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for person in people:
        hers: dict[str, tuple[int, int]] = {}
        for course in person.courses:
            outline = courses.get(course.course)
            for competency, steps in outline.teaches.items() if outline else ():
                done, required = hers.get(competency, (0, 0))
                more = sum(step in course.completed for step in steps)
                hers[competency] = (done + more, required + len(steps))
        for competency, share in hers.items():
            shares[competency].append(share)
    return [
        GroupRow(
            competency,
            competency,
            "",
            len(found),
            not_begun=sum(not done for done, _ in found),
            under_way=sum(0 < done < required for done, required in found),
            completed=sum(done == required for done, required in found),
            progress=fmean(done / required for done, required in found),
        )
        for competency, found in shares.items()
    ]


def by_step(people: Iterable[LearnerRow]) -> list[GroupRow]:
    """Return a row for each step at which somebody is stuck."""
    counts: Counter[tuple[str, str]] = Counter()
    titles: dict[tuple[str, str], tuple[str, str]] = {}
    for person in people:
        for course in person.courses:
            if (stuck := course.stuck) is not None and stuck.step:
                counts[stuck.course, stuck.step] += 1
                titles[stuck.course, stuck.step] = (stuck.title, course.title)
    return [
        GroupRow(f"{course}/{step}", *titles[course, step], people=count, stuck=count)
        for (course, step), count in counts.items()
    ]


def _in_courses(people: Iterable[LearnerRow]) -> Iterator[tuple[CourseRow, LearnerRow]]:
    """Yield people once for each of their courses, as they stand in it alone."""
    for person in people:
        for course in person.courses:
            only = person if len(person.courses) == 1 else narrowed(person, course.course)
            if only is not None:
                yield course, only


def _labelled(found: Iterable[tuple[str, str, str, LearnerRow]]) -> list[GroupRow]:
    """Return a row for each key, of (key, title, course, person in one course)."""
    members: dict[str, list[LearnerRow]] = {}
    named: dict[str, tuple[str, str]] = {}
    for key, title, of, row in found:
        members.setdefault(key, []).append(row)
        named[key] = (title, of)
    return [_group(key, *named[key], rows) for key, rows in members.items()]


def _group(key: str, title: str, of: str, members: Sequence[LearnerRow]) -> GroupRow:
    standing = Counter(each.standing for each in members)
    return GroupRow(
        key,
        title,
        of,
        len(members),
        not_begun=standing[CourseStanding.NOT_BEGUN],
        under_way=standing[CourseStanding.UNDER_WAY],
        completed=standing[CourseStanding.COMPLETED],
        progress=_mean(each.progress for each in members),
        score=_mean(each.score for each in members),
        stuck=sum(each.stuck is not None for each in members),
        waiting=sum(each.waiting for each in members),
        certificates=sum(each.certificates for each in members),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [each for each in values if each is not None]
    return fmean(known) if known else None


# Who sees groups alone


def groups_of(people: Iterable[LearnerRow]) -> tuple[CourseGroups, ...]:
    """Return what may be told of people without a name, course by course."""
    taken: defaultdict[str, list[LearnerRow]] = defaultdict(list)
    for each, only in _in_courses(people):
        taken[each.course].append(only)
    found = []
    for course, members in sorted(taken.items()):
        dealt = deal(members)
        if dealt:
            cells = tuple(_cell(labels, told) for labels, told in sorted(dealt.items()))
            counted = [each for told in dealt.values() for each in told]
            found.append(CourseGroups(course, cells, _stuck_at(counted)))
    return tuple(found)


def deal(members: Iterable[LearnerRow]) -> dict[Labels, list[LearnerRow]]:
    """Return people of one course, each in one cell of whole fives; who finds no place is in none.

    Each stands in that course alone (`domain.report.narrowed`).
    """
    dealt: defaultdict[Labels, list[LearnerRow]] = defaultdict(list)
    left = sorted(members, key=_first_come)
    for level in LEVELS:
        alike: defaultdict[Labels, list[LearnerRow]] = defaultdict(list)
        for each in left:
            alike[_labels(each, level)].append(each)
        left = []
        for labels, group in alike.items():
            told = in_fives(group)
            if told:
                dealt[labels] += told
            left += group[len(told) :]
        left.sort(key=_first_come)
    return dict(dealt)


def course_rows(
    groups: Iterable[CourseGroups], courses: Mapping[str, ReportedCourse]
) -> list[GroupRow]:
    """Return a row a course, of its cells added up."""
    return [
        _added(each.course, _title(each.course, courses), "", each.cells, courses.get(each.course))
        for each in groups
    ]


def label_rows(
    groups: Iterable[CourseGroups],
    courses: Mapping[str, ReportedCourse],
    label: Callable[[GroupCell], str],
) -> list[GroupRow]:
    """Return a row for each label of cells and each course."""
    found = []
    for each in groups:
        alike: defaultdict[str, list[GroupCell]] = defaultdict(list)
        for cell in each.cells:
            alike[label(cell)].append(cell)
        of, outline = _title(each.course, courses), courses.get(each.course)
        found += [
            _added(f"{key}/{each.course}", key, of, cells, outline) for key, cells in alike.items()
        ]
    return found


def competency_rows(
    groups: Iterable[CourseGroups], courses: Mapping[str, ReportedCourse]
) -> list[GroupRow]:
    """Return a row for each competency and each course that teaches it: how far people are."""
    return [
        GroupRow(
            f"{competency}/{each.course}",
            competency,
            _title(each.course, courses),
            sum(cell.people for cell in each.cells),
            not_begun=None,
            under_way=None,
            completed=None,
            progress=_part_done(each.cells, steps),
        )
        for each in groups
        if (outline := courses.get(each.course)) is not None
        for competency, steps in outline.teaches.items()
    ]


def step_rows(
    groups: Iterable[CourseGroups], courses: Mapping[str, ReportedCourse]
) -> list[GroupRow]:
    """Return a row for each step at which five people or more are stuck."""
    found = []
    for each in groups:
        outline = courses.get(each.course)
        titles = outline.titles if outline else {}
        of = _title(each.course, courses)
        found += [
            GroupRow(f"{each.course}/{step}", titles.get(step, step), of, people=count, stuck=count)
            for step, count in each.stuck_at.items()
        ]
    return found


def _title(course: str, courses: Mapping[str, ReportedCourse]) -> str:
    outline = courses.get(course)
    return outline.title if outline is not None and outline.title else course


def _labels(row: LearnerRow, level: tuple[bool, bool, bool]) -> Labels:
    course = row.courses[0].course
    cohort = next((each.cohort for each in row.cohorts if each.covers(course)), "")
    campus, role, cohort = (
        said if is_told else ""
        for said, is_told in zip((row.campus, row.role, cohort), level, strict=True)
    )
    return campus, role, cohort


def _first_come(row: LearnerRow) -> tuple[bool, int, str]:
    begun = [each.begun_at for each in row.courses if each.begun_at is not None]
    return not begun, min(begun, default=0), row.key


def _cell(labels: Labels, members: Sequence[LearnerRow]) -> GroupCell:
    group = _group("", "", "", members)
    scores = in_fives([each.score for each in members if each.score is not None])
    done = Counter(step for row in members for step in row.courses[0].completed)
    return GroupCell(
        *labels,
        len(members),
        not_begun=group.not_begun or 0,
        under_way=group.under_way or 0,
        completed=group.completed or 0,
        stuck=group.stuck,
        waiting=group.waiting,
        certificates=group.certificates,
        scored=len(scores),
        score=round(fmean(scores), 2) if scores else 0.0,
        done=dict(sorted(done.items())),
    )


def _stuck_at(members: Iterable[LearnerRow]) -> dict[str, int]:
    steps = Counter(each.stuck.step for each in members if each.stuck and each.stuck.step)
    fives = {step: count - count % FEWEST_PEOPLE for step, count in sorted(steps.items())}
    return {step: count for step, count in fives.items() if count}


def _added(
    key: str, title: str, of: str, cells: Sequence[GroupCell], outline: ReportedCourse | None
) -> GroupRow:
    scored = sum(cell.scored for cell in cells)
    return GroupRow(
        key,
        title,
        of,
        sum(cell.people for cell in cells),
        not_begun=sum(cell.not_begun for cell in cells),
        under_way=sum(cell.under_way for cell in cells),
        completed=sum(cell.completed for cell in cells),
        progress=_part_done(cells, outline.required if outline is not None else ()),
        score=sum(cell.score * cell.scored for cell in cells) / scored if scored else None,
        stuck=sum(cell.stuck for cell in cells),
        waiting=sum(cell.waiting for cell in cells),
        certificates=sum(cell.certificates for cell in cells),
    )


def _part_done(cells: Sequence[GroupCell], steps: Sequence[str]) -> float | None:
    """Return the mean part of these steps that is done."""
    whole = sum(cell.people for cell in cells) * len(steps)
    if not whole:
        return None
    return sum(cell.done.get(step, 0) for cell in cells for step in steps) / whole
