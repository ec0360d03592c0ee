"""What a start reads of the program's files, read in few large pieces before it is asked for.

    TREE/start      lines "OFFSET BYTES PATH", as a build has seen them

A system reads a library piece by piece, as it is touched, and waits for each: of a slow stick or an
old disk a start would ask a thousand times. Where the tree does not say what is read, as in a
checkout, nothing is done; what it says may be out of date.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

START = "start"


def read_ahead(tree: Path) -> None:
    """Read what a start of this tree needs, so that the system has it; beside what is done next."""
    threading.Thread(target=_read, args=(tree,), name="read ahead", daemon=True).start()


def _read(tree: Path) -> None:
    with suppress(OSError, ValueError):
        for line in (tree / START).read_text("utf-8").splitlines():
            offset, length, path = line.split(" ", 2)
            with suppress(OSError), (tree / path).open("rb", buffering=0) as file:
                if sys.platform == "linux":  # not more than what is asked for
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_RANDOM)
                file.seek(int(offset))
                file.read(int(length))
