"""The mark by which a campus's computers know a folder again: never a drive's letter or name.

It is one small file among the bundles, called by what only computers of the campus can work out,
and holds a random name of this folder. Whoever finds it learns nothing from it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from contextlib import suppress
from pathlib import Path

from ujuzi.sync.transports.medium import Medium

SUFFIX = ".mark"
NAME = re.compile(r"[0-9a-f]{16}\.mark")
CONTENT = re.compile(rb"[0-9a-f]{32}")
CONTENT_BYTES = 32


def name_of(hub_key: bytes, campus: str) -> str:
    """Return what the marks of a campus are called."""
    return hashlib.sha256(b"ujuzi mark 1\n" + hub_key + campus.encode()).hexdigest()[:16] + SUFFIX


def found(folder: Path, name: str, medium: Medium) -> str:
    """Return which bundles' folder this is; empty where it bears no such mark. Never raises."""
    try:
        content = medium.read(folder / name, CONTENT_BYTES) or b""
    except OSError:
        return ""
    return content.decode() if CONTENT.fullmatch(content) else ""


def leave(folder: Path, name: str, medium: Medium) -> str:
    """Mark a bundles' folder, if it is not yet; return which it is, or nothing where that fails."""
    known = found(folder, name, medium)
    if known:
        return known
    made = secrets.token_hex(CONTENT_BYTES // 2)
    part = folder / f"{name.removesuffix(SUFFIX)}-{secrets.token_hex(4)}.part"
    try:
        medium.write(part, made.encode())
        medium.rename(part, folder / name)
    except OSError:
        with suppress(OSError):
            medium.delete(part)
        return ""
    return made
