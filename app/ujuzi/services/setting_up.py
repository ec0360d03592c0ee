"""The courses on a stick, installed without being asked: by set-up, and where data is carried.

    install_courses(stick, on_library)

Courses signed by who released this program are trusted where no steward looks after this computer
yet. Others are refused, and a person may install them from the stick by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ujuzi.errors import Code, UjuziError
from ujuzi.packs.reader import open_pack
from ujuzi.paths import is_portable, release_key
from ujuzi.services.study.installing import PACK_SUFFIX, Installer, OnLibrary

if TYPE_CHECKING:
    from ujuzi.credentials.keys import PublicKey
    from ujuzi.services.study.library import Library

PACKS = "packs"
"""Where a stick has its courses."""


def stick_of(data_dir: Path) -> Path | None:
    """Return the folder beside the program that is carried with this data; None where none is."""
    return data_dir.resolve().parent.parent if is_portable(data_dir) else None


def install_courses(
    stick: Path,
    on_library: OnLibrary,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    has_steward: bool | None = None,
) -> list[UjuziError]:
    """Install the packs on a stick, all but those of which a newer version is here.

    Each is tried, whatever becomes of the others; return why some were not installed. Whether this
    computer `has_steward` is asked now, where it is not known from when this was decided.
    """
    refused: list[UjuziError] = []
    if has_steward is None:
        has_steward = on_library(lambda library: library.has_steward())
    for file in sorted((stick / PACKS).glob(f"*{PACK_SUFFIX}")):
        try:
            if not has_steward:
                _trust_release(file, on_library)
            Installer(on_library).install(file, cancelled=cancelled)
        except UjuziError as error:
            if error.code is not Code.PACK_OLDER:
                refused.append(error)
    return refused


def _trust_release(file: Path, on_library: OnLibrary) -> None:
    """Trust who signed a pack, if the same key signed this program."""
    with open_pack(file, lambda pack: on_library(lambda library: library.manifest(pack))) as pack:
        publisher, key = pack.manifest.course.publisher, pack.key
    if key.raw == release_key():
        on_library(lambda library: _trust(library, publisher, key))


def _trust(library: Library, publisher: str, key: PublicKey) -> None:
    known = {trusted.fingerprint for trusted in library.trusted()}
    if key.fingerprint not in known:
        library.trust_key(publisher, key)
