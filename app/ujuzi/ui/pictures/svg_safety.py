"""Whether an SVG may be drawn: it is looked through before a renderer ever sees it.

Refuses what could reach another file (images, foreign objects, document types), what runs
(scripts, animation), and what is larger in the drawing than in the file: elements that are drawn
again by reference are counted as often as they are drawn. Takes time in proportion to its bytes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final, NoReturn
from xml.parsers import expat

BYTES_MOST: Final = 2_000_000
ELEMENTS_MOST: Final = 20_000
"""Drawn, references counted as often as they are followed."""
DEPTH_MOST: Final = 64
ATTRIBUTE_CHARACTERS_MOST: Final = 200_000

REFUSED: Final = {
    "animate", "animateColor", "animateMotion", "animateTransform", "feImage", "filter",
    "foreignObject", "handler", "iframe", "image", "mask", "pattern", "script", "set",
    "textPath", "tref", "video",
}  # fmt: skip
OUTSIDE: Final = re.compile(r"url\(\s*['\"]?\s*(?!['\"#\s])", re.IGNORECASE)
ENCODINGS: Final = {None, "utf-8", "us-ascii", "ascii"}


def is_sound_svg(data: bytes) -> bool:
    """Whether it is well-formed SVG that is safe to draw."""
    if len(data) > BYTES_MOST:
        return False
    try:
        data.decode("utf-8")
        return _Inspection().passes(data)
    except (_UnsoundError, UnicodeDecodeError, expat.ExpatError):
        return False


class _UnsoundError(Exception):
    """Something that is not drawn."""


class _Inspection:
    """One look through a drawing, from its first byte to the first offence."""

    def __init__(self) -> None:
        self._weights: Counter[str] = Counter()
        """Id -> elements inside it; the empty id is the whole drawing."""
        self._references: dict[str, list[str]] = defaultdict(list)
        self._open: list[str] = [""]

    def passes(self, data: bytes) -> bool:
        """Whether no more is drawn than may be; raises at what must not stand there at all."""
        isfinal = True
        parser = expat.ParserCreate("utf-8", " ")
        parser.XmlDeclHandler = self._check_encoding
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave
        parser.Parse(data, isfinal)
        return _drawn(self._weights, self._references) <= ELEMENTS_MOST

    def _check_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding.lower() if encoding else None) not in ENCODINGS:
            raise _UnsoundError

    def _refuse(self, *_: object) -> NoReturn:
        raise _UnsoundError

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if local in REFUSED or len(self._open) > DEPTH_MOST or not _are_sound(plain):
            raise _UnsoundError
        self._open.append(plain.get("id", ""))
        around = set(self._open)
        self._weights.update(around)
        if self._weights[""] > ELEMENTS_MOST:
            raise _UnsoundError
        if local == "use":
            for each in around:
                self._references[each].append(plain.get("href", "").removeprefix("#"))

    def _leave(self, _name: str) -> None:
        self._open.pop()


def _are_sound(attributes: dict[str, str]) -> bool:
    """Whether attributes point inside the file only, and none is a file of its own."""
    href = attributes.get("href", "#")
    return href.startswith("#") and all(
        len(value) <= ATTRIBUTE_CHARACTERS_MOST and not OUTSIDE.search(value)
        for value in attributes.values()
    )


def _drawn(weights: Counter[str], references: dict[str, list[str]]) -> float:
    """Return how many elements the whole draws; infinity where something draws itself."""
    known: dict[str, float] = {}
    under_way: set[str] = set()

    def drawn(each: str) -> float:
        if each not in known:
            if each in under_way or len(under_way) > DEPTH_MOST:
                return float("inf")
            under_way.add(each)
            known[each] = weights[each] + sum(drawn(other) for other in references.get(each, ()))
            under_way.discard(each)
        return known[each]

    return drawn("")
