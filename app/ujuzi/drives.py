"""What is mounted on this computer, and which drives somebody plugged in.

Reads directories only. It may take a moment, where a drive is slow or was pulled: not on the thread
of the windows. A drive that goes while it is looked at is none.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PLUGGED_IN_UNDER = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
"""Where systems other than Windows mount what is plugged in."""
STICK_FILE_SYSTEMS = frozenset({"vfat", "msdos", "exfat"})
"""SQLite's write-ahead log fails on some of their drivers."""
DRIVE_REMOVABLE = 2
"""What Windows' GetDriveTypeW says of a stick."""
MOUNTS = Path("/proc/self/mounts")
OCTAL = re.compile(r"\\([0-7]{3})")
"""How blanks stand in it."""
BLOCK_DEVICES = Path("/sys/class/block")
DEPTH_MOST = 3
"""Of a file below a drive's root: deeper, an old stick takes minutes."""
FILES_MOST = 50


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system, and where it is."""

    device: str
    root: str
    file_system: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive that can be taken out, and what can be done with it."""

    root: Path
    label: str
    is_removable: bool
    """Whether the system calls its medium removable: a stick is, most disks in a case are not."""
    is_writable: bool
    free_bytes: int


def mounts() -> tuple[Mount, ...]:
    """Return all that is mounted; nothing where the system does not tell."""
    if sys.platform == "linux":  # a start of the program asks, and psutil takes its time to load
        try:
            return tuple(parsed(MOUNTS.read_text(encoding="utf-8", errors="replace")))
        except OSError:
            return ()
    import psutil

    return tuple(
        Mount(each.device, each.mountpoint, each.fstype, frozenset(each.opts.split(",")))
        for each in psutil.disk_partitions(all=True)
    )


def parsed(text: str) -> Iterator[Mount]:
    """Yield what a table as /proc/self/mounts tells (fstab(5))."""
    for line in text.splitlines():
        device, root, kind, options, *_ = line.split(" ")
        root = OCTAL.sub(lambda octal: chr(int(octal[1], 8)), root)
        yield Mount(device, root, kind, frozenset(options.split(",")))


def holding(folder: Path, mounted: Iterable[Mount]) -> Mount | None:
    """Return the mount that holds an absolute path: the deepest, and of two the later."""
    deepest, found = -1, None
    for mount in mounted:
        depth = len(Path(mount.root).parts)
        if depth >= deepest and folder.is_relative_to(mount.root):
            deepest, found = depth, mount
    return found


def is_on_stick(folder: Path) -> bool:
    """Whether `folder`, which need not exist yet, would lie on a stick.

    Windows says so of the drive, other systems by its file system: sticks are FAT. Where it cannot
    be told, it is taken for a disk.
    """
    if sys.platform == "win32":
        import ctypes

        drive = folder.resolve().anchor
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == DRIVE_REMOVABLE)
    mount = holding(folder.resolve(), mounts())
    return mount is not None and mount.file_system in STICK_FILE_SYSTEMS


def plugged_in(
    mounted: Iterable[Mount] | None = None, block_devices: Path = BLOCK_DEVICES
) -> tuple[Drive, ...]:
    """Return the drives that can be taken out, also disks and shared folders that are mounted."""
    found = mounts() if mounted is None else mounted
    return tuple(
        drive
        for mount in found
        if can_be_taken_out(mount) and (drive := _drive(mount, block_devices)) is not None
    )


def can_be_taken_out(
    mount: Mount, platform: str = sys.platform, system_drive: str | None = None
) -> bool:
    """Whether a mount is none of the system's own: on Windows all but one, else by its place."""
    if platform != "win32":
        return mount.root.startswith(PLUGGED_IN_UNDER)
    system = system_drive or os.environ.get("SYSTEMDRIVE", "C:")
    # An empty reader of cards has a letter and no file system.
    return bool(mount.file_system) and mount.root.rstrip("\\/").upper() != system.upper()


def files(roots: Iterable[Path], suffix: str) -> list[Path]:
    """Return the files with an ending that lie on these drives, by name; `FILES_MOST` at most."""
    return sorted(_files(roots, suffix), key=lambda path: path.name)[:FILES_MOST]


def _files(roots: Iterable[Path], suffix: str) -> Iterator[Path]:
    patterns = ["*/" * depth + f"*{suffix}" for depth in range(DEPTH_MOST)]
    for root in roots:
        for pattern in patterns:
            try:
                yield from (path for path in root.glob(pattern) if path.is_file())
            except OSError:
                break


def _drive(mount: Mount, block_devices: Path) -> Drive | None:
    root = Path(mount.root)
    try:
        free = shutil.disk_usage(root).free
    except OSError:
        return None
    return Drive(
        root=root,
        label=root.name or mount.root.rstrip("\\/"),
        is_removable=is_removable(mount, block_devices),
        is_writable="ro" not in mount.options and os.access(root, os.W_OK),
        free_bytes=free,
    )


def is_removable(mount: Mount, block_devices: Path = BLOCK_DEVICES) -> bool:
    """Whether the system calls a mount's medium removable: Windows in its options, Linux in sysfs.

    A partition lies in the folder of its disk, which says so.
    """
    if "removable" in mount.options:
        return True
    device = (block_devices / Path(mount.device).name).resolve()
    for folder in (device, device.parent):
        try:
            return (folder / "removable").read_text().strip() == "1"
        except OSError:
            continue
    return False
