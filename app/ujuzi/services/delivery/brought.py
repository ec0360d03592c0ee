"""Courses that a stick or shared folder brings: what is newer there than on this computer.

What a file holds is said by its signed list and not by its name; what cannot be read is passed
over, and nothing is installed by looking.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ujuzi.errors import UjuziError
from ujuzi.services.study.installed import PackOffer
from ujuzi.services.study.installing import PACK_SUFFIX, Installer

FOLDER = "ujuzi-courses"
"""Beside the bundles, below the folder that a person chose."""
MOST_FILES = 50
"""That are looked at."""


@dataclass(frozen=True, slots=True)
class BroughtCourse:
    """A pack file, and what it holds."""

    file: Path
    offer: PackOffer


def courses_folder(chosen: Path) -> Path:
    """Return where the packs lie, for a folder that a person chose."""
    from ujuzi.sync.transports.folder import bundles_folder, named

    return named(bundles_folder(chosen).parent, FOLDER)


def pack_files(folder: Path) -> list[Path]:
    """Return what is named in a folder as packs are, in any case; nothing if none can be read."""
    with suppress(OSError):
        return sorted(each for each in folder.iterdir() if each.suffix.lower() == PACK_SUFFIX)
    return []


def brought(chosen: Path, installer: Installer) -> tuple[BroughtCourse, ...]:
    """Return the courses in a folder that are new or newer here, each once, in its latest version.

    Where two files hold the same version, that of a trusted publisher goes first. By title.
    """
    files: list[Path] = []
    for folder in dict.fromkeys((courses_folder(chosen), chosen)):
        files += pack_files(folder)
    found: dict[tuple[str, str], BroughtCourse] = {}
    for file in files[:MOST_FILES]:
        with suppress(UjuziError, OSError):
            if not file.is_file():
                continue
            offer = installer.look(file)
            if (offer.installed_version or 0) >= offer.version:
                continue
            key = (offer.course, offer.language)
            before = found.get(key)
            if before is None or _rank(offer) > _rank(before.offer):
                found[key] = BroughtCourse(file, offer)
    return tuple(sorted(found.values(), key=lambda each: each.offer.title))


def _rank(offer: PackOffer) -> tuple[bool, int]:
    return offer.trusted, offer.version
