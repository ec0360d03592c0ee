"""What a build says of a start is read, and what it says wrongly hinders nothing."""

from __future__ import annotations

import sys
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
    read_ahead._read(tmp_path)
    assert 600_000 <= bytes_read() - before < 700_000


@pytest.mark.parametrize("said", [b"", b"nonsense\n", b"1 x y\n", b"\xff"])
def test_what_cannot_be_read_is_nothing(said: bytes, tmp_path: Path) -> None:
    (tmp_path / read_ahead.START).write_bytes(said)
    read_ahead._read(tmp_path)
    read_ahead._read(tmp_path / "nowhere")
