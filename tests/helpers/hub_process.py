"""A hub as people run it: `ujuzi-hub serve` in a process of its own, on a port of its own."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import helpers.hub_key  # noqa: F401 - where their wrapping key lies
from helpers import warm
from helpers.patience import wait_until
from ujuzi.hub import DATABASE_VARIABLE
from ujuzi.hub.commands.cli import main

MAIN = "from ujuzi.hub.commands.cli import main; main()"
AS_ON_A_TERMINAL = "import sys; sys.stdout.isatty = lambda: True"
"""So that a new hub prints its first code."""
HUB = (sys.executable, "-c", MAIN)
PORTS = range(20_000, 32_000)
"""Below those that a system gives out by itself, so that no connection takes one meanwhile."""

_turns = itertools.count(997 * os.getpid())
"""Each process that runs tests begins at ports of its own."""


@dataclass
class HubProcess:
    """A hub that listens; `code` is what a new one printed for its first computer."""

    database: str
    port: int
    process: warm.Process
    code: str = ""
    log: Path | None = None
    """What it says beside what it prints, where that was asked for."""

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str) -> str:
        """Run another `ujuzi-hub` command on the same database; return what it printed.

        It runs in this process, which is not the hub's: an interpreter takes longer to start than
        any command takes. Raises RuntimeError where it is refused.
        """
        done = CliRunner(env={DATABASE_VARIABLE: self.database}).invoke(main, arguments)
        if done.exit_code:
            raise RuntimeError(done.output) from done.exception
        return done.stdout.strip()

    def kill(self) -> None:
        """Kill it as a power cut does."""
        self.process.kill()
        self.process.communicate()

    def restart(self) -> None:
        """Start it again on the same database and port."""
        again = start_hub(self.database, self.port)
        self.process = again.process

    def __enter__(self) -> HubProcess:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def start_hub(
    database: str, port: int = 0, *, before: str = "", log: Path | None = None
) -> HubProcess:
    """Start a hub and return it once it answers; `before` is Python that runs before it.

    It is a copy of a process that has imported the hub, unless `before` is to run before that, or
    all that it says is to be kept in a `log`.
    """
    if sys.platform == "win32":
        pytest.skip("a hub is run on Linux: what it is served with comes for that")
    port = port or free_port()
    script = f"{AS_ON_A_TERMINAL}\n{before}\n{MAIN}"
    arguments = ("--database", database, "serve", "--port", str(port))
    process: warm.Process
    if before or log:
        process = _start(script, arguments, log)
    else:
        process = warm.start(environment(), script, *arguments)
    started = HubProcess(database, port, process, log=log)
    with suppress(AssertionError):
        wait_until(lambda: listens(port) or process.poll() is not None, "a hub that listens")
    if not listens(port):
        process.kill()
        printed, _ = process.communicate()
        raise RuntimeError(f"the hub did not start ({process.poll()}): {printed}")
    assert process.stdout is not None
    for line in os.read(process.stdout.fileno(), 65_536).decode().splitlines():
        if line.startswith("Registration code"):
            started.code = line.split()[-1]
    return started


def _start(script: str, arguments: tuple[str, ...], log: Path | None) -> subprocess.Popen[str]:
    """Start a Python of its own, in which nothing is imported yet."""
    with log.open("wb") if log else nullcontext() as said:
        return subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            env=environment(),
        )


def sqlite_at(folder: Path) -> str:
    """Return the address of a SQLite database in a folder."""
    return f"sqlite:///{folder}/hub.sqlite3"


def free_port() -> int:
    """Return a port on which nothing listens, and which no other test asks for."""
    for turn in _turns:
        port = PORTS[turn % len(PORTS)]
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
