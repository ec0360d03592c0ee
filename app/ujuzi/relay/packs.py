"""The courses that a relay hands out: the files of one folder, as their publishers signed them."""

from __future__ import annotations

import hashlib
import threading
from contextlib import suppress
from pathlib import Path

import msgspec

from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.packs.reader import open_pack
from ujuzi.wire.relay import PACK_SUFFIX, ServedPack


class Packs:
    """A folder of packs; a file is read once for its hash, and again where it changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[str, int, int], ServedPack] = {}
        self._turn = threading.Lock()

    def listed(self) -> tuple[ServedPack, ...]:
        """Return what can be had; nothing where there is no such folder. Threads may ask."""
        with self._turn:
            known = {}
            for path in sorted(self._folder.glob(f"*{PACK_SUFFIX}")):
                with suppress(OSError):
                    stat = path.stat()
                    key = (path.name, stat.st_size, stat.st_mtime_ns)
                    known[key] = self._known.get(key) or _read(path, stat.st_size)
            self._known = known
            return tuple(known.values())

    def file(self, name: str) -> Path:
        """Return the file of a pack; raises RefusedError `not-a-pack`."""
        path = self._folder / name
        if path.name != name or path.suffix != PACK_SUFFIX or not path.is_file():
            raise RefusedError(Code.NOT_A_PACK, "There is no such course here.")
        return path


def _read(path: Path, size: int) -> ServedPack:
    """Return what is said of a file: of a whole pack also what it holds."""
    with path.open("rb") as file:
        served = ServedPack(path.name, size, hashlib.file_digest(file, "sha256").digest())
    with suppress(UjuziError), open_pack(path) as pack:
        course = pack.manifest.course
        return msgspec.structs.replace(
            served,
            course=course.id,
            language=course.language,
            version=course.version,
            title=course.title,
            publisher=course.publisher,
            fingerprint=pack.key.fingerprint,
        )
    return served
