"""JSON in which each name is said once, in any of its encodings.

Of two equal names one reader takes the first and another the last: such a text says two things, and
what a signature covers is one of them. Lone surrogates, NaN and what is not JSON are no JSON.
"""

from __future__ import annotations

import codecs
import json
from typing import Any

import msgspec

from ujuzi.errors import MALFORMED, Code, RefusedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_text(data: bytes) -> str | None:
    """Return a text in UTF-8, or in the UTF-16 of some editors; None where it is neither."""
    encoding = "utf-8"
    for mark, named in _MARKS:
        if data.startswith(mark):
            data, encoding = data.removeprefix(mark), named
            break
    else:
        if len(data) > 3 and data[0] and data[1:4:2] == b"\0\0" and data[2]:
            encoding = "utf-16-le"
        elif len(data) > 3 and data[1] and data[0:3:2] == b"\0\0" and data[3]:
            encoding = "utf-16-be"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def read_object(data: bytes) -> dict[str, Any] | None:
    """Return a JSON object, alone or in a list of one, or None where it is none.

    Raises RefusedError `name-twice` where it says a name twice.
    """
    try:
        found = msgspec.json.decode(data)
    except MALFORMED:
        return None
    if isinstance(found, list) and len(found) == 1:
        (found,) = found
    if not isinstance(found, dict):
        return None
    try:
        json.loads(data, object_pairs_hook=_once)
    except MALFORMED:  # what one of two readers does not take
        return None
    return found


def _once(pairs: list[tuple[str, object]]) -> None:
    names = [name for name, _ in pairs]
    if len({*names}) < len(names):
        name = next(name for place, name in enumerate(names) if name in names[:place])
        raise RefusedError(Code.NAME_TWICE, f"It says {name[:40]!r} twice.", name=name[:40])
