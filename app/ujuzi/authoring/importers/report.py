"""What an importer hands back: the folders it wrote, and everything it could not bring along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Omission:
    """Something that was not imported as it was: `file` is relative to the source."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Course folders, one a language, or a folder of banks, and what is not in them."""

    folders: tuple[Path, ...]
    omissions: tuple[Omission, ...]
