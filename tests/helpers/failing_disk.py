"""A disk that says nothing of what lies on it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest


def show_nothing(patch: pytest.MonkeyPatch, number: int = errno.EIO) -> None:
    """Let the system answer with an error to whoever asks what a path is."""

    def failing(path: Path, **_: object) -> os.stat_result:
        raise OSError(number, os.strerror(number), str(path))

    patch.setattr(Path, "stat", failing)
