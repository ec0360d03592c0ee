"""A stick for `make stick-check`: a file with exFAT on it, plugged in as a disk, and pulled out.

Clusters are of 128 kB, as on a big stick. The kernel counts what is read of the disk, and holds
what was written and not yet synced back from the file: a copy of the file is the stick as it is
when it is pulled out. FAT itself is not tried: fusefat, with which a system reads it that has no
driver of its own, spoils what it writes.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from stick.wine import until

ROOM = 1.6
"""Of the files' size: an update is written whole beside the version that runs."""
SECTOR = 512
AHEAD = "256"
"""Sectors that are read before they are asked for, as of a stick: 128 kB."""
UNPLUGGED_WITHIN = 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a disk was asked for."""

    times: int
    bytes: int


class Stick:
    """A disk that lies in a file, and where it is plugged in."""

    def __init__(self, image: Path, at: Path) -> None:
        self.image, self.at = image, at
        self.device = ""
        self._before = Read(0, 0)
        at.mkdir(exist_ok=True)

    def fill(self, folder: Path) -> None:
        """Make it anew with the files of a folder, and plug it in."""
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        self.image.unlink(missing_ok=True)
        with self.image.open("wb") as file:
            file.truncate((int(size * ROOM) >> 20) + 300 << 20)
        run("mkfs.exfat", "-L", "UJUZI", "-c", "128K", str(self.image))
        self.plug_in()
        shutil.copytree(folder, self.at, dirs_exist_ok=True, copy_function=shutil.copyfile)
        self.pull()  # so that nothing of it is in memory
        self.plug_in()

    def plug_in(self, *, read_only: bool = False) -> None:
        """Let the computer see it."""
        self.device = run("losetup", "--find", "--show", str(self.image)).strip()
        run("blockdev", "--setra", AHEAD, self.device)
        self._before = read_of(self.device)
        options = ("-o", "ro") if read_only else ()
        run("mount.exfat-fuse", *options, self.device, str(self.at))

    def pull(self) -> None:
        """Take it out after everything was written."""
        if self.device:
            until(self._is_out, "nothing uses the stick any more", UNPLUGGED_WITHIN)
            subprocess.run(("losetup", "--detach", self.device), check=False)
            self.device = ""

    def _is_out(self) -> bool:
        """Take it out, unless a program that was ended still holds it; whether it is out."""
        if self.at.is_mount():
            subprocess.run(("umount", "--quiet", str(self.at)), check=False)
        return not self.at.is_mount()

    def as_pulled_now(self, image: Path) -> Path:
        """Return a copy that holds what has reached the stick: what was synced, perhaps more."""
        run("cp", "--sparse=always", str(self.image), str(image))
        return image

    def read(self) -> Read:
        """Return what was read of it since it was plugged in."""
        now = read_of(self.device)
        return Read(now.times - self._before.times, now.bytes - self._before.bytes)


def read_of(device: str) -> Read:
    """Return what was ever read of a disk in this place: the kernel counts on."""
    stat = Path("/sys/block", Path(device).name, "stat").read_text().split()
    return Read(int(stat[0]), int(stat[2]) * SECTOR)


def run(*command: str) -> str:
    """Return what a tool of the system says; raises CalledProcessError where it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout
