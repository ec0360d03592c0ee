"""How a command gets the database: only once it runs, so that help and wrong usage touch none.

A command that opens a hub's keys, or might, is refused where what wraps them is lost or wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import click

from ujuzi.errors import RefusedError
from ujuzi.hub.store import settings
from ujuzi.hub.store.database import Database, open_database, sqlite_file
from ujuzi.hub.store.migrate import migrate

P = ParamSpec("P")
R = TypeVar("R")


def pass_database(command: Callable[Concatenate[Database, P], R]) -> Callable[P, R]:
    """Give a command the database that `ujuzi-hub` was told of, at the newest schema.

    It is closed when the command ends. Raises RefusedError `hub-missing` where there is none yet,
    and what `settings.check_key` raises.
    """
    return _passing(command)


def pass_rows(command: Callable[Concatenate[Database, P], R]) -> Callable[P, R]:
    """Do the same for a command that opens no key: it works without what wraps them."""
    return _passing(command, checks_key=False)


def pass_new_database(command: Callable[Concatenate[Database, P], R]) -> Callable[P, R]:
    """Do the same, and make a SQLite file where there is none."""
    return _passing(command, makes=True)


def _passing(
    command: Callable[Concatenate[Database, P], R], *, makes: bool = False, checks_key: bool = True
) -> Callable[P, R]:
    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> R:
        url = click.get_current_context().find_root().obj
        with closing(open_database(url)) as database:
            file = sqlite_file(url)
            if file is not None and not makes and not file.exists():
                raise RefusedError(
                    "hub-missing",
                    f"There is no hub at {file.resolve()}; say which with --database or"
                    " UJUZI_HUB_DATABASE, or start one with `ujuzi-hub serve`.",
                )
            migrate(database)
            if checks_key:
                with database.reading() as connection:
                    settings.check_key(connection)
            return command(database, *arguments, **options)

    return run
