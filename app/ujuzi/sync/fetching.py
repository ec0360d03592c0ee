"""Courses from a relay: files that are for everybody, taken in parts until they are whole.

What broke off goes on where it was, also another day. A file has its name only when its bytes have
the hash that the relay told; whether they are a course, and whose, its signature says at
installing.
"""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from ujuzi import files
from ujuzi.errors import MALFORMED, Code, RefusedError, WorldError
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire.relay import PACK_SUFFIX, ServedPack

NAME = re.compile(rf"[\w][\w .-]{{0,150}}{re.escape(PACK_SUFFIX)}")
MOST_LIST_BYTES = 256 * 1024


def listed(transport: HttpTransport) -> tuple[ServedPack, ...]:
    """Return what a relay hands out; raises what the transport raises, and `message-malformed`."""
    said = bytearray()
    for piece in transport.pieces("packs"):
        said += piece
        if len(said) > MOST_LIST_BYTES:
            raise _malformed()
    try:
        found = msgspec.msgpack.decode(said, type=tuple[ServedPack, ...])
    except MALFORMED as error:
        raise _malformed() from error
    return tuple(each for each in found if NAME.fullmatch(each.name))


def part_of(folder: Path, pack: ServedPack) -> Path:
    """Return where lies what has come of a pack, while it is not whole."""
    return folder / f"{pack.digest.hex()}.part"


def fetch(
    transport: HttpTransport,
    pack: ServedPack,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Path:
    """Take a pack into a folder, and return its file; one that is there whole is not taken again.

    `progress` is told bytes of bytes, and may raise to stop it. Raises RefusedError `pack-tampered`
    where the bytes are others than was told, WorldError `disk-full` or `file-unwritable`, and what
    the transport raises; what came by then stays for the next time.
    """
    target, part = folder / pack.name, part_of(folder, pack)
    try:
        if _is(target, pack):
            return target
        done = part.stat().st_size if part.is_file() else 0
        with part.open("ab") as file:
            if done > pack.size:
                file.truncate(done := 0)
            for piece in transport.pieces(f"packs/{pack.name}", done) if done < pack.size else ():
                if not piece:
                    file.truncate(done := 0)
                file.write(piece)
                done += len(piece)
                if done > pack.size:
                    break
                progress(done, pack.size)
        if not _is(part, pack):
            if done >= pack.size:
                files.unlink(part)
                raise RefusedError(Code.PACK_TAMPERED, f"{pack.name} is another than was told.")
            raise transport.unreachable()
        files.replace(part, target)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        raise WorldError(
            Code.DISK_FULL if full else Code.FILE_UNWRITABLE,
            f"{target} cannot be written: {error.strerror}.",
            path=str(target),
        ) from error
    return target


def _is(path: Path, pack: ServedPack) -> bool:
    if not path.is_file() or path.stat().st_size != pack.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest() == pack.digest


def _malformed() -> RefusedError:
    return RefusedError(Code.MESSAGE_MALFORMED, "The message cannot be read.")
