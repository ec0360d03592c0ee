"""`ujuzi-hub export`: learning records for reports."""

from __future__ import annotations

from pathlib import Path

import click

from ujuzi.hub.commands.database import pass_rows
from ujuzi.hub.store.database import Database


@click.command()
@click.option(
    "--parquet", "folder", type=click.Path(file_okay=False, path_type=Path), required=True
)
@click.option("--month", help="One month of arrival, as 2026-11; else every month.")
@pass_rows
def export(database: Database, folder: Path, month: str | None) -> None:
    """Write learning records as Parquet files, a folder a month. Holds no names and no answers."""
    try:
        from ujuzi.hub.reports import export as reports
    except ModuleNotFoundError as error:
        raise click.UsageError("Exporting needs the extra: pip install 'ujuzi[reports]'") from error

    for each, count in reports.export(database, folder, month):
        click.echo(f"{each}\t{count} records")
