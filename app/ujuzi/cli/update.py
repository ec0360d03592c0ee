"""`ujuzi update`: a new version of Ujuzi, from a stick or a folder."""

from __future__ import annotations

from pathlib import Path

import click

from ujuzi.cli.answers import answer
from ujuzi.cli.options import FOLDER, any_data_dir_option, json_option
from ujuzi.terminal import say


@click.command()
@click.argument("source", type=FOLDER)
@any_data_dir_option
@json_option
def update(source: Path, *, as_json: bool) -> None:
    """Install a newer Ujuzi from a stick or a folder.

    SOURCE is where it lies. The next start takes it; the version that runs is kept beside it.
    """
    from ujuzi.services.updating import offered_here, take

    done = take(offered_here(source))
    if as_json:
        answer({"version": done.version, "bytes": done.written, "linked": done.linked})
    else:
        say(f"Ujuzi {done.version} is installed; start Ujuzi again.")
