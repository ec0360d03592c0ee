"""`ujuzi-hub competencies` and `export`: what is counted, and learning records for reports."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec

from ujuzi.hub.actions import reports
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access, pass_rows
from ujuzi.hub.commands.rows import echo_row
from ujuzi.terminal import say_each


@click.command(name="competencies")
@click.argument("institution")
@click.option(
    "--questionnaires",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with a National Centre's own questionnaires.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@pass_access
def show_competencies(
    access: Access, institution: str, questionnaires: Path | None, *, as_json: bool
) -> None:
    """Show how people of INSTITUTION rate themselves: averages of five or more, and what is shared.

    Lines: competency, campus (empty for all), average, people; or the name, campus and levels of
    somebody who shares hers.
    """
    seen = reports.competencies(access, institution, questionnaires)
    if as_json:
        say_each(json.dumps(msgspec.to_builtins(seen), ensure_ascii=False, indent=2))
        return
    for figure in seen.figures:
        echo_row(figure.competency, figure.campus, figure.mean, figure.people)
    for rater in seen.shared:
        levels = ", ".join(f"{name} {level:.1f}" for name, level in rater.levels.items())
        echo_row(rater.name, rater.campus, levels)


@click.command()
@click.option(
    "--parquet", "folder", type=click.Path(file_okay=False, path_type=Path), required=True
)
@click.option("--month", help="One month of arrival, as 2026-11; else every month.")
@pass_rows
def export(access: Access, folder: Path, month: str | None) -> None:
    """Write learning records as Parquet files, a folder a month. Holds no names and no answers."""
    try:
        for each, count in reports.export(access, folder, month):
            echo_row(each, f"{count} records")
    except ModuleNotFoundError as error:
        raise click.UsageError("Exporting needs the extra: pip install 'ujuzi[reports]'") from error
