"""The installed objects of all packs: files named by the SHA-256 of what they hold.

    objects/ab/ab12...      whole and verified, always
    objects/incoming/...    being written; worth nothing after a cut

An object gets its name only after its hash was checked and its bytes are on the disk, so what has
a name is whole, whenever the power went. Adding is done in batches: `commit` flushes every file,
gives them their names, then flushes each folder once. One process at a time.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ujuzi.errors import RefusedError, WorldError

INCOMING = "incoming"
SHA256 = re.compile(r"[0-9a-f]{64}")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class ObjectStore:
    """The objects under one folder, made on the first addition."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def has(self, sha256: str) -> bool:
        """Whether the object is here, whole."""
        return self.path(sha256).is_file()

    def path(self, sha256: str) -> Path:
        """Return where the object is, or would be."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a SHA-256")
        return self._root / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes | None:
        """Return the object's bytes, or None where it is not here."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk_error(error, self._root) from error

    def add(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Add one object durably; raises what `Batch.add` raises."""
        with self.batch() as batch:
            batch.add(sha256, chunks)
            batch.commit()

    def batch(self) -> Batch:
        """Return a batch: a context that leaves nothing behind but what it committed."""
        return Batch(self)

    def remove(self, sha256: str) -> None:
        """Forget one object, if it is here."""
        self.path(sha256).unlink(missing_ok=True)

    def collect(self, keep: Iterable[str]) -> None:
        """Delete every object not among `keep`, and what cuts left behind.

        A file that another program holds open stays for the next time.
        """
        kept = frozenset(keep)
        shutil.rmtree(self.incoming, ignore_errors=True)
        for folder in self._root.glob("??"):
            for file in folder.iterdir():
                if file.name not in kept:
                    try:
                        file.unlink()
                    except OSError:
                        continue

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


class Batch:
    """Objects that get their names together."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._pending: dict[str, Path] = {}
        self.bytes = 0
        """Written and not committed yet."""

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        for temporary in self._pending.values():
            temporary.unlink(missing_ok=True)
        self._pending.clear()

    def add(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Write an object under a temporary name, hashing while it is copied.

        Raises RefusedError `object-tampered` where its bytes are not those of that hash, WorldError
        `disk-full` or `disk-failed`, and whatever `chunks` raises.
        """
        temporary = self._store.incoming / sha256
        digest = hashlib.sha256()
        with self._store.writing():
            temporary.parent.mkdir(parents=True, exist_ok=True)
            file = temporary.open("wb")
        self._pending[sha256] = temporary
        try:
            for chunk in chunks:
                digest.update(chunk)
                with self._store.writing():
                    file.write(chunk)
                self.bytes += len(chunk)
        finally:
            with self._store.writing():
                file.close()
        if digest.hexdigest() != sha256:
            raise RefusedError("object-tampered", "An object is not what its hash says.")

    def commit(self) -> tuple[str, ...]:
        """Make what was added durable and give it its names; return them."""
        added = tuple(self._pending)
        with self._store.writing():
            for temporary in self._pending.values():
                _flush(temporary)
            folders = set()
            for sha256, temporary in self._pending.items():
                final = self._store.path(sha256)
                if final.parent not in folders:
                    folders.add(final.parent)
                    final.parent.mkdir(exist_ok=True)
                temporary.replace(final)
            if folders:
                for folder in (*folders, self._store.incoming.parent):
                    _flush_folder(folder)
        self._pending.clear()
        self.bytes = 0
        return added


def disk_error(error: OSError, path: Path) -> WorldError:
    """Return what happened to the disk, as something a person can act on."""
    if error.errno in FULL:
        return WorldError(
            "disk-full",
            f"The disk that holds {path} is full; free some space and try again.",
            path=str(path),
        )
    return WorldError(
        "disk-failed", f"{path} cannot be used: {error.strerror or error}.", path=str(path)
    )


def _flush(path: Path) -> None:
    """Wait until a file's bytes are on the disk; Windows wants it open for writing."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_folder(path: Path) -> None:
    """Wait until a folder's names are on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
