"""Near parts of a file are read as one; what is read at start is of the Qt that we have."""

from __future__ import annotations

import sys
from pathlib import Path

import PySide6
import pytest

from stick import cold
from stick.linux import RANGES

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="where a start is looked at")


def test_near_parts_are_read_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    page = 4096
    far = cold.GAP // page + 2
    there = [False, True, True, False, True] + [False] * far + [True]
    monkeypatch.setattr(cold, "pages", lambda _file: there)
    last = (5 + far) * page
    assert list(cold.ranges(Path())) == [(0, 5 * page), (last, last + page)]
    monkeypatch.setattr(cold, "pages", lambda _file: [False] * 9)
    assert list(cold.ranges(Path())) == []


def test_what_was_just_written_is_in_memory_page_by_page(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 10_000)
    assert cold.pages(file) == [True] * 3
    (tmp_path / "empty").touch()
    assert cold.pages(tmp_path / "empty") == []


def test_what_is_said_to_be_read_is_of_the_libraries_that_are_locked() -> None:
    lines = [line.split(" ", 2) for line in RANGES.read_text("utf-8").splitlines()]
    of_qt = [(int(begin), path) for begin, _, path in lines if path.startswith("lib/PySide6/Qt")]
    names = {path.removeprefix("lib/PySide6/") for _, path in of_qt}
    missing = {name for name in names if not (Path(PySide6.__path__[0]) / name).is_file()}
    assert len(names) > 10
    assert missing == set()
