"""How a command gets at the hub: only once it runs, so that help and wrong usage touch none.

Only `serve` and `migrate` bring a database of before to the newest schema; others are refused.
A command that opens a hub's keys, or might, is refused where what wraps them is lost or wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import click

from ujuzi.hub.actions.access import Access, open_hub

P = ParamSpec("P")
R = TypeVar("R")


def pass_access(command: Callable[Concatenate[Access, P], R]) -> Callable[P, R]:
    """Give a command the hub that `ujuzi-hub` was told of, as its operator.

    It is closed when the command ends. Raises what `open_hub` raises.
    """
    return _passing(command)


def pass_rows(command: Callable[Concatenate[Access, P], R]) -> Callable[P, R]:
    """Do the same for a command that opens no key: it works without what wraps them."""
    return _passing(command, checks_key=False)


def pass_new_access(command: Callable[Concatenate[Access, P], R]) -> Callable[P, R]:
    """Do the same, and make a hub where there is none."""
    return _passing(command, makes=True)


def pass_served(command: Callable[Concatenate[Access, P], R]) -> Callable[P, R]:
    """Do the same, and migrate one of before."""
    return _passing(command, makes=True, migrates=True)


def pass_migrated(command: Callable[Concatenate[Access, P], R]) -> Callable[P, R]:
    """Give a command a hub that is there, migrated; it opens no key."""
    return _passing(command, migrates=True, checks_key=False)


def _passing(
    command: Callable[Concatenate[Access, P], R],
    *,
    makes: bool = False,
    migrates: bool = False,
    checks_key: bool = True,
) -> Callable[P, R]:
    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> R:
        url = click.get_current_context().find_root().obj
        with open_hub(url, makes=makes, migrates=migrates, checks_key=checks_key) as access:
            return command(access, *arguments, **options)

    return run
