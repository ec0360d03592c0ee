"""What a build says of a start is read, and what it says wrongly hinders nothing."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from ujuzi import read_ahead


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
        read_ahead, "_read", lambda _tree: reading.append(threading.current_thread())
    )
    monkeypatch.setattr(sys, "platform", system)
    read_ahead.read_ahead(str(tmp_path))
    for each in threading.enumerate():
        if each.name == "read ahead":
            each.join()
    assert [each is threading.current_thread() for each in reading] == [awaited]
    read_ahead.read_ahead(str(tmp_path / "checkout"))
    assert len(reading) == 1 + awaited  # where nothing is said, no thread is made for it


@pytest.mark.parametrize("said", [b"", b"nonsense\n", b"1 x y\n", b"\xff"])
def test_what_cannot_be_read_is_nothing(said: bytes, tmp_path: Path) -> None:
    (tmp_path / read_ahead.START).write_bytes(said)
    read_ahead._read(str(tmp_path))
    read_ahead._read(str(tmp_path / "nowhere"))
