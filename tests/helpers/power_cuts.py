"""Processes of the application that are killed while they work, again and again.

Each is a process of its own: a copy of one that has imported what it needs, where a system can
copy processes, as importing takes much longer than what is tested.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from threading import Timer
from typing import TypeAlias

import psutil

from helpers.hub_process import environment

Cut: TypeAlias = Callable[[int, int, float], list[str]]

KILLED = -signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM
"""The exit status of who was killed, as `psutil` does it."""

_RUN = """
import os, sys

def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\\n")
    sys.stdout.flush()

for line in sys.stdin:
    if hasattr(os, "fork") and (child := os.fork()):
        os.waitpid(child, 0)
        say()
        continue
    say(os.getpid())
    work(int(line), say, *sys.argv[1:])
"""


def die() -> None:
    """End this process as a power cut does."""
    psutil.Process().kill()


@contextmanager
def power_cuts(work: str, *arguments: object) -> Iterator[Cut]:
    """Yield a function that lets a process work, kills it, and returns the lines that it said.

    `work` is Python that defines `work(number, say, *arguments)`, which ends only when it is
    killed. The function takes the number, how many lines to wait for, and in how many seconds
    from then on to kill.
    """
    command = [sys.executable, "-c", work + _RUN, *map(str, arguments)]
    process = _start(command)

    def cut(number: int, lines: int, seconds: float) -> list[str]:
        nonlocal process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{number}\n")
        process.stdin.flush()
        worker = psutil.Process(int(process.stdout.readline()))
        said = [process.stdout.readline().strip() for _ in range(lines)]
        killer = Timer(seconds, worker.kill)
        killer.start()
        said += [line.strip() for line in takewhile(str.strip, process.stdout)]
        killer.join()
        if worker.pid == process.pid:
            process.communicate()
            process = _start(command)
        return said

    try:
        yield cut
    finally:
        process.kill()
        with process:
            pass  # closes what is between us, so that whoever works on ends


def _start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    )
