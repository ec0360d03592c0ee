"""What a page of reports shows for a filter, found beside the windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ujuzi.domain.report_filter import (
    CampusReport,
    ReportFilter,
    ReportOnly,
    ReportRow,
    counts,
    rows_of,
)
from ujuzi.ui.campus.report_charts import ReportFigures, figures_of


@dataclass(frozen=True, slots=True)
class FilteredReport:
    """What is shown for a filter: rows, how many people each chip finds, and the figures."""

    rows: tuple[ReportRow, ...] = ()
    counts: Mapping[ReportOnly, int] = field(default_factory=dict)
    figures: ReportFigures = field(default_factory=ReportFigures)


def filtered(
    report: CampusReport, wanted: ReportFilter, *, sees_people: bool, draws: bool
) -> FilteredReport:
    """Return what is shown for a filter; figures where they are drawn."""
    return FilteredReport(
        rows_of(report, wanted, sees_people=sees_people),
        counts(report.rows, wanted) if sees_people else {},
        figures_of(report, wanted, sees_people=sees_people) if draws else ReportFigures(),
    )
