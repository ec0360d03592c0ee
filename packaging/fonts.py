"""Cuts the fonts that `resources/fonts` holds beside the letters of our six languages.

    python -m pip install fonttools==4.68.0
    python packaging/fonts.py FOLDER

FOLDER holds what `SOURCES` names, got with the clients of their archives and not unpacked:

    apt-get download fonts-noto-core=20201225-1      (Debian 12)
    npm pack @expo-google-fonts/noto-emoji@0.4.7     (Debian has no emoji without colours)

The same sources and fontTools give the same bytes. Hints are left out (the renderer makes its own),
and so are letters that a font before it in `FONTS` has, or that nobody writes in a lesson; scripts,
and emoji, which join, are kept whole. All get the height of a line of Noto Sans: a tick makes no
line taller. Licence of all: OFL 1.1, kept beside them.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts"
DEBIAN = "fonts-noto-core_20201225-1_all.deb"
NPM = "expo-google-fonts-noto-emoji-0.4.7.tgz"
SOURCES = (DEBIAN, NPM)
NOTO = "usr/share/fonts/truetype/noto"
ASCENT, DESCENT = 1.069, 0.293
"""Of Noto Sans, in ems."""

Ranges = tuple[tuple[int, int], ...]
ALL: Ranges = ((0, 0x10FFFF),)
MATHEMATICS: Ranges = (
    (0x0300, 0x036F),  # accents
    (0x2010, 0x206F),  # punctuation
    (0x20D0, 0x20FF),  # accents of symbols
    (0x2100, 0x23FF),  # letterlike, number forms, arrows, operators, technical
    (0x25A0, 0x25FF),  # shapes
    (0x27C0, 0x27FF),  # more operators, long arrows
    (0x2900, 0x2BFF),  # more arrows, operators, shapes
    (0x1D400, 0x1D7FF),  # letters of mathematics
    (0x1EE00, 0x1EEFF),  # Arabic letters of mathematics
)
SYMBOLS: Ranges = (
    (0x20A0, 0x20CF),  # currencies
    (0x2100, 0x2BFF),  # from number forms to arrows: ticks, boxes, circled numbers, Braille
    (0x3000, 0x303F),  # brackets
    (0x1F100, 0x1F1FF),  # letters in circles and squares
    (0x1F780, 0x1F8FF),  # more shapes and arrows
)


@dataclass(frozen=True)
class Cut:
    """A font of ours: where it comes from, which letters are kept, and what it adds."""

    source: str
    letters: Ranges
    adds: str


FONTS: tuple[tuple[str, Cut], ...] = (
    ("NotoSansNKo-Regular.ttf", Cut(DEBIAN, ALL, "N'Ko")),
    ("NotoSansTifinagh-Regular.ttf", Cut(DEBIAN, ALL, "Tifinagh")),
    ("NotoSansAdlam-Regular.ttf", Cut(DEBIAN, ALL, "Adlam")),
    ("NotoSansAdlam-Bold.ttf", Cut(DEBIAN, ALL, "Adlam, bold")),
    ("NotoSansMath-Regular.ttf", Cut(DEBIAN, MATHEMATICS, "mathematics in text")),
    ("NotoSansSymbols-Regular.ttf", Cut(DEBIAN, SYMBOLS, "circled and Roman numbers, signs")),
    ("NotoSansSymbols2-Regular.ttf", Cut(DEBIAN, SYMBOLS, "ticks, boxes to tick, arrows, Braille")),
    ("NotoEmoji-Regular.ttf", Cut(NPM, ALL, "emoji in one colour")),
)


def main() -> None:
    """Write the fonts, and say what each adds."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    had = {
        letter
        for file in TARGET.glob("*.ttf")
        if file.name not in dict(FONTS) and "Mono" not in file.name
        for letter in TTFont(file).getBestCmap()
    }
    total = 0
    with tempfile.TemporaryDirectory() as unpacked:
        unpack(folder, Path(unpacked))
        for name, cut in FONTS:
            source = Path(unpacked, NOTO, name)
            if cut.source == NPM:
                source = Path(unpacked, "package/400Regular/NotoEmoji_400Regular.ttf")
            known = set() if cut.letters is ALL else had
            added = write(source, TARGET / name, cut.letters, known)
            had |= added
            size = (TARGET / name).stat().st_size
            total += size
            print(f"{name}: {size:,} bytes, {len(added):,} letters: {cut.adds}")
    print(f"together {total:,} bytes")


def unpack(folder: Path, target: Path) -> None:
    subprocess.run(["dpkg-deb", "-x", str(folder / DEBIAN), str(target)], check=True)
    with tarfile.open(folder / NPM) as packed:
        packed.extractall(target, filter="data")


def write(source: Path, target: Path, letters: Ranges, known: Iterable[int]) -> set[int]:
    """Write the part of a font that is wanted and not known, and return its letters."""
    font = TTFont(source, recalcTimestamp=False)
    wanted = {
        letter
        for letter in font.getBestCmap()
        if any(first <= letter <= last for first, last in letters)
    } - set(known)
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["*"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted | {0x20})
    cutter.subset(font)
    em = font["head"].unitsPerEm
    ascent, descent = round(ASCENT * em), round(DESCENT * em)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, -descent, 0
    metrics = font["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = ascent, -descent, 0
    metrics.usWinAscent, metrics.usWinDescent = ascent, descent
    font.save(target)
    return wanted


if __name__ == "__main__":
    main()
