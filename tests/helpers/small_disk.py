"""A disk of a few megabytes that a test may fill: a tmpfs in a mount namespace of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

BLOCK = 4096


def on_small_disk(script: str, folder: Path, megabytes: int, *arguments: str) -> dict[str, Any]:
    """Run a script whose `sys.argv[1]` is a small disk of its own; return the JSON that it prints.

    The test is skipped where nothing may be mounted.
    """
    mount = f'mount -t tmpfs -o size={megabytes}m tmpfs "$0" || exit 77; exec "$@"'
    run = [sys.executable, "-c", script, str(folder), *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for unshare in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        with suppress(FileNotFoundError):
            done = subprocess.run(
                [*unshare, "sh", "-c", mount, str(folder), *run],
                capture_output=True,
                text=True,
                env=environment,
                check=False,
            )
            if done.returncode == 0:
                return dict(json.loads(done.stdout.splitlines()[-1]))
            if "unshare failed" not in done.stderr and done.returncode != 77:
                raise AssertionError(done.stderr)
    pytest.skip("a disk of one's own cannot be mounted here")


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[bool]:
    """Let an empty folder be a small disk of its own; yields whether it may be mounted here."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)]
    is_mounted = False
    with suppress(FileNotFoundError):
        is_mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path) -> None:
    """Leave not a byte free."""
    with suppress(OSError), (disk / "filler").open("ab", buffering=0) as file:
        while file.write(b"x" * BLOCK):
            pass


def free(disk: Path) -> None:
    """Take away what filled it."""
    (disk / "filler").unlink(missing_ok=True)
