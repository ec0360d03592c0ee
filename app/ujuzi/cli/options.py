"""Options and arguments that commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ujuzi.paths import default_data_dir

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ANYTHING = click.Path(exists=True, path_type=Path)
ANYWHERE = click.Path(path_type=Path)


def data_dir_option(command: F) -> F:
    """Add `--data-dir`, the folder that holds the database, the courses and the keys.

    It may stand before a command as well as after it, where it counts more.
    """
    return click.option(
        "--data-dir",
        type=ANYWHERE,
        default=None,
        callback=_data_dir,
        help="The folder that holds the data; this account's own by default.",
    )(command)


def _data_dir(context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    before = context.find_root().params.get("data_dir")
    return value or (before if isinstance(before, Path) else default_data_dir())


def any_data_dir_option(command: F) -> F:
    """Add `--data-dir` to a command that needs no data, so that every command takes it."""
    return click.option(
        "--data-dir", expose_value=False, type=ANYWHERE, help="Not used by this command."
    )(command)


def json_option(command: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")(
        command
    )
