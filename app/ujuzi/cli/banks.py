"""`ujuzi bank`: question banks, from which assessments are drawn."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from ujuzi.cli.answers import answer, write_output
from ujuzi.cli.options import (
    ANYTHING,
    ANYWHERE,
    FILE,
    FOLDER,
    any_data_dir_option,
    json_option,
)
from ujuzi.files import read_input
from ujuzi.terminal import check_apart, say

WORKSHEET_BYTES_MOST = 16_000_000
"""Of a worksheet: what comes after it is not read."""


@click.group()
def bank() -> None:
    """Question banks, from which assessments are drawn."""


@bank.command("export")
@click.argument("source", type=ANYTHING)
@click.option("-o", "--output", type=ANYWHERE, required=True, help="The GIFT file to write.")
@any_data_dir_option
@json_option
def export_bank(source: Path, output: Path, *, as_json: bool) -> None:
    """Write question banks in GIFT, a format that Moodle reads.

    SOURCE is a bank, or a folder of which every bank is written.
    """
    from ujuzi.authoring.exporters.gift import export_gift

    check_apart(output, source)
    report = export_gift(source, output)
    if as_json:
        answer(msgspec.to_builtins(report, enc_hook=str))
        return
    say(f"{report.file}: {report.questions} questions")
    for omission in report.omissions:
        say(f"not as it was: {omission}", err=True)


@bank.command("worksheet")
@click.argument("folder", type=FOLDER)
@click.option("-o", "--output", type=ANYWHERE, required=True, help="The table (CSV) to write.")
@click.option(
    "--judges",
    default=8,
    show_default=True,
    type=click.IntRange(1, 50),
    help="How many columns for estimates.",
)
@click.option("--assessment", default="", help="The assessment, where the course has several.")
@any_data_dir_option
def panel_worksheet(folder: Path, output: Path, judges: int, assessment: str) -> None:
    """Write a worksheet for a pass mark (modified Angoff).

    FOLDER is the course folder. The table holds the answers: keep it as an examination paper.
    """
    from ujuzi.authoring.panel import write_worksheet
    from ujuzi.services.assess.key_sheets import make_key_sheet

    sheet = make_key_sheet(folder, assessment)
    write_output(output, write_worksheet(sheet.assessment, sheet.items, judges))
    say(str(output))


@bank.command("panel")
@click.argument("folder", type=FOLDER)
@click.argument("worksheet", type=FILE)
@click.option("--assessment", default="", help="The assessment, where the course has several.")
@any_data_dir_option
@json_option
def reckon_panel(folder: Path, worksheet: Path, assessment: str, *, as_json: bool) -> None:
    """Reckon the pass mark of a filled WORKSHEET.

    FOLDER is the course folder. Names the judges' marks, and the items to talk about before a
    second round.
    """
    from ujuzi.authoring.panel import read_worksheet
    from ujuzi.services.assess.key_sheets import make_key_sheet

    sheet = make_key_sheet(folder, assessment)
    data = read_input(worksheet, WORKSHEET_BYTES_MOST)
    said = read_worksheet(sheet.assessment, sheet.items, data)
    if as_json:
        answer(msgspec.to_builtins(said))
        return
    for judge, mark in said.judges.items():
        say(f"{judge}: {mark:.1f}")
    error = "" if said.standard_error is None else f", standard error {said.standard_error:.1f}"
    say(f"pass mark: {said.mark:.1f} percent{error}")
    for item, apart in said.apart:
        say(f"talk about {item}: judges differ by {apart:.0f} points (standard deviation)")
