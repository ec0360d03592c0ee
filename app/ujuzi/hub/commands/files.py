"""Files that commands are given, as far as anybody needs them, and that they write, whole."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from ujuzi import files
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import PUBLIC
from ujuzi.terminal import say

READ_BYTES_MOST = 64_000_000
"""Of a file that a command is given; no roster, key sheet or picture has as many."""


def read_input(path: Path) -> bytes:
    """Return what a file holds.

    Raises WorldError `file-unreadable` and RefusedError `file-too-large`.
    """
    return _bounded(files.read_input(path, READ_BYTES_MOST + 1), str(path))


def read_opened(file: IO[bytes]) -> bytes:
    """Return what a file holds that the command line has opened; raises as `read_input`."""
    try:
        return _bounded(file.read(READ_BYTES_MOST + 1), file.name)
    except OSError as error:
        raise files.unreadable(file.name, error) from error


def say_written(path: Path) -> None:
    """Say that a file is there, beside what may be written to /dev/stdout."""
    say(f"{path} is written.", err=True)


def write_whole(path: Path, data: bytes, mode: int = PUBLIC) -> None:
    """Put data in a file's place; raises WorldError `file-unwritable`, and the old one stays."""
    try:
        files.write_whole(path, data, mode)
    except OSError as error:
        raise WorldError(
            Code.FILE_UNWRITABLE, f"{path} cannot be written: {error.strerror}.", path=str(path)
        ) from error


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > READ_BYTES_MOST:
        raise RefusedError(Code.FILE_TOO_LARGE, f"{name} is too large to be what it should be.")
    return data
