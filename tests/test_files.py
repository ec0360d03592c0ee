"""A file is written whole or not at all, and for whom it is."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from ujuzi.files import PUBLIC, SECRET, write_whole


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("where", ["fsync", "fdopen", "open"])
def test_what_hinders_it_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    file = tmp_path / "list.json"
    write_whole(file, b"old")
    monkeypatch.setattr(os, where, full)

    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"new")

    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its own rules")
@pytest.mark.parametrize(
    ("mode", "seen"), [(SECRET, 0o600), (PUBLIC, 0o644), (None, 0o600)], ids=str
)
def test_it_is_for_whom_it_was_said(tmp_path: Path, mode: int | None, seen: int) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"")

    before = os.umask(0o022)
    try:
        write_whole(file, b"new", mode)
    finally:
        os.umask(before)

    assert file.stat().st_mode & 0o777 == seen


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
def test_a_device_is_written_to() -> None:
    write_whole(Path("/dev/null"), b"new")

    assert not Path("/dev/null").is_file()
