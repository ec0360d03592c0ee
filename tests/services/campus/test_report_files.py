"""What is exported is what is on the screen: read back, cell for cell, by other readers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.campus_reports import NAMES
from ujuzi.domain.report import plain
from ujuzi.errors import WorldError
from ujuzi.services.campus.report_files import (
    Cell,
    CellKind,
    ReportTable,
    csv_of,
    guarded,
    save,
    unguarded,
    xlsx_of,
)

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
KINDS = (CellKind.TEXT, CellKind.NUMBER, CellKind.PART, CellKind.DATE)
HEADINGS = ("Name", "Attempts", "Progress", "Last seen")

texts = (st.sampled_from(NAMES) | st.text(max_size=40)).map(plain)
parts = st.none() | st.integers(0, 20).map(lambda each: each / 20)
days = st.none() | st.dates(date(1900, 3, 1), date(9999, 12, 31))
rows = st.tuples(texts, st.none() | st.integers(0, 10**6), parts, days)
tables = st.lists(rows, max_size=8).map(
    lambda found: ReportTable("People", HEADINGS, KINDS, tuple(found))
)


def one(name: str) -> ReportTable:
    return ReportTable("People", HEADINGS, KINDS, ((name, 3, 0.5, date(2026, 11, 29)),))


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[dict[int, Cell]]:
    """Read a workbook's cells by the standard alone; a formula anywhere fails."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
        shared = [
            "".join(text.text or "" for text in each.iter(f"{SHEET}t"))
            for each in ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
        ]
        styles = ElementTree.fromstring(file.read("xl/styles.xml"))
    codes = {
        each.get("numFmtId"): each.get("formatCode", "") for each in styles.iter(f"{SHEET}numFmt")
    }
    used = styles.find(f"{SHEET}cellXfs")
    assert used is not None
    is_date = ["yyyy" in codes.get(each.get("numFmtId"), "") for each in used]
    found: list[dict[int, Cell]] = []
    assert not list(sheet.iter(f"{SHEET}f"))
    for row in sheet.iter(f"{SHEET}row"):
        cells: dict[int, Cell] = {}
        for cell in row.iter(f"{SHEET}c"):
            value = cell.find(f"{SHEET}v")
            if value is None or value.text is None:
                continue
            column = ord(re.sub(r"\d", "", cell.get("r", ""))) - ord("A")
            if cell.get("t") == "s":
                cells[column] = unescaped(shared[int(value.text)])
            elif is_date[int(cell.get("s", 0))]:
                cells[column] = (datetime(1899, 12, 30) + timedelta(float(value.text))).date()  # noqa: DTZ001
            else:
                cells[column] = float(value.text)
        found.append(cells)
    return found


def unescaped(text: str) -> str:
    """Undo the escapes that Office writes for what XML cannot hold (ECMA-376, ST_Xstring)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


@given(tables)
def test_csv_holds_every_cell_of_the_table(table: ReportTable) -> None:
    head, *found = read_csv(csv_of(table))
    assert head == list(HEADINGS)
    for cells, row in zip(found, table.rows, strict=True):
        name, attempts, progress, seen = row
        assert unguarded(cells[0]) == name
        assert cells[1] == ("" if attempts is None else str(attempts))
        assert (None if cells[2] == "" else float(cells[2])) == progress
        assert (date.fromisoformat(cells[3]) if cells[3] else None) == seen


@given(tables)
def test_a_workbook_holds_every_cell_as_its_type(table: ReportTable) -> None:
    head, *found = read_xlsx(xlsx_of(table))
    assert list(head.values()) == list(HEADINGS)
    whole = [row for row in table.rows if any(cell not in (None, "") for cell in row)]
    for cells, row in zip([each for each in found if each], whole, strict=True):
        assert cells == {n: cell for n, cell in enumerate(row) if cell not in (None, "")}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "'=1", "''-1", "＝1"])
def test_csv_guards_what_a_spreadsheet_would_take_for_a_formula(name: str) -> None:
    assert read_csv(csv_of(one(name)))[1][0] == f"'{name}"
    assert unguarded(guarded(name)) == name


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("Ada;=cmd|' /C calc'!A0", "Ada;'=cmd|' /C calc'!A0"),
        ("Ada\t+1", "Ada\t'+1"),
        ("Ada\n@x;;-1", "Ada\n'@x;;'-1"),
        ("=1;=2", "'=1;'=2"),
    ],
)
def test_csv_guards_where_another_country_s_spreadsheet_begins_a_cell(name: str, held: str) -> None:
    assert read_csv(csv_of(one(name)))[1][0] == held
    assert unguarded(held) == name


@pytest.mark.parametrize("name", ["'Abd al-Rahman", "O'Neil", "Anne-Marie", "1+1", "a=b"])
def test_names_that_are_no_formula_stay_as_they_are(name: str) -> None:
    assert read_csv(csv_of(one(name)))[1][0] == name


@given(st.text(max_size=30) | st.text("=+' ;\t\n\rA", max_size=12))
@example("\r'=")
@example("\r\n=")
def test_the_guard_can_always_be_taken_off(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@"))


def test_a_workbook_runs_as_its_language() -> None:
    table = ReportTable("People", HEADINGS, KINDS, one("محمد").rows, rtl=True)
    with zipfile.ZipFile(io.BytesIO(xlsx_of(table))) as file:
        assert b'rightToLeft="1"' in file.read("xl/worksheets/sheet1.xml")


def test_what_cannot_be_written_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="cannot be written"):
        save(tmp_path / "gone" / "report.csv", b"x")
    assert list(tmp_path.iterdir()) == []
