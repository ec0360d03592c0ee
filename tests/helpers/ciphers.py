"""An SQLite that encrypts, where there is one: this Python's own, or a library that is named.

UJUZI_SQLITE3MC=/a/libsqlite3.so.0    SQLite3 Multiple Ciphers, as `make stick` builds it
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ujuzi.store.vault import has_ciphers

NAMED = "UJUZI_SQLITE3MC"


def preloaded() -> tuple[str, ...]:
    """Return what to load before a Python so that it can encrypt; skips the test without any."""
    named = os.environ.get(NAMED, "")
    if has_ciphers():
        return ()
    if not Path(named).is_file():
        pytest.skip(f"no SQLite that encrypts: name one by {NAMED}")
    return (named,)


def run_with_ciphers(script: str, *arguments: object, **environment: str) -> str:
    """Run Python that can encrypt, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "LD_PRELOAD": os.pathsep.join(preloaded()),
            **environment,
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
