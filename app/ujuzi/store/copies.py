"""Copies of a database that lie beside it, whole and by themselves.

    ujuzi.sqlite3.before-22     what an earlier version wrote, before its schema 22 became another
    ujuzi.sqlite3.kept-7-23     the seventh copy of carried data, of schema 23
    ujuzi.sqlite3.aside-1       what a copy took the place of, with its journal; nobody deletes it

Numbers say which is newer, as clocks lie. A copy has the key of what it was made of. One that a cut
left behind has no such name, and is worth nothing.
"""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from ujuzi import file_modes
from ujuzi.errors import Code, WorldError
from ujuzi.files import replace, sync_folder, unlink
from ujuzi.late import sqlite3

KEPT_MOST = 3
"""Of carried data; one before a migration is kept beside them."""
NAME = re.compile(r"\.(?:before-(?P<before>\d+)|kept-(?P<number>\d+)-(?P<kept>\d+))")
ASIDE = re.compile(r"\.aside-(\d+)")
BESIDE = ("", "-journal", "-wal", "-shm")
"""A database, and what SQLite keeps beside it."""
PART = ".part"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
SPARE_BYTES = 2_000_000
"""What has to be free beside the room of a copy."""


class Copy(msgspec.Struct, frozen=True):
    """A copy; `made_at` is in milliseconds, by the clock of whichever computer made it."""

    file: Path
    schema: int
    number: int
    """Of two kept ones, the higher is the newer; 0 of one before a migration."""
    made_at: int


def copies_of(database: Path) -> tuple[Copy, ...]:
    """Return the copies of a database, the newest first; those before a migration come last."""
    found = []
    with suppress(OSError):
        for file in database.parent.iterdir():
            named = NAME.fullmatch(file.name.removeprefix(database.name))
            if named and file.name.startswith(database.name):
                number = int(named["number"] or 0)
                schema = int(named["kept"] or named["before"])
                found.append(Copy(file, schema, number, int(file.stat().st_mtime * 1000)))
    return tuple(sorted(found, key=lambda copy: (copy.number, copy.schema), reverse=True))


def has_any(database: Path) -> bool:
    """Whether something lies beside a database that was made of it: it is, or was, no new one."""
    asides = _asides(database)
    return bool(asides or copies_of(database))


def before_migration(connection: sqlite3.Connection, database: Path, schema: int) -> None:
    """Keep what an earlier version wrote, in place of older ones; raises WorldError."""
    copy = database.with_name(f"{database.name}.before-{schema}")
    with _told(database):
        _write(connection, copy)
    _delete(each.file for each in copies_of(database) if not each.number and each.file != copy)


def keep(connection: sqlite3.Connection, database: Path, schema: int) -> bool:
    """Keep a copy, and `KEPT_MOST` of them; whether there was room. Raises WorldError."""
    with _told(database):
        room = database.stat().st_size + SPARE_BYTES
        if shutil.disk_usage(database.parent).free < room:
            return False
        kept = [each for each in copies_of(database) if each.number]
        number = kept[0].number + 1 if kept else 1
        _write(connection, database.with_name(f"{database.name}.kept-{number}-{schema}"))
    _delete(each.file for each in kept[KEPT_MOST - 1 :])
    return True


def forget(database: Path) -> None:
    """Delete the copies, and what is left of one: they hold what was deleted from the database."""
    with suppress(OSError):
        left = database.parent.glob(f"{database.name}.*{PART}*")
        _delete((*(each.file for each in copies_of(database)), *left))


def part_of(database: Path) -> Path:
    """Return where a copy is made ready to take the database's place."""
    return database.with_name(f"{database.name}{PART}")


def take_place(database: Path) -> None:
    """Let what was made ready be the database; what was there is kept aside. Raises OSError.

    A cut leaves the old one, none, or the new one; none is not mistaken for a new one (`has_any`).
    """
    if database.exists() and not database.stat().st_size:
        unlink(database)
    number = max(_asides(database), default=0) + database.exists()
    aside = database.with_name(f"{database.name}.aside-{max(number, 1)}")
    for end in BESIDE:  # the file before its journal, which would spoil any other
        source = database.with_name(f"{database.name}{end}")
        if source.exists():
            replace(source, aside.with_name(f"{aside.name}{end}"))
    sync_folder(database.parent)
    replace(part_of(database), database)
    sync_folder(database.parent)


def _asides(database: Path) -> list[int]:
    with suppress(OSError):
        names = (each.name.removeprefix(database.name) for each in database.parent.iterdir())
        return [int(named[1]) for name in names if (named := ASIDE.fullmatch(name))]
    return []


def _write(connection: sqlite3.Connection, copy: Path) -> None:
    partial = copy.with_name(f"{copy.name}{PART}")
    try:
        unlink(partial)
        file_modes.make_file(partial)
        connection.execute("VACUUM INTO ?", (str(partial),))
        replace(partial, copy)
        sync_folder(copy.parent)
    finally:
        with suppress(OSError):
            unlink(partial)


def _delete(files: Iterable[Path]) -> None:
    """Delete files; one that another program holds stays for the next time."""
    for file in files:
        with suppress(OSError):
            unlink(file)


@contextmanager
def _told(database: Path) -> Iterator[None]:
    """Say in words what the disk answers where a copy is made."""
    try:
        yield
    except OSError as error:
        raise WorldError(
            Code.DISK_FULL if error.errno in FULL else Code.DISK_FAILED,
            f"A copy of {database} cannot be kept: {error.strerror}.",
            path=str(database),
        ) from error
