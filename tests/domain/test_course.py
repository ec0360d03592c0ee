"""An outline finds its parts by their ids, in the order of study."""

from __future__ import annotations

import pytest

from ujuzi.domain.course import Activity, ActivityKind, Course, CourseKind, Module


def activity(name: str) -> Activity:
    return Activity(id=name, kind=ActivityKind.LESSON, title=name, file=f"{name}.md")


FIRST = Module(id="first", title="First", activities=(activity("b"), activity("a")))
SECOND = Module(id="second", title="Second", activities=(activity("c"),))
COURSE = Course(
    id="x",
    title="X",
    language="en",
    kind=CourseKind.GENERAL,
    version=1,
    publisher="P",
    modules=(FIRST, SECOND),
)


def test_activities_come_in_the_order_of_study() -> None:
    assert [each.id for each in COURSE.activities] == ["b", "a", "c"]


def test_a_part_is_found_by_its_id() -> None:
    assert COURSE.activity("c").file == "c.md"
    assert COURSE.module_of("a") is FIRST


def test_what_this_version_has_not_is_a_key_error() -> None:
    for find in (COURSE.activity, COURSE.module_of, COURSE.assessment):
        with pytest.raises(KeyError):
            find("gone")
