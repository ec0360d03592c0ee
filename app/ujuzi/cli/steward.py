"""`ujuzi steward-code`: a new code for a computer whose steward code is lost.

Whoever may administer the computer may do anything with the data on it; everybody else needs the
old code, in the window. What is written stays the data's owner's, also where root writes it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ujuzi.cli.answers import answer
from ujuzi.cli.options import data_dir_option, json_option
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.paths import DATABASE
from ujuzi.terminal import say


@click.group("steward-code")
def steward_code() -> None:
    """The code by which somebody keeps a computer."""


@steward_code.command("new")
@data_dir_option
@json_option
def new_code(data_dir: Path, *, as_json: bool) -> None:
    """Replace the steward code, as an administrator of this computer.

    The old code is not asked for. Name the folder of the data by --data-dir, where it is another
    account's.
    """
    from ujuzi.services.desk import open_desk

    if not is_administrator():
        raise RefusedError(
            Code.NOT_ALLOWED,
            "Only an administrator of this computer may do this: call it by sudo, or in a window of"
            " the administrator's. Whoever has the old code makes a new one in Ujuzi's settings.",
            act="renew-steward-code",
        )
    if not (data_dir / DATABASE).is_file():
        raise WorldError(
            Code.DATA_MISSING,
            f"Ujuzi has no data in {data_dir}. Name its folder by --data-dir: Settings shows it.",
            path=str(data_dir),
        )
    with _as_owner(data_dir / DATABASE), open_desk(data_dir) as desk:
        code = desk.people.replace_steward_code()
    if as_json:
        answer({"steward_code": code})
    else:
        say(code)


def is_administrator() -> bool:
    """Whether this process may do anything on this computer."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.shell32.IsUserAnAdmin())
    return os.geteuid() == 0


@contextmanager
def _as_owner(file: Path) -> Iterator[None]:
    """Be whose file this is, so that what is made beside it is not root's alone."""
    if sys.platform == "win32":
        yield
        return
    owner, user, group = file.stat(), os.geteuid(), os.getegid()
    os.setegid(owner.st_gid)
    os.seteuid(owner.st_uid)
    try:
        yield
    finally:
        os.seteuid(user)
        os.setegid(group)
