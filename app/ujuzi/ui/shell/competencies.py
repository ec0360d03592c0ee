"""What frameworks and competencies are called, in the language of the windows.

Their files are read on the worker, while the desk is opened: no page waits for a disk to name one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PySide6.QtCore import QLocale

from ujuzi.domain.framework import in_language
from ujuzi.frameworks.reading import Catalogue, read_catalogue


class _Source:
    """Which frameworks name competencies: the shipped ones, and those of the data in use."""

    catalogue: Catalogue | None = None


def use_frameworks_of(data_dir: Path | None) -> None:
    """Read the frameworks, also those that a National Centre put in the data directory.

    It reads files: never called on the GUI thread.
    """
    _Source.catalogue = read_catalogue(data_dir)


def in_window_language(texts: Mapping[str, str]) -> str:
    """Return the text in the language of the windows, else as `in_language` does."""
    return in_language(texts, QLocale().bcp47Name().split("-")[0])


def competency_name(competency: str) -> str:
    """Return the name of a compact IRI; one that is not known here is its own name."""
    found = _catalogue().competency(competency)
    return in_window_language(found.name) if found else competency


def competency_code(competency: str) -> str:
    """Return the code within its framework: 1.1 of unesco-ai-cft:1.1."""
    return competency.rpartition(":")[2]


def area_name(competency: str) -> str:
    """Return the name of the area that a competency belongs to; empty where it is not known."""
    catalogue = _catalogue()
    found = catalogue.competency(competency)
    framework = catalogue.frameworks.get(competency.partition(":")[0])
    areas = framework.areas if framework else ()
    return next((in_window_language(a.name) for a in areas if found in a.competencies), "")


def framework_name(framework: str) -> str:
    """Return the title of a framework; one that is not known here is its own name."""
    found = _catalogue().frameworks.get(framework)
    return in_window_language(found.title) if found else framework


def _catalogue() -> Catalogue:
    """Return what was read; a page that is shown without a desk reads the shipped ones."""
    return _Source.catalogue or _shipped()


@cache
def _shipped() -> Catalogue:
    return read_catalogue(None)
