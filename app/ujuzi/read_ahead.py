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
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def read_ahead(tree: str) -> None:
    """Read what a start of this tree needs, so that the system has it.

    On Windows, where it is little, before anything else; elsewhere beside what is done next.
    """
    if sys.platform == "win32":
        _read(tree)
    elif os.access(f"{tree}/{START}", os.R_OK):
        import threading

        threading.Thread(target=_read, args=(tree,), name="read ahead", daemon=True).start()


def _read(tree: str) -> None:
    try:
        said = _part(f"{tree}/{START}", 0, 1 << 20).decode()
        parts = [(int(offset), int(length), path) for offset, length, path in _lines(said)]
    except (OSError, ValueError):
        return
    for offset, length, path in parts:
        try:
            _part(f"{tree}/{path}", offset, length)
        except OSError:
            continue


def _lines(said: str) -> list[list[str]]:
    return [line.split(" ", 2) for line in said.splitlines()]


def _part(path: str, offset: int, length: int) -> bytes:
    """Return bytes of a file, read in one go."""
    file = os.open(path, _FLAGS)
    try:
        if sys.platform == "linux":  # not more than what is asked for
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_RANDOM)
        os.lseek(file, offset, os.SEEK_SET)
        return os.read(file, length)
    finally:
        os.close(file)
