"""`ujuzi folder`: results by stick, memory card or shared folder, and what came of each computer.

`write` on any computer; `collect`, `send` and `prepare` on the one that carries for the campus, and
`list` says what is known there. What is in a folder has not arrived: the hub's receipt says that.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ujuzi.cli.answers import REFUSED, answer
from ujuzi.cli.options import data_dir_option, json_option
from ujuzi.terminal import MINUTE, dated, say

if TYPE_CHECKING:
    from ujuzi.store.held import HeldCount

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(name="folder")
def group() -> None:
    """Results in a folder: carry them to the hub.

    A folder is a stick, a memory card, or one that computers share.
    """


@group.command()
@click.argument("folder", type=FOLDER)
@data_dir_option
@json_option
def write(folder: Path, data_dir: Path, *, as_json: bool) -> None:
    """Write to FOLDER what the hub lacks.

    It is sealed for the hub alone. When the command ends, the folder has been read back, and a
    stick may be taken out.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        visit = desk.folders.write(folder)
    if as_json:
        answer(msgspec.to_builtins(visit))
        return
    say(f"{visit.events} events are in {folder}; {visit.landed} are at the hub.")
    if visit.left:
        say(f"{visit.left} more found no room there; they stay on this computer.")


@group.command()
@click.argument("folder", type=FOLDER)
@data_dir_option
@json_option
def collect(folder: Path, data_dir: Path, *, as_json: bool) -> None:
    """Collect what computers wrote to FOLDER.

    Nothing there is opened or taken away.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        found = desk.folders.collect(folder)
    if as_json:
        answer(msgspec.to_builtins(found))
    else:
        say(f"{found.bundles} bundles; {found.events} events are new, {found.known} were known.")
        for name, code in sorted(found.problems.items()):
            say(f"{name}: {code}")
    if found.problems:
        sys.exit(REFUSED)


@group.command()
@data_dir_option
@json_option
def send(data_dir: Path, *, as_json: bool) -> None:
    """Bring the hub what was collected."""
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        told = desk.folders.send_on()
    if as_json:
        answer(msgspec.to_builtins(told))
    else:
        say(f"{told.landed} batches have arrived; {told.bytes_up} bytes up, {told.bytes_down} down")
        for code in told.refused:
            say(f"refused: {code}")
    if told.refused:
        sys.exit(REFUSED)


@group.command()
@click.argument("folder", type=FOLDER)
@data_dir_option
def prepare(folder: Path, data_dir: Path) -> None:
    """Write the hub's receipts to FOLDER.

    The computers that come by it next know by them what has arrived.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        done = desk.folders.prepare(folder)
    say(f"Receipts of {done.receipts} computers are in {folder}.")
    if done.left_out:
        say("There was no room for all that the hub sent for computers.")
    for title in done.courses.on_folder:
        say(f"{title} is there.")
    for title in done.courses.no_room:
        say(f"There was no room for {title}.")


@group.command(name="list")
@data_dir_option
@json_option
def list_computers(data_dir: Path, *, as_json: bool) -> None:
    """List the computers of the campus.

    Of each the name, how many events were seen, are held since when, and have arrived at the hub.
    """
    from ujuzi.services.desk import open_desk

    with open_desk(data_dir) as desk:
        counts = desk.folders.counts()
    if as_json:
        answer(msgspec.to_builtins(counts))
        return
    for each in counts:
        say(f"{each.name or each.device}: {', '.join(_row(each))}")


def _row(count: HeldCount) -> tuple[str, ...]:
    """Return the three counts of a computer, which are never merged, and what was refused."""
    since = ""
    if count.since is not None:
        since = f" since {dated(count.since, MINUTE)} UTC"
    refused = (f"refused {count.refused}",) if count.refused else ()
    return (
        f"seen {count.recorded}",
        f"held {count.held}{since}",
        f"arrived {count.landed}",
        *refused,
    )
