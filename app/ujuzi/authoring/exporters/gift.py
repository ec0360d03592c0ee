"""Writes a folder of banks as one file of Moodle's GIFT; each bank is a category,
the one that it came from where it says so.

Reads the banks as quizzes are read, so that one without difficulties goes out too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ujuzi.authoring.exporters.gift_question import NotExportedError, write_question
from ujuzi.authoring.importers.report import Omission
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.quiz_source import read_quiz
from ujuzi.domain.item import Item
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import read_start, write_whole
from ujuzi.packs.limits import MB, SOURCE
from ujuzi.packs.objects import disk_error


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The file, how many questions it holds, and what did not go along."""

    file: Path
    questions: int
    omissions: tuple[Omission, ...]


def export_gift(folder: Path, output: Path) -> ExportReport:
    """Write every bank of a folder, or a single bank file.

    Raises RefusedError `bank-missing`, `bank-too-large` and `course-mistakes`, and WorldError
    `source-gone`, `disk-full` or `disk-failed`.
    """
    files = [folder] if folder.is_file() else sorted(folder.rglob("*.yaml"))
    if not files:
        raise RefusedError(Code.BANK_MISSING, f"{folder} holds no bank.", path=str(folder))
    base = folder.parent if folder.is_file() else folder
    findings = Findings()
    omissions: list[Omission] = []
    written: list[str] = []
    questions = 0
    for file in files:
        name = file.relative_to(base)
        source = read_quiz(_bytes(file), name.as_posix(), findings)
        lines = dict(source.item_lines)
        category = " ".join(source.category.split()) or name.with_suffix("").as_posix()
        written.append("$CATEGORY: " + category.replace("\\", "\\\\") + "\n")
        for item in source.quiz.items:
            found = list(_question(item, name.as_posix(), lines.get(item.id, 1), omissions))
            written += found
            questions += len(found)
    findings.refuse()
    try:
        write_whole(output, "\n".join(written).encode())
    except OSError as error:
        raise disk_error(error, output) from error
    return ExportReport(output, questions, tuple(sorted(omissions)))


def _question(item: Item, file: str, line: int, omissions: list[Omission]) -> Iterator[str]:
    def omit(reason: str) -> None:
        omissions.append(Omission(file, line, f"{item.id}: {reason}"))

    try:
        yield write_question(item, omit)
    except NotExportedError as error:
        omit(f"not exported: {error}")


def _bytes(file: Path) -> bytes:
    most = SOURCE.bank_bytes
    try:
        data = read_start(file, most + 1)
    except OSError as error:
        raise WorldError(
            Code.SOURCE_GONE, f"{file} cannot be read: {error.strerror}.", path=str(file)
        ) from error
    if len(data) > most:
        raise RefusedError(
            Code.BANK_TOO_LARGE, f"{file} has more than {most // MB} MB.", path=str(file), most=most
        )
    return data
