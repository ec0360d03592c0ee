"""Files that commands are given, as far as anybody needs them, and that they write, whole."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ujuzi import files
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import PUBLIC
from ujuzi.terminal import say

STANDARD_INPUT = "-"
INPUT = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
"""A file to be read; the command line opens none, for it would wait for a silent pipe."""
READ_BYTES_MOST = 64_000_000
"""Of a file that a command is given; no roster, key sheet or picture has as many."""


def read_input(path: Path) -> bytes:
    """Return what a file holds, or for `-` what is typed or piped in.

    Raises WorldError `file-unreadable` and RefusedError `file-too-large`.
    """
    if str(path) == STANDARD_INPUT:
        return _bounded(sys.stdin.buffer.read(READ_BYTES_MOST + 1), "the standard input")
    return _bounded(files.read_input(path, READ_BYTES_MOST + 1), str(path))


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
