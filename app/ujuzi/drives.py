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
from contextlib import suppress
from pathlib import Path

import msgspec

PLUGGED_IN_UNDER = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
"""Where systems other than Windows mount what is plugged in."""
WITHOUT_LOG = frozenset(
    {
        *("vfat", "msdos", "fat", "fat12", "fat16", "fat32", "exfat"),
        *("fuse", "fuseblk"),
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "ceph"),
        *("9p", "vboxsf", "vmhgfs", "prl_fs"),
    }
)
"""Where SQLite's write-ahead log fails, or may: FAT, what a program serves, what another computer
does, or a virtual one's host (https://sqlite.org/wal.html). In small letters."""
DRIVE_REMOVABLE, DRIVE_FIXED, DRIVE_REMOTE = 2, 3, 4
"""What Windows' GetDriveTypeW says of a stick, of a disk and of a share."""
BUSES = frozenset({4, 7, 12, 13})
"""IEEE 1394, USB, SD and MMC, as STORAGE_BUS_TYPE has them."""
QUERY_PROPERTY, BUS_AT = 0x2D1400, 28
"""IOCTL_STORAGE_QUERY_PROPERTY, and where its STORAGE_DEVICE_DESCRIPTOR says the bus."""
MAX_PATH = 261
MOUNTS = Path("/proc/self/mounts")
OCTAL = re.compile(r"\\([0-7]{3})")
"""How blanks stand in it."""
BY_UUID = Path("/dev/disk/by-uuid")
SERIAL_DIGITS = 8
CLUSTER_BYTES = 4_096
BLOCK_DEVICES = Path("/sys/class/block")
DEPTH_MOST = 3
"""Of a file below a drive's root: deeper, an old stick takes minutes."""
FILES_MOST = 50


class Mount(msgspec.Struct, frozen=True):
    """A file system, and where it is."""

    device: str
    root: str
    file_system: str
    options: frozenset[str]


class Drive(msgspec.Struct, frozen=True):
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


def fingerprint() -> str:
    """Return what is another as soon as a drive comes or goes; it touches no drive, and is quick.

    Empty where the system tells only by looking at every drive.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            return MOUNTS.read_text(encoding="utf-8", errors="replace")
    if sys.platform == "win32":
        import ctypes

        return str(ctypes.windll.kernel32.GetLogicalDrives())
    return ""


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


def can_hold_log(folder: Path) -> bool:
    """Whether SQLite may write ahead in `folder`, which need not exist yet.

    Not on a stick, nor wherever the file system is none of a disk's own. Where nothing can be told,
    it is taken for a disk: what then fails is noticed by who writes there.
    """
    if sys.platform == "win32":
        root = folder.resolve().anchor
        found = _drive_type(root)
        return found not in {DRIVE_REMOVABLE, DRIVE_REMOTE} and holds_log(_volume(root)[1])
    mount = holding(folder.resolve(), mounts())
    return mount is None or holds_log(mount.file_system)


def cluster_bytes(folder: Path) -> int:
    """Return how much room the smallest file takes in a folder; 4,096 where nobody says.

    Large sticks have clusters of up to 128 kB, and every file ends within one.
    """
    if sys.platform != "win32":
        try:
            return max(1, os.statvfs(folder).f_frsize)
        except OSError:
            return CLUSTER_BYTES
    import ctypes

    sectors, size, free, total = (ctypes.c_ulong() for _ in range(4))
    known = ctypes.windll.kernel32.GetDiskFreeSpaceW(
        folder.resolve().anchor, *(ctypes.byref(each) for each in (sectors, size, free, total))
    )
    return int(sectors.value * size.value) if known else CLUSTER_BYTES


def holds_log(file_system: str) -> bool:
    """Whether a kind of file system can hold a write-ahead log, as far as its name tells."""
    kind = file_system.lower()
    return kind not in WITHOUT_LOG and not kind.startswith("fuse.")


def _drive_type(root: str) -> int:
    """Return what Windows says of a drive."""
    import ctypes

    if sys.platform != "win32":
        return 0
    return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def serial_of(folder: Path, by_uuid: Path = BY_UUID) -> str:
    """Return the serial number of the volume that holds a folder: eight digits, or nothing.

    Windows and Linux say the same of FAT and of NTFS, of which it is the last digits.
    """
    if sys.platform == "win32":
        return _volume(folder.resolve().anchor)[0]
    mount = holding(folder.resolve(), mounts())
    if mount is None:
        return ""
    device = Path(mount.device).resolve()
    try:
        named = next((each.name for each in by_uuid.iterdir() if each.resolve() == device), "")
    except OSError:
        return ""
    return named.replace("-", "").upper()[-SERIAL_DIGITS:]


def _volume(root: str) -> tuple[str, str]:
    """Return serial number and file system of a drive, as Windows has them; empty where it has not.

    https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getvolumeinformationw
    """
    import ctypes

    if sys.platform != "win32":
        return "", ""
    serial, name = ctypes.c_ulong(), ctypes.create_unicode_buffer(MAX_PATH)
    known = ctypes.windll.kernel32.GetVolumeInformationW(
        root, None, 0, ctypes.byref(serial), None, None, name, MAX_PATH
    )
    return (f"{serial.value:08X}", name.value) if known else ("", "")


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
    """Whether a mount is none of the system's own.

    On Windows that is what it calls removable, a share, a disk at a bus for what is plugged in, and
    one with a file system that sticks have; elsewhere it is told by its place.
    """
    if platform != "win32":
        return mount.root.startswith(PLUGGED_IN_UNDER)
    system = system_drive or os.environ.get("SYSTEMDRIVE", "C:")
    # An empty reader of cards has a letter and no file system.
    if not mount.file_system or mount.root.rstrip("\\/").upper() == system.upper():
        return False
    return (
        bool({"removable", "remote"} & mount.options)
        or not holds_log(mount.file_system)
        or _bus(mount.root) in BUSES
    )


def _bus(root: str) -> int:
    """Return what Windows says of the bus of a drive's disk (STORAGE_BUS_TYPE), 0 if nothing."""
    import ctypes

    if sys.platform != "win32":
        return 0
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateFileW.restype = ctypes.c_void_p
    both, existing = 3, 3  # shared for reading and writing; no right is asked for
    name = "\\\\.\\" + root.rstrip("\\/")
    disk = ctypes.c_void_p(kernel.CreateFileW(name, 0, both, None, existing, 0, None))
    if disk.value in {None, ctypes.c_void_p(-1).value}:
        return 0
    try:
        asked, said, got = bytes(12), ctypes.create_string_buffer(1024), ctypes.c_ulong()
        known = kernel.DeviceIoControl(
            disk, QUERY_PROPERTY, asked, len(asked), said, len(said), ctypes.byref(got), None
        )
        return int.from_bytes(said.raw[BUS_AT : BUS_AT + 4], "little") if known else 0
    finally:
        kernel.CloseHandle(disk)


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
