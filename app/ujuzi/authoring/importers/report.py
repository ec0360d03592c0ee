"""What an importer hands back: the folders it wrote, and everything it could not bring along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ujuzi.errors import RefusedError


@dataclass(frozen=True, slots=True, order=True)
class Omission:
    """Something that was not imported as it was: `file` is relative to the source."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


def not_text(error: RefusedError) -> tuple[int, str]:
    """Return line and reason of a file that `files.text_of` refuses."""
    line, reason = error.facts["line"], error.facts["reason"]
    assert isinstance(line, int)
    return line, (
        f"the file is not imported: this line {reason}; save it as UTF-8, or say its encoding, as"
        " in --encoding windows-1252"
    )


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Course folders, one a language, or a folder of banks, and what is not in them.

    There are no folders where nothing was imported. `recognised` says the format and how much came.
    """

    folders: tuple[Path, ...]
    omissions: tuple[Omission, ...]
    recognised: str
