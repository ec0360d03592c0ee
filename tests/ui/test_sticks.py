"""Course files on a stick are found two folders deep, and nothing else is."""

from __future__ import annotations

from pathlib import Path

from ujuzi.ui.sticks import FILES_MOST, course_files


def test_course_files_are_found_two_folders_deep(tmp_path: Path) -> None:
    for name in ("b.ujuzi", "one/a.ujuzi", "one/two/c.ujuzi", "one/two/three/d.ujuzi", "x.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [path.name for path in course_files([tmp_path])] == ["a.ujuzi", "b.ujuzi", "c.ujuzi"]


def test_a_stick_that_was_pulled_holds_nothing(tmp_path: Path) -> None:
    assert course_files([tmp_path / "gone"]) == []


def test_a_folder_with_the_name_of_a_course_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.ujuzi").mkdir()
    assert course_files([tmp_path]) == []


def test_a_stick_full_of_courses_is_listed_in_part(tmp_path: Path) -> None:
    for number in range(FILES_MOST + 5):
        (tmp_path / f"{number}.ujuzi").touch()
    assert len(course_files([tmp_path])) == FILES_MOST
