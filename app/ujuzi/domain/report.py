"""What those who look after people read of them: how each stands in each course, a row a person.

It rests on states of courses, activities and attempts alone; answers, notes and how people rate
themselves are in none. Rules, each a sentence:

- Who has recorded nothing for `QUIET` is *not seen*; a date later than now is believed of nobody.
- Who is seen, has begun a course and not completed it is *stuck* where she has tried a quiz
  `TRIES` times and it is not done; where she has handed in an assessment `FAILS` times, and passed
  none and waits for none; or where she has completed nothing in the course for `QUIET`: at her last
  activity, or at the next that is required.
- An assessment *waits* from when it was handed in until its result is known, and while its pass
  waits for a person.

Reads no clock: `now` is handed in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import fmean

import msgspec

from ujuzi.domain.activity import ActivityState, Score
from ujuzi.domain.course import Course
from ujuzi.domain.progress import CourseState
from ujuzi.domain.sitting import AssessmentState
from ujuzi.domain.text import natural, searchable

DAY = 24 * 3_600_000
"""In milliseconds."""
QUIET = 14 * DAY
TRIES = 3
FAILS = 2
AHEAD_MOST = DAY
"""By how much a claimed time may be later than now and is believed."""
LETTERS_MOST = 16_000
"""Of a text in a cell: a spreadsheet holds 32,767 units of UTF-16, two a letter at most."""

BREAK = "\0"
"""Between the name that a row shows and what it is found by besides."""
_JOINERS = "\u200c\u200d"
"""They spell words of Persian and of India, though nobody sees them."""


class CourseStanding(StrEnum):
    """How a person stands in a course, or in all of hers."""

    NOT_BEGUN = "not-begun"
    UNDER_WAY = "under-way"
    COMPLETED = "completed"


class StuckWhy(StrEnum):
    """Why somebody counts as stuck."""

    FAILED = "failed"
    TRIED = "tried"
    STILL = "still"


class Stuck(msgspec.Struct, frozen=True):
    """Where somebody is stuck: a step of a course, and `times` it was tried or handed in.

    `step` is empty where it is not known which comes next.
    """

    why: StuckWhy
    course: str
    step: str
    title: str
    times: int = 0


class ReportedCourse(msgspec.Struct, frozen=True):
    """What reports need of a course: what is required, in order, and what things are called.

    `titles` are of activities and assessments by id. `teaches` names by competency the required
    activities of the modules that teach it.
    """

    course: str
    title: str
    required: tuple[str, ...] = ()
    titles: dict[str, str] = {}
    teaches: dict[str, tuple[str, ...]] = {}


class ReportedCohort(msgspec.Struct, frozen=True):
    """People who study courses together: from one day to another (YYYY-MM-DD), where that is set.

    Where it names no course it is of all that its people take up.
    """

    cohort: str
    title: str
    courses: tuple[str, ...] = ()
    begins: str = ""
    ends: str = ""

    def covers(self, course: str) -> bool:
        """Whether its people study a course together."""
        return not self.courses or course in self.courses


class CourseRow(msgspec.Struct, frozen=True):
    """How a person stands in a course.

    `done` are required activities, of `required`; 0 where the course is not here. `score` is the
    mean of her best practice results, from 0 to 1. `attempts` are at quizzes and assessments.
    """

    course: str
    title: str
    standing: CourseStanding
    done: int
    required: int
    score: float | None
    attempts: int
    begun_at: int | None
    last_at: int | None
    stuck: Stuck | None
    waiting: int
    certificates: int
    completed: frozenset[str] = frozenset()


class LearnerRow(msgspec.Struct, frozen=True):
    """A person with everything: what her courses say together.

    `sought` is her name as it is searched, and after a `BREAK` her staff number and other names;
    `seen_at` when she last recorded anything. `person` is her staff number, where she is on the
    roster; `learners` are her profiles, of which `learner` is one: none where she has not begun.
    """

    learner: str
    name: str
    campus: str
    role: str
    sought: str
    courses: tuple[CourseRow, ...]
    seen_at: int | None
    unseen: bool
    standing: CourseStanding
    done: int
    required: int
    score: float | None
    attempts: int
    stuck: Stuck | None
    waiting: int
    certificates: int
    person: str = ""
    learners: tuple[str, ...] = ()
    cohorts: tuple[ReportedCohort, ...] = ()

    @property
    def key(self) -> str:
        """Who she is, on the roster or as a profile."""
        return self.person or self.learner

    @property
    def progress(self) -> float | None:
        """The part of what is required that is done, 0 to 1; None where no course is here."""
        return self.done / self.required if self.required else None

    @property
    def courses_done(self) -> int:
        """How many of her courses are completed."""
        return sum(each.standing is CourseStanding.COMPLETED for each in self.courses)


class ReportedPerson(msgspec.Struct, frozen=True):
    """Whom a row is about; `seen_at` is her last use as a computer told, where one did.

    `person` is her staff number, `learners` are all her profiles, `names` what she calls herself in
    them; `courses` are those in which she was enrolled, begun or not.
    """

    learner: str
    name: str = ""
    campus: str = ""
    role: str = ""
    seen_at: int | None = None
    person: str = ""
    learners: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    cohorts: tuple[ReportedCohort, ...] = ()
    courses: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Who she is, on the roster or as a profile."""
        return self.person or self.learner

    @property
    def expected(self) -> tuple[str, ...]:
        """The courses that she is to study, on her own or with others."""
        together = (course for cohort in self.cohorts for course in cohort.courses)
        return tuple(dict.fromkeys((*self.courses, *together)))


class ReportedStep(msgspec.Struct, frozen=True, gc=False):
    """What reports need of an activity's state, by the same names: it is decoded from one."""

    completed_at: int | None = None
    best: Score | None = None


@dataclass(slots=True)
class CourseKnown:
    """What is known of a person in a course; `steps` are her activities.

    `tries` counts her attempts at each quiz. `passed` says of attempts at assessments, by id,
    whether they passed; None of one that waits for a person; nothing of one not graded yet.
    `ahead` is by how many milliseconds the clock of a computer, by its id, was found ahead.
    """

    state: CourseState = field(default_factory=CourseState)
    steps: Sequence[ReportedStep | ActivityState] = ()
    tries: dict[str, int] = field(default_factory=dict)
    assessments: dict[str, AssessmentState] = field(default_factory=dict)
    certificates: int = 0

    def last_at(self, now: int, ahead: Mapping[str, int]) -> int | None:
        """Return when she last did something here, by a clock put right; None if not believed."""
        if not self.state.last_at:
            return None
        at = self.state.last_at - ahead.get(self.state.last_stamp.device, 0)
        return at if at <= now + AHEAD_MOST else None


def reported_course(course: Course) -> ReportedCourse:
    """Return what reports need of a course."""
    teaches: dict[str, list[str]] = {}
    for module in course.modules:
        ids = [activity.id for activity in module.activities if activity.required]
        for competency in module.competencies:
            teaches.setdefault(competency, []).extend(ids)
    return ReportedCourse(
        course.id,
        plain(course.title),
        tuple(activity.id for activity in course.activities if activity.required),
        {each.id: plain(each.title) for each in course.activities}
        | {each.id: plain(each.title) for each in course.assessments},
        {competency: tuple(ids) for competency, ids in teaches.items() if ids},
    )


def plain(text: str) -> str:
    """Return a text as a cell holds it, on the screen and in every file: one line, and bounded.

    What nobody sees and what would turn the direction of others is left out; joiners stay.
    """
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(
            " " if each.isspace() else each
            for each in text
            if each.isspace() or each in _JOINERS or unicodedata.category(each)[0] != "C"
        )
    text = " ".join(text.split())
    return text if len(text) <= LETTERS_MOST else f"{text[: LETTERS_MOST - 1]}…"


def course_row(
    course: ReportedCourse,
    known: CourseKnown,
    passed: Mapping[str, bool | None],
    seen_at: int | None,
    now: int,
    ahead: Mapping[str, int],
) -> CourseRow:
    """Return how a person stands in a course; `seen_at` is when she was last seen anywhere."""
    done = known.state.done()
    sittings: list[tuple[str, bool, bool | None]] = []
    for assessment, state in known.assessments.items():
        for attempt, sitting in state.attempts.items():
            handed_in = sitting.submitted_at is not None
            sittings.append((assessment, handed_in, passed.get(attempt)))
    waiting = sum(handed_in and result is None for _, handed_in, result in sittings)
    last_at = known.last_at(now, ahead)
    if known.state.done_at is not None:
        standing = CourseStanding.COMPLETED
    elif known.steps or done or sittings or known.state.last_activity:
        standing = CourseStanding.UNDER_WAY
    else:
        standing = CourseStanding.NOT_BEGUN
    scores = [each.best.fraction for each in known.steps if each.best is not None]
    stuck = None
    if standing is CourseStanding.UNDER_WAY and not is_unseen(seen_at, now):
        stuck = _stuck(course, known, done, _failed(sittings), now)
    return CourseRow(
        course=course.course,
        title=course.title or course.course,
        standing=standing,
        done=len(done.intersection(course.required)),
        required=len(course.required),
        score=sum(scores) / len(scores) if scores else None,
        attempts=sum(known.tries.values()) + len(sittings),
        begun_at=known.state.enrolled_at,
        last_at=last_at,
        stuck=stuck,
        waiting=waiting,
        certificates=known.certificates,
        completed=done,
    )


def learner_row(person: ReportedPerson, courses: Sequence[CourseRow], now: int) -> LearnerRow:
    """Return a person's row over these courses of hers."""
    seen = [person.seen_at, *(each.last_at for each in courses)]
    seen_at = max((at for at in seen if at is not None and at <= now + AHEAD_MOST), default=None)
    name = plain(person.name)
    scores = [each.score for each in courses if each.score is not None]
    return LearnerRow(
        learner=person.learner,
        name=name,
        campus=plain(person.campus),
        role=person.role,
        sought=_sought(name, person),
        courses=tuple(courses),
        seen_at=seen_at,
        unseen=is_unseen(seen_at, now),
        standing=_together([each.standing for each in courses]),
        done=sum(each.done for each in courses),
        required=sum(each.required for each in courses),
        score=fmean(scores) if scores else None,
        attempts=sum(each.attempts for each in courses),
        stuck=next((each.stuck for each in courses if each.stuck is not None), None),
        waiting=sum(each.waiting for each in courses),
        certificates=sum(each.certificates for each in courses),
        person=person.person,
        learners=person.learners or ((person.learner,) if person.learner else ()),
        cohorts=person.cohorts,
    )


def _sought(name: str, person: ReportedPerson) -> str:
    besides = [person.person, *(each for each in person.names if each != person.name)]
    found = searchable(name)
    said = " ".join(filter(None, besides))
    return f"{found}{BREAK}{searchable(plain(said))}" if said else found


def narrowed(row: LearnerRow, course: str) -> LearnerRow | None:
    """Return a person's row over one course alone; None where she has not taken it up."""
    only = next((each for each in row.courses if each.course == course), None)
    if only is None:
        return None
    return msgspec.structs.replace(
        row,
        courses=(only,),
        standing=only.standing,
        done=only.done,
        required=only.required,
        score=only.score,
        attempts=only.attempts,
        stuck=only.stuck,
        waiting=only.waiting,
        certificates=only.certificates,
    )


def by_name(rows: Iterable[LearnerRow]) -> tuple[LearnerRow, ...]:
    """Return rows as people look for each other: by name, those without one last."""
    return tuple(
        sorted(
            rows,
            key=lambda each: (
                not each.name,
                natural(each.name, each.sought.partition(BREAK)[0]),
                each.key,
            ),
        )
    )


def is_unseen(seen_at: int | None, now: int) -> bool:
    """Whether somebody has not been seen for two weeks, or never."""
    return seen_at is None or now - seen_at >= QUIET


def _failed(sittings: Iterable[tuple[str, bool, bool | None]]) -> dict[str, int]:
    """Return how often each assessment was not passed; nothing where one passed, or waits."""
    failed: dict[str, int] = {}
    over = set()
    for assessment, handed_in, result in sittings:
        if result is False:
            failed[assessment] = failed.get(assessment, 0) + 1
        elif result or handed_in:
            over.add(assessment)
    return {assessment: times for assessment, times in failed.items() if assessment not in over}


def _stuck(
    course: ReportedCourse,
    known: CourseKnown,
    done: frozenset[str],
    failed: Mapping[str, int],
    now: int,
) -> Stuck | None:
    """Return where somebody who is seen and has begun a course is stuck in it, if she is."""

    def stuck(why: StuckWhy, step: str, times: int = 0) -> Stuck:
        return Stuck(why, course.course, step, course.titles.get(step, step), times)

    for assessment, times in failed.items():
        if times >= FAILS:
            return stuck(StuckWhy.FAILED, assessment, times)
    tried = [(times, quiz) for quiz, times in known.tries.items() if quiz not in done]
    if tried and (most := max(tried))[0] >= TRIES:
        return stuck(StuckWhy.TRIED, most[1], most[0])
    moves = [
        at
        for each in known.steps
        if (at := each.completed_at) is not None and at <= now + AHEAD_MOST
    ]
    moved_at = max(moves, default=known.state.enrolled_at)
    if moved_at is None or now - moved_at < QUIET:
        return None
    last = known.state.last_activity
    step = last if last and last not in done else ""
    return stuck(
        StuckWhy.STILL, step or next((each for each in course.required if each not in done), "")
    )


def _together(standings: Sequence[CourseStanding]) -> CourseStanding:
    """Return how several courses stand together: completed only where all are."""
    if standings and all(each is CourseStanding.COMPLETED for each in standings):
        return CourseStanding.COMPLETED
    if any(each is not CourseStanding.NOT_BEGUN for each in standings):
        return CourseStanding.UNDER_WAY
    return CourseStanding.NOT_BEGUN
