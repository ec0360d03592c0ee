"""Bundles in a folder: one implementation for a stick, a memory card and a shared folder.

A computer has a label here, 16 random hexadecimal digits, and two slots. A bundle is written under
a name that nobody reads, synced, read back past the cache and only then given its slot's name, in
the place of the older of the two; so a pulled stick always leaves one that is whole. Two computers
that write at once have nothing to do with each other.

A computer writes and deletes files of its own label only. What is in an older bundle of its own has
to be in the new one, or acknowledged by the hub's receipt; else the file stays and the computer
takes another label, for somebody has a copy of its disk. No date of a file decides anything.

Whatever somebody else put there is passed over and counted. WorldErrors: `folder-gone`,
`folder-full`, `folder-read-only`, `folder-blocked` where a file bears the folder's name, and
`folder-counterfeit` where the drive gives back something else than it was given. Nothing is ever
lost by any of them: what is here stays until it has landed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ujuzi.domain.text import visible
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.sync.transports import marks
from ujuzi.sync.transports.medium import Medium
from ujuzi.wire import bundle
from ujuzi.wire.bundle import Bundle

FOLDER = "ujuzi-bundles"
"""Below the folder that a person chose: FAT's root holds few names, and people's files are hers."""

SUFFIX = ".bundle"
"""Not that of courses, for which sticks are looked through."""
SLOTS = (1, 2)
NAME = re.compile(r"([0-9a-f]{16})-([12])\.bundle")
PARTIAL = re.compile(r"([0-9a-f]{16})-[0-9a-f]{8}\.part")
MAX_ENTRIES = 10_000
"""Names that are listed."""

SLACK_BYTES = 256 * 1024
"""Left free beside what is written: names and tables of the file system need room too."""

IS_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
IS_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
IS_NO_FOLDER = frozenset({errno.EEXIST, errno.ENOTDIR, errno.ELOOP})
FULL_ON_WINDOWS, READ_ONLY_ON_WINDOWS = frozenset({39, 112, 1295}), frozenset({5, 19})
"""ERROR_HANDLE_DISK_FULL, _DISK_FULL, _DISK_QUOTA_EXCEEDED; _ACCESS_DENIED, _WRITE_PROTECT."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that bears a bundle's name: what is in it, or the code of what is wrong with it."""

    name: str
    bundle: Bundle | None
    problem: Code | None = None


@dataclass(frozen=True, slots=True)
class FolderListing:
    """What lies in a folder: names of bundles, how many files of strangers, and if there is more.

    Names are sorted. With `is_crowded` there are more than are ever listed.
    """

    names: tuple[str, ...]
    strangers: int
    is_crowded: bool


@dataclass(frozen=True, slots=True)
class WrittenBundle:
    """A bundle that was written and read back, and what tells whether it is still there."""

    label: str
    slot: int
    number: int
    size: int
    digest: bytes
    partner: bytes | None
    """The digest of what the other slot held then, if that was whole."""


def bundles_folder(chosen: Path) -> Path:
    """Return where the bundles lie, for a folder that a person chose: in it, or it is that one."""
    return chosen if chosen.name.lower() == FOLDER else named(chosen, FOLDER)


def named(folder: Path, name: str) -> Path:
    """Return what is called so in a folder, by a name in small letters; the name as it is if none.

    Where cases are told apart, one that was copied from FAT may have come in capitals.
    """
    usual = folder / name
    with suppress(OSError):
        if not os.path.lexists(usual):
            for each in islice(Medium().names(folder), MAX_ENTRIES):
                if each.lower() == name:
                    return folder / each
    return usual


def name_of(chosen: Path) -> str:
    """Return what people call a folder, or the drive that it is: a drive's root has no name.

    What is no letter in it is shown, for the name is kept, and stands in sentences.
    """
    return visible(chosen.name or str(chosen))


def new_label() -> str:
    """Return a label for a computer that has none here."""
    return secrets.token_hex(8)


def listed(folder: Path, medium: Medium) -> FolderListing:
    """Return what lies in a folder; nothing where it is not there yet."""
    names: list[str] = []
    strangers = 0
    with telling(folder):
        try:
            for count, name in enumerate(medium.names(folder)):
                if count >= MAX_ENTRIES:
                    return FolderListing(tuple(sorted(names)), strangers, is_crowded=True)
                if NAME.fullmatch(name) or _is_in_capitals(folder, name, medium):
                    names.append(name)
                elif not (PARTIAL.fullmatch(name.lower()) or marks.NAME.fullmatch(name.lower())):
                    strangers += 1
        except FileNotFoundError:
            if not folder.parent.exists():
                raise
    return FolderListing(tuple(sorted(names)), strangers, is_crowded=False)


def _is_in_capitals(folder: Path, name: str, medium: Medium) -> bool:
    """Whether a bundle's name came in capitals, and a bundle is what bears it.

    FAT gives a file that takes another's place the name that was there, and some of its tools
    shout.
    """
    return bool(NAME.fullmatch(name.lower())) and _direction_of(folder, name, medium) != 0


def read(folder: Path, name: str, medium: Medium) -> Found:
    """Return what is in a file; raises WorldError `folder-gone` where nothing can be read there.

    A single file that the drive does not give is told as one that is not whole.
    """
    try:
        data = medium.read(folder / name, bundle.MAX_BUNDLE_BYTES)
    except OSError as error:
        if not _is_there(folder):
            raise _world_error(error, folder) from error
        return Found(name, None, Code.BUNDLE_CUT)
    if data is None or len(data) > bundle.MAX_BUNDLE_BYTES:
        return Found(name, None, Code.BUNDLE_FOREIGN)
    try:
        found = bundle.read(data)
    except RefusedError as refused:
        return Found(name, None, refused.code)
    if not name.lower().startswith(found.head.label):
        return Found(name, None, Code.BUNDLE_MALFORMED)
    return Found(name, found)


def is_going_up(folder: Path, name: str, medium: Medium) -> bool:
    """Whether a file says at its beginning that it is a bundle from a computer.

    Only who collects reads the rest; where it says nothing of the kind, or cannot be read, `read`
    tells what it is.
    """
    return _direction_of(folder, name, medium) == bundle.UP


def _direction_of(folder: Path, name: str, medium: Medium) -> int:
    try:
        return bundle.direction_of(medium.read_start(folder, name, bundle.START_BYTES))
    except OSError:
        return 0


def write(
    folder: Path,
    label: str,
    medium: Medium,
    make: Callable[[int, int], bytes],
    may_replace: Callable[[Bundle, bytes], bool],
    has_landed: Callable[[Bundle], bool] = lambda _older: False,
) -> WrittenBundle | None:
    """Write a bundle, or return None: something under this label is not ours to replace.

    `make` is given its number and how many bytes it may have at most, and returns it;
    `may_replace` says whether all that an older bundle holds is in the new one, or has landed. The
    bundle before the new one is deleted where it `has_landed` whole.
    """
    with telling(folder):
        medium.make_folder(folder)
        before = {slot: read(folder, _name(label, slot), medium) for slot in SLOTS}
        if any(each.problem not in {None, Code.BUNDLE_CUT} for each in before.values()):
            return None
        whole = {slot: each.bundle for slot, each in before.items() if each.bundle is not None}
        numbers = {slot: each.head.number for slot, each in whole.items()}
        target = min(SLOTS, key=lambda slot: numbers.get(slot, 0))
        number = max(numbers.values(), default=0) + 1
        if number > bundle.MOST_NUMBER:  # somebody made that one up
            return None
        data = make(number, medium.free_bytes(folder) - SLACK_BYTES)
        if target in whole and not may_replace(whole[target], data):
            return None
        if medium.free_bytes(folder) - len(data) < 0:
            raise no_room(folder)
        _remove_partials(folder, label, medium)
        partial = folder / f"{label}-{secrets.token_hex(4)}.part"
        try:
            medium.write(partial, data)
            if medium.read_back(partial) != data:
                raise counterfeit(folder)
            medium.rename(partial, folder / _name(label, target))
        except BaseException:
            with suppress(OSError):
                medium.delete(partial)
            raise
        other = next(slot for slot in SLOTS if slot != target)
        partner = None
        if other in whole:
            file = folder / _name(label, other)
            if has_landed(whole[other]):
                medium.delete(file)
            else:
                partner = _kept(folder, file, medium)
    digest = hashlib.sha256(data).digest()
    return WrittenBundle(label, target, number, len(data), digest, partner)


def check(folder: Path, written: WrittenBundle, medium: Medium) -> None:
    """Return only if the drive still holds what was written, and the bundle before it.

    A drive that says that it is larger than it is writes over its own beginning. Raises WorldError
    `folder-counterfeit` or `folder-gone`.
    """
    other = next(slot for slot in SLOTS if slot != written.slot)
    wanted = [(written.slot, written.digest)]
    if written.partner is not None:
        wanted.append((other, written.partner))
    with telling(folder):
        for slot, digest in wanted:
            found = hashlib.sha256(medium.read_back(folder / _name(written.label, slot))).digest()
            if found != digest:
                raise counterfeit(folder)


def fitting(items: Sequence[tuple[int, bytes]], room: int) -> int:
    """Return how many of the first items fit into so many bytes, and into a bundle at all."""
    size = bundle.SUM_BYTES + bundle.MAX_HEAD_BYTES // 64
    most = min(room, bundle.MAX_CONTENT_BYTES)
    for place, (_, item) in enumerate(items[: bundle.MAX_ITEMS]):
        size += len(item) + 16
        if size > most:
            return place
    return min(len(items), bundle.MAX_ITEMS)


def _name(label: str, slot: int) -> str:
    return f"{label}-{slot}{SUFFIX}"


def _remove_partials(folder: Path, label: str, medium: Medium) -> None:
    """Delete what a pulled stick left of our own, among the names that are listed.

    What cannot be deleted, as a folder that bears such a name, is in nobody's way.
    """
    for name in islice(medium.names(folder), MAX_ENTRIES):
        match = PARTIAL.fullmatch(name.lower())
        if match and match[1] == label:
            with suppress(OSError):
                medium.delete(folder / name)


def _kept(folder: Path, file: Path, medium: Medium) -> bytes:
    """Return the digest of a bundle that was whole a moment ago, and has to be so past the cache.

    Raises WorldError `folder-counterfeit` where it is not.
    """
    data = medium.read_back(file)
    try:
        bundle.read(data)
    except RefusedError as refused:
        raise counterfeit(folder) from refused
    return hashlib.sha256(data).digest()


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turn what the system reports of a folder in the one that was chosen into a WorldError."""
    try:
        yield
    except OSError as error:
        raise _world_error(error, folder) from error


def _world_error(error: OSError, folder: Path) -> WorldError:
    windows = getattr(error, "winerror", None)
    if error.errno in IS_FULL or windows in FULL_ON_WINDOWS:
        return no_room(folder)
    if windows in READ_ONLY_ON_WINDOWS or (windows is None and error.errno in IS_READ_ONLY):
        return WorldError(
            Code.FOLDER_READ_ONLY,
            f"Nothing can be written to {folder.parent}: it is write-protected, or this account may"
            " not write there.",
            path=str(folder.parent),
        )
    if error.errno in IS_NO_FOLDER and _is_there(folder.parent):  # a broken drive makes files of it
        return WorldError(
            Code.FOLDER_BLOCKED,
            f"{folder} is no folder, and results lie in a folder of that name. Nothing is lost;"
            " rename or delete it, and try again.",
            path=str(folder),
        )
    return WorldError(
        Code.FOLDER_GONE,
        f"{folder.parent} can no longer be reached. Was the stick pulled out? Nothing is lost; put"
        " it back and try again.",
        path=str(folder.parent),
    )


def no_room(folder: Path) -> WorldError:
    """Return the error of a folder on which there is no room."""
    return WorldError(
        Code.FOLDER_FULL,
        f"There is not enough room on {folder.parent}. Nothing is lost; make room or take another.",
        path=str(folder.parent),
    )


def counterfeit(folder: Path) -> WorldError:
    """Return the error of a drive that gives back something else than was written."""
    return WorldError(
        Code.FOLDER_COUNTERFEIT,
        f"{folder.parent} gives back something else than was written: it is worn out or a"
        " counterfeit. Nothing is lost; take another.",
        path=str(folder.parent),
    )
