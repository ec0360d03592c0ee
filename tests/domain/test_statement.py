"""What a statement names a course by is a number that only who has the course knows."""

from __future__ import annotations

from ujuzi.domain.statement import COURSE_BYTES, course_mark


def test_a_course_in_another_language_has_another_mark() -> None:
    marks = {course_mark("ai-basics", "en"), course_mark("ai-basics", "fr"), course_mark("b", "en")}
    assert len(marks) == 3
    assert {len(each) for each in marks} == {COURSE_BYTES}


def test_a_mark_tells_nobody_the_name_of_a_course() -> None:
    assert b"ai" not in course_mark("ai-basics", "en")
