"""`ujuzi-hub`: serve, and what its operator does by hand; each group of commands has its file.

A command asks `hub.actions` and prints: it knows no table and opens no transaction. Its file is
loaded when it is called: nobody waits for what another command works with. Exit status: 0 done, 1
refused, 2 wrong usage, 3 the world (disk, network, database).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from typing import Any

import click

from ujuzi import interrupts
from ujuzi.command_files import CommandFiles, Files
from ujuzi.errors import RefusedError, UjuziError
from ujuzi.hub import DATABASE_VARIABLE, pipe
from ujuzi.paths import default_hub_database
from ujuzi.terminal import (
    REFUSED,
    WORLD,
    end_as_if_interrupted,
    leave_ended,
    leave_unforeseen,
    make_visible,
    prepare,
    say_each,
)

DEFAULT_DATABASE = f"sqlite:///{default_hub_database().as_posix()}"
"""One place, whatever the folder that a command is typed in."""


def _announcements(_name: str) -> click.Command:
    from ujuzi.hub.commands.announcements import group

    return group


def _appeals(_name: str) -> click.Command:
    from ujuzi.hub.commands.appeals import group

    return group


def _assessment(_name: str) -> click.Command:
    from ujuzi.hub.commands.assessment import group

    return group


def _cohorts(_name: str) -> click.Command:
    from ujuzi.hub.commands.cohorts import group

    return group


def _computers(name: str) -> click.Command:
    from ujuzi.hub.commands import computers as c

    each = (c.code, c.registration, c.list_devices, c.revoke, c.reinstate, c.admit, c.relay)
    return {command.name: command for command in each}[name]


def _credentials(name: str) -> click.Command:
    from ujuzi.hub.commands import credentials as c

    return {command.name: command for command in (c.achievement, c.award, c.credential)}[name]


def _keys(name: str) -> click.Command:
    from ujuzi.hub.commands import keys as c

    return {
        command.name: command for command in (c.group, c.root_group, c.write_checker, c.write_list)
    }[name]


def _organisations(_name: str) -> click.Command:
    from ujuzi.hub.commands.organisations import group

    return group


def _people(name: str) -> click.Command:
    from ujuzi.hub.commands import people as c

    return {command.name: command for command in (c.group, c.import_roster)}[name]


def _quarantine(_name: str) -> click.Command:
    from ujuzi.hub.commands.quarantine import group

    return group


def _reports(name: str) -> click.Command:
    from ujuzi.hub.commands import reports as c

    return {command.name: command for command in (c.export, c.show_competencies)}[name]


def _serve(_name: str) -> click.Command:
    from ujuzi.hub.commands.serve import serve

    return serve


def _upkeep(name: str) -> click.Command:
    from ujuzi.hub.commands import upkeep as c

    each = (c.administrator, c.clock, c.migrate, c.purge, c.restored)
    return {command.name: command for command in each}[name]


FILES: Files = {
    "achievement": _credentials,
    "administrator": _upkeep,
    "admit": _computers,
    "announcements": _announcements,
    "appeals": _appeals,
    "assessment": _assessment,
    "award": _credentials,
    "checker": _keys,
    "clock": _upkeep,
    "code": _computers,
    "cohorts": _cohorts,
    "competencies": _reports,
    "credential": _credentials,
    "devices": _computers,
    "export": _reports,
    "keys": _keys,
    "list": _keys,
    "migrate": _upkeep,
    "organisation": _organisations,
    "people": _people,
    "purge": _upkeep,
    "quarantine": _quarantine,
    "registration": _computers,
    "reinstate": _computers,
    "relay": _computers,
    "restored": _upkeep,
    "revoke": _computers,
    "root": _keys,
    "roster": _people,
    "serve": _serve,
}


class _Group(click.Group):
    """Turns our errors into one sentence and the exit status."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except click.ClickException as error:
            make_visible(error)
            raise
        except UjuziError as error:
            reason = error.facts.get("reason")
            is_told = not reason or str(reason) in str(error)
            said = str(error) if is_told else f"{error} ({reason})"
            say_each(f"ujuzi-hub: {said}", err=True)
            sys.exit(REFUSED if isinstance(error, RefusedError) else WORLD)
        except (OSError, UnicodeEncodeError) as error:
            if isinstance(error, BrokenPipeError):  # who read what is printed has gone
                raise
            leave_unforeseen("ujuzi-hub", error)
        except (KeyboardInterrupt, RuntimeError) as error:
            if not interrupts.is_interruption(error):
                raise
            leave_ended("ujuzi-hub")

    def main(self, *arguments: Any, **options: Any) -> Any:
        multiprocessing.freeze_support()  # of `serve --workers` in a frozen program
        prepare()
        interrupts.raise_again()
        options.setdefault("prog_name", "ujuzi-hub")
        try:
            return super().main(*arguments, **options)
        except OSError as error:  # met before a command began, as where its help finds no room
            leave_unforeseen("ujuzi-hub", error)


@click.group(cls=_Group, commands=CommandFiles(FILES))
@click.option(
    "--database",
    default=DEFAULT_DATABASE,
    show_default=True,
    envvar=DATABASE_VARIABLE,
    show_envvar=True,
    help="Where the hub keeps everything: sqlite:///FILE or postgresql://USER@HOST/NAME.",
)
@click.pass_context
def main(context: click.Context, database: str) -> None:
    """Run and look after an Ujuzi hub."""
    if context.invoked_subcommand not in {"serve", pipe.PROCESS}:  # these know their own end
        end_as_if_interrupted()
    context.obj = database
    os.environ[DATABASE_VARIABLE] = database


@main.command(name=pipe.PROCESS, hidden=True)
@click.argument("module")
def process(module: str) -> None:
    """Be the process beside a hub that a frozen program starts."""
    from ujuzi.hub.asgi import PROCESSES

    if module not in PROCESSES:
        raise click.UsageError(f"There is no process {module}.")
    PROCESSES[module].main()
