"""`ujuzi-hub`: serve, and what its operator does by hand; each group of commands has its file.

A command asks `hub.actions` and prints: it knows no table and opens no transaction. Exit status: 0
done, 1 refused, 2 wrong usage, 3 the world (disk, network, database).
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from ujuzi.errors import RefusedError, UjuziError
from ujuzi.hub import asgi, pipe
from ujuzi.hub.commands import (
    assessment,
    computers,
    credentials,
    keys,
    organisations,
    people,
    quarantine,
    reports,
    serve,
    upkeep,
)

DEFAULT_DATABASE = "sqlite:///ujuzi-hub.sqlite3"
REFUSED, WORLD = 1, 3


class _Group(click.Group):
    """Turns our errors into one sentence and the exit status."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except UjuziError as error:
            reason = error.facts.get("reason")
            said = f"{error} ({reason})" if reason else str(error)
            click.echo(f"ujuzi-hub: {said}", err=True)
            sys.exit(REFUSED if isinstance(error, RefusedError) else WORLD)


@click.group(cls=_Group)
@click.option(
    "--database",
    default=DEFAULT_DATABASE,
    show_default=True,
    envvar=asgi.DATABASE_VARIABLE,
    show_envvar=True,
    help="Where the hub keeps everything: sqlite:///FILE or postgresql://USER@HOST/NAME.",
)
@click.pass_context
def main(context: click.Context, database: str) -> None:
    """Run and look after an Ujuzi hub."""
    context.obj = database
    os.environ[asgi.DATABASE_VARIABLE] = database


@click.command(name=pipe.PROCESS, hidden=True)
@click.argument("module")
def process(module: str) -> None:
    """Be the process beside a hub that a frozen program starts."""
    from ujuzi.hub.landing import reader
    from ujuzi.hub.verify import checker

    mains = {each.__name__: each.main for each in (reader, checker)}
    if module not in mains:
        raise click.UsageError(f"There is no process {module}.")
    mains[module]()


for command in (
    assessment.group,
    computers.code,
    computers.list_devices,
    computers.revoke,
    computers.reinstate,
    computers.admit,
    credentials.achievement,
    credentials.award,
    credentials.credential,
    keys.group,
    keys.root_group,
    keys.write_checker,
    keys.write_list,
    organisations.group,
    people.group,
    people.import_roster,
    process,
    quarantine.group,
    reports.export,
    reports.show_competencies,
    serve.serve,
    upkeep.administrator,
    upkeep.clock,
    upkeep.migrate,
    upkeep.purge,
    upkeep.restored,
):
    main.add_command(command)
