"""Rosters as people send them: read as they mean them, or refused in plain words."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]

from helpers.spreadsheets import made_xlsx, ods, ods_of, xlsx
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus import roster_file
from ujuzi.services.campus.roster_file import RosterTable, read

ROWS = (
    ("Université du Nord", None, None, None),
    (None, None, None, None),
    ("Matricule", "Nom et prénoms", "Téléphone", "Courriel"),
    (1042, "Awa Traoré", 223_70_00_00_00, "awa@example.org"),
    ("007", "  Ali   Sow ", None, None),
    (None, None, None, None),
    ("Matricule", "Nom et prénoms", "Téléphone", "Courriel"),
    (1042.5, "ሠላም ኃይሉ", True, date(2024, 3, 12)),
)
EXPECTED = [
    (4, {"person": "1042", "name": "Awa Traoré", "email": "awa@example.org"}, {"person"}),
    (5, {"person": "007", "name": "Ali Sow", "email": ""}, set()),
    (8, {"person": "1042.5", "name": "ሠላም ኃይሉ", "email": "2024-03-12"}, {"person"}),
]


def table(tmp_path: Path, data: bytes, **options: str) -> RosterTable:
    file = tmp_path / "roster"
    file.write_bytes(data)
    return read(file, **options)


def refusal(tmp_path: Path, data: bytes, **options: str) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        table(tmp_path, data, **options)
    return refused.value


@pytest.mark.parametrize("made", [xlsx, ods])
def test_a_sheet_is_read_as_people_see_it(tmp_path: Path, made: Callable[..., bytes]) -> None:
    found = table(tmp_path, made({"Notes": [("x", "y")], "Personnel": ROWS}))
    assert (found.sheet, found.sheets) == ("Personnel", ("Notes", "Personnel"))
    assert [(each.line, each.values, set(each.numeric)) for each in found.lines] == EXPECTED
    assert found.columns == {"person", "name", "email"}


def test_a_text_of_windows_is_read_in_the_encoding_that_is_named(tmp_path: Path) -> None:
    data = "Matricule;Nom complet;Rôle\n1;Awa Traoré;teacher\n".encode("cp1252")
    refused = refusal(tmp_path, data)
    assert (refused.code, refused.facts["line"]) == (Code.TEXT_ENCODING, 1)
    (line,) = table(tmp_path, data, encoding="windows-1252").lines
    assert line.values == {"person": "1", "name": "Awa Traoré", "role": "teacher"}


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("Staff No.,First name,Surname", "1,Awa,Traoré", "Awa Traoré"),
        ("N° matricule,Nom,Prénoms", "1,TRAORÉ,Awa", "Awa TRAORÉ"),
        ("PERSON,NAME", "1,Awa Traoré", "Awa Traoré"),
        ("matricule,nom", "1,Awa Traoré", "Awa Traoré"),
        ("staff_id,name", "1,Awa Traoré", "Awa Traoré"),
    ],
)
def test_columns_go_by_the_names_that_people_give_them(
    tmp_path: Path, header: str, row: str, name: str
) -> None:
    (line,) = table(tmp_path, f"{header}\n{row}\n".encode()).lines
    assert (line.values["person"], line.values["name"]) == ("1", name)


def test_another_sheet_is_read_where_it_is_named(tmp_path: Path) -> None:
    sheets = {name: [("person", "name"), (1, name)] for name in ("North", "South")}
    data = xlsx(sheets)
    assert table(tmp_path, data).lines[0].values["name"] == "North"
    assert table(tmp_path, data, sheet="South").lines[0].values["name"] == "South"


def test_a_merged_cell_says_the_same_of_every_row_that_it_spans(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ("person", "name", "role"))
        for row in (1, 2, 3):
            sheet.write_row(row, 0, (row, f"Ada {row}"))
        sheet.merge_range(1, 2, 2, 2, "leader")

    lines = table(tmp_path, made_xlsx(fill)).lines
    assert [each.values.get("role") for each in lines] == ["leader", "leader", ""]


def test_a_number_that_is_shown_with_zeros_is_read_with_them(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        workbook.add_worksheet("Other").write_row(0, 0, ("x", "y"))
        sheet = workbook.add_worksheet("Staff")
        padded = workbook.add_format({"num_format": "00000"})
        sheet.write_row(2, 0, ("person", "name"))
        for row, number in ((3, 42), (4, 1.5), (5, "7")):
            sheet.write_row(row, 0, (number, "Ada Ba"), padded)
        sheet.write_row(6, 0, (43, "Ada Ba"))

    def opened(shown: str, number: int, times: int = 1) -> str:
        rows = f'<table:table-row table:number-rows-repeated="{times}">'
        kind = f'office:value-type="float" office:value="{number}"'
        said = f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"
        name = (
            '<table:table-cell office:value-type="string"><text:p>Ada</text:p></table:table-cell>'
        )
        return f"{rows}{said}{name}</table:table-row>"

    head = "<table:table-row>" + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{each}</text:p></table:table-cell>'
        for each in ("person", "name")
    )
    style = '<number:number xmlns:number="n" number:min-integer-digits="5"/>'
    sheet = f"{head}</table:table-row>{opened('00042', 42)}{opened('43', 43)}{opened('007', 7)}"
    workbooks = {
        made_xlsx(fill): ["00042", "1.5", "7", "43"],
        ods_of(f'{style}<table:table table:name="Staff">{sheet}</table:table>'): [
            *("00042", "43", "007"),
        ],
    }
    for data, numbers in workbooks.items():
        assert [each.values["person"] for each in table(tmp_path, data).lines] == numbers


def test_of_a_formula_its_value_is_read(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ("person", "name"))
        sheet.write_formula(1, 0, "=40+2", None, 42)
        sheet.write_formula(1, 1, '="Ada"&" Ba"', None, "Ada Ba")

    (line,) = table(tmp_path, made_xlsx(fill)).lines
    assert line.values == {"person": "42", "name": "Ada Ba"}


def strayed(rows: int, columns: int) -> bytes:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ("person", "name"))
        sheet.write(rows - 1, columns - 1, "x")

    return made_xlsx(fill)


def parts() -> dict[str, bytes]:
    """Return the parts of a small workbook."""
    with ZipFile(io.BytesIO(xlsx({"A": [("person", "name"), (1, "Ada")]}))) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def zipped(found: Mapping[str, bytes], *again: str) -> bytes:
    """Return an archive of parts, some of them twice."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in (*found, *again):
            archive.writestr(name, found[name])
    return file.getvalue()


def placed(
    at: str, before: str = "", part: str = "xl/worksheets/sheet1.xml", more: str = ""
) -> bytes:
    """Return a workbook with a cell that says that it is somewhere, in a part of that name."""
    found = parts()
    sheet = found.pop("xl/worksheets/sheet1.xml").decode()
    cell = f'<row r="3"><c {before}r="{at}"><v>1</v></c></row></sheetData>{more}'
    found[part] = sheet.replace("</sheetData>", cell).encode()
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        found[name] = found[name].replace(b"worksheets/sheet1.xml", part[3:].encode())
    return zipped(found)


def twice(name: str) -> bytes:
    return zipped(parts(), name)


def renamed(name: str, other: str) -> bytes:
    return zipped({other if each == name else each: part for each, part in parts().items()})


OVERLAPPING = "<mergeCells>{}</mergeCells>".format('<mergeCell ref="A1:A2001"/>' * 2_100)
REPEATED = (
    '<table:table table:name="A"><table:table-row table:number-rows-repeated="{rows}">'
    '<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">'
    "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (strayed(1_048_576, 16_384), Code.TABLE_TOO_LARGE),
        (strayed(30_000, 3), Code.TABLE_TOO_LARGE),
        (ods_of(REPEATED.format(rows=1_000_000, columns=16_000)), Code.TABLE_TOO_LARGE),
        (b"person,name\n" + b"1,Ada\n" * 20_100, Code.TABLE_TOO_LARGE),
        (b"x" * (roster_file.MOST_BYTES + 1), Code.TABLE_TOO_LARGE),
        (ods_of("", '<manifest:encryption-data manifest:checksum="x"/>'), Code.TABLE_LOCKED),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            Code.TABLE_LOCKED,
        ),
        (xlsx({"A": [("person", "name")]})[:-200], Code.TABLE_BROKEN),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), Code.TABLE_BROKEN),
        (b"PK\x03\x04 and no more", Code.TABLE_BROKEN),
        (ods_of("<table:table>").replace(b"PK", b"PK", 1)[:60], Code.TABLE_BROKEN),
        (xlsx({"A": [("who", "what"), (1, 2)]}), Code.ROSTER_COLUMNS),
        (b"person,person,name\n1,2,3\n", Code.ROSTER_COLUMNS),
        (b"", Code.ROSTER_COLUMNS),
        (b'person,name\n1,"Ada', Code.TABLE_MALFORMED),
        (placed("ZZZZZZ2"), Code.TABLE_TOO_LARGE),
        (placed("A999999999"), Code.TABLE_TOO_LARGE),
        (placed("XFD1048576", 'a=">" '), Code.TABLE_TOO_LARGE),
        (placed("XFD1048576", part="xl/worksheets/sheet1.dat"), Code.TABLE_TOO_LARGE),
        (placed("A2001", more=OVERLAPPING), Code.TABLE_BROKEN),
        (twice("xl/worksheets/sheet1.xml"), Code.TABLE_BROKEN),
        (renamed("xl/workbook.xml", "xl/workbook.bin"), Code.TABLE_BROKEN),
    ],
    ids=count(1),
)
def test_what_is_no_roster_is_refused_in_its_own_words(
    tmp_path: Path, data: bytes, code: Code
) -> None:
    assert refusal(tmp_path, data).code is code


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_a_place_is_seen_wherever_a_piece_ends(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = placed("A3", more='<x r  =\t"XFD1048576"/>')
    monkeypatch.setattr(roster_file, "PIECE_BYTES", 50 + size)
    assert refusal(tmp_path, data).code is Code.TABLE_TOO_LARGE


@pytest.mark.parametrize(
    ("limit", "more"),
    [
        ("MOST_PLACES", '<x r="A1"/>' * 300),
        ("MOST_UNPACKED_BYTES", " " * 300_000),
        ("PIECE_BYTES", "<x r=" + " " * 300_000 + '"A4"/>'),
    ],
)
def test_a_workbook_that_is_larger_than_any_roster_is_not_opened(
    tmp_path: Path, limit: str, more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = placed("A3", more=more)
    assert len(table(tmp_path, data).lines) == 2
    low = {"MOST_PLACES": 200, "MOST_UNPACKED_BYTES": 200_000, "PIECE_BYTES": 100_000}
    monkeypatch.setattr(roster_file, limit, low[limit])
    assert refusal(tmp_path, data).code is Code.TABLE_TOO_LARGE


def test_what_a_flood_of_brackets_says_is_read_in_its_own_length(tmp_path: Path) -> None:
    found = parts()
    found["xl/media/x.svg"] = b"<c a" * 2_000_000
    assert len(table(tmp_path, zipped(found)).lines) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Liste du personnel, 2026\n\nMatricule;Nom;Prénom\n1;Ba;Ada\n", 4),
        ("person,name\n" + ",\n" * 100_000 + "1,Ada Ba\n", 100_002),
        ("person,name,note\n" + '1,Ada Ba,"two\nlines"\n', 2),
        ("person,name" + "," * 2_000_000 + "\n1,Ada Ba" + "," * 2_000_000 + "\n", 2),
    ],
    ids=("a title with a comma", "rows with nothing", "a cell of two lines", "columns without end"),
)
def test_a_text_is_read_whatever_stands_around_its_rows(
    tmp_path: Path, text: str, line: int
) -> None:
    (found,) = table(tmp_path, text.encode()).lines
    assert (found.line, found.values["person"]) == (line, "1")
    assert set(found.values["name"].split()) == {"Ada", "Ba"}


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        read(tmp_path / "gone.csv")
    assert refused.value.code is Code.FILE_UNREADABLE


DAMAGED = (
    xlsx({"A": [("person", "name"), (1, "Ada")]}),
    ods({"A": [("person", "name"), (1, "Ada")]}),
)


REFUSALS = {
    *(Code.TABLE_BROKEN, Code.TABLE_LOCKED, Code.TABLE_MALFORMED, Code.TABLE_TOO_LARGE),
    *(Code.ROSTER_COLUMNS, Code.TEXT_ENCODING),
}


@given(
    data=st.sampled_from(DAMAGED),
    place=st.floats(0, 1, exclude_max=True),
    byte=st.integers(0, 255),
)
def test_a_workbook_with_a_damaged_byte_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, place: float, byte: int
) -> None:
    at = int(place * len(data))
    file = tmp_path_factory.getbasetemp() / "damaged"
    file.write_bytes(data[:at] + bytes([byte]) + data[at + 1 :])
    said: Code | None = None
    try:
        read(file)
    except RefusedError as refused:
        said = refused.code
    assert said is None or said in REFUSALS
