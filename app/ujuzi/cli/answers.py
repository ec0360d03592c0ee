"""What commands answer, and the exit status with which they leave."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NoReturn

from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.files import write_whole
from ujuzi.terminal import REFUSED as REFUSED
from ujuzi.terminal import WORLD as WORLD
from ujuzi.terminal import say_each

UNPINNED = 4


def answer(value: object) -> None:
    """Print an answer as one JSON document."""
    say_each(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def leave_refused(error: UjuziError) -> NoReturn:
    """Say on standard error what was refused, or what the world lacks, and leave."""
    say_each(f"ujuzi: {error}", err=True)
    sys.exit(REFUSED if isinstance(error, RefusedError) else WORLD)


def write_output(path: Path, data: bytes) -> None:
    """Put data in a file's place; raises WorldError `output-unwritable`, and the old one stays."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise WorldError(
            Code.OUTPUT_UNWRITABLE, f"{path} cannot be written: {error.strerror}.", path=str(path)
        ) from error
