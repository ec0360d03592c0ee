"""Whether a folder lies on a stick, where SQLite's write-ahead log is not safe to use.

On Linux that is told by the file system (sticks are FAT, and a write-ahead log fails on some of its
drivers), on Windows by the kind of drive. Where neither can be told, it is taken for a disk.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

STICK_FILE_SYSTEMS = frozenset({"vfat", "msdos", "exfat"})
MOUNTS = Path("/proc/self/mounts")
DRIVE_REMOVABLE = 2
"""What Windows' GetDriveTypeW says of a stick."""
OCTAL = re.compile(r"\\([0-7]{3})")
"""How blanks stand in /proc/self/mounts (fstab(5))."""


def is_on_stick(folder: Path) -> bool:
    """Whether `folder`, which need not exist yet, would lie on a stick."""
    if sys.platform == "win32":
        import ctypes

        drive = folder.resolve().anchor
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == DRIVE_REMOVABLE)
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return file_system(folder.resolve(), mounts) in STICK_FILE_SYSTEMS


def file_system(path: Path, mounts: str) -> str:
    """Return the type of the file system that holds an absolute path; empty where none does."""
    deepest, found = -1, ""
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        root = Path(OCTAL.sub(lambda octal: chr(int(octal[1], 8)), point))
        if path.is_relative_to(root) and len(root.parts) >= deepest:
            deepest, found = len(root.parts), kind
    return found
