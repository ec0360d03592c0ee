"""What of an HTML fragment its reader did not see: hidden, folded, or in the colour of its ground.

Such words would stand open in a question, and may be its answer: they are left out, and told.
Colours that only adorn are told, and their words stay. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from ujuzi.authoring.importers.html_tree import HTML, TAG, VOID, Element, attributes_of

Colour: TypeAlias = tuple[int, ...] | str
"""Red, green and blue up to 255, or a name."""

FOLDED = "what is folded in <details> is left out: in a question it would stand open"
HIDDEN = "what is hidden in <{0}> is left out"
COLOURED = "the colours of words are left out, and the words are kept"

BEHIND = "a picture behind words is left out"

HIDING_CLASSES = frozenset({"d-none", "hidden", "hide", "invisible", "collapse"})
"""Of the style sheets of Moodle."""
NEAR = 24
"""Of 255: colours that differ by no more cannot be told apart."""
DARK = 96
PAPER, INK = (255, 255, 255), (0, 0, 0)
NAMED: dict[str, Colour] = {
    "white": PAPER, "black": INK, "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255), "whitesmoke": (245, 245, 245), "windowtext": INK,
    "window": PAPER,
}  # fmt: skip
UNSAID = frozenset({"", "inherit", "initial", "unset", "revert", "currentcolor", "auto", "none"})
CLEAR = re.compile(
    r"transparent|(?:rgb|hsl)a?\((?:[^,/]*,){3}\s*0?(?:\.0+)?%?\s*\)"
    r"|(?:rgb|hsl)a?\([^,/]*/\s*0?(?:\.0+)?%?\s*\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0"
)
"""Nothing is seen of it."""

_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|^~~~.*?^~~~", re.DOTALL | re.MULTILINE)
_HIDING_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0?(?:\.0+)?(?:;|$|!)"
    r"|font-size:0(?:\.0+)?(?:[a-z%]+)?(?:;|$|!)"
    r"|(?:text-indent|left|top|margin-left):-\d{3,}|clip(?:-path)?:(?:rect\(0|inset\((?:50|100)%)"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_NUMBERS = re.compile(r"rgba?\((\d{1,3})[, ]+(\d{1,3})[, ]+(\d{1,3})")
_DIGITS = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")


def leave_out_unseen(
    element: Element, lost: Callable[[str], None], ink: Colour = INK, ground: Colour = PAPER
) -> None:
    """Take out of an element what is hidden in it, and tell `lost` of it in words."""
    kept: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            if said := unseen(child, ink, ground):
                lost(said)
                continue
            if is_coloured(child):
                lost(COLOURED)
            if "url(" in _style(child):
                lost(BEHIND)
            own_ink, own_ground = _colours(child)
            leave_out_unseen(child, lost, own_ink or ink, own_ground or ground)
        kept.append(child)
    element.children = kept


def without_unseen(markdown: str, lost: Callable[[str], None]) -> str:
    """Return Markdown without the HTML in it that nobody saw; code stays as it is."""
    kept: list[str] = []
    at = depth = 0
    leaving = ""
    for tag in TAG.finditer(_CODE.sub(lambda code: " " * len(code[0]), markdown)):
        name = (tag[2] or "").lower()
        if leaving:
            depth += 0 if name != leaving else -1 if tag[1] else 1
            if not depth:
                leaving, at = "", tag.end()
        elif name not in HTML - VOID or tag[1]:
            continue
        elif said := unseen(Element(name, attributes_of(tag[3]))):
            lost(said)
            kept.append(markdown[at : tag.start()])
            leaving, depth, at = name, 1, len(markdown)
    return "".join((*kept, markdown[at:])) if kept else markdown


def unseen(element: Element, ink: Colour = INK, ground: Colour = PAPER) -> str:
    """Return what to tell of an element that nobody saw, or nothing.

    `ink` is the colour of the words around it, `ground` of what is behind them.
    """
    if element.name == "details":
        return FOLDED
    classes = element.attributes.get("class", "").split()
    own_ink, own_ground = _colours(element)
    is_hidden = (
        "hidden" in element.attributes
        or not HIDING_CLASSES.isdisjoint(classes)
        or _HIDING_STYLE.search(_style(element)) is not None
        or ((own_ink or own_ground) and _is_near(own_ink or ink, own_ground or ground))
    )
    return HIDDEN.format(element.name) if is_hidden else ""


def is_coloured(element: Element) -> bool:
    """Whether an element says of a colour that is more than that of print."""
    ink, ground = _colours(element)
    return bool((ink and not _is_dark(ink)) or (ground and not _is_near(ground, PAPER)))


def _colours(element: Element) -> tuple[Colour | None, Colour | None]:
    """Return what an element says of the colour of its words, and of what is behind them."""
    style = _style(element)
    inks = _COLOUR.findall(style) or [element.attributes.get("color", "")]
    grounds = _GROUND.findall(style) or [element.attributes.get("bgcolor", "")]
    paint = "" if CLEAR.fullmatch(grounds[-1]) else grounds[-1]
    if CLEAR.fullmatch(inks[-1].lower()):
        return PAPER, PAPER
    return _colour(inks[-1]), _colour(paint)


def _colour(said: str) -> Colour | None:
    """Return a colour, None where none is said."""
    said = said.strip().lower()
    if said in UNSAID or "url(" in said:
        return None
    if found := _NUMBERS.match(said):
        return tuple(map(int, found.groups()))
    if found := _DIGITS.fullmatch(said):
        digits = said[1:4] if len(said) < 7 else said[1:7]
        each = [2 * digit for digit in digits] if len(digits) == 3 else re.findall("..", digits)
        return tuple(int(two, 16) for two in each)
    return NAMED.get(said, said)


def _is_near(one: Colour, other: Colour) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _is_dark(colour: Colour) -> bool:
    return not isinstance(colour, str) and max(colour) <= DARK


def _style(element: Element) -> str:
    """Return what the style of an element says, in small letters and without blanks."""
    style = element.attributes.get("style", "").lower()
    if style.startswith("{"):  # as JSX has it
        style = re.sub(r"['\"{}]", "", style).replace(",", ";")
    return re.sub(r"\s*([:;])\s*", r"\1", style).strip()
