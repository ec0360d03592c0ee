"""What a start reads of the program's files, read in few large pieces before it is asked for.

    TREE/start      lines "OFFSET BYTES PATH", as a build has seen them

A system reads a library or an archive piece by piece, as it is touched, and waits for each: of a
slow stick or an old disk a start would ask a thousand times. Where the tree does not say what is
read, as in a checkout, nothing is done; what it says may be out of date. Loads next to nothing: the
modules of Python are among what is read.
"""

from __future__ import annotations

import os
import sys

START = "start"
ROOT_NAMED, PORTABLE = "UJUZI_ROOT", "portable"
"""As in `ujuzi.installed` and `ujuzi.paths`, which load more."""
LIBRARIES = (".dll", ".pyd")
"""How libraries of Windows end. They are read where the program is carried: a start touches most of
each, and read as it is touched it comes in pieces of some 32 kB. Firefox reads its library first
for that (its bug 627591: a cold start took half the time), and Chromium has done so. It costs a
start that finds all in memory, as one mostly does that is installed, and memory for a while."""
_BINARY, _ON_AND_ON = getattr(os, "O_BINARY", 0), getattr(os, "O_SEQUENTIAL", 0)
_HEAD, _CLUSTER, _PIECE = 16 << 10, 128 << 10, 1 << 20
"""Bytes: what is mostly read of a file by whoever opens it, a scanner of viruses as well as Wine;
of a large stick's cluster; and how many are held at a time."""


def read_ahead(tree: str) -> None:
    """Read what a start of this tree needs, so that the system has it.

    On Windows before anything else; elsewhere beside what is done next.
    """
    if sys.platform == "win32":
        _read(tree, () if _is_carried() else LIBRARIES)
    elif os.access(f"{tree}/{START}", os.R_OK):
        import threading

        threading.Thread(target=_read, args=(tree,), name="read ahead", daemon=True).start()


def _is_carried() -> bool:
    root = os.environ.get(ROOT_NAMED)
    return bool(root) and os.access(f"{root}/{PORTABLE}", os.R_OK)


def _read(tree: str, without: tuple[str, ...] = ()) -> None:
    try:
        said = _lines(_first(f"{tree}/{START}", 1 << 20).decode())
        parts = [(int(offset), int(length), path) for offset, length, path in said]
    except (OSError, ValueError):
        return
    for offset, length, path in parts:
        if path.endswith(without):
            continue
        try:
            _part(f"{tree}/{path}", offset, length)
        except OSError:
            continue


def _lines(said: str) -> list[list[str]]:
    return [line.split(" ", 2) for line in said.splitlines()]


def _first(path: str, length: int) -> bytes:
    file = os.open(path, os.O_RDONLY | _BINARY)
    try:
        return os.read(file, length)
    finally:
        os.close(file)


def _part(path: str, offset: int, length: int) -> None:
    """Read bytes of a file, so that the system reads them and no others."""
    file = os.open(path, os.O_RDONLY | _BINARY | _ON_AND_ON)
    try:
        if sys.platform == "linux":  # not more than what is asked for
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_RANDOM)
            os.lseek(file, offset, os.SEEK_SET)
            os.read(file, length)
            return
        for begin, end in _pieces(offset, offset + length, os.fstat(file).st_size):
            os.lseek(file, begin, os.SEEK_SET)
            os.read(file, end - begin)
    finally:
        os.close(file)


def _pieces(begin: int, end: int, size: int) -> list[tuple[int, int]]:
    """Return in which pieces, from and to, a part of a file is read.

    What is read on and on is soon read ahead, past its end too where the file goes on: a part of a
    file is read backwards. The head comes last, apart, so that all else is whole clusters.
    """
    end = min(end, size)
    first = max(begin, _CLUSTER)
    if end < size:
        pieces = [(at, min(at + _CLUSTER, end)) for at in range(first, end, _CLUSTER)][::-1]
    else:
        pieces = [(at, min(at + _PIECE, end)) for at in range(first, end, _PIECE)]
    head = [(max(begin, _HEAD), min(_CLUSTER, end)), (begin, min(_HEAD, end))]
    return pieces + [(at, to) for at, to in head if at < to]
