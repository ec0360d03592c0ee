"""Archives whose bytes depend on what is in them alone: sorted, of one date, of no person."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest that a zip can hold."""
TIMESTAMP = 315_532_800
"""The same, in seconds."""
FILTERS = ({"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": 9})
"""Of an archive: most of it is programs of one kind of processor, which pack 5% better so."""
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def files_below(folder: Path) -> dict[str, Path]:
    """Return every file below a folder by its path there, with `/`, sorted."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*")}
    return {name: found[name] for name in sorted(found) if found[name].is_file()}


def write_zip(
    target: Path,
    members: Mapping[str, bytes],
    compression: int = STORED,
    first: Iterable[str] = (),
) -> None:
    """Write a zip; what is stored is read by Python without unpacking.

    What is named as `first` lies at the beginning in that order, where it is read in one go, and
    is packed: a slow stick takes longer to read twice as much than Python to unpack it. The rest
    is packed by `compression`: what is stored, an archive of the whole packs better.
    """
    leading = {name: place for place, name in enumerate(first)}
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(members, key=lambda each: (leading.get(each, len(leading)), each)):
            member = zipfile.ZipInfo(name, DATE)
            member.create_system, member.external_attr = 3, 0o100644 << 16
            member.compress_type = DEFLATED if name in leading else compression
            archive.writestr(member, members[name])


def write_archive(target: Path, folder: Path, name: str) -> None:
    """Write a folder as `.tar.xz`, in which all of it lies below `name`."""
    with (
        lzma.open(target, "wb", filters=FILTERS) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        for path, file in files_below(folder).items():
            data = file.read_bytes()
            member = tarfile.TarInfo(f"{name}/{path}")
            member.size, member.mtime = len(data), TIMESTAMP
            member.mode = 0o755 if file.stat().st_mode & 0o100 else 0o644
            tar.addfile(member, io.BytesIO(data))
