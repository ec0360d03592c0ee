"""Unpacks a verified pack into the object store: only what is missing, in one pass.

Guarantees that, when `unpack` returns, every object of the manifest is in the store, whole and on
the disk; the caller then makes the pack current in one transaction. A cut before leaves the old
version whole, and nothing half: names are given after hashes are checked and bytes are flushed.
On any failure, what this call had added is taken away again. Memory does not grow with the pack.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from ujuzi.errors import Code, RefusedError
from ujuzi.packs.archive import tampered
from ujuzi.packs.limits import PACK
from ujuzi.packs.manifest import PackObject
from ujuzi.packs.objects import SHA256, ObjectStore
from ujuzi.packs.patch import apply_frame
from ujuzi.packs.reader import Pack

BATCH_BYTES = 64_000_000
"""How much is written between two flushes: an interrupted installation resumes from there."""
BATCH_OBJECTS = 500


def unpack(
    pack: Pack,
    store: ObjectStore,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    repair: bool = False,
) -> None:
    """Add the pack's missing objects to the store; `progress` is told bytes done and in all.

    To `repair`, every object that is there is read, and counts as missing where it is damaged.

    Raises RefusedError (`pack-tampered` naming the object, `update-base-missing`,
    `install-cancelled`) or WorldError (`disk-full`, `disk-failed`, `source-gone`).
    """
    is_there = store.is_whole if repair else store.has
    known = {e.sha256 for e in pack.manifest.objects if repair and store.path(e.sha256).exists()}
    missing = [
        entry
        for entry in {entry.sha256: entry for entry in pack.manifest.objects}.values()
        if not is_there(entry.sha256, entry.size)
    ]
    total = sum(entry.size for entry in missing)
    done = 0
    added: list[str] = []

    def counted(chunks: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal done
        for chunk in chunks:
            if cancelled():
                raise RefusedError(Code.INSTALL_CANCELLED, "The installation was cancelled.")
            yield chunk
            done += len(chunk)
            progress(done, total)

    progress(done, total)
    try:
        with store.batch() as batch:
            for number, entry in enumerate(missing, 1):
                try:
                    batch.add(entry.sha256, counted(_content(pack, entry, store)))
                except RefusedError as error:
                    if error.code == Code.OBJECT_TAMPERED:
                        raise tampered(entry.path) from error
                    raise
                if batch.bytes >= BATCH_BYTES or number % BATCH_OBJECTS == 0:
                    added += batch.commit()
            added += batch.commit()
    except BaseException:
        for sha256 in added:
            if sha256 not in known:  # what was mended belongs to a course that is here
                store.remove(sha256)
        raise


def _content(pack: Pack, entry: PackObject, store: ObjectStore) -> Iterable[bytes]:
    """Return an object's bytes, from the file or as a patch of an installed object."""
    if pack.holds(entry):
        return pack.chunks(entry)
    patch = pack.patch(entry)
    base = store.read(patch.base) if patch and SHA256.fullmatch(patch.base) else None
    if patch is None or base is None or hashlib.sha256(base).hexdigest() != patch.base:
        raise pack.base_missing()
    if entry.size > PACK.text_bytes:
        raise tampered(entry.path)
    try:
        return (apply_frame(base, patch.frame, entry.size),)
    except ValueError as error:
        raise tampered(entry.path) from error
