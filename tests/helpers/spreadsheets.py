"""Workbooks as people send them: XLSX by XlsxWriter, OpenDocument by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]

Rows = Sequence[Sequence[object]]


def made_xlsx(fill: Callable[[Workbook], None]) -> bytes:
    """Return a workbook that was filled through XlsxWriter."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    fill(workbook)
    workbook.close()
    return file.getvalue()


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook of these sheets; dates are written as dates."""

    def fill(workbook: Workbook) -> None:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)

    return made_xlsx(fill)


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook of OpenDocument, with the empty rows and columns that others write."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_cell, row))}{_PADDING}" for row in rows)
        + f'<table:table-row table:number-rows-repeated="1048000">{_PADDING}</table:table>'
        for name, rows in sheets.items()
    )
    return ods_of(tables)


def ods_of(tables: str, manifest: str = "") -> bytes:
    """Return a workbook of OpenDocument, its tables as they are written there."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f"<manifest:manifest {_namespaces('manifest')}>{manifest}</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            '<?xml version="1.0" encoding="UTF-8"?>'
            f"<office:document-content {_namespaces('office', 'table', 'text')}>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return file.getvalue()


_PADDING = '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'


def _cell(value: object) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case bool():
            word = str(value).lower()
            kind = f'office:value-type="boolean" office:boolean-value="{word}"'
        case int() | float():
            kind = f'office:value-type="float" office:value="{value}"'
        case date():
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case _:
            kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def _namespaces(*prefixes: str) -> str:
    return " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in prefixes
    )
