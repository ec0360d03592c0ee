"""How a command gets the database: only once it runs, so that help and wrong usage touch none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import click

from ujuzi.hub.database import Database, open_database
from ujuzi.hub.migrate import migrate

P = ParamSpec("P")
R = TypeVar("R")


def pass_database(command: Callable[Concatenate[Database, P], R]) -> Callable[P, R]:
    """Give a command the database that `ujuzi-hub` was told of, at the newest schema.

    It is closed when the command ends.
    """

    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> R:
        with closing(open_database(click.get_current_context().find_root().obj)) as database:
            migrate(database)
            return command(database, *arguments, **options)

    return run
