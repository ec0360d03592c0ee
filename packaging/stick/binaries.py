"""What a library of Windows (PE) or Linux (ELF) asks for; read from its own tables."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import count

IMPORTS, DELAYED = (1, 20, 12), (13, 32, 4)
"""A directory of a PE file: its number, the bytes of an entry, and where the name's address is."""
ELF = b"\x7fELF\x02\x01"
NEEDED, RPATH, RUNPATH = 1, 15, 29
"""Tags in ELF's dynamic section: a library, and where libraries are looked for."""
QT_SECTION, QT_MAGIC = b".qtmetad", b"QTMETADATA !"
"""Where a plugin of Qt says what it is, and how that begins."""
DYNAMIC = 6
"""The type of that section."""


def needed(binary: bytes) -> list[str]:
    """Return the names of the libraries that this one loads, in small letters for Windows."""
    if binary.startswith(b"MZ"):
        return [name.lower() for table in (IMPORTS, DELAYED) for name in _imported(binary, *table)]
    if binary.startswith(ELF):
        return list(_dynamic(binary, NEEDED))
    return []


def qt_metadata(binary: bytes) -> bytes:
    """Return what a plugin of Qt for Windows says of itself; of any other library nothing."""
    if not binary.startswith(b"MZ"):
        return b""
    header = _u32(binary, 0x3C)
    sections, optional = struct.unpack_from("<H12xH", binary, header + 6)
    for each in range(sections):
        at = header + 24 + optional + 40 * each
        name, size, _, _, begin = struct.unpack_from("<8sIIII", binary, at)
        if name == QT_SECTION and binary.startswith(QT_MAGIC, begin):
            return binary[begin + len(QT_MAGIC) : begin + size]
    return b""


def looked_for_in(binary: bytes) -> list[str]:
    """Return the folders in which a library of Linux looks for others, as they stand in it."""
    if not binary.startswith(ELF):
        return []
    found = [*_dynamic(binary, RPATH), *_dynamic(binary, RUNPATH)]
    return [folder for each in found for folder in each.split(":")]


def newest(binary: bytes, family: str) -> int:
    """Return the last number of the newest version that this asks for, 0 for none.

    A family is what stands before it: `GLIBC_2.`, or `GLIBCXX_3.4.` of the library of C++.
    """
    if not binary.startswith(ELF):
        return 0
    found = re.findall(re.escape(family.encode()) + rb"(\d+)", binary)
    return max((int(each) for each in found), default=0)


def _imported(binary: bytes, directory: int, size: int, name_at: int) -> Iterator[str]:
    header = _u32(binary, 0x3C)
    sections, optional = struct.unpack_from("<H12xH", binary, header + 6)
    parts: list[tuple[int, int, int]] = [
        struct.unpack_from("<III", binary, header + 24 + optional + 40 * each + 12)
        for each in range(sections)
    ]  # where a section lies in memory, its bytes in the file, and where they begin there

    def place(address: int) -> int:
        return next(
            address - start + at for start, size, at in parts if start <= address < start + size
        )

    if not (address := _u32(binary, header + 24 + 112 + 8 * directory)):
        return
    for entry in count(place(address), size):
        if not (name := _u32(binary, entry + name_at)):
            return
        yield _text(binary, place(name))


def _dynamic(binary: bytes, wanted: int) -> Iterator[str]:
    (at,) = struct.unpack_from("<Q", binary, 0x28)
    size, number = struct.unpack_from("<HH", binary, 0x3A)
    sections = [struct.unpack_from("<IIQQQQI", binary, at + size * each) for each in range(number)]
    for _, kind, _, _, start, length, linked in sections:
        if kind == DYNAMIC:
            for tag, value in struct.iter_unpack("<qQ", binary[start : start + length]):
                if tag == wanted:
                    yield _text(binary, sections[linked][4] + value)


def _u32(binary: bytes, at: int) -> int:
    return int.from_bytes(binary[at : at + 4], "little")


def _text(binary: bytes, at: int) -> str:
    return binary[at : binary.index(b"\0", at)].decode("ascii")
