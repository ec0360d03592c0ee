"""The HTML of short texts as a tree, in a time that grows with its length.

What has no end ends with what it stands in, as browsers do it. A name that is none of HTML's, as in
`List<int>`, is text; scripts and styles have no words. Deeper than DEPTH_MOST, words are kept and
elements are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

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
HTML = VOID | SILENT | BLOCKS | INLINE
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

# Each quantifier is bounded, or ends where another tag may begin: linear on any text.
_TAG = re.compile(
    r"<(?:(/?)([A-Za-z][A-Za-z0-9:-]{0,30})(?![A-Za-z0-9:-])"
    r"((?:\"[^\"<]*\"|'[^'<]*'|[^<>\"'])*|[^<>]*)|!--[^<>]*--|[!?][^<>]*)>"
)
_ATTRIBUTE = re.compile(r"([a-z-]{1,20})\s?=\s?(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e\x10-\x1f\x7f-\x9f\ufeff\ufffd-\uffff\ud800-\udfff]")


@dataclass(slots=True)
class Element:
    """One element; `attributes` by name, in small letters."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def text(self) -> str:
        """Return its words as they stand; a break is a line end."""
        if self.name == "br":
            return "\n"
        return "".join(each if isinstance(each, str) else each.text() for each in self.children)

    def holds(self, names: frozenset[str]) -> bool:
        """Whether an element of these names stands in it, however deep."""
        inside = [each for each in self.children if isinstance(each, Element)]
        return any(each.name in names or each.holds(names) for each in inside)


def decoded(text: str) -> str:
    """Return text with its character references decoded; what only looks like one stays."""
    return _REFERENCE.sub(lambda found: _UNFIT.sub("", unescape(found[0])), text)


def parsed(html: str, lost: Callable[[str], None]) -> Element:
    """Return the tree of an HTML fragment; `lost` hears what is no element or has no words."""
    root = Element("")
    above = [root]
    end, silent = 0, ""
    for tag in _TAG.finditer(html):
        if not silent:
            _say(above[-1], decoded(html[end : tag.start()]))
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
            _say(above[-1], decoded(tag[0]))
        elif tag[1]:
            _end(above, name)
        elif name:
            _begin(above, name, tag[3])
    if not silent:
        _say(above[-1], decoded(html[end:]))
    return root


def _say(element: Element, text: str) -> None:
    if text:
        element.children.append(text)


def _begin(above: list[Element], name: str, attributes: str) -> None:
    if name in BLOCKS:
        _cut(above, {"p"}, BLOCKS - {"p"})
    if name in CLOSES:
        _cut(above, *CLOSES[name])
    element = Element(
        name,
        {
            found[1].lower(): decoded(found[2] or found[3] or found[4] or "")
            for found in _ATTRIBUTE.finditer(attributes)
        },
    )
    if name in VOID:
        above[-1].children.append(element)
    elif len(above) <= DEPTH_MOST:
        above[-1].children.append(element)
        above.append(element)
    elif name in BLOCKS:
        _say(above[-1], " ")


def _end(above: list[Element], name: str) -> None:
    if name == "br":
        above[-1].children.append(Element("br"))
    elif name not in VOID:
        _cut(above, {name}, {"td", "th", "table"} - {name})


def _cut(above: list[Element], names: set[str], between: set[str] | frozenset[str]) -> None:
    """End the innermost open element of these names, unless another stands between."""
    for place in range(len(above) - 1, 0, -1):
        if above[place].name in names:
            del above[place:]
            return
        if above[place].name in between:
            return
