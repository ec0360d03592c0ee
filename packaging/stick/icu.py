"""Takes out of ICU's library of data what Ujuzi's Qt never asks for: 32 MB become 4.

Qt on Linux compares texts by it (`QCollator`), changes their case, and names time zones. What is
kept is that for our languages, and what stands behind every language. ICU falls back on its root
where a language is not there. Names of units, currencies and regions, dictionaries of words, and
tables of old encodings (Python has its own) go.

A package of data is a header, then a table, then names, then items, each at a multiple of 16:

    count, count x (where the name is, where the item is)     from the table's beginning
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

FORMAT = b"CmnD"
FORMAT_AT = 12
"""Bytes before it in the header."""
STEP = 16
FOLDERS = frozenset({"", "coll", "zone"})
"""Of languages as such, of how their texts are sorted, of time zones."""
OF_LANGUAGE = re.compile(r"([a-z]{2,3})(_\w+)?\.res")
DROPPED = re.compile(r"unames\.icu|.*\.(cnv|cfu|spp)")
LIBRARY = """
    .section .rodata
    .balign 16
    .globl {symbol}
    .type {symbol}, @object
{symbol}:
    .incbin "items"
    .size {symbol}, . - {symbol}
    .section .note.GNU-stack, "", @progbits
"""


def shrink(library: Path, languages: frozenset[str]) -> None:
    """Replace a library `libicudata.so.N` by one with what is kept for languages alone."""
    header, items = read(library.read_bytes())
    kept = {name: item for name, item in items.items() if is_kept(name, languages)}
    version = library.name.rpartition(".")[2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "items").write_bytes(written(header, kept))
        (folder / "data.s").write_text(LIBRARY.format(symbol=f"icudt{version}_dat"))
        subprocess.run(
            (
                "gcc", "-shared", "-nostdlib", "-s", "-Wl,--build-id=none",
                f"-Wl,-soname,{library.name}", "-o", library.name, "data.s",
            ),
            cwd=folder, check=True,
        )  # fmt: skip
        shutil.copyfile(folder / library.name, library)


def is_kept(name: str, languages: frozenset[str]) -> bool:
    """Whether an item, named as `icudt73l/coll/fr.res`, is of use."""
    folder, _, file = name.partition("/")[2].rpartition("/")
    if folder not in FOLDERS or DROPPED.fullmatch(file):
        return False
    language = OF_LANGUAGE.fullmatch(file)
    return language is None or language[1] in languages


def read(library: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return the header of the package in a library, and its items by name, in their order.

    Raises ValueError where there is none.
    """
    begin = library.index(FORMAT) - FORMAT_AT
    (size,) = struct.unpack_from("<H", library, begin)
    table = begin + size
    (count,) = struct.unpack_from("<I", library, table)
    places = list(struct.iter_unpack("<II", library[table + 4 : table + 4 + 8 * count]))
    ends = [at for _, at in places[1:]] + [len(library) - table]
    items = {}
    for (name_at, at), end in zip(places, ends, strict=True):
        name = library[table + name_at : library.index(b"\0", table + name_at)].decode("ascii")
        items[name] = library[table + at : table + end]
    return library[begin:table], items


def written(header: bytes, items: Mapping[str, bytes]) -> bytes:
    """Return a package of items, which are named in their order."""
    names = b"".join(name.encode("ascii") + b"\0" for name in items)
    first = 4 + 8 * len(items)
    table, name_at = struct.pack("<I", len(items)), first
    begin = first + len(names) + -(len(header) + first + len(names)) % STEP
    parts: list[bytes] = []
    at = begin
    for name, item in items.items():
        table += struct.pack("<II", name_at, at)
        name_at += len(name) + 1
        parts.append(item + bytes(-len(item) % STEP))
        at += len(parts[-1])
    return header + (table + names).ljust(begin, b"\0") + b"".join(parts)
