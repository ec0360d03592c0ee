"""Files that commands write: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from ujuzi import files
from ujuzi.errors import Code, WorldError
from ujuzi.files import PUBLIC
from ujuzi.terminal import say


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
