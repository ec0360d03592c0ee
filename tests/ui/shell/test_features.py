"""The features of the Qt binding."""

from __future__ import annotations

import subprocess
import sys


def test_what_the_windows_import_is_read_but_once() -> None:
    script = (
        "import linecache\n"
        "import ujuzi.ui.application, ujuzi.ui.window, ujuzi.services.desk\n"
        "print(*(file for file in linecache.cache if 'ujuzi' in file))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
