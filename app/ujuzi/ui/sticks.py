"""Course files on the sticks that are plugged in. Reads directories only; may take a moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QStorageInfo

SUFFIX = ".ujuzi"
DEPTH_PATTERNS = (f"*{SUFFIX}", f"*/*{SUFFIX}", f"*/*/*{SUFFIX}")
"""A stick is searched two folders deep: deeper, an old stick takes minutes."""
FILES_MOST = 50
MOUNTED_UNDER = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


def stick_roots() -> list[Path]:
    """Return where removable drives are mounted now."""
    return [
        Path(volume.rootPath())
        for volume in QStorageInfo.mountedVolumes()
        if volume.isValid() and volume.isReady() and _is_stick(volume.rootPath())
    ]


def course_files(roots: list[Path]) -> list[Path]:
    """Return the course files on these drives, by name."""
    return sorted(_found(roots), key=lambda path: path.name)[:FILES_MOST]


def _found(roots: list[Path]) -> Iterator[Path]:
    for root in roots:
        for pattern in DEPTH_PATTERNS:
            try:
                yield from (path for path in root.glob(pattern) if path.is_file())
            except OSError:
                # A drive that was pulled while it was read holds nothing any more.
                break


def _is_stick(root: str) -> bool:
    if sys.platform == "win32":
        system = QStorageInfo.root().rootPath()
        return root.rstrip("/") != system.rstrip("/")
    return root.startswith(MOUNTED_UNDER)
