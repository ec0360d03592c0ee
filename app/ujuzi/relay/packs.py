"""The courses that a relay hands out: the files of one folder, as their publishers signed them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ujuzi.errors import Code, RefusedError
from ujuzi.wire.relay import PACK_SUFFIX, ServedPack


class Packs:
    """A folder of packs; a file is read once for its hash, and again where it changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[str, int, int], bytes] = {}

    def listed(self) -> tuple[ServedPack, ...]:
        """Return what can be had; nothing where there is no such folder."""
        found, known = [], {}
        for path in sorted(self._folder.glob(f"*{PACK_SUFFIX}")):
            try:
                stat = path.stat()
                key = (path.name, stat.st_size, stat.st_mtime_ns)
                known[key] = self._known.get(key) or _digest(path)
            except OSError:
                continue
            found.append(ServedPack(path.name, stat.st_size, known[key]))
        self._known = known
        return tuple(found)

    def file(self, name: str) -> Path:
        """Return the file of a pack; raises RefusedError `not-a-pack`."""
        path = self._folder / name
        if path.name != name or path.suffix != PACK_SUFFIX or not path.is_file():
            raise RefusedError(Code.NOT_A_PACK, "There is no such course here.")
        return path


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
