"""What a later version of the program said that this one passes over.

Readers pass over fields that they do not know, and go on: a campus updates late. Where that would
change what is graded or signed, they ask here first, and refuse. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def decoded(data: bytes, kind: type[T]) -> tuple[T, tuple[str, ...]]:
    """Return what bytes of JSON say, and the paths in them that `kind` has no room for.

    Raises what is in `MALFORMED`: msgspec reads past the bytes of a key that it does not know, so
    that what is no UTF-8 there shows only when all is read.
    """
    read = msgspec.json.decode(data, type=kind)
    return read, tuple(passed_over(msgspec.json.decode(data), read))


def passed_over(said: Any, read: Any, where: str = "") -> Iterator[str]:
    """Yield where plain values `said` more than what was `read` of them holds: a path each.

    `read` is what msgspec made of `said`, its structs by the names of their fields.
    """
    if isinstance(said, dict):
        if isinstance(read, msgspec.Struct):
            config = read.__struct_config__
            inside = {name: getattr(read, name) for name in read.__struct_fields__}
            known = {*inside, *([config.tag_field] if config.tag_field else [])}
        elif isinstance(read, dict):
            inside, known = read, set(read)
        else:
            return
        for key, value in said.items():
            path = f"{where}.{key}" if where else str(key)
            if key not in known:
                yield path
            elif key in inside:
                yield from passed_over(value, inside[key], path)
    elif isinstance(said, list):
        parts = msgspec.structs.astuple(read) if isinstance(read, msgspec.Struct) else read
        if not isinstance(parts, list | tuple):
            return
        for place, value in enumerate(said):
            if place >= len(parts):
                yield f"{where}[{place}]"
            else:
                yield from passed_over(value, parts[place], f"{where}[{place}]")
