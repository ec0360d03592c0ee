"""Items, written as the quiz and bank files that authors read and mend.

What is written reads back as the same items (`quiz_source`). Texts are double-quoted on one line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import msgspec

from ujuzi.authoring.yaml_mistakes import lost_in
from ujuzi.domain.item import Item

_FIRST = ("id", "type", "multiple", "competency", "difficulty", "prompt")
"""The keys that come first, in this order."""
_FIGURES = frozenset({"value", "tolerance"})
_NAMES = frozenset({"id", "type", "competency", "target"})
"""The keys of words that need no quotes."""
_NAME = re.compile(r"[a-z][a-z0-9-]*(?::[A-Za-z0-9._-]+)?")
_TAKEN = frozenset({"true", "false", "null"})
"""Names that YAML takes for something else."""
_CODES = {r"\n": r"\x0a", r"\t": r"\x09"}
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def write_items(items: Iterable[Item], category: str = "") -> str:
    """Return the YAML of a quiz or a bank; the category is what it was called elsewhere."""
    head = f"category: {_flow('category', category)}\n" if category else ""
    return f"{head}items:\n" + "".join(line for item in items for line in _lines(item))


def _lines(item: Item) -> Iterator[str]:
    fields: dict[str, Any] = msgspec.to_builtins(item)
    if not fields.get("feedback"):
        fields.pop("feedback", None)
    keys = [key for key in _FIRST if key in fields]
    keys += [key for key in fields if key not in _FIRST]
    for place, key in enumerate(keys):
        value = fields[key]
        start = "    " if place else "  - "
        if isinstance(value, tuple) and isinstance(value[0], dict):
            yield f"{start}{key}:\n"
            yield from (f"      - {_flow(key, each)}\n" for each in value)
        else:
            yield f"{start}{key}: {_flow(key, value)}\n"


def _flow(key: str, value: Any) -> str:
    """Return the value of a key on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{name}: {_flow(name, v)}" for name, v in value.items()) + "}"
        case tuple():
            return "[" + ", ".join(_flow(key, each) for each in value) + "]"
        case str() if key in _FIGURES:
            return f"{Decimal(value):f}"
        case str() if key in _NAMES and _NAME.fullmatch(value) and value not in _TAKEN:
            return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _sure(_UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted))


def _sure(quoted: str) -> str:
    """Return a text in double quotes whose new lines nobody takes for LaTeX, or for a path."""
    for found in reversed(list(lost_in(quoted))):
        if code := _CODES.get(found[0][:2]):
            quoted = quoted[: found.start()] + code + quoted[found.start() + 2 :]
    return quoted
