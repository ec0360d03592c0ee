"""Rows of reports for tests: an outline, what is known of people in it, and people of any name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

import msgspec
from hypothesis import strategies as st

from ujuzi.domain.activity import Score
from ujuzi.domain.assessment import Assessment
from ujuzi.domain.course import Activity, ActivityKind, Course, CourseKind, Module
from ujuzi.domain.event import LearnerId, ReportExported, Stamp
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import (
    CourseKnown,
    CourseRow,
    LearnerRow,
    ReportedCohort,
    ReportedPerson,
    ReportedStep,
    by_name,
    course_row,
    learner_row,
    reported_course,
)
from ujuzi.domain.report_filter import (
    COLUMNS,
    CampusReport,
    ReportFilter,
    ReportOnly,
    ReportView,
)
from ujuzi.domain.sitting import AssessmentState, Sitting

DAY = 24 * 3_600_000
NOW = 1_795_392_000_000
TERM = ReportedCohort("a" * 16, "Term 1", ("c1",), "2026-09-01", "2026-12-18")
EVENINGS = ReportedCohort("b" * 16, "=Evenings", (), "2026-10-05")
NAMES = (
    *("Adama Ouédraogo", "አበበ ቢቂላ", "محمد الأمين", "=1+1", "+254 Juma", "@SUM(A1)", "-2+3"),
    *("'=quoted", "\tTab", "nul\0in", "a" * 10_000, "Ann\u202etxt", "Élise", "", "علی\u200cرضا"),
)


def outline(course: str = "c1") -> Course:
    """Return a course of three required activities and one more, with an assessment."""
    lesson = ActivityKind.LESSON
    return Course(
        id=course,
        title=f"Counting, part {course[1:]}",
        language="en",
        kind=CourseKind.GENERAL,
        version=1,
        publisher="IIOE",
        modules=(
            Module(
                id="m1",
                title="One",
                competencies=("unesco-ai-cft:1.1",),
                activities=(
                    Activity(id="count", kind=lesson, title="Counting", file="a"),
                    Activity(id="sort", kind=lesson, title="Sorting", file="b"),
                    Activity(id="extra", kind=lesson, title="More", file="c", required=False),
                ),
            ),
            Module(
                id="m2",
                title="Two",
                competencies=("unesco-ai-cft:2.1",),
                activities=(Activity(id="quiz", kind=ActivityKind.QUIZ, title="Try it", file="d"),),
            ),
        ),
        assessments=(
            Assessment(id="final", title="The final", bank="e", blueprint=(), pass_mark=60),
        ),
    )


def course_states(
    *completed: str, at: int = NOW, last: str = "count", done_at: int | None = None
) -> CourseKnown:
    """Return what is known of somebody who completed these, all of them at one time."""
    state = CourseState(
        enrolled_at=at,
        completed_at=done_at,
        completed=tuple(sorted(completed)),
        last_activity=last,
        last_stamp=Stamp(1, "pc"),
        last_at=at,
    )
    return CourseKnown(state, [ReportedStep(completed_at=at) for _ in completed])


def person(name: str, learner: str = "ada", campus: str = "Main") -> ReportedPerson:
    """Return somebody of a name."""
    return ReportedPerson(learner, name, campus, "teacher")


def campus_report(names: tuple[str, ...], seed: int = 1) -> CampusReport:
    """Return a report of people with these names, who stand as chance has it."""
    chance = Random(seed)
    courses = {each: reported_course(outline(each)) for each in ("c1", "c2")}
    return CampusReport(
        by_name(_row(f"{n:04}", name, chance, courses) for n, name in enumerate(names)),
        courses,
        NOW,
        cohorts={each.cohort: each for each in (TERM, EVENINGS)},
    )


def _row(learner: str, name: str, chance: Random, courses: Iterable[str]) -> LearnerRow:
    rows: list[CourseRow] = []
    if chance.random() < 0.1:
        enrolled = [course_row(reported_course(outline("c1")), CourseKnown(), {}, None, NOW, {})]
        who = ReportedPerson("", name, "Main", "teacher", person=learner, cohorts=(TERM,))
        return learner_row(who, enrolled, NOW)
    seen_at = NOW - chance.randrange(30) * DAY
    for course in courses:
        if chance.random() < 0.2:
            continue
        done = ("count", "sort", "quiz")[: chance.randrange(4)]
        at = NOW - chance.randrange(40) * DAY
        known = course_states(*done, at=at, done_at=at if len(done) == len("abc") else None)
        known.tries = {"quiz": chance.randrange(5)}
        known.certificates = int(len(done) == len("abc") and chance.random() < 0.5)
        if chance.random() < 0.5:
            known.steps = [*known.steps, ReportedStep(best=Score(chance.randrange(5), 4))]
        if chance.random() < 0.3:
            sitting = Sitting(at, at)
            known.assessments = {"final": AssessmentState({f"{learner}-{course}": sitting})}
        outlined = reported_course(outline(course))
        rows.append(course_row(outlined, known, {}, seen_at, NOW, {}))
    campus, role = chance.choice(("Main", "North")), chance.choice(("teacher", "support"))
    who = ReportedPerson(learner, name, campus, role, seen_at)
    if chance.random() < 0.8:
        cohorts = tuple(each for each in (TERM, EVENINGS) if chance.random() < 0.4)
        number = f"K-{learner}"
        who = msgspec.structs.replace(who, person=number, learners=(learner,), cohorts=cohorts)
    return learner_row(who, rows, NOW)


def names() -> st.SearchStrategy[tuple[str, ...]]:
    """Return names as people have them, and as nobody should."""
    one = st.sampled_from(NAMES) | st.text(max_size=30)
    return st.lists(one, max_size=12).map(tuple)


@st.composite
def filters(draw: st.DrawFn) -> ReportFilter:
    """Return any filter: view, who is asked about, words, course, campus and order."""
    view = draw(st.sampled_from(ReportView))
    return ReportFilter(
        view=view,
        only=draw(st.sampled_from(ReportOnly)),
        words=draw(st.sampled_from(("", "a", "ou", "አበ", "محم", "zz")) | st.text(max_size=3)),
        course=draw(st.sampled_from(("", "c1", "c2"))),
        campus=draw(st.sampled_from(("", "", "Main", "North"))),
        cohort=draw(st.sampled_from(("", "", TERM.cohort, EVENINGS.cohort))),
        sort=draw(st.none() | st.sampled_from(COLUMNS[view])),
        descending=draw(st.booleans()),
    )


@dataclass
class FakeReports:
    """A report as a test says, and the exports that were written down."""

    made: CampusReport
    exports: list[tuple[str, ReportExported]] = field(default_factory=list)

    def report(self, by: LearnerId, language: str = "") -> CampusReport:
        return self.made

    def note_export(self, by: LearnerId, export: ReportExported) -> None:
        self.exports.append((by, export))
