"""`ujuzi relay`: the collection point of a campus."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from ujuzi.cli.answers import answer
from ujuzi.cli.options import data_dir_option, json_option
from ujuzi.paths import RELAY
from ujuzi.terminal import say


@click.group(name="relay")
def group() -> None:
    """Bring results to the campus's collection point."""


@group.command()
@click.argument("address", required=False, default="")
@data_dir_option
@json_option
def visit(address: str, data_dir: Path, *, as_json: bool) -> None:
    """Leave there what the hub lacks.

    Without ADDRESS it is visited where it was the last time, or looked for in this network. What it
    holds has not arrived: the hub's receipt says that, and comes back by it.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        done = desk.relays.visit(address)
    if as_json:
        answer(msgspec.to_builtins(done))
        return
    told = done.visit
    say(f"{done.address} holds {told.holds - told.landed} events; {told.landed} are at the hub.")
    if told.refused:
        say("It had no room for the rest; that stays on this computer.")


@group.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--address", default="", help="Where it is; else where it was the last time.")
@data_dir_option
def fetch(folder: Path, address: str, data_dir: Path) -> None:
    """Take the courses that it hands out into FOLDER.

    What broke off goes on where it was. Install them with `ujuzi pack install`.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        for file in desk.relays.fetch(folder, address):
            say(str(file))


@group.command(hidden=True)
@data_dir_option
@click.option("--host", default="0.0.0.0", help="The address to listen at.")
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="The port, or another.")
def serve(data_dir: Path, host: str, port: int) -> None:
    """Serve the collection point, for whoever started this process.

    It ends with its standard input.
    """
    from ujuzi.relay.serve import say_started
    from ujuzi.relay.serve import serve as run

    run(data_dir / RELAY, host, port, say_started)
