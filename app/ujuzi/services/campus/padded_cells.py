"""Numbers of a workbook that people see with zeros before them, because their cell is told so.

A staff number 00042 is then 42 in the file. Both formats say it of the cell: XLSX by a style of
zeros alone, OpenDocument by the text beside the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from xml.sax.xmlreader import AttributesImpl

Place = tuple[int, int]
"""Row and column, from 0."""

WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
OPENDOCUMENT = "content.xml"

_ZEROS = re.compile(r"0{2,15}")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")
_AT = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["']([0-9]{1,6})["']""")
_PADS = re.compile(rb'min-integer-digits="(?:[2-9]|1[0-9])"')


def widths(archive: ZipFile, sheet: str) -> Mapping[Place, int]:
    """Return the cells of a sheet that are shown with zeros before them: with how many digits.

    What it cannot find its way in says nothing. Raises as `zipfile` and defusedxml do.
    """
    names = set(archive.namelist())
    if OPENDOCUMENT in names:
        return _of_opendocument(archive.read(OPENDOCUMENT), sheet)
    if not {WORKBOOK, STYLES, RELATIONS} <= names:
        return {}
    styles = dict(_padding_styles(_parsed(archive, STYLES)))
    part = _part_of(archive, sheet) if styles else ""
    return dict(_padded(archive.read(part), styles)) if part in names else {}


def column_of(letters: bytes) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def repeated(attributes: AttributesImpl[str], name: str) -> int:
    """Return how often a row or cell of OpenDocument stands there; raises ValueError."""
    found = (attributes[key] for key in attributes.getNames() if key.endswith(f":{name}"))
    return int(next(found, "1"))


def _padding_styles(styles: Element) -> Iterator[tuple[int, int]]:
    """Yield the styles of cells that say so, with the digits that they show at least."""
    formats = {
        each.get("numFmtId"): len(each.get("formatCode", ""))
        for each in styles.iterfind(".//{*}numFmt")
        if _ZEROS.fullmatch(each.get("formatCode", ""))
    }
    for number, style in enumerate(styles.iterfind(".//{*}cellXfs/{*}xf")):
        if style.get("numFmtId") in formats:
            yield number, formats[style.get("numFmtId")]


def _part_of(archive: ZipFile, sheet: str) -> str:
    """Return the name of a sheet's part."""
    ids = [
        value
        for each in _parsed(archive, WORKBOOK).iterfind(".//{*}sheets/{*}sheet")
        if each.get("name") == sheet
        for key, value in each.attrib.items()
        if key.endswith("}id")
    ]
    targets = [
        each.get("Target", "")
        for each in _parsed(archive, RELATIONS).iterfind(".//{*}Relationship")
        if each.get("Id") in ids
    ]
    target = next(iter(targets), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _padded(xml: bytes, styles: Mapping[int, int]) -> Iterator[tuple[Place, int]]:
    for said in _CELL.findall(xml):
        at, style = _AT.search(said), _STYLE.search(said)
        if at and style and int(style[1]) in styles:
            yield (int(at[2]) - 1, column_of(at[1]) - 1), styles[int(style[1])]


def _of_opendocument(xml: bytes, sheet: str) -> Mapping[Place, int]:
    if not _PADS.search(xml):
        return {}
    from xml.sax.handler import ContentHandler

    from defusedxml.sax import parseString  # type: ignore[import-untyped]

    found: dict[Place, int] = {}

    class Padded(ContentHandler):
        is_ours = is_number = False
        row = rows = column = 0
        text = ""

        def startElement(self, name: str, attrs: AttributesImpl[str]) -> None:
            match name.rpartition(":")[2]:
                case "table":
                    self.is_ours, self.row = attrs.get("table:name") == sheet, 0
                case "table-row":
                    self.rows, self.column = repeated(attrs, "number-rows-repeated"), 0
                case "table-cell" | "covered-table-cell":
                    self.column += repeated(attrs, "number-columns-repeated")
                    self.is_number, self.text = attrs.get("office:value-type") == "float", ""

        def characters(self, content: str) -> None:
            if self.is_number:
                self.text += content

        def endElement(self, name: str) -> None:
            match name.rpartition(":")[2]:
                case "table-row":
                    self.row += self.rows
                case "table-cell":
                    if self.is_ours and self.is_number and re.fullmatch("0[0-9]+", self.text):
                        found[self.row, self.column - 1] = len(self.text)
                    self.is_number = False

    parseString(xml, Padded())
    return found


def _parsed(archive: ZipFile, name: str) -> Element:
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    parsed: Element = fromstring(archive.read(name))
    return parsed
