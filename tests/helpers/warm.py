"""Python programs that start as copies of one that has imported what they work with.

An interpreter of its own imports for longer than most programs of tests then run. Each copy is a
process of its own all the same, and has nothing of the test's but what it is given.
"""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

import pytest

if TYPE_CHECKING:  # Windows has none
    from multiprocessing.context import ForkServerContext

IMPORTED = (
    "alembic.command",
    "helpers.busy_computer",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "ujuzi.hub.asgi",
    "ujuzi.hub.commands.serve",
    "ujuzi.serving.protocol",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
)


class Program:
    """A program that runs: of `subprocess.Popen` what tests use, with a pipe to and from it."""

    def __init__(self, environment: Mapping[str, str], script: str, *arguments: str) -> None:
        context = _context()
        its_input, to_it = context.Pipe(duplex=False)
        from_it, its_output = context.Pipe(duplex=False)
        given = (dict(environment), script, arguments, its_input, its_output)
        self._process = context.Process(target=_run, args=given, daemon=True)
        with pytest.MonkeyPatch.context() as patch:  # it imports nothing of who starts it
            patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
            self._process.start()
        self.pid = self._process.pid or 0
        self.stdin = os.fdopen(os.dup(to_it.fileno()), "w", buffering=1)
        self.stdout = os.fdopen(os.dup(from_it.fileno()))
        for end in (its_input, to_it, from_it, its_output):
            end.close()

    def poll(self) -> int | None:
        """Return its status, if it has ended."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Return its status once it has ended; raises TimeoutExpired."""
        self._process.join(timeout)
        if (status := self.poll()) is None:
            raise subprocess.TimeoutExpired("a copy", timeout or 0.0)
        return status

    def send_signal(self, how: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, how)

    def kill(self) -> None:
        """End it as a power cut does."""
        self.send_signal(signal.SIGKILL)

    def communicate(self, written: str = "", timeout: float | None = None) -> tuple[str, str]:
        """Write to it, and return all that it then printed; close the pipes."""
        with self.stdin, self.stdout:
            if written:
                self.stdin.write(written)
            self.stdin.close()
            printed = self.stdout.read()
        self.wait(timeout)
        return printed, ""


Process: TypeAlias = subprocess.Popen[str] | Program


def start(environment: Mapping[str, str], script: str, *arguments: str) -> Process:
    """Start a script as a copy, or by itself where this system copies nothing."""
    if "forkserver" in get_all_start_methods():
        return Program(environment, script, *arguments)
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        env=environment,
    )


@functools.cache
def _context() -> ForkServerContext:
    """Return what copies the program that has imported; it is started now."""
    context = get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()
    return context


def _run(
    environment: dict[str, str],
    script: str,
    arguments: tuple[str, ...],
    its_input: Connection,
    its_output: Connection,
) -> None:
    """Be `python -c SCRIPT ARGUMENTS` from here on."""
    for end, number in ((its_input, 0), (its_output, 1)):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["-c", *arguments]
    exec(script, {"__name__": "__main__"})
