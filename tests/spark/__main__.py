"""`make test-spark`: DuckDB and Spark read the same exported files, and get the same totals.

By hand: Spark is 450 MB and needs Java 17. `python -m spark PYTHON`, where PYTHON has pyspark.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from bench.fleet import open_campuses, sender
from helpers.hubs import NOW, new_database
from helpers.scopes import whole
from ujuzi.hub.app import Hub
from ujuzi.hub.reports import export as reports

COMPUTERS = 12
EVENTS = 10_000
A_WEEK = 7 * 24 * 3600 * 1000
TOTALS = """
    SELECT month, institution, kind, count(*), count(DISTINCT learner),
        count(*) FILTER (correct), sum(seconds)::BIGINT, epoch_ms(min(recorded_at)) / 1000.0
    FROM read_parquet('{folder}/events/**/*.parquet', hive_partitioning = true)
    GROUP BY ALL ORDER BY ALL
"""


def main() -> None:
    """Export, let both read, and say whether they agree."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = _export(folder)
        with duckdb.connect() as engine:
            by_duckdb = [list(row) for row in engine.execute(_question(folder)).fetchall()]
        by_spark = _ask_spark(sys.argv[1], folder)
    if by_duckdb != by_spark or sum(row[3] for row in by_duckdb) != count:
        sys.exit(f"The totals differ:\n{by_duckdb}\n{by_spark}")
    print(f"{count} records, {len(by_spark)} totals of months, institutions and kinds: equal.")


def _question(folder: Path) -> str:
    return TOTALS.format(folder=folder)


def _export(folder: Path) -> int:
    """Let computers of three institutions be heard over three months, and export."""
    clock = [NOW]
    database = new_database("sqlite", folder)
    hub = Hub(database, lambda: clock[0])
    campuses = open_campuses(hub, 3, institutions=3)
    for number in range(COMPUTERS):
        campus = campuses[number % len(campuses)]
        for wire in sender(hub, campus, number, EVENTS, a_batch=1_000, an_ask=5).asks:
            hub.exchange(wire)
        clock[0] += A_WEEK
    with database.reading() as connection:
        count = sum(records for _, records in reports.export(whole(connection), folder))
    database.close()
    return count


def _ask_spark(python: str, folder: Path) -> list[list[Any]]:
    totals = Path(__file__).with_name("totals.py")
    done = subprocess.run(
        [python, str(totals), str(folder)], stdout=subprocess.PIPE, check=True, text=True
    )
    return list(json.loads(done.stdout))


if __name__ == "__main__":
    main()
