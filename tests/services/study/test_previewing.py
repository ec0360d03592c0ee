"""A course folder is seen as learners will see it, or what hinders is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.course_folders import copy_small_course, edit
from ujuzi.frameworks.reading import read_catalogue
from ujuzi.services.desk import Desk
from ujuzi.services.study.previewing import CoursePreview


@pytest.fixture
def preview(tmp_path: Path) -> CoursePreview:
    (tmp_path / "scratch").mkdir()
    folder = copy_small_course(tmp_path / "course")
    return CoursePreview(folder, tmp_path / "scratch", read_catalogue())


@pytest.fixture
def desk(preview: CoursePreview) -> Iterator[Desk]:
    desk, _ = preview.open_desk()
    yield desk
    desk.close()


def test_what_is_saved_is_seen_under_the_same_version(preview: CoursePreview, desk: Desk) -> None:
    first = preview.renew(lambda work: work(desk.library))
    assert first.activities[0] == "counting"
    edit(preview.folder / "words/counting.md", "in Gaoua", "in Gulu")

    again = preview.renew(lambda work: work(desk.library))

    assert again.pack != first.pack
    lesson = desk.library.object(again.pack, "words/counting.md").decode()
    assert "in Gulu" in lesson
    assert [each.pack for each in desk.library.installed()] == [again.pack]


def test_mistakes_are_listed_and_what_was_seen_stays(preview: CoursePreview, desk: Desk) -> None:
    first = preview.renew(lambda work: work(desk.library))
    edit(preview.folder / "course.yaml", "version: 1", "version: none")

    seen = preview.renew(lambda work: work(desk.library))

    (mistake,) = seen.mistakes
    assert mistake.startswith("course.yaml:5: version")
    assert seen.pack == ""
    assert [each.pack for each in desk.library.installed()] == [first.pack]


def test_a_folder_without_a_course_is_told_in_a_line(tmp_path: Path, desk: Desk) -> None:
    empty = CoursePreview(tmp_path, tmp_path / "other", read_catalogue())
    seen = empty.renew(lambda work: work(desk.library))
    assert seen.mistakes == ("course.yaml:1: the file course.yaml is missing",)
