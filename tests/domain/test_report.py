"""How a person stands in her courses: by rules, each of which is claimed here."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.campus_reports import DAY, NOW, course_states, outline, person
from ujuzi.domain.activity import ActivityState, Score
from ujuzi.domain.event import Stamp
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import (
    LETTERS_MOST,
    CourseKnown,
    CourseRow,
    CourseStanding,
    ReportedStep,
    StuckWhy,
    course_row,
    is_unseen,
    learner_row,
    narrowed,
    plain,
    reported_course,
)
from ujuzi.domain.sitting import AssessmentState, Sitting

COURSE = reported_course(outline())


def row(known: CourseKnown, *, seen_at: int | None = NOW, **passed: bool | None) -> CourseRow:
    return course_row(COURSE, known, passed, seen_at, NOW, {})


def handed_in(*attempts: str) -> dict[str, AssessmentState]:
    return {"final": AssessmentState({each: Sitting(NOW - DAY, NOW - DAY) for each in attempts})}


def test_an_outline_says_what_is_required_and_what_is_taught_by_it() -> None:
    assert COURSE.required == ("count", "sort", "quiz")
    assert COURSE.teaches == {
        "unesco-ai-cft:1.1": ("count", "sort"),
        "unesco-ai-cft:2.1": ("quiz",),
    }
    assert (COURSE.titles["quiz"], COURSE.titles["final"]) == ("Try it", "The final")


def test_a_course_that_was_only_taken_up_is_not_begun() -> None:
    found = row(CourseKnown(CourseState(enrolled_at=NOW)))
    assert (found.standing, found.done, found.required) == (CourseStanding.NOT_BEGUN, 0, 3)


def test_what_is_done_is_counted_of_what_this_version_requires() -> None:
    found = row(course_states("count", "extra", "gone"))
    assert (found.standing, found.done, found.required) == (CourseStanding.UNDER_WAY, 1, 3)


def test_a_completion_that_was_taken_back_completes_nothing() -> None:
    state = CourseState(completed_at=NOW, completed=("count",), undone={"count": 1, "": 1})
    found = row(CourseKnown(state, [ActivityState(opened_at=NOW)]))
    assert (found.standing, found.done) == (CourseStanding.UNDER_WAY, 0)


def test_a_score_is_the_mean_of_the_best_practice_results() -> None:
    known = course_states("count")
    known.steps = [ReportedStep(best=Score(3, 4)), ActivityState(best=Score(1, 4))]
    assert row(known).score == 0.5


def test_attempts_are_at_quizzes_and_assessments() -> None:
    known = course_states("count")
    known.tries = {"quiz": 2}
    known.assessments = handed_in("one")
    assert row(known).attempts == 3


# Stuck


def test_a_quiz_tried_three_times_and_not_done_is_where_she_is_stuck() -> None:
    known = course_states("count")
    known.tries = {"quiz": 3}
    stuck = row(known).stuck
    assert stuck is not None
    assert (stuck.why, stuck.title, stuck.times) == (StuckWhy.TRIED, "Try it", 3)


@pytest.mark.parametrize(
    ("known", "tries"),
    [(course_states("count"), 2), (course_states("count", "quiz"), 7)],
    ids=["twice", "it is done"],
)
def test_a_quiz_is_no_trouble(known: CourseKnown, tries: int) -> None:
    known.tries = {"quiz": tries}
    assert row(known).stuck is None


def test_an_assessment_failed_twice_is_where_she_is_stuck() -> None:
    known = course_states("count", "sort", "quiz")
    known.assessments = handed_in("one", "two")
    stuck = row(known, one=False, two=False).stuck
    assert stuck is not None
    assert (stuck.why, stuck.title, stuck.times) == (StuckWhy.FAILED, "The final", 2)


def test_who_passed_or_waits_is_not_stuck_at_an_assessment() -> None:
    known = course_states("count", "sort", "quiz")
    known.assessments = handed_in("one", "two", "three")
    assert row(known, one=False, two=False, three=True).stuck is None
    assert row(known, one=False, two=False).stuck is None


def test_who_is_seen_and_completes_nothing_for_two_weeks_is_stuck_at_her_last_activity() -> None:
    stuck = row(course_states("count", at=NOW - 15 * DAY, last="sort")).stuck
    assert stuck is not None
    assert (stuck.why, stuck.title) == (StuckWhy.STILL, "Sorting")


def test_where_her_last_activity_is_done_she_is_stuck_before_the_next() -> None:
    stuck = row(course_states("count", at=NOW - 15 * DAY, last="count")).stuck
    assert stuck is not None
    assert stuck.step == "sort"


def test_who_is_not_seen_is_not_stuck() -> None:
    known = course_states("count", at=NOW - 15 * DAY, last="sort")
    assert row(known, seen_at=NOW - 15 * DAY).stuck is None


def test_a_completed_course_stops_nobody() -> None:
    known = course_states("count", "sort", "quiz", at=NOW - 40 * DAY, done_at=NOW - 40 * DAY)
    assert row(known).stuck is None


# Waiting


def test_an_assessment_waits_until_its_result_is_known() -> None:
    known = course_states("count")
    known.assessments = handed_in("one", "two", "three", "four")
    assert row(known, one=True, two=False, three=None).waiting == 2


def test_what_was_begun_and_not_handed_in_waits_for_nobody() -> None:
    known = course_states("count")
    known.assessments = {"final": AssessmentState({"one": Sitting(NOW, None)})}
    assert row(known).waiting == 0


# Seen


@pytest.mark.parametrize(
    ("seen_at", "unseen"),
    [(None, True), (NOW - 14 * DAY, True), (NOW - 14 * DAY + 1, False), (NOW, False)],
)
def test_two_weeks_are_not_seen(seen_at: int | None, unseen: bool) -> None:
    assert is_unseen(seen_at, NOW) is unseen


def test_a_clock_that_was_found_ahead_is_put_right_and_one_that_was_not_is_not_believed() -> None:
    known = course_states("count")
    known.state = CourseState(last_stamp=Stamp(1, "pc"), last_at=NOW + 9 * DAY)
    assert known.last_at(NOW, {"pc": 10 * DAY}) == NOW - DAY
    assert known.last_at(NOW, {}) is None


def test_a_row_holds_everything_of_a_person() -> None:
    first = row(course_states("count"))
    known = course_states("count", "sort", "quiz", done_at=NOW)
    known.certificates, known.tries = 1, {"quiz": 1}
    other = course_row(reported_course(outline("c2")), known, {}, NOW, NOW, {})
    found = learner_row(person("Ada\tÉlise"), [first, other], NOW)
    assert (found.name, found.sought) == ("Ada Élise", "ada elise")
    assert (found.done, found.required, found.progress) == (4, 6, 4 / 6)
    assert (found.standing, found.courses_done) == (CourseStanding.UNDER_WAY, 1)
    assert (found.attempts, found.certificates, found.unseen) == (1, 1, False)


def test_a_row_narrowed_to_a_course_says_what_is_so_there() -> None:
    first = row(course_states("count"))
    other = course_row(
        reported_course(outline("c2")), course_states("count", "sort", "quiz", done_at=NOW), {},
        NOW, NOW, {},
    )  # fmt: skip
    found = learner_row(person("Ada"), [first, other], NOW)
    only = narrowed(found, "c2")
    assert only is not None
    assert (only.standing, only.done, only.required) == (CourseStanding.COMPLETED, 3, 3)
    assert narrowed(found, "c3") is None


def test_a_step_is_what_an_activitys_state_says_by_the_same_names() -> None:
    state = ActivityState(opened_at=1, completed_at=2, seconds={"pc": 3}, best=Score(3, 4))
    step = msgspec.json.decode(msgspec.json.encode(state), type=ReportedStep)
    assert step == ReportedStep(2, Score(3, 4))


# Texts


@given(st.text(max_size=80))
def test_a_cell_is_one_line_that_steers_nothing(text: str) -> None:
    found = plain(text)
    assert plain(found) == found
    assert "\n" not in found
    assert not set(found) & set("\0\t\r\x1b\u202e\u2066\u2028")


def test_letters_of_every_script_stay_and_a_cell_is_bounded() -> None:
    for name in ("Ouédraogo", "ሰላም ተስፋዬ", "محمد الأمين", "علی\u200cرضا", "=1+1"):
        assert plain(name) == name
    assert len(plain("ß" * 40_000)) == LETTERS_MOST
