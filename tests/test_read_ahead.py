"""What a build says of a start is read, and what it says wrongly hinders nothing."""

from __future__ import annotations

import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi import installed, paths, read_ahead


def bytes_read() -> int:
    """Return what this process has ever asked the system to read."""
    line = Path("/proc/self/io").read_text("ascii").split("\n")[0]
    return int(line.removeprefix("rchar: "))


@pytest.mark.skipif(sys.platform != "linux", reason="where the system counts what is read")
def test_the_parts_that_a_tree_names_are_read(tmp_path: Path) -> None:
    (tmp_path / "lib ሰላም").write_bytes(bytes(900_000))
    lines = ("1 2 gone", "100000 500000 lib ሰላም", "800000 500000 lib ሰላም")
    (tmp_path / read_ahead.START).write_text("\n".join(lines), "utf-8")
    before = bytes_read()
    read_ahead._read(str(tmp_path))
    assert 600_000 <= bytes_read() - before < 700_000


@pytest.mark.parametrize(("system", "awaited"), [("win32", True), ("linux", False)])
def test_on_windows_it_is_read_before_anything_else_and_elsewhere_beside_it(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, awaited: bool
) -> None:
    (tmp_path / read_ahead.START).touch()
    reading: list[threading.Thread] = []
    monkeypatch.setattr(
        read_ahead, "_read", lambda *_tree: reading.append(threading.current_thread())
    )
    monkeypatch.setattr(sys, "platform", system)
    read_ahead.read_ahead(str(tmp_path))
    for each in threading.enumerate():
        if each.name == "read ahead":
            each.join()
    assert [each is threading.current_thread() for each in reading] == [awaited]
    read_ahead.read_ahead(str(tmp_path / "checkout"))
    assert len(reading) == 1 + awaited  # where nothing is said, no thread is made for it


@pytest.mark.parametrize("is_carried", [True, False])
def test_the_libraries_of_windows_are_read_where_it_is_carried_and_all_else_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_carried: bool
) -> None:
    assert read_ahead.ROOT_NAMED == installed.ROOT_NAMED
    assert read_ahead.PORTABLE == paths.PORTABLE
    names = ("lib.zip", "Qt6Core.dll", "QtCore.pyd", "a.ttf")
    (tmp_path / read_ahead.START).write_text("".join(f"0 9 {name}\n" for name in names), "utf-8")
    if is_carried:
        (tmp_path / read_ahead.PORTABLE).touch()
    read: list[str] = []
    monkeypatch.setattr(
        read_ahead, "_part", lambda path, _offset, _length: read.append(path.rpartition("/")[2])
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv(read_ahead.ROOT_NAMED, str(tmp_path))
    read_ahead.read_ahead(str(tmp_path))
    assert read == (list(names) if is_carried else ["lib.zip", "a.ttf"])


@given(begin=st.integers(0, 3 << 20), length=st.integers(0, 5 << 20), size=st.integers(0, 5 << 20))
def test_each_byte_of_a_part_is_read_once_and_most_in_whole_clusters(
    begin: int, length: int, size: int
) -> None:
    pieces = read_ahead._pieces(begin, begin + length, size)
    in_place = sorted(pieces)
    assert sum(to - at for at, to in pieces) == max(0, min(begin + length, size) - begin)
    assert all(before[1] <= after[0] for before, after in pairwise(in_place))
    assert all(begin <= at < to <= min(begin + length, size) for at, to in pieces)
    assert all(to - at <= read_ahead._PIECE for at, to in pieces)


def test_a_part_of_a_file_is_read_backwards_and_a_whole_file_on_and_on() -> None:
    kb = 1024
    assert read_ahead._pieces(0, 300 * kb, 900 * kb) == [
        (256 * kb, 300 * kb), (128 * kb, 256 * kb), (16 * kb, 128 * kb), (0, 16 * kb),
    ]  # fmt: skip
    assert read_ahead._pieces(0, 1200 * kb, 1200 * kb) == [
        (128 * kb, 1152 * kb), (1152 * kb, 1200 * kb), (16 * kb, 128 * kb), (0, 16 * kb),
    ]  # fmt: skip


@pytest.mark.parametrize("said", [b"", b"nonsense\n", b"1 x y\n", b"\xff"])
def test_what_cannot_be_read_is_nothing(said: bytes, tmp_path: Path) -> None:
    (tmp_path / read_ahead.START).write_bytes(said)
    read_ahead._read(str(tmp_path))
    read_ahead._read(str(tmp_path / "nowhere"))
