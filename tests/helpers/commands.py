"""The command `ujuzi` for tests: run here, in this process, as somebody types it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from ujuzi import cli


def run(*arguments: object, code: int = 0, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Return what a command prints and says, which leaves with this status."""
    command = ["ujuzi", *map(str, arguments)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as left:
            cli.main()
    said = capsys.readouterr()
    assert left.value.code == code, said.err
    return said.out, said.err


def python(
    script: str,
    *arguments: object,
    code: int = 0,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[str]:
    """Run a script in a Python of its own, where nothing is imported yet."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )
    assert done.returncode == code, done.stderr
    return done
