"""Files that are written whole, or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ujuzi.file_modes import file_mode

SECRET, PUBLIC = 0o600, 0o644


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Put data in a file's place; whatever hinders it, or cuts the power, the old file stays.

    `mode` is of the new file; without it, it is for this account, or for the group with which its
    folder is shared. A device, as /dev/stdout, is written to. Raises OSError.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    mode = file_mode(path.parent) if mode is None else mode
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        with suppress(OSError):  # it may never have come to be
            partial.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
