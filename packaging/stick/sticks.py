"""A stick for `make stick-check`: a file with a file system on it, plugged in and pulled out.

It has exFAT, or FAT32, with clusters of 128 kB, as a big stick. The kernel counts what is read of
the disk, and holds what was written and not yet synced back from the file: a copy of the file is
the stick as it is when it is pulled out.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from stick.wine import until

ROOM = 1.6
"""Of the files' size: an update is written whole beside the version that runs."""
SECTOR = 512
AHEAD = "256"
"""Sectors that are read before they are asked for, as of a stick: 128 kB."""
UNPLUGGED_WITHIN = 120
"""Seconds."""
SMALL_BYTES = 60 << 20
FAT_BYTES = 9 << 30
"""FAT32 has at least 65,525 clusters; the file is empty where nothing was written."""
LOOKED_THROUGH = 2 << 20
"""Bytes at a disk's end, where a Linux that starts looks for signs of other file systems."""


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
        self._empty((int(size * ROOM) >> 20) + 300 << 20)
        run("mkfs.exfat", "-L", "UJUZI", "-c", "128K", str(self.image))
        self.plug_in()
        for each in in_order(folder):
            there = self.at / each.relative_to(folder)
            if each.is_dir():
                there.mkdir()
            else:
                shutil.copyfile(each, there)
        self.pull()  # so that nothing of it is in memory
        self.plug_in()

    def plug_in(self, *, read_only: bool = False) -> None:
        """Let the computer see it."""
        self.device = run("losetup", "--find", "--show", str(self.image)).strip()
        run("blockdev", "--setra", AHEAD, self.device)
        self._before = read_of(self.device)
        self._mount(read_only=read_only)

    def _empty(self, size: int) -> None:
        """Make it a file of so many bytes, none of them written."""
        self.image.unlink(missing_ok=True)
        with self.image.open("wb") as file:
            file.truncate(size)

    def _mount(self, *, read_only: bool) -> None:
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
            subprocess.run(("umount", str(self.at)), stderr=subprocess.DEVNULL, check=False)
        return not self.at.is_mount()

    def as_pulled_now(self, image: Path) -> Path:
        """Return a copy that holds what has reached the stick: what was synced, perhaps more.

        It is of one moment, as no stick holds a later word of its folders than of its clusters
        because somebody copied it slowly.
        """
        with halted(self.device):
            before = 0
            while before != (now := self.image.stat().st_mtime_ns):  # the kernel writes still
                run("cp", "--sparse=always", str(self.image), str(image))
                before = now
        return image

    def read(self) -> Read:
        """Return what was read of it since it was plugged in."""
        now = read_of(self.device)
        return Read(now.times - self._before.times, now.bytes - self._before.bytes)


class FatStick(Stick):
    """One with FAT32, which Linux itself reads and writes.

    Where this system has no driver, a small one of libguestfs has: its kernel's `vfat`, seen from
    here by FUSE. A sync reaches it; what is not synced is held there too. What that one looks for
    at the disk's end, as it starts, is not counted: no file lies there.
    """

    _server: Path | None = None
    """Says which process serves it."""

    def fill(self, folder: Path) -> None:
        """Make it anew with the files of a folder, and plug it in."""
        self._empty(FAT_BYTES)
        run("mkfs.vfat", "-F", "32", "-S", "1024", "-s", "128", "-n", "UJUZI", str(self.image))
        names = {"LANG": "C.UTF-8", "MTOOLS_SKIP_CHECK": "1"}
        disk = ("-i", str(self.image))
        for (parent, is_dir), these in groupby(in_order(folder), lambda e: (e.parent, e.is_dir())):
            there = f"::/{parent.relative_to(folder).as_posix()}"
            if is_dir:
                run("mmd", *disk, *(f"{there}/{each.name}" for each in these), **names)
            else:
                run("mcopy", "-Q", *disk, *map(str, these), there, **names)
        self.plug_in()

    def _mount(self, *, read_only: bool) -> None:
        with tempfile.NamedTemporaryFile(delete=False) as server:
            self._server = Path(server.name)
        with Path(self.device).open("rb") as disk:  # while it is open, what was read is kept
            disk.seek(-LOOKED_THROUGH, os.SEEK_END)
            disk.read()
            self._before = read_of(self.device)
            run(
                "guestmount", "--ro" if read_only else "--rw", "--format=raw", "--add", self.device,
                "--mount=/dev/sda:/:utf8:vfat", f"--pid-file={self._server}", "-o", "big_writes",
                str(self.at), LIBGUESTFS_BACKEND="direct", LIBGUESTFS_BACKEND_SETTINGS="force_tcg",
            )  # fmt: skip

    def _is_out(self) -> bool:
        """Take it out; whether the system that served it has written everything and ended."""
        return super()._is_out() and not self._is_served()

    def _is_served(self) -> bool:
        said = self._server.read_text() if self._server and self._server.is_file() else ""
        return bool(said) and Path("/proc", said.strip()).exists()


def in_order(folder: Path) -> list[Path]:
    """Return what is below a folder as Windows copies it: by name, of whichever case."""
    return sorted(folder.rglob("*"), key=lambda each: [part.casefold() for part in each.parts])


@contextmanager
def small_disk(image: Path, at: Path) -> Iterator[None]:
    """Let a disk of `SMALL_BYTES`, on which no version of Ujuzi has room, be there meanwhile."""
    at.mkdir()
    with image.open("wb") as file:
        file.truncate(SMALL_BYTES)
    run("mkfs.ext4", "-q", str(image))
    run("mount", "-o", "loop", str(image), str(at))
    try:
        yield
    finally:
        run("umount", str(at))


@contextmanager
def halted(device: str) -> Iterator[None]:
    """Let the programs that serve a disk do nothing meanwhile."""
    found = Path("/proc").glob("[0-9]*")
    serving = [int(each.name) for each in found if _holds(each, device)]
    for each in serving:
        os.kill(each, signal.SIGSTOP)
    try:
        until(lambda: all(map(_is_halted, serving)), "who serves the disk does nothing")
        yield
    finally:
        for each in serving:
            os.kill(each, signal.SIGCONT)


def _is_halted(process: int) -> bool:
    with suppress(OSError):  # it ended meanwhile
        said = Path("/proc", str(process), "stat").read_text()
        return said.rpartition(")")[2].split()[0] == "T"
    return True


def _holds(process: Path, device: str) -> bool:
    with suppress(OSError):  # it ended meanwhile
        return any(os.path.realpath(each) == device for each in (process / "fd").iterdir())
    return False


def read_of(device: str) -> Read:
    """Return what was ever read of a disk in this place: the kernel counts on."""
    stat = Path("/sys/block", Path(device).name, "stat").read_text().split()
    return Read(int(stat[0]), int(stat[2]) * SECTOR)


def run(*command: str, **more: str) -> str:
    """Return what a tool of the system says; raises CalledProcessError where it fails.

    `more` is added to its environment.
    """
    told = {**os.environ, **more}
    done = subprocess.run(command, env=told, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout
