"""Files that one process holds at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ujuzi.file_lock import FileLock

MODE = 0o660

HOLDING = """
import sys
from pathlib import Path
from ujuzi.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]), 0o660)
print("held", flush=True)
if sys.stdin.readline() == "release\\n":
    lock.release()
    print("released", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "one.lock"


@contextmanager
def held_by_another(file: Path) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(file)], stdin=pipe, stdout=pipe, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_what_another_process_holds_is_refused_until_it_lets_it_go(file: Path) -> None:
    with held_by_another(file) as other:
        with pytest.raises(BlockingIOError):
            FileLock(file, MODE)
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write("release\n")
        other.stdin.flush()
        assert other.stdout.readline() == "released\n"
        FileLock(file, MODE).release()


def test_a_process_that_is_killed_leaves_nothing_held(file: Path) -> None:
    with held_by_another(file):
        pass
    FileLock(file, MODE).release()


def test_this_process_has_it_but_once(file: Path) -> None:
    lock = FileLock(file, MODE)
    with pytest.raises(BlockingIOError):
        FileLock(file, MODE)
    lock.release()
    lock.release()
    FileLock(file, MODE).release()


def test_what_is_in_the_file_stays(file: Path) -> None:
    file.write_text("of somebody")
    FileLock(file, MODE).release()
    assert file.read_text() == "of somebody"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_a_file_that_is_made_has_its_mode_whatever_others_are_made_with(file: Path) -> None:
    before = os.umask(0o077)
    try:
        FileLock(file, MODE).release()
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == MODE


def test_where_none_can_be_made_it_is_not_said_to_be_held(tmp_path: Path) -> None:
    with pytest.raises(OSError) as refused:
        FileLock(tmp_path / "none" / "one.lock", MODE)
    assert not isinstance(refused.value, BlockingIOError)
