"""A campus's folders are known by their mark, which tells nobody else anything."""

from __future__ import annotations

import errno
from pathlib import Path

from ujuzi.sync.transports import folder, marks
from ujuzi.sync.transports.medium import Medium

KEY = bytes(range(32))
NAME = marks.name_of(KEY, "ouaga-main")


def test_a_folder_keeps_the_mark_that_it_was_given_first(tmp_path: Path) -> None:
    which = marks.leave(tmp_path, NAME, Medium())
    assert marks.leave(tmp_path, NAME, Medium()) == marks.found(tmp_path, NAME, Medium()) == which
    assert len(which) == 32


def test_no_two_folders_are_one_and_no_other_campus_knows_them(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert marks.leave(tmp_path / "a", NAME, Medium()) != marks.leave(
        tmp_path / "b", NAME, Medium()
    )
    other = marks.name_of(KEY, "bobo-main")
    assert marks.found(tmp_path / "a", other, Medium()) == ""
    assert marks.name_of(bytes(32), "ouaga-main") != NAME


def test_a_mark_names_nobody_and_counts_as_no_strangers_file(tmp_path: Path) -> None:
    marks.leave(tmp_path, NAME, Medium())
    (file,) = tmp_path.iterdir()
    assert b"ouaga" not in file.name.encode() + file.read_bytes()
    seen = folder.listed(tmp_path, Medium())
    assert (seen.names, seen.strangers) == ((), 0)


def test_a_folder_that_takes_no_mark_is_unknown_and_nothing_fails(tmp_path: Path) -> None:
    class ReadOnly(Medium):
        def write(self, path: Path, data: bytes) -> None:
            raise OSError(errno.EROFS, f"{len(data)} bytes for {path.name}")

    assert marks.leave(tmp_path, NAME, ReadOnly()) == ""
    assert marks.found(tmp_path / "gone", NAME, Medium()) == ""
    assert list(tmp_path.iterdir()) == []


def test_what_lies_in_a_marks_place_is_none_unless_it_is_one(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert marks.found(tmp_path, NAME, Medium()) == ""
