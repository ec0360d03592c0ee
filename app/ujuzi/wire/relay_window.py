"""What the window of a coordinator and her relay say to each other, both on her computer.

    POST /campus     RelayCampus   whom it collects for, and whom it knows
    POST /bring      Brought       what it has for computers from now on
    POST /take       TakeAsk       what was left with it since: Taken
    POST /standing                 who came: RelayStanding

Each request names the token that the relay told whoever started it. MessagePack, both ways; both
are of one version of Ujuzi.
"""

from __future__ import annotations

import msgspec

from ujuzi.wire.carrying import CampusComputer

TOKEN = "authorization"
"""The header that holds it."""

MAX_WINDOW_BYTES = 64 * 1024 * 1024
"""Of a request."""

MAX_TAKEN_BYTES = 4 * 1024 * 1024
"""Of an answer, unless one item alone is larger."""


class RelayStarted(msgspec.Struct, frozen=True):
    """What a relay says first, in one line of JSON: where computers and its window reach it."""

    port: int
    window_port: int
    token: str


class RelayCampus(msgspec.Struct, frozen=True, array_like=True):
    """Whom a relay collects for: the hub's record of it, the hub's key, computers without names."""

    record: bytes
    hub_key: bytes
    computers: tuple[CampusComputer, ...]


class BroughtItem(msgspec.Struct, frozen=True, array_like=True):
    """What a relay is to have for a computer, or for all where `device` is empty; see `bundle`."""

    device: str
    kind: int
    content: bytes


class Brought(msgspec.Struct, frozen=True, array_like=True):
    """All that a relay is to have, receipts too."""

    items: tuple[BroughtItem, ...]


class TakeAsk(msgspec.Struct, frozen=True, array_like=True):
    """Up to which envelope, and which item beside them, the window has what was left."""

    envelopes: int = 0
    items: int = 0


class LeftItem(msgspec.Struct, frozen=True, array_like=True):
    """What a computer left beside its envelopes."""

    device: str
    kind: int
    content: bytes


class Taken(msgspec.Struct, frozen=True, array_like=True):
    """Envelopes and other items, and up to which they are; there may be more."""

    envelopes: tuple[bytes, ...]
    items: tuple[LeftItem, ...]
    up_to: TakeAsk
    more: bool


class RelayVisitor(msgspec.Struct, frozen=True, array_like=True):
    """A computer that came, and when last by the relay's clock."""

    device: str
    known: bool
    at: int


class RelayStanding(msgspec.Struct, frozen=True, array_like=True):
    """How a relay is: since when it is open, who came, and the code of what hinders it, if any."""

    opened_at: int
    visitors: tuple[RelayVisitor, ...] = ()
    problem: str = ""
