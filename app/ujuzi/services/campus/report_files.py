"""A report as a file: CSV and XLSX of exactly the cells that are on the screen.

A `ReportTable` is what the window shows and what is written: headings, kinds and cells. Numbers are
written as numbers, dates as dates, and a text is never a formula: in a workbook each cell has its
type; in CSV, which knows none, what a spreadsheet would take for a formula gets an apostrophe
before it (`guarded`), and `unguarded` takes off no other. A file is written whole or not at all.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from ujuzi.errors import Code, WorldError
from ujuzi.files import write_whole

FORMULA = re.compile(r"(^|[;\t\r\n])((?:[^\S\t\r\n]|')*[=+\-@＝＋－＠])")
"""How a text begins that some spreadsheet takes for a formula
(https://owasp.org/www-community/attacks/CSV_Injection), whatever stands before it; and what comes
after a sign at which one of another country would begin a new cell."""
FIRST_YEAR = 1900
"""Of the dates that a workbook knows."""
WIDTH_LEAST, WIDTH_MOST = 8, 48
"""Of a column of a workbook, in letters."""


class CellKind(StrEnum):
    """What the cells of a column are; an unknown one is None."""

    TEXT = "text"
    NUMBER = "number"
    PART = "part"
    """A number from 0 to 1, shown in percent."""
    DATE = "date"


Cell: TypeAlias = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Headings, kinds and cells, as they are on the screen; `rtl` where its language runs so."""

    title: str
    headings: tuple[str, ...]
    kinds: tuple[CellKind, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rtl: bool = False


def csv_of(table: ReportTable) -> bytes:
    """Return a table as CSV in UTF-8, with the mark by which spreadsheets know that."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(guarded, table.headings))
    writer.writerows(
        [_written(cell, kind) for cell, kind in zip(row, table.kinds, strict=True)]
        for row in table.rows
    )
    return out.getvalue().encode("utf-8-sig", "replace")


def xlsx_of(table: ReportTable) -> bytes:
    """Return a table as a workbook of one sheet: filtered by heading, in the table's direction."""
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": table.title, "comments": ""})
        sheet = book.add_worksheet("Ujuzi")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        share = book.add_format({"num_format": "0%"})
        if table.rtl:
            sheet.right_to_left()
        for column, heading in enumerate(table.headings):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, _width(table, column))
        for number, row in enumerate(table.rows, 1):
            for column, (cell, kind) in enumerate(zip(row, table.kinds, strict=True)):
                match cell:
                    case None | "":
                        pass
                    case date() if cell.year >= FIRST_YEAR:
                        day = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a date
                        sheet.write_datetime(number, column, day, dated)
                    case str() | date():
                        sheet.write_string(number, column, str(cell))
                    case _:
                        part = share if kind is CellKind.PART else None
                        sheet.write_number(number, column, cell, part)
        sheet.freeze_panes(1, 1)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    return out.getvalue()


def save(target: Path, data: bytes) -> None:
    """Put a file in its place, whole; raises WorldError `export-failed`."""
    try:
        write_whole(target, data)
    except OSError as error:
        raise WorldError(
            Code.EXPORT_FAILED, f"{target} cannot be written: {error}.", path=str(target)
        ) from error


def guarded(text: str) -> str:
    """Return a text as CSV holds it, so that no spreadsheet takes it for a formula."""
    return FORMULA.sub(r"\1'\2", text)


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return FORMULA.sub(lambda found: found[1] + found[2].removeprefix("'"), text)


def _written(cell: Cell, kind: CellKind) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case date():
            return cell.isoformat()
        case float() if kind is CellKind.PART:
            return f"{cell:.4f}".rstrip("0").rstrip(".")
    return str(cell)


def _width(table: ReportTable, column: int) -> int:
    """Return how wide a column is: its longest cell of the first rows, within bounds."""
    texts = [table.headings[column], *(str(row[column] or "") for row in table.rows[:200])]
    if table.kinds[column] in (CellKind.NUMBER, CellKind.PART):
        texts = texts[:1]
    return min(max(WIDTH_LEAST, *(len(text) + 2 for text in texts)), WIDTH_MOST)
