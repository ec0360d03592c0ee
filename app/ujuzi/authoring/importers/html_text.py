"""The HTML of short texts, as Markdown: paragraphs, line breaks, emphasis and lists.

Other elements lose their tags and keep their words; pictures, films and scripts are told as lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*"}
BLOCKS = frozenset({"p", "div", "ul", "ol", "pre", "blockquote", "table", "tr", "h1", "h2", "h3"})
LOST = frozenset({"img", "video", "audio", "iframe", "object", "embed", "script", "style", "svg"})
SILENT = frozenset({"script", "style"})
"""What has no words to keep."""

_MEANING = re.compile(r"([\\`*_\[\]<&$~])")

_FORMULA = re.compile(r"\$\$(?=[^$]*\S)([^$]{1,500})\$\$|\\\((?=\s*\S)(.{1,500}?)\\\)")
"""LaTeX in a line, as Moodle's filters find it."""
# Each quantifier is bounded, or ends where another tag may begin: linear on any text.
_TAG = re.compile(r"<(?:(/?)([A-Za-z][A-Za-z0-9]{0,15})(?![A-Za-z0-9])([^<>]*)|[!?][^<>]*)>")
_ALT = re.compile(r"""\balt\s?=\s?(["'])([^"']{0,1000})\1""", re.IGNORECASE)


def literal(words: str) -> str:
    """Return words such that Markdown shows them as they are, inside a line; formulas stay."""
    said = []
    end = 0
    for found in _FORMULA.finditer(words):
        said.append(_MEANING.sub(r"\\\1", words[end : found.start()]))
        said.append(f"${(found[1] or found[2]).strip()}$")
        end = found.end()
    return "".join(said) + _MEANING.sub(r"\\\1", words[end:])


def markdown_from_html(html: str, lost: Callable[[str], None]) -> str:
    """Return the Markdown of an HTML fragment; `lost` hears the name of each lost element."""
    said: list[str] = []
    end = 0
    silent = ""
    for tag in _TAG.finditer(html):
        if not silent:
            said.append(_words(html[end : tag.start()]))
        end = tag.end()
        closes, name, rest = tag[1], (tag[2] or "").lower(), tag[3]
        if silent:
            silent = "" if closes and name == silent else silent
        elif name in LOST:
            if not closes:
                lost(name)
                alt = _ALT.search(rest)
                said.append(_words(alt[2]) if alt else "")
            silent = name if name in SILENT and not closes else ""
        else:
            said.append(_mark(name, closes=bool(closes)))
    said.append("" if silent else _words(html[end:]))
    text = "\n".join(line.strip(" ") for line in "".join(said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _words(html: str) -> str:
    return literal(re.sub(r"\s+", " ", unescape(html)))


def _mark(name: str, *, closes: bool) -> str:
    """Return what Markdown writes for a tag."""
    if name in BLOCKS:
        return "\n\n"
    if name in {"br", "li"}:
        return "" if closes else {"br": "\\\n", "li": "\n- "}[name]
    return AROUND.get(name, "")
