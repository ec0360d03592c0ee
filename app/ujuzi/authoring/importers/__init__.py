"""Courses and questions in other formats, made into course folders and item banks.

An importer reads a file or a folder and writes one course folder a language, or one folder of
banks. It keeps all text, fetches nothing from the network, and lists by file, line and reason what
it could not bring along.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ujuzi.authoring.importers import gift, mdx
from ujuzi.authoring.importers.gift import GiftImporter
from ujuzi.authoring.importers.mdx import MdxImporter
from ujuzi.authoring.importers.report import ImportReport, Omission
from ujuzi.errors import Code, RefusedError
from ujuzi.files import check_encoding

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
UNDERSTOOD = f"{mdx.NAME} in a folder of each language, and {gift.NAME} (.gift, .gift.txt, .txt)"


def import_source(source: Path, output: Path, encoding: str = "") -> ImportReport:
    """Import a course or questions in whatever format they are.

    Raises RefusedError `source-unknown`, `output-not-empty`, `encoding-unknown` and
    `course-mistakes`, or WorldError `source-gone` and `disk-full`.
    """
    check_encoding(encoding)
    if output.exists() and any(output.iterdir()):
        raise RefusedError(
            Code.OUTPUT_NOT_EMPTY, f"{output} is not empty; name a new folder.", path=str(output)
        )
    for importer in IMPORTERS:
        if importer.recognises(source):
            return importer.read(source, output, encoding)
    raise RefusedError(
        Code.SOURCE_UNKNOWN,
        f"{source} holds nothing that Ujuzi can import: it understands {UNDERSTOOD}.",
        path=str(source),
    )
