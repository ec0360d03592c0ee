"""The `ujuzi` command: without a subcommand it opens the window.

A group of commands is a file, which is loaded when one of them is called: the window needs none.
Each command imports what it works with while it runs. Exit status: 0 done, 1 refused (the reason in
one line on standard error), 2 wrong usage, 3 the world (disk, network),
4 a certificate that is good by a list whose root nobody vouches for. Commands that write are
refused while the application runs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from ujuzi import __version__, interrupts
from ujuzi.cli.answers import leave_refused
from ujuzi.cli.options import data_dir_option
from ujuzi.command_files import CommandFiles, Files
from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.terminal import (
    end_as_if_interrupted,
    leave_ended,
    leave_unforeseen,
    make_visible,
    prepare,
)


def _computer(name: str) -> click.Command:
    from ujuzi.cli import computer

    return {"doctor": computer.doctor, "register": computer.register, "sync": computer.sync}[name]


def _certificates(_name: str) -> click.Command:
    from ujuzi.cli.certificates import verify_certificate

    return verify_certificate


def _packs(_name: str) -> click.Command:
    from ujuzi.cli.packs import pack

    return pack


def _banks(_name: str) -> click.Command:
    from ujuzi.cli.banks import bank

    return bank


def _keys(_name: str) -> click.Command:
    from ujuzi.cli.keys import keys

    return keys


def _folders(_name: str) -> click.Command:
    from ujuzi.cli.folders import group

    return group


def _relay(_name: str) -> click.Command:
    from ujuzi.cli.relay import group

    return group


def _campus(_name: str) -> click.Command:
    from ujuzi.cli.campus import group

    return group


def _frameworks(_name: str) -> click.Command:
    from ujuzi.cli.frameworks import framework

    return framework


def _carried(name: str) -> click.Command:
    from ujuzi.cli import carried

    return {"passphrase": carried.passphrase, "restore": carried.restore}[name]


def _setting_up(_name: str) -> click.Command:
    from ujuzi.cli.setting_up import set_up

    return set_up


def _steward(_name: str) -> click.Command:
    from ujuzi.cli.steward import steward_code

    return steward_code


def _update(_name: str) -> click.Command:
    from ujuzi.cli.update import update

    return update


FILES: Files = {
    "bank": _banks,
    "campus": _campus,
    "doctor": _computer,
    "folder": _folders,
    "framework": _frameworks,
    "keys": _keys,
    "pack": _packs,
    "passphrase": _carried,
    "register": _computer,
    "relay": _relay,
    "restore": _carried,
    "set-up": _setting_up,
    "steward-code": _steward,
    "sync": _computer,
    "update": _update,
    "verify": _certificates,
}


@click.group(commands=CommandFiles(FILES), invoke_without_command=True)
@click.version_option(__version__, prog_name="ujuzi")
@data_dir_option
@click.pass_context
def ujuzi(context: click.Context, data_dir: Path) -> None:
    """Study, practise and be recognised, with no internet.

    Without a command, the windows open.
    """
    if context.invoked_subcommand is None:
        from ujuzi import desktop

        sys.exit(desktop.run(data_dir))
    end_as_if_interrupted()


def _run_unlocked() -> None:
    """Run the command; where it meets locked data, ask for what opens it and run it again."""
    while True:
        try:
            ujuzi(prog_name="ujuzi", standalone_mode=False)
        except RefusedError as error:
            if error.code is not Code.DATA_LOCKED or not sys.stdin.isatty():
                raise
            _unlock(Path(str(error.facts["path"])), is_new=bool(error.facts["is_new"]))
        else:
            return


def _unlock(data_dir: Path, *, is_new: bool) -> None:
    from ujuzi.services.carried import open_with

    asked = "A new passphrase for this stick" if is_new else "Passphrase or steward code"
    secret = click.prompt(asked, hide_input=True, confirmation_prompt=is_new, err=True)
    open_with(data_dir, secret, is_new=is_new)


def main() -> NoReturn:
    """Run the command and leave with its exit status."""
    prepare()
    interrupts.raise_again()
    try:
        _run_unlocked()
    except click.ClickException as error:
        make_visible(error)
        error.show()
        sys.exit(error.exit_code)
    except (click.exceptions.Abort, KeyboardInterrupt):
        leave_ended("ujuzi")
    except UjuziError as error:
        leave_refused(error)
    except (OSError, UnicodeEncodeError) as error:
        leave_unforeseen("ujuzi", error)
    except RuntimeError as error:
        if not interrupts.is_interruption(error):
            raise
        leave_ended("ujuzi")
    sys.exit(0)
