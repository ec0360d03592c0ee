"""`report`: 5,000 people x 40 activities read into rows, against the bare SELECT of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.campus_people import ACTIVITIES, COURSES, PEOPLE, fill
from bench.figure import Figure, median_of
from ujuzi.services.campus.reports import Reports
from ujuzi.services.desk import open_desk
from ujuzi.store import report_rows

RUNS = 5


def report() -> Iterator[Figure]:
    """Yield how long it takes to read everybody."""
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder)) as desk:
        db = desk._db
        fill(db, desk._clock.now())
        reports = Reports(db, desk.library, desk._clock)
        rows = reports.report().rows
        assert len(rows) == PEOPLE
        assert all(len(each.courses) == COURSES for each in rows)
        bare = median_of(RUNS, lambda: db.rows(report_rows.BARE))
        read = median_of(RUNS, reports.report)
        yield Figure("report", read, f"ms for {PEOPLE * COURSES * ACTIVITIES} states", bare)


FIGURES = {"report": report}
