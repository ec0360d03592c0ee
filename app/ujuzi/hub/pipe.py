"""How the hub and a process that it has started pass each other pieces of bytes.

A piece is its length (4 bytes, big endian), and so many bytes. Who has ended, however that was,
leaves the other at the end of the pipe.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import IO

from ujuzi.errors import Code, WorldError

LENGTH_BYTES = 4
PIPE_BYTES = 1 << 20
"""Most pieces fit in: one is written while the last is worked on. Linux alone heeds it."""


OWN_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""What gives a process a group of its own on Windows."""

PROCESS = "process"
"""The command of `ujuzi-hub` that is such a process, by its module."""


def command_of(module: str) -> list[str]:
    """Return what starts a module as a process.

    `-P`: nothing in the folder where it starts is a module. A frozen program is no Python: it
    starts itself.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, PROCESS, module]
    return [sys.executable, "-P", "-m", module]


def started(module: str) -> subprocess.Popen[bytes]:
    """Start a module as a process, which does not hear what a terminal sends the hub, as Ctrl-C.

    Raises WorldError `process-unstarted` where the system has no room for one.
    """
    try:
        return subprocess.Popen(
            command_of(module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pipesize=PIPE_BYTES,
            process_group=0,
            creationflags=OWN_GROUP,
        )
    except OSError as error:
        raise WorldError(
            Code.PROCESS_UNSTARTED,
            "A process of the hub could not be started; try again.",
            reason=error.strerror or "",
        ) from error


def put(pipe: IO[bytes] | None, content: bytes) -> None:
    """Write a piece; raises OSError where nobody reads any more."""
    assert pipe is not None
    pipe.write(len(content).to_bytes(LENGTH_BYTES))
    pipe.write(content)
    pipe.flush()


def taken(pipe: IO[bytes] | None) -> Iterator[bytes]:
    """Yield what was put, until the pipe's end or a piece that it cuts short."""
    assert pipe is not None
    while len(length := pipe.read(LENGTH_BYTES)) == LENGTH_BYTES:
        size = int.from_bytes(length)
        content = pipe.read(size)
        if len(content) < size:
            return
        yield content
