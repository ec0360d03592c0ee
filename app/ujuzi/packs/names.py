"""Which names may stand in a pack: such that every file system can hold them apart, and no more.

Objects are never written under these names (they are stored by hash), yet they are refused early:
a hostile name is a hostile pack. Pure functions.
"""

from __future__ import annotations

import re
import unicodedata

from ujuzi.files import DEVICE_NAMES
from ujuzi.packs.limits import PACK

FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
"""Separators and wildcards of Windows, control characters, marks that reorder what is shown."""


def hostility(path: str) -> str | None:
    """Return why a `/`-separated relative path may not stand in a pack, or None."""
    if not path:
        return "is empty"
    if len(path) > PACK.path_characters:
        return "is too long"
    if FORBIDDEN.search(path) or not path.isprintable():
        return "holds a forbidden character"
    if path.startswith("/"):
        return "is absolute"
    if unicodedata.normalize("NFC", path) != path:
        return "is not in normal form"
    for part in path.split("/"):
        if part in {"", ".", ".."}:
            return "leaves its folder"
        if part != part.strip(" ") or part.endswith("."):
            return "ends in a space or a full stop"
        if part.split(".")[0].rstrip(" ").casefold() in DEVICE_NAMES:
            return "is a device name on Windows"
    return None
