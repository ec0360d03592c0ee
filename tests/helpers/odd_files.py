"""Files that are none to be read: who opens one may wait for ever."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def make_pipe(path: Path) -> None:
    """Make a named pipe; where folders hold none, on Windows, a folder, which is no file either."""
    if sys.platform == "win32":
        path.mkdir()
    else:
        os.mkfifo(path)
