"""The file system of a folder, as the folder transport uses it: a stick, a card, a share.

Nothing here is remembered, and nothing is made that FAT has not: no links, no modes. What was
written is read back past the system's cache, for a stick that is worn out or lies about its size
gives back what it should only while the cache has it. Only plain files are read, and
none is waited for: a pipe that somebody left in the folder would take for ever.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ujuzi import files

CHUNK_BYTES = 1024 * 1024
"""Also a multiple of any drive's sectors."""

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
BINARY = getattr(os, "O_BINARY", 0)


class Medium:
    """What the transport does to a folder; tests replace it. Everything raises OSError."""

    def names(self, folder: Path) -> Iterator[str]:
        """Yield the names in a folder, as they come."""
        with os.scandir(folder) as entries:
            for entry in entries:
                yield entry.name

    def make_folder(self, folder: Path) -> None:
        """Make a folder, if it is not there, and wait until the drive has its name."""
        if folder.is_dir():
            return
        folder.mkdir(exist_ok=True)
        with suppress(OSError):
            files.sync_folder(folder.parent)

    def free_bytes(self, folder: Path) -> int:
        """Return how much more fits."""
        return shutil.disk_usage(folder).free

    def size(self, path: Path) -> int:
        """Return how large a file is said to be; 0 where nothing says so."""
        with suppress(OSError):
            return path.lstat().st_size
        return 0

    def read(self, path: Path, most: int) -> bytes | None:
        """Return what a plain file holds; None for what is none, or longer than `most`."""
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            return None
        with os.fdopen(os.open(path, os.O_RDONLY | BINARY | NO_FOLLOW), "rb") as file:
            now = os.fstat(file.fileno())
            # As many bytes as there are, for a buffer of the most there may be is made at once.
            return file.read(now.st_size + 1) if stat.S_ISREG(now.st_mode) else None

    def read_start(self, folder: Path, name: str, most: int) -> bytes:
        """Return the first bytes of a plain file, `most` of them at most; none of what is none.

        It is asked of every file in a folder: hence one opening, and no more.
        """
        file = os.open(f"{folder}{os.sep}{name}", os.O_RDONLY | BINARY | NO_FOLLOW)
        try:
            return os.read(file, most) if stat.S_ISREG(os.fstat(file).st_mode) else b""
        finally:
            os.close(file)

    def read_back(self, path: Path) -> bytes:
        """Return what the drive itself holds of a file that was synced."""
        if sys.platform == "win32":
            with suppress(OSError):  # a share may not know this way of reading
                return _read_unbuffered(path)
        with path.open("rb") as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return file.read()

    def read_back_piece(self, path: Path, start: int) -> bytes:
        """Return what the drive itself holds of a synced file from here, `CHUNK_BYTES` at most.

        `start` is a multiple of `CHUNK_BYTES`.
        """
        if sys.platform == "win32":
            with suppress(OSError):
                return _read_unbuffered(path, start, CHUNK_BYTES)
        with path.open("rb") as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), start, CHUNK_BYTES, os.POSIX_FADV_DONTNEED)
            file.seek(start)
            return file.read(CHUNK_BYTES)

    def create(self, path: Path) -> BinaryIO:
        """Return a new file to be written; who writes it waits for the drive (`sync`)."""
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY | getattr(os, "O_NOFOLLOW", 0)
        return os.fdopen(os.open(path, how, files.PUBLIC), "wb")

    def sync(self, file: BinaryIO) -> None:
        """Wait until the drive says that it has what was written."""
        file.flush()
        os.fsync(file.fileno())

    def write(self, path: Path, data: bytes) -> None:
        """Write a new file, and wait until the drive says that it has it."""
        with self.create(path) as file:
            for start in range(0, len(data), CHUNK_BYTES):
                file.write(data[start : start + CHUNK_BYTES])
            self.sync(file)

    def rename(self, source: Path, target: Path) -> None:
        """Give a file its name, in the place of what has it."""
        files.replace(source, target)
        with suppress(OSError):  # not every share lets a folder be synced
            files.sync_folder(target.parent)

    def delete(self, path: Path) -> None:
        """Delete a file, if it is there."""
        files.unlink(path)


def _read_unbuffered(path: Path, start: int = 0, most: int = sys.maxsize) -> bytes:
    """Return what a file holds by FILE_FLAG_NO_BUFFERING: whole sectors, into aligned memory.

    `start` and `most` are multiples of `CHUNK_BYTES`, but for a `most` that is never reached.
    """
    import ctypes
    from ctypes import wintypes

    if sys.platform != "win32":
        raise OSError("Only Windows reads so.")
    read, share, existing, no_buffering, sequential = 0x80000000, 7, 3, 0x20000000, 0x08000000
    commit_and_reserve, release, read_write = 0x3000, 0x8000, 0x04
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = wintypes.HANDLE
    kernel.VirtualAlloc.restype = ctypes.c_void_p
    kernel.VirtualFree.argtypes = (ctypes.c_void_p, ctypes.c_size_t, wintypes.DWORD)
    kernel.ReadFile.argtypes = (
        wintypes.HANDLE,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
        ctypes.c_void_p,
    )
    kernel.SetFilePointerEx.argtypes = (
        wintypes.HANDLE,
        ctypes.c_longlong,
        ctypes.c_void_p,
        wintypes.DWORD,
    )
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    flags = no_buffering | sequential
    handle = kernel.CreateFileW(str(path), read, share, None, existing, flags, None)
    if handle in {None, ctypes.c_void_p(-1).value}:
        raise ctypes.WinError(ctypes.get_last_error())
    memory = kernel.VirtualAlloc(None, CHUNK_BYTES, commit_and_reserve, read_write)
    try:
        if not memory or not kernel.SetFilePointerEx(handle, start, None, 0):
            raise ctypes.WinError(ctypes.get_last_error())
        found, count = bytearray(), wintypes.DWORD()
        while True:
            if not kernel.ReadFile(handle, memory, CHUNK_BYTES, ctypes.byref(count), None):
                raise ctypes.WinError(ctypes.get_last_error())
            found += ctypes.string_at(memory, count.value)
            if count.value < CHUNK_BYTES or len(found) >= most:
                return bytes(found)
    finally:
        if memory:
            kernel.VirtualFree(memory, 0, release)
        kernel.CloseHandle(handle)
