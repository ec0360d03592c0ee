"""Files that commands write: whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ujuzi.errors import WorldError

SECRET, PUBLIC = 0o600, 0o644


def say_written(path: Path) -> None:
    """Say that a file is there, beside what may be written to /dev/stdout."""
    click.echo(f"{path} is written.", err=True)


def write_whole(path: Path, data: bytes, mode: int = PUBLIC) -> None:
    """Put data in the place of a file; raises WorldError `file-unwritable`, and the old one stays.

    A device, as /dev/stdout, is written to.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        partial = path.with_name(f".{path.name}.partial")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise WorldError(
            "file-unwritable", f"{path} cannot be written: {error.strerror}.", path=str(path)
        ) from error
