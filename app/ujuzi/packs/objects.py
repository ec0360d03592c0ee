"""The installed objects of all packs: files named by the SHA-256 of what they hold.

    objects/ab/ab12...      whole and verified when it got its name
    objects/incoming/...    being written; worth nothing after a cut

An object gets its name only after its hash was checked and its bytes are on the disk, so what has
a name was whole, whenever the power went; texts are checked again whenever they are read. Adding is
done in batches: every file is flushed beside the reading of the next, `commit` gives them their
names, then flushes each folder once. Who is answering a question meanwhile is not held up: hashing
and writing go on in one thread, so of two processors one stays free, and while others write to the
disk it is left to them every other moment. Memory is bounded by the size of a few chunks. One
process at a time.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
import shutil
import stat
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ujuzi import file_modes
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.files import replace, sync_folder, unlink

FOLDER_LETTERS = 2
"""Of a hash: the name of a folder of objects."""
INCOMING = "incoming"
SHA256 = re.compile(r"[0-9a-f]{64}")
FLUSHES_AHEAD = 1
"""How many files may wait for the disk while the next one is written."""
log = logging.getLogger(__name__)

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class ObjectStore:
    """The objects under one folder, made on the first addition."""

    def __init__(self, root: Path, commits: Callable[[], int] = lambda: 0) -> None:
        self._root = root
        self.commits = commits
        """How often something else was written to the same disk: adding much gives way to that."""
        self.unpacking = threading.Lock()
        """Held while a pack is unpacked: another may not take away what this one counts on."""

    def has(self, sha256: str, size: int) -> bool:
        """Whether a file of the object's size is here; what it holds is not looked at."""
        try:
            found = self.path(sha256).stat()
        except OSError:
            return False
        return stat.S_ISREG(found.st_mode) and found.st_size == size

    def is_whole(self, sha256: str, size: int) -> bool:
        """Whether the object is here and holds what its name says; reads all of it."""
        if not self.has(sha256, size):
            return False
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, hashlib.sha256).hexdigest() == sha256
        except OSError:
            return False

    def path(self, sha256: str) -> Path:
        """Return where the object is, or would be."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a SHA-256")
        return self._root / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes | None:
        """Return the object's bytes, or None where it is not here or not what its name says.

        A disk that rots gives other bytes than it was given; installing again mends that.
        """
        try:
            found = self.path(sha256).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk_error(error, self._root) from error
        if hashlib.sha256(found).hexdigest() != sha256:
            log.warning("object %s is damaged", sha256)
            return None
        return found

    def add(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Add one object durably; raises what `Batch.add` raises."""
        with self.batch() as batch:
            batch.add(sha256, chunks)
            batch.commit()

    def batch(self) -> ObjectBatch:
        """Return a batch: a context that leaves nothing behind but what it committed."""
        return ObjectBatch(self)

    def remove(self, sha256: str) -> None:
        """Forget one object, if it is here."""
        unlink(self.path(sha256))

    def collect(self, keep: Iterable[str]) -> None:
        """Delete every object not among `keep`, and what cuts left behind.

        A file that another program holds open stays for the next time, and so does what a failing
        disk does not show.
        """
        kept = frozenset(keep)
        shutil.rmtree(self.incoming, ignore_errors=True)
        for folder in _listed(self._root):
            for file in _listed(folder) if len(folder.name) == FOLDER_LETTERS else ():
                if file.name not in kept:
                    with suppress(OSError):
                        file.unlink()

    @property
    def incoming(self) -> Path:
        """The folder of files that are being written."""
        return self._root / INCOMING

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Turn what the disk says while it is written into WorldError."""
        try:
            yield
        except OSError as error:
            raise disk_error(error, self._root) from error


class ObjectBatch:
    """Objects that get their names together; one thread of its own waits for the disk."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._pending: dict[str, Path] = {}
        self._disk = ThreadPoolExecutor(1, "objects")
        self._flushes: deque[Future[None]] = deque()
        self._commits = store.commits()
        self.bytes = 0
        """Added and not committed yet."""

    def __enter__(self) -> ObjectBatch:
        return self

    def __exit__(self, *_: object) -> None:
        self._disk.shutdown()
        for temporary in self._pending.values():
            with suppress(OSError):
                unlink(temporary)
        self._pending.clear()

    def add(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Write an object under a temporary name, hashing while it is copied.

        Raises RefusedError `object-tampered` where its bytes are not those of that hash, WorldError
        `disk-full` or `disk-failed` (at the latest on commit), and whatever `chunks` raises.
        """
        temporary = self._store.incoming / sha256
        with self._store.writing():
            file_modes.make_folder(self._store.incoming.parent)
            file_modes.make_folder(self._store.incoming)
            file = temporary.open("wb")
        self._pending[sha256] = temporary
        digest = hashlib.sha256()
        try:
            for chunk in chunks:
                with self._store.writing():
                    file.write(chunk)
                digest.update(chunk)
                self.bytes += len(chunk)
            if digest.hexdigest() != sha256:
                raise RefusedError(Code.OBJECT_TAMPERED, "An object is not what its hash says.")
        except BaseException:
            with suppress(OSError):
                file.close()
            raise
        self._flushes.append(self._disk.submit(_flush, file))
        before, self._commits = self._commits, self._store.commits()
        ahead = FLUSHES_AHEAD if self._commits == before else 0
        while len(self._flushes) > ahead:
            self._await_flush()

    def commit(self) -> tuple[str, ...]:
        """Wait until what was added is on the disk and give it its names; return them."""
        added = tuple(self._pending)
        while self._flushes:
            self._await_flush()
        with self._store.writing():
            folders = {self._store.path(sha256).parent for sha256 in added}
            for folder in folders:
                file_modes.make_folder(folder)
            for sha256, temporary in self._pending.items():
                replace(temporary, self._store.path(sha256))
            for folder in (*folders, self._store.incoming.parent) if folders else ():
                sync_folder(folder)
        self._pending.clear()
        self.bytes = 0
        return added

    def _await_flush(self) -> None:
        with self._store.writing():
            self._flushes.popleft().result()


def _listed(folder: Path) -> list[Path]:
    """Return what is in a folder; nothing where it is none, or cannot be listed."""
    with suppress(OSError):
        return [*folder.iterdir()]
    return []


def disk_error(error: OSError, path: Path) -> WorldError:
    """Return what happened to the disk, as something a person can act on."""
    if error.errno in FULL:
        return WorldError(
            Code.DISK_FULL,
            f"The disk that holds {path} is full; free some space and try again.",
            path=str(path),
        )
    return WorldError(
        Code.DISK_FAILED, f"{path} cannot be used: {error.strerror or error}.", path=str(path)
    )


def _flush(file: BinaryIO) -> None:
    """Wait until a file's bytes are on the disk, and close it."""
    with file:
        file.flush()
        os.fsync(file.fileno())
