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


def steward_code_option(help_text: str) -> Callable[[F], F]:
    """Return what adds `--steward-code`; without a value it asks for the code, and shows none."""
    return click.option(
        "--steward-code",
        default="",
        prompt="Steward code",
        prompt_required=False,
        hide_input=True,
        help=f"{help_text} Without a value it is asked for, unseen.",
    )


def json_option(command: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")(
        command
    )
