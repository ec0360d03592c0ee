"""Which letters the fonts of this program have, read from the fonts that it ships."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ujuzi.paths import resources

UNDRAWN = frozenset({"Cc", "Cf", "Cn", "Cs", "Zs", "Zl", "Zp"})
"""Categories of characters that draw nothing; what is not assigned has no font anywhere.

What is for private use is drawn: such are the bullets that a word processor leaves."""
VARIATIONS = range(0xFE00, 0xFE10)
TOLD_MOST = 12


def without_font(text: str) -> str:
    """Return the letters of a text that no shipped font has, each once, in order."""
    if text.isascii():
        return ""
    missing = (
        each for each in dict.fromkeys(text) if each > "\x7f" and ord(each) not in _shipped()
    )
    return "".join(
        each
        for each in missing
        if unicodedata.category(each) not in UNDRAWN and ord(each) not in VARIATIONS
    )


@cache
def _shipped() -> frozenset[int]:
    fonts = (file for name, file in resources("fonts").items() if name.endswith(".ttf"))
    return frozenset(code for font in fonts for code in _characters(font))


def _characters(font: Path) -> Iterator[int]:
    """Yield the characters of a font (OpenType, `cmap`, formats 4 and 12)."""
    data = font.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    for table in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * table)
        if tag != b"cmap":
            continue
        (encodings,) = struct.unpack_from(">H", data, start + 2)
        for each in range(encodings):
            _, _, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * each)
            yield from _covered(data, start + offset)


def _covered(data: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", data, at)
    if form == 12:
        (groups,) = struct.unpack_from(">L", data, at + 12)
        for group in range(groups):
            first, last = struct.unpack_from(">LL", data, at + 16 + 12 * group)
            yield from range(first, last + 1)
    elif form == 4:
        (twice,) = struct.unpack_from(">H", data, at + 6)
        count = twice // 2
        lasts = struct.unpack_from(f">{count}H", data, at + 14)
        firsts = struct.unpack_from(f">{count}H", data, at + 16 + twice)
        for first, last in zip(firsts, lasts, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
