"""Writes the ZIP file of a pack: the same content gives the same bytes on the same computer.

The file appears whole or not at all: it is written under a temporary name, flushed, then renamed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ujuzi.authoring.media import COMPRESSES
from ujuzi.errors import Code, RefusedError
from ujuzi.files import replace, unlink
from ujuzi.packs.archive import OBJECTS
from ujuzi.packs.manifest import PackObject
from ujuzi.packs.objects import disk_error

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every member: ZIP knows no earlier one."""
UNIX = 3
REGULAR_FILE = 0o100644 << 16
DEFLATE_LEVEL = 9


class PackWriter:
    """A pack file that is being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add(self, name: str, data: bytes, *, deflate: bool) -> None:
        """Add a member."""
        self._archive.writestr(_member(name, deflate=deflate), data, compresslevel=DEFLATE_LEVEL)

    def add_object(self, entry: PackObject, chunks: Iterable[bytes]) -> None:
        """Add an object; raises RefusedError `source-changed` where it is not the manifest's."""
        member = _member(OBJECTS + entry.sha256, deflate=entry.media_type in COMPRESSES)
        member.file_size = entry.size
        digest = hashlib.sha256()
        with self._archive.open(member, "w") as stream:
            for chunk in chunks:
                digest.update(chunk)
                stream.write(chunk)
        if digest.hexdigest() != entry.sha256:
            raise RefusedError(
                Code.SOURCE_CHANGED, f"{entry.path} was changed while it was read.", path=entry.path
            )


@contextmanager
def writing_pack(output: Path) -> Iterator[PackWriter]:
    """Give a writer whose file gets its name when the block ends without an error.

    What is no file, as /dev/null or a folder, is never replaced. Raises WorldError `disk-full` or
    `disk-failed`.
    """
    if output.exists() and not output.is_file():
        raise disk_error(OSError(errno.EISDIR, "A pack is written to a file"), output)
    temporary = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            with zipfile.ZipFile(file, "w", compresslevel=DEFLATE_LEVEL) as archive:
                yield PackWriter(archive)
            file.flush()
            os.fsync(file.fileno())
        replace(temporary, output)
    except OSError as error:
        raise disk_error(error, output.parent) from error
    finally:
        with suppress(OSError):
            unlink(temporary)


def _member(name: str, *, deflate: bool) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, EPOCH)
    member.create_system = UNIX
    member.external_attr = REGULAR_FILE
    member.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    return member
