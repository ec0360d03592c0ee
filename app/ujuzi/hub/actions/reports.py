"""What is counted: how people rate themselves, and learning records to be read elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ujuzi.domain.authority import Act
from ujuzi.hub.actions.access import Access
from ujuzi.hub.reports import competencies as ratings
from ujuzi.hub.reports.competencies import Report


def competencies(access: Access, institution: str, questionnaires: Path | None = None) -> Report:
    """Return how people of an institution rate themselves; a folder may hold more questionnaires.

    Raises RefusedError `institution-unknown`, and what `read_questionnaires` raises.
    """
    known = ratings.read_questionnaires(questionnaires)
    with access.reading(Act.READ_REPORTS, institution) as scope:
        return ratings.report(scope, known)


def export(access: Access, folder: Path, month: str | None) -> Iterator[tuple[str, int]]:
    """Write learning records as Parquet files; yield each month with how many there were.

    Raises ModuleNotFoundError where pyarrow is missing, and what `reports.export` raises.
    """
    from ujuzi.hub.reports import export as records

    with access.reading(Act.EXPORT_RECORDS) as scope:
        yield from records.export(scope, folder, month)
