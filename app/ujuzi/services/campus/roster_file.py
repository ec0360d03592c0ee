"""Reads the table of a roster's file: CSV, XLSX, ODS and XLS; changes nothing.

What kind a file is, its bytes say. A workbook is looked through before `python_calamine` opens it:
that lays out every cell up to the last one, and one that strayed far away would end this process.
The first sheet that has the columns is read, or the one that is named. The header may stand below
other lines, its columns in any order, named in English or French; other columns are not looked at.
A number of a cell is written as people see it: 1042, not 1042.0, and 00042 where it is shown so.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from zipfile import BadZipFile, ZipFile

from ujuzi.domain.personal import personal
from ujuzi.domain.text import WORD, searchable
from ujuzi.errors import Code, RefusedError
from ujuzi.files import SEPARATORS, read_start, rows_of, text_of
from ujuzi.services.campus import padded_cells
from ujuzi.services.campus.padded_cells import OPENDOCUMENT, WORKBOOK, column_of, repeated

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

    from python_calamine import CalamineWorkbook

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

MOST_BYTES = 16 << 20
MOST_UNPACKED_BYTES = 64 << 20
"""Of a workbook: the largest roster takes a tenth."""
MOST_ROWS = 20_000
MOST_CELLS = 4_000_000
"""Up to the last one that holds something: a cell takes 24 bytes, filled or not."""
MOST_COLUMNS = 1_000
"""Cells of a row beyond them are not looked at."""
MOST_LETTERS = 1_000
"""Of a cell: those beyond are not looked at, for it is too long."""
MOST_SHEETS = 100
MOST_PLACES = 2_000_000
"""Cells and rows of a sheet that say where they are."""
PIECE_BYTES = 256 << 10
"""Of a part that is looked through at a time: nobody else runs meanwhile."""
HEADER_WITHIN = 30
"""Rows from the top."""
EXACT_MOST = 10**15
"""Spreadsheets keep fifteen digits of a number."""

PERSON, NAME, ROLE, CAMPUS, EMAIL = "person", "name", "role", "campus", "email"
GIVEN, FAMILY = "given", "family"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    PERSON: (
        *("person", "staff number", "staff no", "staff id", "staff", "employee number"),
        *("employee no", "employee id", "personnel number", "payroll number", "number"),
        *("matricule", "numero matricule", "n matricule", "no matricule", "numero"),
        *("numero du personnel", "numero personnel", "numero d agent", "identifiant"),
    ),
    NAME: (
        *("name", "full name", "names", "staff name", "name of staff", "nom", "noms"),
        *("nom complet", "nom et prenom", "nom et prenoms", "noms et prenoms", "nom prenom"),
        *("nom prenoms", "prenom et nom", "prenoms et nom", "prenoms et noms", "prenom nom"),
    ),
    GIVEN: ("first name", "first names", "given name", "given names", "prenom", "prenoms"),
    FAMILY: ("surname", "last name", "family name", "nom de famille"),
    ROLE: ("role", "roles", "fonction", "function"),
    CAMPUS: ("campus", "site"),
    EMAIL: (
        *("email", "e mail", "mail", "email address", "e mail address", "courriel"),
        *("adresse courriel", "adresse email", "adresse e mail", "adresse electronique"),
    ),
}
"""What a column may be called, as it is compared: words alone, without case and accents."""

_LOCKED_WORKBOOK = "EncryptedPackage".encode("utf-16-le")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
"""Where a cell or row of XLSX says that it is; whatever element says it, for XML hides well."""
_PLACE_BEGUN = re.compile(rb"""\s(?:r(?:\s*(?:=\s*(?:["'][A-Za-z]*[0-9]*)?)?)?)?\Z""")
"""A place that the end of a piece cuts."""
COLUMN_LETTERS, ROW_DIGITS = 3, 7
_DAMAGED = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    SyntaxError,
    ValueError,
    zlib.error,
)
"""What libraries say of damaged archives and XML; `ElementTree` calls that a SyntaxError."""
_FAMILY_ALONE = frozenset({"nom", "noms", "name", "names"})
"""What a column of names is called that stands beside one of first names."""


@dataclass(frozen=True, slots=True)
class RosterFileLine:
    """A row of a roster: its line in the file, from 1, and what stands in each column.

    `numeric` names the columns whose cell is a number: a zero at its start is lost.
    """

    line: int
    values: Mapping[str, str]
    numeric: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RosterTable:
    """A roster as its file has it; `columns` are those that are known, `sheet` empty for text."""

    columns: frozenset[str]
    lines: tuple[RosterFileLine, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def read(path: Path, encoding: str = "", sheet: str = "") -> RosterTable:
    """Return the table of a roster's file; `encoding` is that of a text without a mark.

    Raises RefusedError `file-unreadable`, `table-too-large`, `table-locked`, `table-broken`,
    `table-malformed` (`line`), `text-encoding` (`line`), `encoding-unknown` or `roster-columns`.
    """
    try:
        data = read_start(path, MOST_BYTES + 1)
    except OSError as error:
        raise RefusedError(
            Code.FILE_UNREADABLE, f"{path.name} cannot be read: {error.strerror}.", path=str(path)
        ) from error
    if len(data) > MOST_BYTES:
        raise _too_large()
    if data.startswith((b"PK\x03\x04", _OLE)):
        return _workbook(data, sheet)
    return _of_text(text_of(data, encoding))


def _of_text(text: str) -> RosterTable:
    """Return a text's table; what stands above it may part its words otherwise than its cells."""
    try:
        return _table(list(_rows_of(text)))
    except RefusedError as refused:
        if refused.code is Code.ROSTER_COLUMNS:
            for separator in SEPARATORS:
                with suppress(RefusedError):
                    return _table(list(_rows_of(text, separator)))
        raise


def _rows_of(text: str, separator: str = "") -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the rows in which something stands."""
    count = 0
    for line, cells in rows_of(text, separator):
        if any(cells):
            count += 1
            if count > MOST_ROWS + HEADER_WITHIN:
                raise _too_large()
            yield line, cells[:MOST_COLUMNS]


def _workbook(data: bytes, wanted: str) -> RosterTable:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _look_through(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return _of_workbook(workbook, data, wanted)
    except PasswordError as error:
        raise _locked() from error
    except (CalamineError, *_DAMAGED) as error:
        raise _broken() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader says of its own mistakes
            raise
        raise _broken() from error


def _of_workbook(workbook: CalamineWorkbook, data: bytes, wanted: str) -> RosterTable:
    """Return the sheet that is wanted, or the first one people see that has the columns."""
    from python_calamine import SheetVisibleEnum

    sheets = tuple(
        each.name
        for each in workbook.sheets_metadata
        if each.visible == SheetVisibleEnum.Visible or each.name == wanted
    )[:MOST_SHEETS]
    refused: RefusedError | None = None
    for name in [wanted] if wanted in sheets else sheets:
        try:
            table = _of_sheet(workbook, data, name)
        except RefusedError as error:
            refused = refused or error
        else:
            return RosterTable(table.columns, table.lines, name, sheets)
    raise refused or _no_columns(())


def _of_sheet(workbook: CalamineWorkbook, data: bytes, name: str) -> RosterTable:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS + HEADER_WITHIN:
        raise _too_large()
    rows: list[list[Cell]] = [
        list(row[:MOST_COLUMNS]) for row in sheet.to_python(skip_empty_area=False)
    ]
    if not data.startswith(_OLE):
        with ZipFile(io.BytesIO(data)) as archive:
            _pad(rows, padded_cells.widths(archive, name))
    merged = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and top < len(rows) and left < len(rows[top]):
            merged += min(bottom, len(rows)) - top
            if merged > MOST_CELLS:  # ranges that lie over one another
                raise _broken()
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]  # one value for all of them, as people see it
    return _table(list(enumerate(rows, 1)))


def _pad(rows: list[list[Cell]], widths: Mapping[tuple[int, int], int]) -> None:
    """Write numbers with the zeros that people see before them."""
    for (row, column), digits in widths.items():
        if row < len(rows) and column < len(rows[row]):
            cell = rows[row][column]
            if isinstance(cell, float) and cell.is_integer() and 0 <= cell < EXACT_MOST:
                rows[row][column] = f"{int(cell):0{digits}}"


def _look_through(data: bytes) -> None:
    """Return only if a workbook is one, is open to all, and reaches nowhere too far."""
    if data.startswith(_OLE):
        if _LOCKED_WORKBOOK in data:
            raise _locked()
        return
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise _too_large()
            if any(each.flag_bits & 1 for each in archive.infolist()):
                raise _locked()
            if len(names) < len(archive.namelist()):  # who reads it next may read the other
                raise _broken()
            if OPENDOCUMENT in names:
                manifest = "META-INF/manifest.xml"
                if manifest in names and b"encryption-data" in _part(archive, manifest):
                    raise _locked()
                _check_extent(_extents_of_opendocument(_part(archive, OPENDOCUMENT)))
            elif WORKBOOK in names:
                for name in sorted(names):  # a sheet may be called anything
                    _check_extent([_extent_of_sheet(_pieces(archive, name))])
            else:
                raise _broken()
    except _DAMAGED as error:
        raise _broken() from error


def _part(archive: ZipFile, name: str) -> bytes:
    """Return a part of an archive; of one that is longer than it says, what it says."""
    with archive.open(name) as file:
        return file.read(archive.getinfo(name).file_size)


def _pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part in pieces that cut no place."""
    left, begun = archive.getinfo(name).file_size, b""
    with archive.open(name) as file:
        while piece := file.read(min(PIECE_BYTES, left)):
            left -= len(piece)
            whole = begun + piece
            cut = _PLACE_BEGUN.search(whole)
            begun = whole[cut.start() :] if cut else b""
            if len(begun) > PIECE_BYTES:  # nobody writes as many blanks
                raise _too_large()
            yield whole[: cut.start()] if cut else whole


def _extent_of_sheet(pieces: Iterable[bytes]) -> tuple[int, int]:
    """Return rows and columns up to the last cell of a sheet of XLSX."""
    rows, columns, count = 0, 1, 0
    for piece in pieces:
        found = _PLACE.findall(piece)
        count += len(found)
        if count > MOST_PLACES:
            raise _too_large()
        for letters, digits in found:
            if len(letters) > COLUMN_LETTERS or len(digits) > ROW_DIGITS:
                raise _too_large()
            rows = max(rows, int(digits))
            columns = max(columns, column_of(letters))
    return rows, columns


def _extents_of_opendocument(xml: bytes) -> list[tuple[int, int]]:
    """Return rows and columns up to the last filled cell of each sheet, repeated ones counted."""
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.sax import parseString  # type: ignore[import-untyped]

    found: list[tuple[int, int]] = []

    class Extents(ContentHandler):
        row = column = filled = rows = columns = times = 0

        def startElement(self, name: str, attrs: AttributesImpl[str]) -> None:
            match name.rpartition(":")[2]:
                case "table":
                    self.row = self.rows = self.columns = 0
                case "table-row":
                    self.times = repeated(attrs, "number-rows-repeated")
                    self.column = self.filled = 0
                case "table-cell" | "covered-table-cell":
                    self.column += repeated(attrs, "number-columns-repeated")
                    if any(key.endswith(":value-type") for key in attrs.keys()):  # noqa: SIM118
                        self.filled = self.column

        def endElement(self, name: str) -> None:
            match name.rpartition(":")[2]:
                case "table-row":
                    self.row += self.times
                    if self.filled:
                        self.rows, self.columns = self.row, max(self.columns, self.filled)
                case "table":
                    found.append((self.rows, self.columns))

    try:
        parseString(xml, Extents())
    except (SAXException, DefusedXmlException) as error:
        raise _broken() from error
    return found


def _check_extent(extents: Iterable[tuple[int, int]]) -> None:
    for rows, columns in extents:
        if rows * columns > MOST_CELLS:
            raise _too_large()


def _table(rows: Sequence[tuple[int, Sequence[Cell]]]) -> RosterTable:
    """Return what stands under the header, and where that is; raises `roster-columns`."""
    met: tuple[str, ...] = ()
    for place, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        header = _header(cells)
        known = tuple(each for each in header if each)
        if PERSON in known and (NAME in known or {GIVEN, FAMILY} <= set(known)):
            if twice := sorted({each for each in known if known.count(each) > 1}):
                raise RefusedError(
                    Code.ROSTER_COLUMNS, f"Columns stand twice: {', '.join(twice)}.", twice=twice
                )
            below = _lines(header, rows[place + 1 :])
            columns = {NAME if each in (GIVEN, FAMILY) else each for each in known}
            return RosterTable(frozenset(columns), tuple(below))
        met = max(met, known, key=len)
    raise _no_columns(met)


def _header(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return which column each is, empty for those that are none of ours."""
    texts = (_written(cell)[:MOST_LETTERS].replace("_", " ") for cell in cells)
    said = [" ".join(WORD.findall(searchable(text))) for text in texts]
    found = [next((key for key, names in COLUMNS.items() if each in names), "") for each in said]
    if GIVEN in found and FAMILY not in found:
        found = [
            FAMILY if word in _FAMILY_ALONE else key for word, key in zip(said, found, strict=True)
        ]
    return tuple(found)


def _is_header(header: Sequence[str], cells: Sequence[Cell]) -> bool:
    known = [(key, cell) for key, cell in zip(header, cells, strict=False) if key]
    return _header([cell for _, cell in known]) == tuple(key for key, _ in known)


def _lines(
    header: tuple[str, ...], rows: Iterable[tuple[int, Sequence[Cell]]]
) -> Iterator[RosterFileLine]:
    count = 0
    for line, cells in rows:
        values: dict[str, str] = {}
        numeric = set()
        for column, cell in zip(header, cells, strict=False):
            if column:
                values[column] = personal(_written(cell)[:MOST_LETTERS])
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    numeric.add(column)
        if not any(values.values()) or _is_header(header, cells):  # a page's header, once more
            continue
        if {GIVEN, FAMILY} & set(header):
            parts = (values.pop(each, "") for each in (GIVEN, FAMILY))
            values[NAME] = " ".join(filter(None, parts)) or values.get(NAME, "")
        count += 1
        if count > MOST_ROWS:
            raise _too_large()
        yield RosterFileLine(line, values, frozenset(numeric))


def _written(cell: Cell) -> str:
    """Return what a cell holds as text: a number as people write it, a date as YYYY-MM-DD."""
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < EXACT_MOST:
            return str(int(cell))
        case float():
            return f"{cell:E}" if abs(cell) >= EXACT_MOST else repr(cell)
        case datetime():
            return cell.isoformat(" ")
        case _:
            return str(cell)


def _too_large() -> RefusedError:
    return RefusedError(
        Code.TABLE_TOO_LARGE, f"A roster has at most {MOST_ROWS} rows.", rows=MOST_ROWS
    )


def _locked() -> RefusedError:
    return RefusedError(Code.TABLE_LOCKED, "This file is locked with a password.")


def _broken() -> RefusedError:
    return RefusedError(Code.TABLE_BROKEN, "This is no table, or it is damaged.")


def _no_columns(met: Sequence[str]) -> RefusedError:
    return RefusedError(
        Code.ROSTER_COLUMNS,
        "No row names the columns: there must be one for the staff number and one for the name.",
        met=tuple(met),
    )
