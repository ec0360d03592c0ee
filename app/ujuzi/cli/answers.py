"""What commands answer, and the exit status with which they leave."""

from __future__ import annotations

import json
from pathlib import Path

from ujuzi.errors import Code, WorldError
from ujuzi.files import write_whole
from ujuzi.terminal import say_each

REFUSED, WORLD, UNPINNED = 1, 3, 4


def answer(value: object) -> None:
    """Print an answer as one JSON document."""
    say_each(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def write_output(path: Path, data: bytes) -> None:
    """Put data in a file's place; raises WorldError `output-unwritable`, and the old one stays."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise WorldError(
            Code.OUTPUT_UNWRITABLE, f"{path} cannot be written: {error.strerror}.", path=str(path)
        ) from error
