"""What the competencies of the frameworks are called, in the language of the windows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QLocale

from ujuzi.domain.framework import in_language
from ujuzi.services.frameworks import Catalogue, read_catalogue


class _Source:
    """Whose frameworks name competencies: the shipped ones, and those of the data in use."""

    data_dir: Path | None = None


def use_frameworks_of(data_dir: Path | None) -> None:
    """Also take names from the frameworks that a National Centre put in the data directory."""
    _Source.data_dir = data_dir


def competency_name(competency: str) -> str:
    """Return the name of a compact IRI; one that is not known here is its own name."""
    found = _catalogue(_Source.data_dir).competency(competency)
    language = QLocale().bcp47Name().split("-")[0]
    return in_language(found.name, language) if found else competency


def competency_code(competency: str) -> str:
    """Return the code within its framework: 1.1 of unesco-ai-cft:1.1."""
    return competency.rpartition(":")[2]


@cache
def _catalogue(data_dir: Path | None) -> Catalogue:
    return read_catalogue(data_dir)
