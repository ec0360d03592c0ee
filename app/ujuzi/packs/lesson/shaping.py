"""Words as outlines, in any script of the shipped fonts: joined, stacked and in their order.

HarfBuzz shapes each run of one font and direction. The order of runs follows the rules of Unicode
(UAX 9) as far as a few words in a formula ask: letters, numbers, and blanks and signs between.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

import uharfbuzz

from ujuzi.domain.direction import STRONG, Direction
from ujuzi.paths import resource

FAMILIES: Final = (
    "Sans", "SansArabic", "SansEthiopic", "SansNKo", "SansTifinagh", "SansAdlam", "SansMath",
    "SansSymbols", "SansSymbols2", "Emoji",
)  # fmt: skip
NUMBERS: Final = frozenset({"EN", "AN"})
DECIMALS: Final = 2
BLANK: Final = 0.26
"""Ems that a blank is wide."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Words drawn from (0, 0) on, the baseline at 0, y downwards."""

    path: str
    """The data of an SVG path."""
    width: float
    above: float
    below: float
    """How far the ink reaches over and under the baseline."""


class _Run(NamedTuple):
    font: uharfbuzz.Font
    direction: Direction
    words: str


def without_outline(text: str) -> str:
    """Return the letters that no font can draw, each once."""
    drawn = (each for each in dict.fromkeys(text) if not each.isspace())
    return "".join(
        each
        for each in drawn
        if unicodedata.category(each) not in {"Cf", "Cc"} and _font_for(each, bold=False) is None
    )


def outline(text: str, size: float, *, bold: bool = False) -> Outline:
    """Return words at so many units an em; blanks around them stay on their side of the formula."""
    words = text.strip()
    pen = _Pen()
    pen.x = size * BLANK * (len(text) - len(text.lstrip()))
    for run in _in_order(words, bold=bold):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(run.words)
        buffer.guess_segment_properties()
        buffer.direction = run.direction
        uharfbuzz.shape(run.font, buffer)
        pen.scale = size / run.font.face.upem
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen.move(place.x_offset, place.y_offset)
            run.font.draw_glyph_with_pen(glyph.codepoint, pen)
            pen.x += place.x_advance * pen.scale
    width = pen.x + size * BLANK * (len(text) - len(text.rstrip()))
    return Outline("".join(pen.data), width, max(pen.ys, default=0.0), -min(pen.ys, default=0.0))


def _in_order(text: str, *, bold: bool) -> Iterator[_Run]:
    """Yield runs from left to right."""
    directions = _directions(text)
    base = _base(text)
    runs = []
    at = 0
    for direction, group in groupby(directions):
        words = text[at : at + len(list(group))]
        at += len(words)
        parts = list(_by_font(words, direction, bold=bold))
        runs.append(parts if direction == "ltr" else parts[::-1])
    for parts in runs if base == "ltr" else reversed(runs):
        yield from parts


def _directions(text: str) -> list[Direction]:
    """Return the direction of each letter; what has none has that of both its sides."""
    found: list[Direction | None] = []
    for each in text:
        kind = unicodedata.bidirectional(each)
        if kind == "NSM":
            found.append(found[-1] if found else None)
        else:
            found.append("ltr" if kind in NUMBERS else _strong(each))
    base = _base(text)
    after: list[Direction] = []
    for own in reversed(found):
        after.append(own or (after[-1] if after else base))
    settled: list[Direction] = []
    for own, following in zip(found, reversed(after), strict=True):
        before = settled[-1] if settled else base
        settled.append(own or (before if before == following else base))
    return settled


def _base(text: str) -> Direction:
    """Return the direction of the first letter."""
    return next((each for each in map(_strong, text) if each), "ltr")


def _strong(letter: str) -> Direction | None:
    return STRONG.get(unicodedata.bidirectional(letter))


def _by_font(words: str, direction: Direction, *, bold: bool) -> Iterator[_Run]:
    """Yield the parts of words that one font each draws; marks stay with their letter."""
    part, font = "", None
    for each in words:
        stays = font is not None and (
            unicodedata.category(each) in {"Mn", "Cf"}
            or (not each.isspace() and font.get_nominal_glyph(ord(each)))
        )
        own = font if stays else _font_for(each, bold=bold) or font or _font("Sans", bold=bold)
        if own is not font and part and font is not None:
            yield _Run(font, direction, part)
            part = ""
        part, font = part + each, own
    if part and font is not None:
        yield _Run(font, direction, part)


def _font_for(letter: str, *, bold: bool) -> uharfbuzz.Font | None:
    fonts = (_font(family, bold=bold) for family in FAMILIES)
    return next((font for font in fonts if font.get_nominal_glyph(ord(letter))), None)


@cache
def _font(family: str, *, bold: bool) -> uharfbuzz.Font:
    file: Path = resource("fonts", f"Noto{family}-Bold.ttf")
    if not (bold and file.is_file()):
        file = resource("fonts", f"Noto{family}-Regular.ttf")
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))


class _Pen:
    """Writes what HarfBuzz draws as the data of an SVG path."""

    def __init__(self) -> None:
        self.data: list[str] = []
        self.ys: list[float] = []
        self.x = 0.0
        self.scale = 1.0
        self._dx = self._dy = 0.0

    def move(self, x: float, y: float) -> None:
        """Begin a glyph, so far from where the last one ended."""
        self._dx, self._dy = self.x + x * self.scale, y * self.scale

    def moveTo(self, point: tuple[float, float]) -> None:
        self._write("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._write("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        self._write("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._write("C", *points)

    def closePath(self) -> None:
        self.data.append("Z")

    def endPath(self) -> None:
        pass

    def _write(self, command: str, *points: tuple[float, float]) -> None:
        placed = []
        for x, y in points:
            up = self._dy + y * self.scale
            self.ys.append(up)
            placed.append(f"{_written(self._dx + x * self.scale)} {_written(-up)}")
        self.data.append(command + " ".join(placed))


def _written(value: float) -> str:
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
