"""`ujuzi set-up`: what an installer asks of the program once its files are there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ujuzi import installed
from ujuzi.cli.answers import REFUSED
from ujuzi.cli.computer import register
from ujuzi.cli.options import ANYWHERE, FILE, FOLDER, data_dir_option
from ujuzi.errors import Code, UjuziError, WorldError
from ujuzi.terminal import say


@click.command("set-up")
@click.option("--stick", type=FOLDER, help="Install the courses in its folder `packs`.")
@click.option("--registration", type=FILE, help="Make this computer known to the hub of this file.")
@click.option("--shared-data", type=ANYWHERE, help="Where the accounts here share their data.")
@data_dir_option
@click.pass_context
def set_up(
    context: click.Context,
    stick: Path | None,
    registration: Path | None,
    shared_data: Path | None,
    data_dir: Path,
) -> None:
    """Make an installed Ujuzi ready, as its installer does.

    Each thing is tried, whatever becomes of the others; what was refused is said. Courses signed by
    who released this program are trusted where no steward looks after this computer yet.
    """
    refused: list[UjuziError] = []
    if shared_data is not None:
        data_dir = shared_data
        with _collected(refused):
            _share(shared_data)
    if stick is not None:
        with _collected(refused):
            refused += _install_courses(stick, data_dir)
    if registration is not None:
        with _collected(refused):
            context.invoke(register, hub=str(registration), data_dir=data_dir)
    for error in refused:
        say(str(error), err=True)
    if refused:
        sys.exit(REFUSED)


@contextmanager
def _collected(refused: list[UjuziError]) -> Iterator[None]:
    try:
        yield
    except UjuziError as error:
        refused.append(error)


def _share(folder: Path) -> None:
    try:
        installed.share_data_folder(folder)
    except OSError as error:
        sentence = f"{folder} cannot be shared: {error.strerror}."
        raise WorldError(Code.OUTPUT_UNWRITABLE, sentence, path=str(folder)) from error


def _install_courses(stick: Path, data_dir: Path) -> list[UjuziError]:
    from ujuzi.services.desk import open_desk
    from ujuzi.services.setting_up import install_courses

    with open_desk(data_dir) as desk:
        return install_courses(stick, lambda work: work(desk.library))
