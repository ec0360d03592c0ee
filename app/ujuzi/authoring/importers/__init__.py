"""Courses and questions in other formats, made into course folders and item banks.

An importer reads a file or a folder and writes one course folder a language, or one folder of
banks. It keeps all text, fetches nothing from the network, and lists by file, line and reason what
it could not bring along.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from ujuzi.authoring.importers import gift, mdx
from ujuzi.authoring.importers.gift import GiftImporter
from ujuzi.authoring.importers.mdx import MdxImporter
from ujuzi.authoring.importers.report import ImportReport, Omission
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import check_encoding, remove_folder, replace, unlink
from ujuzi.packs.objects import disk_error

__all__ = ["ImportReport", "Importer", "Omission", "import_source"]


class Importer(Protocol):
    """One foreign format."""

    def recognises(self, source: Path) -> bool:
        """Whether the file or folder is in this format."""
        ...

    def read(self, source: Path, output: Path, encoding: str = "") -> ImportReport:
        """Write what the source holds under `output`, which is empty or not there yet.

        `encoding` is of texts that are not UTF-8 (`files.text_of`).
        """
        ...


IMPORTERS: tuple[Importer, ...] = (MdxImporter(), GiftImporter())
HALF = ".ujuzi-import.part"
"""The folder, in the output, of what is not whole yet."""
UNDERSTOOD = f"{mdx.NAME} in a folder of each language, and {gift.NAME} (.gift, .gift.txt, .txt)"


def import_source(source: Path, output: Path, encoding: str = "") -> ImportReport:
    """Import a course or questions in whatever format they are.

    Raises RefusedError `source-unknown`, `output-not-empty`, `encoding-unknown` and
    `course-mistakes`, or WorldError `source-gone`, `disk-full` and `disk-failed`; nothing is in the
    output then.
    """
    check_encoding(encoding)
    was_there = output.exists()
    if was_there and not output.is_dir():
        raise disk_error(OSError(errno.ENOTDIR, "It is no folder"), output)
    if was_there and any(each.name != HALF for each in output.iterdir()):
        raise RefusedError(
            Code.OUTPUT_NOT_EMPTY, f"{output} is not empty; name a new folder.", path=str(output)
        )
    for importer in IMPORTERS:
        if importer.recognises(source):
            try:
                return _written_whole(importer, source, output, encoding)
            except BaseException:  # half a course is not to be taken for a whole one
                _take_away(output, itself=not was_there)
                raise
    raise RefusedError(
        Code.SOURCE_UNKNOWN,
        f"{source} holds nothing that Ujuzi can import: it understands {UNDERSTOOD}.",
        path=str(source),
    )


def _written_whole(importer: Importer, source: Path, output: Path, encoding: str) -> ImportReport:
    """Import aside, and give what came its names when all of it is there.

    What a computer whose power was cut left aside goes.
    """
    half = output / HALF
    try:
        remove_folder(half)
        report = importer.read(source, half, encoding)
        for each in sorted(half.iterdir()) if half.exists() else ():
            replace(each, output / each.name)
        remove_folder(half)
    except OSError as error:
        raise disk_error(error, output) from error
    except WorldError as error:
        if error.facts.get("path") == str(half) and isinstance(error.__cause__, OSError):
            raise disk_error(error.__cause__, output) from error
        raise
    folders = tuple(output / each.relative_to(half) for each in report.folders)
    return ImportReport(folders, report.omissions, report.recognised)


def _take_away(output: Path, *, itself: bool) -> None:
    """Delete all that is in a folder, as far as that goes, and the folder itself."""
    with suppress(OSError):
        for each in (output,) if itself else tuple(output.iterdir()):
            remove_folder(each) if each.is_dir() else unlink(each)
