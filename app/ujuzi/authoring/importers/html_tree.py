"""The HTML of short texts as a tree, in a time that grows with its length.

A block without its end ends with what it stands in, as browsers do it. What begins in a line and
does not end there is text, as in `a <b and c> d`, and so is a name that is none of HTML's, as in
`List<int>`; both are told. Scripts and styles have no words. Deeper than DEPTH_MOST, words are kept
and elements are not.

Why no library reads it: all of them mend in silence, and an author must be told. lxml (libxml2
2.14) leaves no trace of what does not end, makes attributes of the words in `<b and c>`, loses the
end of `x <b`, and all words of some thousand elements in each other. Python's html.parser keeps a
tag as it is written, but takes the square of the time for many tags that do not end, and in later
releases drops such a tag. html5lib knows the errors, but not how the tag was written, and had its
last release in 2020.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

DEPTH_MOST = 60
"""Elements that stand in each other."""

VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    }
)  # fmt: skip
SILENT = frozenset({"script", "style", "template", "title"})
"""What has no words to keep."""
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del",
        "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "math", "meter", "nobr", "object",
        "output", "progress", "q", "rp", "rt", "ruby", "s", "samp", "select", "small", "span",
        "strike", "strong", "sub", "sup", "svg", "textarea", "time", "tt", "u", "var", "video",
        "audio", "iframe", "canvas", "map", "noscript", "option", "optgroup", "picture", "legend",
        "colgroup", "head", "frameset", "marquee",
    }
)  # fmt: skip
MATHEMATICS = frozenset(
    {
        "annotation", "annotation-xml", "maction", "menclose", "merror", "mfenced", "mfrac", "mi",
        "mn", "mo", "mover", "mpadded", "mphantom", "mroot", "mrow", "ms", "mspace", "msqrt",
        "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder",
        "munderover", "semantics",
    }
)  # fmt: skip
"""What stands in <math> (MathML Core)."""
HTML = VOID | SILENT | BLOCKS | INLINE | MATHEMATICS
CLOSES = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "caption", "colgroup"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "thead": ({"tr", "caption", "tbody"}, {"table"}),
    "tbody": ({"tr", "caption", "thead", "tbody"}, {"table"}),
    "tfoot": ({"tr", "tbody"}, {"table"}),
    "option": ({"option"}, {"select"}),
    "a": ({"a"}, {"td", "th", "table"}),
}
"""What an element ends where it begins, unless one of the others stands between."""
TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"})
UNENDED = CLOSES.keys() - {"a"} | {"p", "caption", "colgroup", "html", "head", "body"}
"""What needs no end."""

# Each quantifier is bounded, or ends where another tag may begin: linear on any text.
TAG = re.compile(
    r"<(?:(/?)([A-Za-z][A-Za-z0-9:-]{0,30})(?![A-Za-z0-9:-])"
    r"((?:\"[^\"<]*\"|'[^'<]*'|[^<>\"'])*|[^<>]*)|!--[^<>]*--|[!?][^<>]*)>"
)
"""A tag or a comment: a stroke at an end, its name, and what follows that."""
_ATTRIBUTE = re.compile(
    r"(?<![\w-])([a-z-]{1,40})(?:\s?=\s?(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))|(?=[\s/]|$))", re.I
)
_ENDED = r"#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};"
_UNENDED_NAMES = "|".join(sorted((n for n in html5 if not n.endswith(";")), key=len, reverse=True))
_ENDED_REFERENCE = re.compile(rf"&(?:{_ENDED})")
REFERENCE = re.compile(rf"&(?:{_ENDED}|#\d{{1,7}}|#[xX][0-9A-Fa-f]{{1,6}}|{_UNENDED_NAMES})")
"""Between tags, the older names and all numbers need no semicolon."""
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e\x10-\x1f\x7f-\x9f\ufeff\ufffd-\uffff\ud800-\udfff]")


@dataclass(slots=True)
class Element:
    """One element; `attributes` by name, in small letters."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    source: str = ""
    """How it begins, as it is written."""

    def holds(self, names: frozenset[str]) -> bool:
        """Whether an element of these names stands in it, however deep."""
        inside = [each for each in self.children if isinstance(each, Element)]
        return any(each.name in names or each.holds(names) for each in inside)


def decoded(text: str) -> str:
    """Return text with its character references decoded as HTML does; what is none stays."""
    return REFERENCE.sub(_letters, text)


def _value(text: str) -> str:
    """Return the value of an attribute: addresses hold names without a semicolon as they are."""
    return _ENDED_REFERENCE.sub(_letters, text)


def _letters(reference: re.Match[str]) -> str:
    return _UNFIT.sub("", unescape(reference[0]))


def attributes_of(words: str) -> dict[str, str]:
    """Return what stands in a tag after its name, by names in small letters."""
    return {
        found[1].lower(): _value(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(words)
    }


def parsed(html: str, lost: Callable[[str], None]) -> Element:
    """Return the tree of an HTML fragment; `lost` hears what is no element or has no words."""
    root = Element("")
    above = _Open([root], lost)
    end, silent = 0, ""
    for tag in TAG.finditer(html):
        if not silent:
            _say(above.last, decoded(html[end : tag.start()]))
        end = tag.end()
        name = (tag[2] or "").lower()
        if silent:
            silent = "" if tag[1] and name == silent else silent
        elif name in SILENT:
            silent = "" if tag[1] else name
            if silent:
                lost(f"<{name}> is left out")
        elif name and name not in HTML and ":" not in name and "-" not in name:
            lost(f"<{name}> is no HTML, and kept as text")
            _say(above.last, decoded(tag[0]))
        elif tag[1]:
            above.end(name)
        elif name:
            above.begin(name, tag[3], tag[0])
    if not silent:
        _say(above.last, decoded(html[end:]))
    above.leave(1)
    return root


def _say(element: Element, text: str) -> None:
    if text:
        element.children.append(text)


class _Open:
    """The elements that are open, each in the one before."""

    def __init__(self, elements: list[Element], lost: Callable[[str], None]) -> None:
        self._elements = elements
        self._lost = lost

    @property
    def last(self) -> Element:
        """The innermost."""
        return self._elements[-1]

    def begin(self, name: str, attributes: str, source: str) -> None:
        """Open an element, and end those that it ends."""
        if name in BLOCKS:
            self._cut({"p"}, BLOCKS - {"p"})
        if name in CLOSES:
            self._cut(*CLOSES[name])
        element = Element(name, attributes_of(attributes), source=source)
        if name in VOID:
            self.last.children.append(element)
        elif len(self._elements) <= DEPTH_MOST:
            self.last.children.append(element)
            self._elements.append(element)
        elif name in BLOCKS:
            _say(self.last, " ")

    def end(self, name: str) -> None:
        """Close the innermost element of a name, if there is one."""
        if name == "br":
            self.last.children.append(Element("br"))
        elif name not in VOID:
            between = {"table"} if name in TABLE else {"table", "td", "th"}
            self._cut({name}, between)

    def leave(self, place: int) -> None:
        """Close the elements from this place on, whose ends are missing."""
        while len(self._elements) > place:
            element = self._elements.pop()
            if element.name in UNENDED:
                continue
            if element.name in INLINE:
                self._lost(f"<{element.name}> has no end, and is kept as text")
                self.last.children[-1:] = [decoded(element.source), *element.children]
            else:
                self._lost(f"<{element.name}> has no end")

    def _cut(self, names: set[str], between: set[str] | frozenset[str]) -> None:
        """Close the innermost element of these names, unless another stands between."""
        for place in range(len(self._elements) - 1, 0, -1):
            name = self._elements[place].name
            if name in names:
                self.leave(place + 1)
                del self._elements[place:]
                return
            if name in between:
                return
