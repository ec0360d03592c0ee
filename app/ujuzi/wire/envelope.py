"""An envelope: a batch that leaves by folder or relay, sealed to the hub and signed outside again.

    format (1 byte) | signature (64) | what `wire.seal` sealed

The batch is sealed once, to the hub alone, and the same bytes leave ever after. The header of the
sealing stays readable: whose events these are, which, how many of them are told again, how large
the batch is, and its digest. Outside, the device signs the hash of all that, so of header,
recipient, sealed bytes and digest at once: who carries envelopes opens none, and keeps only those
that verify with a key that the hub named. Else junk would take the place of what somebody did.

Pure: reads no clock, no disk. Sealing and outer signature cost `MOST_OVERHEAD_BYTES` at most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire import batch, seal
from ujuzi.wire.batch import (
    DIGEST_BYTES,
    MAX_DEVICE_LENGTH,
    SIGNATURE_BYTES,
    Batch,
    Signer,
    Verifier,
)
from ujuzi.wire.limits import MAX_BATCH_BYTES, MAX_BATCH_EVENTS

FORMAT = 1
CONTEXT = b"ujuzi envelope 1\n"
MOST_OVERHEAD_BYTES = 320
START = 1 + SIGNATURE_BYTES
MAX_ENVELOPE_BYTES = START + MAX_BATCH_BYTES + seal.OVERHEAD_BYTES


class EnvelopeHeader(msgspec.Struct, frozen=True, array_like=True):
    """What stays readable of a batch; a later format may add fields at the end.

    `again`: of its `count` events so many were told before, under another identity. `size` is the
    batch's, in bytes.
    """

    device: str
    first: int
    count: int
    again: int
    size: int
    digest: bytes

    @property
    def last(self) -> int:
        """The sequence of its last event."""
        return self.first + self.count - 1


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope taken apart, neither verified nor opened; `wire` is the whole, byte for byte.

    `key` names the hub's sealing key that opens it.
    """

    header: EnvelopeHeader
    key: str
    signature: bytes
    sealed: bytes
    wire: bytes

    def verify(self, key: Verifier) -> None:
        """Return only if the device's key signed it; raises RefusedError `signature-wrong`."""
        key.verify(self.signature, _signed(self.sealed))

    def open(self, private_keys: Mapping[str, bytes]) -> Batch:
        """Return the batch, whose own signature is still to be verified.

        Raises RefusedError `envelope-not-ours`, `envelope-tampered`, and what `batch.read` raises.
        """
        _, content = seal.unseal(self.sealed, private_keys)
        inside = batch.read(content)
        if self.header != _header_of(inside, self.header.again):
            raise RefusedError(Code.ENVELOPE_TAMPERED, "The sealed file says what it is not.")
        return inside


def enclose(inside: Batch, again: int, hub: bytes, key: Signer) -> bytes:
    """Return the envelope of a batch, for the hub with this raw X25519 public key."""
    header = msgspec.msgpack.encode(_header_of(inside, again))
    sealed = seal.seal(inside.wire, header, (hub,))
    return bytes([FORMAT]) + key.sign(_signed(sealed)) + sealed


def read(wire: bytes) -> Envelope:
    """Take an envelope apart; raises RefusedError. Nothing is verified or opened yet."""
    if len(wire) > MAX_ENVELOPE_BYTES:
        raise RefusedError(Code.ENVELOPE_TOO_LARGE, "The sealed file is too large.")
    if wire[:1] != bytes([FORMAT]):
        if wire and wire[0] > FORMAT:
            raise RefusedError(Code.ENVELOPE_FROM_FUTURE, "A newer Ujuzi sealed this file.")
        raise _malformed()
    sealed = wire[START:]
    outside = seal.read(sealed)
    if len(outside.wrapped) != 1:
        raise _malformed()
    (key,) = outside.wrapped
    return Envelope(_header(outside.header), key, wire[1:START], sealed, wire)


def _header(data: bytes) -> EnvelopeHeader:
    try:
        header = msgspec.msgpack.decode(data, type=EnvelopeHeader)
    except MALFORMED as error:
        raise _malformed() from error
    sound = (
        0 < header.first < 1 << 62
        and 0 < header.count <= MAX_BATCH_EVENTS
        and 0 <= header.again <= header.count
        and 0 < header.size <= MAX_BATCH_BYTES
        and len(header.digest) == DIGEST_BYTES
        and 0 < len(header.device) <= MAX_DEVICE_LENGTH
        and header.device.isascii()
        and header.device.isalnum()
    )
    if not sound:
        raise _malformed()
    return header


def _header_of(inside: Batch, again: int) -> EnvelopeHeader:
    header = inside.header
    return EnvelopeHeader(
        header.device, header.first, header.count, again, len(inside.wire), inside.digest
    )


def _signed(sealed: bytes) -> bytes:
    return CONTEXT + hashlib.sha256(sealed).digest()


def _malformed() -> RefusedError:
    return RefusedError(Code.ENVELOPE_MALFORMED, "The sealed file is damaged.")
