"""`ujuzi bank`: question banks, from which assessments are drawn."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from ujuzi.cli.answers import answer
from ujuzi.cli.options import ANYTHING, ANYWHERE, any_data_dir_option, json_option
from ujuzi.terminal import say


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

    report = export_gift(source, output)
    if as_json:
        answer(msgspec.to_builtins(report, enc_hook=str))
        return
    say(f"{report.file}: {report.questions} questions")
    for omission in report.omissions:
        say(f"not as it was: {omission}", err=True)
