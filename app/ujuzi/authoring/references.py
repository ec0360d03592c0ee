"""What a Markdown text refers to: pictures, activities, formulas, with the line of each.

Reads with the parser that draws lessons, so that what is checked is what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown_it.token import Token

PACK = "pack:"
ACTIVITY = "activity:"
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `path` is None where its address names nothing that a pack can hold."""

    path: str | None
    line: int
    source: str = field(default="", compare=False)
    """Its address as it is written, its escapes undone."""
    words: str = field(default="", compare=False)
    """What is read where it is not seen."""


@dataclass(frozen=True, slots=True)
class ActivityLink:
    """A link to another activity of the course."""

    activity: str
    line: int
    anchor: str = field(default="", compare=False)
    """The heading that it leads to, or nothing."""


@dataclass(frozen=True, slots=True)
class LocalLink:
    """A link to a file, or to a heading of the same text (`#anchor`)."""

    target: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, in a line or on its own."""

    latex: str
    display: bool
    line: int


Reference = Picture | ActivityLink | LocalLink | Formula


def references(text: str, tokens: Iterable[Token]) -> Iterator[Reference]:
    """Yield what a text, parsed into `tokens`, refers to, in order; lines count from 1."""
    lines = text.split("\n")
    for token in tokens:
        first, end = token.map or (0, len(lines))
        if token.type == "math_block":
            yield Formula(token.content.strip(), display=True, line=first + 1)
        children = token.children or []
        for place, child in enumerate(children):
            if child.type == "link_open" and _is_local(target := str(child.meta["target"])):
                line = first + 1 + _offset(lines[first:end], target)
                yield LocalLink(unquote(target), children[place + 1].content, line)
            found = _reference(child)
            if found is not None:
                kind, target = found
                source = unquote(str(child.meta.get("source", "")))
                line = first + 1 + _offset(lines[first:end], target or source)
                match kind:
                    case "picture":
                        yield Picture(target or None, line, source, child.content)
                    case "activity":
                        activity, _, anchor = target.partition("#")
                        yield ActivityLink(activity, line, unquote(anchor))
                    case _:
                        yield Formula(target, display=kind == "displayed", line=line)


def _is_local(target: str) -> bool:
    """Whether a link leads to a file, or a heading."""
    return bool(target) and not SCHEME.match(target)


def _reference(token: Token) -> tuple[str, str] | None:
    match token.type:
        case "image":
            return "picture", str(token.attrs.get("src", "")).removeprefix(PACK)
        case "link_open" if str(token.attrs.get("href", "")).startswith(ACTIVITY):
            return "activity", str(token.attrs["href"]).removeprefix(ACTIVITY)
        case "math_inline":
            return "inline", token.content.strip()
        case "math_inline_double":
            return "displayed", token.content.strip()
    return None


def _offset(lines: list[str], target: str) -> int:
    """Return which of the block's lines holds the target; the first where none shows it."""
    return next((i for i, line in enumerate(lines) if target and target in line), 0)
