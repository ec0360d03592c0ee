"""A file of 1 MB beside the database that is given up when the disk is full, for SQLite's log.

It lets a computer whose disk is full sign people in, and keep their notes and answers, until
somebody makes room; then it is made again. It holds nothing but noise, because a file system may
store zeros in no room at all.
"""

from __future__ import annotations

import logging
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from ujuzi import file_modes
from ujuzi.files import unlink
from ujuzi.paths import RESERVE

RESERVE_BYTES = 1_000_000
ROOMY_BYTES = 4 * RESERVE_BYTES
"""What is free where the reserve is made: giving it up and making it again do not alternate."""

log = logging.getLogger(__name__)


class Reserve:
    """The room that a data folder keeps for a bad day."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / RESERVE
        self.is_held = self._is_whole()

    def settle(self) -> bool:
        """Hold it where the disk has room, give it up where it is full; whether that changed."""
        try:
            free = shutil.disk_usage(self._file.parent).free
        except OSError:
            return False
        if self.is_held and free < RESERVE_BYTES:
            return self.give_up()
        if not self.is_held and free >= ROOMY_BYTES:
            return self._make()
        return False

    def give_up(self) -> bool:
        """Let its room be used; whether it was held."""
        if not self.is_held:
            return False
        try:
            unlink(self._file)
        except OSError:
            return False
        self.is_held = False
        log.warning("the disk is full: the reserve was given up")
        return True

    def _is_whole(self) -> bool:
        """Whether it is there; half a one, or what cannot be looked at, holds no room."""
        try:
            found = self._file.stat()
        except OSError:
            return False
        return stat.S_ISREG(found.st_mode) and found.st_size >= RESERVE_BYTES

    def _make(self) -> bool:
        try:
            file_modes.make_file(self._file)
            self._file.write_bytes(os.urandom(RESERVE_BYTES))
        except OSError:
            with suppress(OSError):
                unlink(self._file)
            return False
        self.is_held = True
        return True
