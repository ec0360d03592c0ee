"""The files of a report, made beside the windows: of what was on the screen then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ujuzi.domain.event import LearnerId
from ujuzi.domain.report import LearnerRow
from ujuzi.domain.report_filter import ReportRow
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.report_files import ReportTable, csv_of, xlsx_of
from ujuzi.ui.shell.jobs import Jobs, Reporter

FORMATS = ("xlsx", "csv", "pdf")


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file as it was made, and how many rows or sheets it has."""

    data: bytes
    rows: int


Making: TypeAlias = Callable[[Reporter], MadeFile]
"""What is called on a thread of its own."""


def rows_making(ending: str, table: Callable[[], ReportTable], under: Sequence[str]) -> Making:
    """Return what makes a file of a table; `under` are lines under its title, on paper."""
    if ending == "pdf":
        # Here, and not on the other thread: new classes of Qt's come on the GUI thread (`Jobs`).
        from ujuzi.ui.campus.report_pdf import report_pdf

        def draw(_reporter: Reporter) -> MadeFile:
            made = table()
            return MadeFile(report_pdf(made, under), len(made.rows))

        return draw

    def make(_reporter: Reporter) -> MadeFile:
        made = table()
        return MadeFile(xlsx_of(made) if ending == "xlsx" else csv_of(made), len(made.rows))

    return make


def certificates_making(jobs: Jobs, rows: Sequence[ReportRow], title: str) -> Making:
    """Return what draws the certificates of these people, as far as they are on this computer.

    It raises RefusedError `certificate-missing` where none is.
    """
    from ujuzi.ui.pictures.certificate_pdf import certificates_pdf

    learners = [
        LearnerId(each) for row in rows if isinstance(row, LearnerRow) for each in row.learners
    ]

    def make(reporter: Reporter) -> MadeFile:
        held = jobs.wait_for(lambda desk: desk.certificates.of(learners))
        if not held:
            raise RefusedError(Code.CERTIFICATE_MISSING, "None of these certificates is here.")
        return MadeFile(certificates_pdf(held, title, reporter.report), len(held))

    return make
