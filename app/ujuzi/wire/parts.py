"""What comes down by carrier and folder: each part signed by the hub by itself.

    format (1 byte) | signature (64) | what was sealed, or stands open

    own part      of one computer, sealed to it alone: its receipt, and the documents for it
    campus part   what every computer of a campus gets, sealed to each of them
    public part   what is signed once more inside, key lists and status lists, and stands open

A carrier reads for whom a part is, its date and its size. A part goes on from cursors and up to
cursors. What a campus shares is not said again in each computer's own part, which therefore counts
only beside a campus part and a public part that reach as far.

The stamp tells one state of what is to be told from another: who has a part with that stamp need
not be sent it again. One that is shared has a second, of how far it reaches.

Pure: reads no clock, no disk.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire import messages, seal
from ujuzi.wire.batch import MAX_DEVICE_LENGTH, SIGNATURE_BYTES, Signer, Verifier
from ujuzi.wire.bundle import CAMPUS_PART, PART, PUBLIC
from ujuzi.wire.messages import CURSORS, MAX_CURSOR, STREAMS, Document, Receipt

FORMAT = 1
VERSION = 1
CONTEXT = b"ujuzi part 1\n"
START = 1 + SIGNATURE_BYTES
STAMP_BYTES = 8
KINDS = frozenset({PART, CAMPUS_PART, PUBLIC})

C = TypeVar("C", bound=msgspec.Struct)


class PartHeader(msgspec.Struct, frozen=True, array_like=True):
    """What stays readable: whose part it is, or which of several of a campus, when it was made.

    `device` is empty where it is not one computer's. `at` is the hub's date, in milliseconds.
    """

    kind: int
    device: str
    place: int
    epoch_number: int
    at: int
    stamp: bytes


class OwnPart(msgspec.Struct, frozen=True, array_like=True):
    """What is for one computer alone; `number` and `mark` as in a `Reply`.

    `anew`: its ask of this number said that it has more than the hub has told, and proved nothing;
    it is to read from the start, as this part does.
    """

    version: int
    epoch: str
    epoch_number: int
    begins: tuple[int, ...]
    cursors: tuple[int, ...]
    receipt: Receipt
    documents: tuple[Document, ...]
    lamport: int
    number: int
    mark: bytes
    anew: bool = False


class SharedPart(msgspec.Struct, frozen=True, array_like=True):
    """What is for every computer of a campus, or for everybody."""

    version: int
    epoch: str
    epoch_number: int
    begins: tuple[int, ...]
    cursors: tuple[int, ...]
    documents: tuple[Document, ...]


class _Open(msgspec.Struct, frozen=True, array_like=True):
    header: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class HubPart:
    """A part as it came, neither verified nor opened."""

    header: PartHeader
    signature: bytes
    body: bytes
    wire: bytes

    def verify(self, key: Verifier) -> None:
        """Return only if the hub signed it; raises RefusedError `signature-wrong`."""
        key.verify(self.signature, _signed(self.body))

    def opened(self, private_keys: Mapping[str, bytes]) -> OwnPart | SharedPart:
        """Return what it says.

        Raises RefusedError `envelope-not-ours`, `envelope-tampered`, `message-malformed` or
        `message-too-large`.
        """
        if self.header.kind == PUBLIC:
            content = messages.decode(self.body, _Open).content
        else:
            content = seal.unseal(self.body, private_keys)[1]
        inflated = messages.inflated(content)
        said: OwnPart | SharedPart
        if self.header.kind == PART:
            said = messages.decode(inflated, OwnPart)
        else:
            said = messages.decode(inflated, SharedPart)
        cursors = (said.begins, said.cursors)
        numbers = (*said.begins, *said.cursors, said.epoch_number)
        sound = all(len(each) in CURSORS for each in cursors) and said.version <= VERSION
        sound = sound and all(0 <= number <= MAX_CURSOR for number in numbers)
        if not (sound and {each.stream for each in said.documents}.issubset(range(STREAMS))):
            raise messages.malformed()
        return said


def write_own(header: PartHeader, said: OwnPart, recipient: bytes, key: Signer) -> bytes:
    """Return a computer's own part, sealed to its raw X25519 public key."""
    return _sealed(header, said, (recipient,), key)


def write_campus(
    header: PartHeader, said: SharedPart, recipients: tuple[bytes, ...], key: Signer
) -> bytes:
    """Return a campus part, sealed to each of its computers."""
    return _sealed(header, said, recipients, key)


def write_public(header: PartHeader, said: SharedPart, key: Signer) -> bytes:
    """Return a part that everybody may read."""
    body = msgspec.msgpack.encode(_Open(msgspec.msgpack.encode(header), _content(said)))
    return _framed(body, key)


def read(wire: bytes) -> HubPart:
    """Take a part apart; nothing is verified or opened yet.

    Raises RefusedError `message-malformed`, `envelope-from-future`, and what `seal.read` raises.
    """
    if wire[:1] > bytes([FORMAT]):
        raise RefusedError(Code.ENVELOPE_FROM_FUTURE, "A newer hub made this part.")
    if len(wire) <= START or wire[0] != FORMAT:
        raise messages.malformed()
    body = wire[START:]
    header = _header(_outside(body))
    return HubPart(header, wire[1:START], body, wire)


def stamp_of(*said: object) -> bytes:
    """Return what tells a state of what is to be told from another."""
    return hashlib.sha256(msgspec.msgpack.encode(said)).digest()[:STAMP_BYTES]


def _outside(body: bytes) -> bytes:
    """Return the readable header; one that stands open is a pair, one that is sealed begins with
    a number."""
    try:
        return msgspec.msgpack.decode(body, type=_Open).header
    except MALFORMED:
        return seal.read(body).header


def _header(data: bytes) -> PartHeader:
    header = messages.decode(data, PartHeader)
    is_own = header.kind == PART
    sound = (
        header.kind in KINDS
        and bool(header.device) == is_own
        and len(header.device) <= MAX_DEVICE_LENGTH
        and 0 <= header.place <= MAX_CURSOR
        and 0 <= header.epoch_number <= MAX_CURSOR
        and 0 <= header.at <= MAX_CURSOR
        and len(header.stamp) == (STAMP_BYTES if is_own else 2 * STAMP_BYTES)
    )
    if not sound:
        raise messages.malformed()
    return header


def _sealed(
    header: PartHeader, said: msgspec.Struct, recipients: tuple[bytes, ...], key: Signer
) -> bytes:
    sealed = seal.seal(_content(said), msgspec.msgpack.encode(header), recipients)
    return _framed(sealed, key)


def _content(said: msgspec.Struct) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(said), 9)


def _framed(body: bytes, key: Signer) -> bytes:
    return bytes([FORMAT]) + key.sign(_signed(body)) + body


def _signed(body: bytes) -> bytes:
    return CONTEXT + hashlib.sha256(body).digest()
