"""A stick as people have them: an exFAT image that is mounted where this machine can.

Linux without a driver of its own mounts it by FUSE, and only for root; elsewhere a stick is a plain
folder, and `file_system` says so.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

IMAGE_BYTES = 512 * 1024 * 1024
"""Of a file with holes."""


@dataclass(frozen=True, slots=True)
class StickImage:
    """Where a stick is, and which file system it has."""

    place: Path
    file_system: str


@contextmanager
def plugged_in(folder: Path, *, is_image: bool) -> Iterator[StickImage]:
    """Yield a stick below `folder`; a plain folder where no image is wished or can be mounted."""
    place = folder / "STICK"
    place.mkdir()
    device = _mounted(folder / "stick.img", place) if is_image else None
    try:
        yield StickImage(place, "exFAT image by FUSE" if device else "plain folder")
    finally:
        if device:
            _run("umount", str(place))
            _run("losetup", "--detach", device)


def _mounted(image: Path, place: Path) -> str | None:
    """Make an image and mount it; return the device that stands for it, or None where none can."""
    if not all(shutil.which(each) for each in ("mkfs.exfat", "mount.exfat-fuse", "losetup")):
        return None
    with image.open("wb") as file:
        file.truncate(IMAGE_BYTES)
    device = ""
    try:
        _run("mkfs.exfat", str(image))
        device = _run("losetup", "--find", "--show", str(image)).strip()
        _run("mount.exfat-fuse", device, str(place))
    except subprocess.CalledProcessError:
        if device:
            with suppress(subprocess.CalledProcessError):
                _run("losetup", "--detach", device)
        return None
    return device


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
