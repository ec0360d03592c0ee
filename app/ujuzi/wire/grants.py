"""Grants: who is coordinator of a campus, by which keys, and until when; one signed list a campus.

    signature (64) | GrantList

The hub signs a list with its own key, which its key list names in the role `hub-grants`; a computer
believes the hub that it is registered at, and every key of that role which is not revoked
(`sync.grants`). Lists are numbered, and the number is at least the hub's date in seconds: a hub
that was put back from a backup goes on above what it said before, and within or across epochs the
highest number is the one that counts.

In a file, a request and a list begin with what their signatures begin with (`in_file`). A list
holds the grants of a campus that are in force or have ended; a grant that ended says why,
and up to which of its acts the hub had landed. Pure: reads no clock, no disk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from ujuzi.credentials.keys import PUBLIC_KEY_BYTES
from ujuzi.errors import Code, RefusedError
from ujuzi.wire import messages
from ujuzi.wire.batch import Signer, Verifier

VERSION = 1
CONTEXT = b"ujuzi grants 1\n"
ASK_CONTEXT = b"ujuzi grant ask 1\n"
LIFE_MILLISECONDS = 180 * 24 * 3600 * 1000
"""How long a grant runs from when it was made or renewed."""

MOST_RECEIVERS = 4
"""Coordinators for whom a report part is sealed."""

MOST_GRANTS = 256
"""Of a campus; those that ended long ago are left out first."""

MOST_BYTES = 128 * 1024
DIGEST_BYTES = 32
NAME_LENGTH = 200
LEFT, DISTRUSTED = "left", "distrusted"
COORDINATOR = "coordinator"

_ID = re.compile(r"[0-9a-f]{16}")


class Grant(msgspec.Struct, frozen=True, array_like=True):
    """That a person holds an office at a campus.

    `id` is 16 hexadecimal digits; `person` her number on the roster and `name` what it calls her;
    `public_key` (raw Ed25519) verifies her acts, `sealing_key` (raw X25519) is what report parts
    are sealed to; `since` and `until` are milliseconds since 1970. `last_act` is the number of the
    last of her acts that had landed when the list was made, and `last_digest` its digest; where the
    grant has ended, when it ended.
    """

    id: str
    campus: str
    person: str
    name: str
    role: str
    public_key: bytes
    sealing_key: bytes
    since: int
    until: int
    ended: Literal["", "left", "distrusted"] = ""
    last_act: int = 0
    last_digest: bytes = b""

    def in_force(self, now: int) -> bool:
        """Whether its holder may act by it alone at a time, in milliseconds since 1970."""
        return not self.ended and now <= self.until


class GrantList(msgspec.Struct, frozen=True, array_like=True):
    """Every grant of a campus, as its hub had them `at` a time (milliseconds since 1970)."""

    version: int
    institution: str
    campus: str
    number: int
    at: int
    grants: tuple[Grant, ...] = ()

    def find(self, id_: str) -> Grant | None:
        """Return a grant by its id."""
        return next((each for each in self.grants if each.id == id_), None)


class GrantAsk(msgspec.Struct, frozen=True, array_like=True):
    """The request for a grant, signed with the new key: a one-time code, and the public halves.

    `device` is her computer, which the grant lets collect for its campus; empty in requests of an
    earlier version. The list that names the grant is the answer; it may come by any road, also
    without being asked.
    """

    version: int
    code: str
    public_key: bytes
    sealing_key: bytes
    device: str = ""


def write(grant_list: GrantList, key: Signer) -> bytes:
    """Return the list, signed."""
    return messages.sign(grant_list, CONTEXT, key)


def read(wire: bytes) -> GrantList:
    """Return a list that nobody has verified yet; raises RefusedError.

    `message-too-large`, `message-malformed`, or `version-unknown` where a later program wrote it.
    """
    if len(wire) > MOST_BYTES:
        raise RefusedError(Code.MESSAGE_TOO_LARGE, "The list of coordinators is too large.")
    found = messages.read(wire, GrantList)
    if found.version > VERSION:
        raise RefusedError(Code.VERSION_UNKNOWN, "A newer Ujuzi wrote this list of coordinators.")
    ids = {each.id for each in found.grants}
    sound = (
        0 < found.number <= messages.MAX_CURSOR
        and len(found.grants) <= MOST_GRANTS
        and len(ids) == len(found.grants)
        and all(_is_sound(each) and each.campus == found.campus for each in found.grants)
    )
    if not sound:
        raise messages.malformed()
    return found


def verify(wire: bytes, keys: Sequence[Verifier]) -> None:
    """Return only if one of these keys signed the list; raises RefusedError `signature-wrong`."""
    for key in keys:
        try:
            return messages.verify(wire, CONTEXT, key)
        except RefusedError:
            continue
    raise RefusedError(
        Code.SIGNATURE_WRONG, "This list of coordinators is not signed by the hub of this computer."
    )


def in_file(wire: bytes, context: bytes) -> bytes:
    """Return a request (`ASK_CONTEXT`) or a list (`CONTEXT`) as a file."""
    return context + wire


def from_file(data: bytes, context: bytes) -> bytes:
    """Return the request or the list in a file; raises RefusedError `grant-file-wrong`."""
    if not data.startswith(context) or len(data) > MOST_BYTES:
        raise RefusedError(Code.GRANT_FILE_WRONG, "This file is not what was expected here.")
    return data[len(context) :]


def _is_sound(grant: Grant) -> bool:
    lengths = {len(grant.public_key), len(grant.sealing_key)}
    counts = (grant.since, grant.until, grant.last_act)
    return (
        _ID.fullmatch(grant.id) is not None
        and lengths == {PUBLIC_KEY_BYTES}
        and len(grant.last_digest) in {0, DIGEST_BYTES}
        and all(0 <= count <= messages.MAX_CURSOR for count in counts)
    )
