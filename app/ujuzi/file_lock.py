"""A file that one process holds at a time: the operating system says which.

A process lets it go by ending, however it ends, so that a power cut never leaves it held. The file
stays where it is: if it were deleted, two could hold files of one name.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
"""What systems report of a file that somebody else holds."""

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _let_go(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)  # closing alone may let it go later

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class FileLock:
    """Held from when it is made until it is released; also this process has it but once."""

    def __init__(self, path: Path, mode: int) -> None:
        """Take the file, which is made with that mode where there is none.

        Raises BlockingIOError where it is held, and OSError where it cannot be.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, mode)
        try:
            if sys.platform != "win32":
                with suppress(OSError):  # of another account, or on a drive without modes
                    os.fchmod(descriptor, mode)
            _take(descriptor)
        except OSError as error:
            os.close(descriptor)
            if error.errno in _HELD:
                raise BlockingIOError(error.errno, error.strerror, str(path)) from error
            raise
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let it go, once; raises OSError where its drive was taken out: then nobody holds it."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        try:
            _let_go(descriptor)
        finally:
            os.close(descriptor)
