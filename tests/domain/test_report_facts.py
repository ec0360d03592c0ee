"""A person's row holds what she is to study, begun or not, and her profiles together."""

from __future__ import annotations

from helpers.campus_reports import NOW, TERM, course_states, outline
from ujuzi.domain.report import CourseKnown, CourseStanding, ReportedPerson, reported_course
from ujuzi.domain.report_facts import NOTHING, ReportFacts, joined
from ujuzi.domain.sitting import AssessmentState, Sitting

COURSES = {each: reported_course(outline(each)) for each in ("c1", "c2")}
FACTS = ReportFacts(COURSES, {}, NOW, {})


def test_who_has_begun_nothing_stands_in_what_she_was_enrolled_in() -> None:
    person = ReportedPerson("", "Ada", person="K-1", cohorts=(TERM,), courses=("c2",))
    row = FACTS.row(person, {})
    assert [each.course for each in row.courses] == ["c1", "c2"]
    assert (row.standing, row.unseen, row.required) == (CourseStanding.NOT_BEGUN, True, 6)
    assert (row.key, row.learners) == ("K-1", ())
    assert CourseKnown() == NOTHING


def test_what_she_has_begun_is_not_told_twice() -> None:
    row = FACTS.row(ReportedPerson("ada", cohorts=(TERM,)), {"c1": course_states("count")})
    assert [each.standing for each in row.courses] == [CourseStanding.UNDER_WAY]


def test_profiles_of_one_person_are_joined_as_states_are() -> None:
    one, other = course_states("count"), course_states("sort", at=NOW - 1)
    one.tries, other.tries = {"quiz": 1}, {"quiz": 2}
    one.certificates = 1
    one.assessments = {"final": AssessmentState({"a": Sitting(NOW, NOW)})}
    other.assessments = {"final": AssessmentState({"b": Sitting(NOW, NOW)})}
    (found,) = joined([{"c1": one}, {"c1": other}]).values()
    assert found.state.done() == {"count", "sort"}
    assert (found.tries, found.certificates) == ({"quiz": 3}, 1)
    assert found.assessments["final"].attempts.keys() == {"a", "b"}


def test_a_use_that_a_computer_tells_of_counts_as_seen() -> None:
    row = FACTS.row(ReportedPerson("ada"), {}, NOW)
    assert (row.seen_at, row.unseen) == (NOW, False)
