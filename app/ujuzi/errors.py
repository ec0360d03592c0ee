"""The two families of expected errors; anything else is a bug and is shown as one.

    UjuziError
    ├── WorldError      disk full, file locked, stick pulled, no network: try again later
    └── RefusedError    signature, version, limits, not allowed: trying again changes nothing

Each error carries facts in named fields. `str(error)` is one plain English sentence for the
command line and the log; the windows and the hub's pages translate `error.code` and `error.facts`.
"""

from __future__ import annotations

import zlib

import msgspec

MALFORMED = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError, zlib.error)
"""What decoders raise at bytes and texts that nobody meant: JSON, MessagePack, base64, hexadecimal,
Unicode, zlib. Whoever reads what came from outside turns all of them into a refusal."""


class UjuziError(Exception):
    """An error a person can do something about.

    `code` is a stable kebab-case name of what happened; `facts` are the values its sentence needs.
    """

    def __init__(self, code: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.facts = facts


class WorldError(UjuziError):
    """The computer or the link is in the way; nothing was lost."""


class RefusedError(UjuziError):
    """The program will not do this, and says why."""
