"""`report`, `report-scroll`, `export-xlsx`: 5,000 people in two courses of 20 activities.

`report` is reading them into rows, against the bare SELECT of their 200,000 states. `report-scroll`
is the longest that a page of the table takes to come on the screen; `report-sort` how long an order
is waited for, beside the windows, and shown. `export-xlsx` is a workbook of all of it, against the
same cells put by hand into the XML of a sheet and deflated.
"""

from __future__ import annotations

import gc
import io
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from bench.campus_people import ACTIVITIES, COURSES, PEOPLE, fill, outlined
from bench.figure import Figure, median_of, milliseconds
from ujuzi.domain.event import LearnerId
from ujuzi.domain.report_filter import (
    CampusReport,
    ReportColumn,
    ReportFilter,
    ReportView,
    columns_of,
    rows_of,
)
from ujuzi.services.campus.report_files import ReportTable, xlsx_of
from ujuzi.services.campus.reports import Reports
from ujuzi.services.desk import open_desk
from ujuzi.store import report_rows

RUNS = 5
STEP = 300
"""Pixels that are scrolled at a time: about a page."""


def report() -> Iterator[Figure]:
    """Yield what a report of everybody takes: to read, to order, to scroll, to export."""
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder)) as desk:
        db = desk._db
        fill(db, desk._clock.now())
        who = LearnerId("ada")
        reports = Reports(db, desk.library, desk._clock)
        outlines = {each.course: each for each in outlined()}
        reports._courses = lambda language: outlines  # type: ignore[method-assign]
        made = reports.report(who)
        assert len(made.rows) == PEOPLE
        gc.disable()  # as in the windows, where Python's collector runs on the GUI thread alone
        assert all(len(each.courses) == COURSES for each in made.rows)
        bare = median_of(RUNS, lambda: db.rows(report_rows.BARE))
        read = median_of(RUNS, lambda: reports.report(who))
        yield Figure("report", read, f"ms for {PEOPLE * COURSES * ACTIVITIES} states", bare)
    yield from _on_the_screen(made)
    yield from _exported(made)


def _on_the_screen(report: CampusReport) -> Iterator[Figure]:
    from PySide6.QtWidgets import QApplication

    from ujuzi.ui.campus.report_view import ReportTableView
    from ujuzi.ui.shell.report_words import report_words

    app = QApplication.instance() or QApplication([])
    columns = columns_of(report, ReportView.PEOPLE)
    table = ReportTableView()
    table.resize(776, 400)
    table.show()
    wanted = ReportFilter(sort=ReportColumn.STUCK_AT, descending=True)

    def order() -> None:
        rows = rows_of(report, wanted, sees_people=True)
        table.set_rows(rows, columns, report_words(), wanted.sort, descending=True)
        app.processEvents()

    yield Figure("report-sort", median_of(RUNS, order), "ms until 5,000 rows stand in an order")
    bar = table.verticalScrollBar()

    def page(at: int) -> float:
        bar.setValue(at)
        return milliseconds(table.viewport().repaint) + milliseconds(app.processEvents)

    pages = [page(at) for at in range(0, bar.maximum(), STEP)]
    assert len(pages) > PEOPLE * 20 // STEP
    yield Figure("report-scroll", max(pages), f"ms at most, of {len(pages)} pages", 50)
    table.close()


def _exported(report: CampusReport) -> Iterator[Figure]:
    from ujuzi.ui.shell.report_words import report_words

    rows = rows_of(report, ReportFilter(), sees_people=True)
    table = report_words().table("Reports", columns_of(report, ReportView.PEOPLE), rows)
    taken = median_of(3, lambda: xlsx_of(table))
    yield Figure(
        "export-xlsx", taken, f"ms for {len(rows)} rows", median_of(3, lambda: _bare(table))
    )


def _bare(table: ReportTable) -> bytes:
    """Return the cells as XML in a deflated file: the least that any writer of XLSX does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        parts = []
        for number, row in enumerate(table.rows, 1):
            parts.append(f'<row r="{number}">')
            for column, cell in enumerate(row):
                at = f"{chr(ord('A') + column)}{number}"
                match cell:
                    case None:
                        continue
                    case date():
                        parts.append(f'<c r="{at}"><v>{cell.toordinal()}</v></c>')
                    case str():
                        said = escape(cell)
                        parts.append(f'<c r="{at}" t="inlineStr"><is><t>{said}</t></is></c>')
                    case _:
                        parts.append(f'<c r="{at}"><v>{cell}</v></c>')
            parts.append("</row>")
        file.writestr("sheet.xml", "".join(parts))
    return out.getvalue()


FIGURES = {"report": report, "report-scroll": report, "export-xlsx": report}
