"""Whether an SVG is a drawing and no more: one list of what may stand in one, for both its ends.

The builder says what keeps a drawing out of a pack, line by line; the reader draws nothing that the
builder would refuse. Elements and attributes are those of SVG 1.1 that Qt draws or passes over;
nothing in them names another file, runs, moves, or draws more than the file holds: elements that
are drawn again by reference are counted as often as they are drawn. What drawing programs note for
themselves in namespaces of their own is passed over.

Takes time in proportion to the bytes, and draws nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.parsers import expat

BYTES_MOST: Final = 2_000_000
ELEMENTS_MOST: Final = 20_000
"""Drawn, references counted as often as they are followed."""
DEPTH_MOST: Final = 64
ATTRIBUTE_CHARACTERS_MOST: Final = 200_000
FAULTS_MOST: Final = 20


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
NAMESPACES: Final = {"", SVG}

ELEMENTS: Final = _words(
    """
    svg g defs symbol use switch title desc metadata path rect circle ellipse line polyline polygon
    text tspan linearGradient radialGradient stop clipPath marker
    """
)
KNOWN: Final = ELEMENTS | _words(
    """
    a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform
    animation audio color-profile cursor discard embed feImage filter font font-face
    font-face-format font-face-name font-face-src font-face-uri foreignObject glyph glyphRef
    handler hatch iframe image link listener mask mesh meta missing-glyph mpath object pattern
    prefetch script set solidColor style tbreak textArea textPath tref unknown video view
    """
)
"""Names at which a renderer does something, whatever namespace they are written in."""
PASSED_OVER: Final = frozenset({"title", "desc", "metadata", "view"})
"""Names that also stand in the notes of drawing programs."""

ATTRIBUTES: Final = _words(
    """
    id class style lang role tabindex focusable version baseProfile viewBox preserveAspectRatio
    zoomAndPan contentScriptType contentStyleType requiredFeatures requiredExtensions
    systemLanguage externalResourcesRequired enable-background

    x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points width height transform transform-origin
    rotate textLength lengthAdjust pathLength offset gradientUnits gradientTransform spreadMethod
    clipPathUnits markerUnits markerWidth markerHeight refX refY orient overflow clip vector-effect
    paint-order

    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation
    color-interpolation-filters color-profile color-rendering cursor direction display
    dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font font-family
    font-size font-size-adjust font-stretch font-style font-variant font-weight
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning
    letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask
    mix-blend-mode opacity pointer-events shape-rendering solid-color solid-opacity stop-color
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration
    text-rendering unicode-bidi visibility white-space word-spacing writing-mode
    """
)
"""What an element is; where it is and how large; how it looks."""
OPEN_ENDED: Final = ("data-", "aria-")
"""How attributes begin that are notes for programs."""

OUTSIDE: Final = re.compile(r"url\(\s*['\"]?\s*(?!['\"#\s])|javascript:|@import", re.IGNORECASE)
REFERENCE: Final = re.compile(r"url\(\s*['\"]?#([^'\")]*)", re.IGNORECASE)
MARKERS: Final = ("marker", "marker-start", "marker-mid", "marker-end")
POINT: Final = re.compile(r"[-+.0-9eE]+[\s,]+[-+.0-9eE]+")

INSTEAD: Final = {
    "image": "put the picture beside it as a PNG or JPEG of its own",
    "style": "write its rules as attributes: “plain SVG” of a drawing program does that",
    "mask": "draw it without the mask, or save it as PNG",
    "pattern": "fill it with a colour, or save it as PNG",
    "filter": "draw it without the effect, or save it as PNG",
    "textPath": "turn the text into paths",
    "foreignObject": "write its text as <text>",
    "a": "take the link away",
}


class Fault(NamedTuple):
    """What keeps a drawing out, by the line of the file."""

    line: int
    sentence: str


class _EnoughError(Exception):
    """There is no use in reading on."""


def svg_faults(data: bytes) -> Iterator[Fault]:
    """Yield what keeps an SVG out of a pack, at most 20 of it."""
    yield from _Inspection(FAULTS_MOST).of(data)


def is_sound_svg(data: bytes) -> bool:
    """Whether nothing keeps an SVG from being drawn; stops at the first that does."""
    return not _Inspection(1).of(data)


class _Inspection:
    """One look through a drawing."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: list[Fault] = []
        self._weights: Counter[str] = Counter()
        """Id -> elements inside it; the empty id is the whole drawing."""
        self._references: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """Id -> what is drawn again inside it, and how often."""
        self._open: list[str] = [""]
        self._parser = expat.ParserCreate("utf-8", " ")

    def of(self, data: bytes) -> list[Fault]:
        """Return what was found."""
        try:
            self._read(data)
        except _EnoughError:
            pass
        except (UnicodeDecodeError, expat.ExpatError) as error:
            line = getattr(error, "lineno", 0) or 1
            self._found.append(Fault(line, f"expected SVG in UTF-8: {error}"))
        return self._found

    def _read(self, data: bytes) -> None:
        if len(data) > BYTES_MOST:
            self._stop(f"the drawing has {len(data)} bytes, at most {BYTES_MOST} are expected")
        data.decode("utf-8")
        is_final, parser = True, self._parser
        parser.XmlDeclHandler = self._check_encoding
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.ProcessingInstructionHandler = self._refuse_instruction
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave
        parser.Parse(data, is_final)
        if _drawn(self._weights, self._references) > ELEMENTS_MOST:
            self._stop("it draws the same things again and again, more than can be shown")

    def _note(self, sentence: str) -> None:
        self._found.append(Fault(self._parser.CurrentLineNumber or 1, sentence))
        if len(self._found) >= self._most:
            raise _EnoughError

    def _stop(self, sentence: str) -> None:
        self._note(sentence)
        raise _EnoughError

    def _check_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in {"utf-8", "us-ascii", "ascii"}:
            self._stop(f"expected SVG in UTF-8, found {encoding}")

    def _refuse_document_type(self, *_: object) -> None:
        self._stop("a document type and entities may not stand in a drawing")

    def _refuse_instruction(self, target: str, _data: str) -> None:
        self._note(f"the instruction <?{target}?> may not stand in a drawing")

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if len(self._open) == 1 and local != "svg":
            self._stop(f"expected an <svg> drawing, found <{local}>")
        if len(self._open) > DEPTH_MOST:
            self._stop(f"it is nested deeper than {DEPTH_MOST} groups")
        is_ours = namespace in NAMESPACES
        if is_ours and local not in ELEMENTS:
            instead = INSTEAD.get(local)
            more = f": {instead}" if instead else ""
            self._note(f"<{local}> may not stand in a drawing{more}")
        elif not is_ours and local in KNOWN - PASSED_OVER:
            self._note(f"<{local}> may not stand in a drawing as {namespace}")
        for attribute, value in attributes.items():
            self._inspect(attribute, value, is_ours=is_ours)
        self._count(local, attributes)

    def _leave(self, _name: str) -> None:
        self._open.pop()

    def _inspect(self, name: str, value: str, *, is_ours: bool) -> None:
        namespace, _, local = name.rpartition(" ")
        if len(value) > ATTRIBUTE_CHARACTERS_MOST:
            self._note(f"{local} has more than {ATTRIBUTE_CHARACTERS_MOST} characters")
        elif local.lower().startswith("on") and not (is_ours and local in ATTRIBUTES):
            self._note(f"the script attribute {local} may not stand in a drawing")
        elif local == "href":  # also where another namespace is bound to the prefix xlink
            if not value.startswith("#"):
                self._note("href refers to something outside the file")
        elif OUTSIDE.search(value) and (is_ours or namespace in NAMESPACES):
            self._note(f"{local} refers to something outside the file")
        elif local == "style" and "\\" in value:
            self._note("a style with \\ may not stand in a drawing")
        elif namespace == "" and is_ours and not _is_known(local):
            self._note(f"{local} may not stand in a drawing")

    def _count(self, local: str, attributes: dict[str, str]) -> None:
        """Count an element in everything that it stands in, and what it draws again."""
        self._open.append(attributes.get("id", ""))
        around = set(self._open)
        self._weights.update(around)
        if self._weights[""] > ELEMENTS_MOST:
            self._stop(f"it has more than {ELEMENTS_MOST} elements")
        again: Counter[str] = Counter()
        if local == "use":
            again[(attributes.get(f"{XLINK} href") or attributes.get("href", ""))[1:]] += 1
        shape = attributes.get("d", "") or attributes.get("points", "")
        for name in MARKERS:
            for target in REFERENCE.findall(attributes.get(name, "")):
                again[target] += len(POINT.findall(shape)) or 1
        for target in REFERENCE.findall(attributes.get("style", "")):
            again[target] += len(POINT.findall(shape)) or 1
        if again:
            for each in around:
                self._references[each].update(again)


def _is_known(attribute: str) -> bool:
    return attribute in ATTRIBUTES or attribute.startswith(OPEN_ENDED)


def _drawn(weights: Counter[str], references: dict[str, Counter[str]]) -> float:
    """Return how many elements the whole draws; infinity where something draws itself."""
    known: dict[str, float] = {}
    under_way: set[str] = set()

    def drawn(each: str) -> float:
        if each not in known:
            if each in under_way or len(under_way) > DEPTH_MOST:
                return float("inf")
            under_way.add(each)
            again = references.get(each, Counter[str]())
            known[each] = weights[each] + sum(
                drawn(other) * times for other, times in again.items()
            )
            under_way.discard(each)
        return known[each]

    return drawn("")
