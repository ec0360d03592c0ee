"""JavaScript literals as they stand in MDX attributes: arrays, objects, strings, numbers.

Evaluates nothing. Bare and quoted keys, the three kinds of quotes, trailing commas and comments
are understood; anything else is a ValueError.
"""

from __future__ import annotations

import re
from typing import Any

_SKIP = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"' r"|'(?:[^'\\]|\\.)*'" r"|`(?:[^`\\]|\\.)*`", re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL
)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
DEPTH_MOST = 50


def parse_literal(text: str) -> Any:
    """Return the one literal that the text holds; raises ValueError."""
    value, at = _value(text, _skip(text, 0), 0)
    if _skip(text, at) != len(text):
        raise ValueError(f"nothing expected at {text[at : at + 20]!r}")
    return value


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    if depth > DEPTH_MOST:
        raise ValueError("too deep")
    if text.startswith("[", at):
        return _array(text, at + 1, depth)
    if text.startswith("{", at):
        return _object(text, at + 1, depth)
    if string := _STRING.match(text, at):
        return _unescaped(string[0]), string.end()
    if number := _NUMBER.match(text, at):
        return float(number[0]), number.end()
    word = _WORD.match(text, at)
    if word and word[0] in _WORDS:
        return _WORDS[word[0]], word.end()
    raise ValueError(f"a value expected at {text[at : at + 20]!r}")


def _array(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    values: list[Any] = []
    while not text.startswith("]", at := _skip(text, at)):
        value, at = _value(text, at, depth + 1)
        values.append(value)
        at = _separator(text, at, "]")
    return values, at + 1


def _object(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    values: dict[str, Any] = {}
    while not text.startswith("}", at := _skip(text, at)):
        if string := _STRING.match(text, at):
            key, at = _unescaped(string[0]), string.end()
        elif word := _WORD.match(text, at):
            key, at = word[0], word.end()
        else:
            raise ValueError(f"a key expected at {text[at : at + 20]!r}")
        at = _skip(text, at)
        if not text.startswith(":", at):
            raise ValueError(f"a colon expected at {text[at : at + 20]!r}")
        values[key], at = _value(text, _skip(text, at + 1), depth + 1)
        at = _separator(text, at, "}")
    return values, at + 1


def _separator(text: str, at: int, end: str) -> int:
    at = _skip(text, at)
    if text.startswith(",", at):
        return at + 1
    if not text.startswith(end, at):
        raise ValueError(f"a comma expected at {text[at : at + 20]!r}")
    return at


def _skip(text: str, at: int) -> int:
    skipped = _SKIP.match(text, at)
    return skipped.end() if skipped else at


def _unescaped(quoted: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1] or match[2] or match[3]
        return chr(int(code, 16)) if code else _ESCAPED.get(match[4], match[4])

    text = _ESCAPE.sub(plain, quoted[1:-1])
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError as error:
        raise ValueError("half of a letter") from error
