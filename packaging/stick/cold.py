"""`python -m stick cold TREE`: what a first start of a tree for Linux reads of a disk, as root.

The tree is laid on a disk in a file, of which nothing is in memory. Figures are printed as by
`make bench`: bytes and reads until the first window stands, as the kernel counts them; 128 kB are
read ahead, as of a stick. With `--write` it is looked which pages were touched, and `start.ranges`
is written, which a tree brings along for `ujuzi.read_ahead`: anew with a new Qt. What is not true
there any more costs a little reading, no more.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stick.check import START_BYTES_MOST, START_READS_MOST, figure
from stick.linux import RANGES
from stick.sticks import AHEAD, Read, read_of, run
from stick.writing import files_below
from ujuzi.installed import ROOT_NAMED, STARTING
from ujuzi.read_ahead import START

NOT_AHEAD = "8"
"""Sectors that the kernel reads before they are asked for: one page."""
GAP = 128 << 10
"""Bytes between two parts that are read in one, for a read costs as much as they."""
ROOM = 1.2
PATIENCE = 120
LOOK_SECONDS = 0.02


def show(tree: Path, *, write: bool) -> None:
    """Print what a first start reads, once what it touches was written, if that is wished."""
    if write:
        write_ranges(tree)
        shutil.copyfile(RANGES, tree / START)
    read = measure(tree)
    figure("cold-start-bytes", read.bytes, "bytes to the first window", START_BYTES_MOST)
    figure("cold-start-reads", read.times, "reads to the first window", START_READS_MOST)


def write_ranges(tree: Path) -> None:
    """Write which parts of a tree a start touches."""
    with disk(tree, NOT_AHEAD) as (device, there):
        (there / START).unlink(missing_ok=True)
        files, found = files_below(there), dict[str, list[tuple[int, int]]]()

        def look() -> None:
            """Note which files are touched now that were not before."""
            new = [path for path in files if path not in found and any(pages(files[path]))]
            found.update((path, []) for path in new)

        start(device, there, look)
        for path in found:
            found[path] = list(ranges(files[path]))
    lines = [
        f"{begin} {end - begin} {path}" for path, parts in found.items() for begin, end in parts
    ]
    RANGES.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def measure(tree: Path) -> Read:
    """Return what a first start reads."""
    with disk(tree, AHEAD) as (device, there):
        return start(device, there)


@contextmanager
def disk(tree: Path, ahead: str) -> Iterator[tuple[str, Path]]:
    """Give a disk that holds a tree, and where it lies; nothing of it is in memory."""
    size = sum(file.stat().st_size for file in files_below(tree).values())
    with tempfile.TemporaryDirectory() as folder:
        image, at = Path(folder, "image"), Path(folder, "disk")
        with image.open("wb") as file:
            file.truncate((int(size * ROOM) >> 20) + 16 << 20)
        run("mkfs.ext4", "-q", "-F", "-d", str(tree), str(image))
        at.mkdir()
        device = run("losetup", "--find", "--show", str(image)).strip()
        try:
            run("blockdev", "--setra", ahead, device)
            run("mount", device, str(at))
            yield device, at
        finally:
            subprocess.run(("umount", "--lazy", str(at)), check=False)
            subprocess.run(("losetup", "--detach", device), check=False)


def start(device: str, tree: Path, look: Callable[[], None] = lambda: None) -> Read:
    """Start a version up to its first window, end it, and return what was read.

    Meanwhile it is looked, again and again.
    """
    with tempfile.TemporaryDirectory() as root:
        starting = Path(root, STARTING)
        starting.write_text("0 1\n")  # gone once the first window stands
        environment = {ROOT_NAMED: root, "HOME": root, "QT_QPA_PLATFORM": "offscreen"}
        command = (str(tree / "bin" / "python3"), "-I", "-X", "utf8", "-m", "ujuzi")
        before, until = read_of(device), time.monotonic() + PATIENCE
        with subprocess.Popen(command, env=environment) as started:
            while starting.exists() and started.poll() is None and time.monotonic() < until:
                time.sleep(LOOK_SECONDS)
                look()
            after = read_of(device)
            started.kill()
        assert not starting.exists(), "no window came"
    return Read(after.times - before.times, after.bytes - before.bytes)


def ranges(file: Path) -> Iterator[tuple[int, int]]:
    """Yield which bytes of a file are in memory, from and to, near ones as one."""
    begin = end = 0
    for number, is_there in enumerate(pages(file)):
        at = number * mmap.PAGESIZE
        if is_there and at - end > GAP:
            if end > begin:
                yield begin, end
            begin = at
        if is_there:
            end = at + mmap.PAGESIZE
    if end > begin:
        yield begin, end


def pages(file: Path) -> list[bool]:
    """Return of each page of a file whether it is in memory."""
    size = file.stat().st_size
    if not size:
        return []
    system = ctypes.CDLL(None, use_errno=True)
    system.mincore.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p)
    said = ctypes.create_string_buffer(-(-size // mmap.PAGESIZE))
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), size, mmap.MAP_PRIVATE) as held:
        first = ctypes.c_char.from_buffer(held)
        failed = system.mincore(ctypes.addressof(first), size, said)
        del first
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(file))
    return [bool(each & 1) for each in said.raw]
