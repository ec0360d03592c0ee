"""The ZIP file of a pack, read with suspicion.

The layout is fixed, and everything else is refused:

    manifest.json            canonical JSON; in an update, manifest.patch instead
    manifest.sig             the publisher's public key (32 bytes), then the signature (64)
    update.json              in an update only: of which version it is one
    objects/<sha256>         media stored, text deflated
    patches/<sha256>         in an update only: a text as a patch (ujuzi.packs.patch)

No comment, no ZIP64, no encryption, nothing before or after. Reading is bounded by what the
directory declares, which is bounded by the limits; nothing is ever inflated beyond it.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.packs.limits import PACK
from ujuzi.packs.manifest import hostile_name, too_large

MANIFEST = "manifest.json"
MANIFEST_PATCH = "manifest.patch"
SIGNATURE = "manifest.sig"
UPDATE = "update.json"
OBJECTS = "objects/"
PATCHES = "patches/"

CHUNK_BYTES = 1 << 20

_LOCAL_MAGIC = b"PK\x03\x04"
_ENTRY_MAGIC = b"PK\x01\x02"
_END_MAGIC = b"PK\x05\x06"
_TAIL_BYTES = 66_000
"""Where the end is looked for: it may have a comment of 65,535 bytes."""
_END = struct.Struct("<4s4H2LH")
"""End of central directory: PKWARE's APPNOTE 6.3, section 4.3.16."""
_LOCAL = struct.Struct("<4s5H3L2H")
"""Local file header: section 4.3.7; the last two are the lengths of what follows it."""
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What zipfile raises on bytes that are not what they claim."""


class Archive:
    """The members of one pack file, by name."""

    def __init__(self, path: Path) -> None:
        """Open the file and check its directory; raises as `open_pack`."""
        self._path = path
        with self._reading(None):
            self._file: BinaryIO = _opened(path)
        try:
            self._members = self._read_directory()
        except BaseException:
            with suppress(OSError):
                self._file.close()
            raise

    def close(self) -> None:
        """Let go of the file; what a share that is gone says to that is no news of a file read."""
        with suppress(OSError):
            self._zip.close()
        with suppress(OSError):
            self._file.close()

    @property
    def names(self) -> frozenset[str]:
        """The names of all members."""
        return frozenset(self._members)

    def size(self, name: str) -> int:
        """Return a member's declared size, inflated, in bytes."""
        return self._members[name].file_size

    def read(self, name: str, limit: int) -> bytes:
        """Return a whole member; refused where it declares more than `limit` bytes."""
        size = self.size(name)
        if size > limit:
            raise too_large(f"bytes in {name}", size, limit)
        with self._reading(name):
            return b"".join(self._inflated(self._members[name]))

    def chunks(self, name: str, called: str) -> Iterator[bytes]:
        """Yield a member in pieces; `called` is what people call it.

        The caller checks a SHA-256, so ZIP's own sum of a stored member is not computed as well.
        """
        member = self._members[name]
        stored = member.compress_type == zipfile.ZIP_STORED
        with self._reading(called):
            yield from self._stored(member) if stored else self._inflated(member)

    def _inflated(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        left = member.file_size
        with self._zip.open(member) as stream:
            while left:
                chunk = stream.read(min(CHUNK_BYTES, left))
                if not chunk:
                    raise EOFError
                left -= len(chunk)
                yield chunk
            stream.read(1)

    def _stored(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        self._zip.open(member).close()  # checks the member's own header
        self._file.seek(member.header_offset)
        *_, name, extra = _LOCAL.unpack(self._file.read(_LOCAL.size))
        place = member.header_offset + _LOCAL.size + name + extra
        left = member.file_size
        while left:
            self._file.seek(place)
            chunk = self._file.read(min(CHUNK_BYTES, left))
            if not chunk:
                raise EOFError
            place += len(chunk)
            left -= len(chunk)
            yield chunk

    def _read_directory(self) -> dict[str, zipfile.ZipInfo]:
        with self._reading(None):
            self._check_ends()
        with self._reading("its directory"):
            self._zip = zipfile.ZipFile(self._file)
            members = self._zip.infolist()
            for member in members:
                if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
                    raise zipfile.BadZipFile
        for member in members:
            sizes = (member.file_size, member.compress_size)
            if max(sizes) > max(PACK.object_bytes, PACK.manifest_bytes):
                raise too_large("bytes in one file", max(sizes), PACK.object_bytes)
            inflation = member.file_size / max(1, member.compress_size)
            if member.file_size > PACK.ratio_free_bytes and inflation > PACK.compression_ratio:
                raise too_large("times inflated", int(inflation), PACK.compression_ratio)
        # Names as they stand in the file: `filename` has been made one of this system.
        names = [member.orig_filename for member in members]
        named = dict(zip(names, members, strict=True))
        if len(named) < len(members):
            twice = next(name for name in names if names.count(name) > 1)
            raise hostile_name(twice, "stands there twice")
        return named

    def _check_ends(self) -> None:
        """Check the first and the last bytes, and the bounds of what is between."""
        size = self._file.seek(0, os.SEEK_END)
        if size > PACK.file_bytes:
            raise too_large("bytes", size, PACK.file_bytes)
        self._file.seek(0)
        start = self._file.read(len(_LOCAL_MAGIC))
        if not _LOCAL_MAGIC.startswith(start):
            raise RefusedError(Code.NOT_A_PACK, f"{self._path} is not a course pack.")
        self._file.seek(max(0, size - _END.size))
        end = self._file.read(_END.size)
        if len(end) < _END.size or not end.startswith(_END_MAGIC):
            if self._has_gained(size):
                raise RefusedError(
                    Code.PACK_TAMPERED,
                    f"{self._path} was changed after it was made: something stands after its end."
                    " Ask for a fresh copy.",
                    object="its end",
                )
            raise RefusedError(
                Code.PACK_TRUNCATED,
                f"{self._path} is incomplete, its end is missing; copy it again.",
                path=str(self._path),
            )
        _, disk, first_disk, here, entries, directory, offset, _ = _END.unpack(end)
        if directory > PACK.directory_bytes:
            raise too_large("bytes in the directory", directory, PACK.directory_bytes)
        if disk or first_disk or here != entries or offset + directory + _END.size != size:
            raise zipfile.BadZipFile

    def _has_gained(self, size: int) -> bool:
        """Whether the end is there, and something follows it, as where a tool rewrote the file."""
        start = max(0, size - _TAIL_BYTES)
        self._file.seek(start)
        tail = self._file.read(_TAIL_BYTES)
        at = tail.rfind(_END_MAGIC)
        if at < 0 or len(tail) - at < _END.size:
            return False
        *_, directory, offset, _ = _END.unpack_from(tail, at)
        self._file.seek(offset)
        return (
            offset + directory == start + at and self._file.read(len(_ENTRY_MAGIC)) == _ENTRY_MAGIC
        )

    @contextmanager
    def _reading(self, called: str | None) -> Iterator[None]:
        """Tell a file that is not what it claims from a stick that was pulled."""
        try:
            yield
        except OSError as error:
            raise WorldError(
                Code.SOURCE_GONE,
                f"{self._path} can no longer be read: {error.strerror or error}.",
                path=str(self._path),
            ) from error
        except _BROKEN as error:
            raise tampered(called or "its directory") from error


def tampered(called: str) -> RefusedError:
    """Return the refusal of a pack in which the object people call `called` was changed."""
    return RefusedError(
        Code.PACK_TAMPERED,
        f"This pack was changed or damaged after it was signed: {called}.",
        object=called,
    )


def _opened(path: Path) -> BinaryIO:
    """Return an open file; whoever opens a pipe may wait for ever, and none is a pack."""
    if path.exists() and not path.is_file():
        raise RefusedError(Code.NOT_A_PACK, f"{path} is not a course pack.")
    return path.open("rb")
