"""A batch: a contiguous run of one device's events, signed by the device and chained to the last.

Cut once; the same bytes take every road until they have landed. Pure: reads no clock, no disk.

    format (1 byte) | header length (2, big endian) | header | signature (64) | body

The header says whose events these are, which, and what they follow; it stays readable for ever,
whatever the body's codec, so that a hub can land a batch that it cannot read yet. The device signs
the header and the body's hash, and the SHA-256 of what it signed is the batch's `digest`: the next
batch carries it, so a history cannot be changed or forked unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol

import msgspec

from ujuzi.domain.event import DeviceId, Event
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire import codec
from ujuzi.wire.columns import malformed
from ujuzi.wire.limits import (
    BATCH_TARGET_BYTES,
    MAX_BATCH_BYTES,
    MAX_BATCH_EVENTS,
    MAX_PAYLOAD_BYTES,
)

FORMAT = 1
SIGNATURE_BYTES = 64
DIGEST_BYTES = 32
NOTHING_BEFORE = bytes(DIGEST_BYTES)
"""What the first batch of a device follows."""

CONTEXT = b"ujuzi batch 1\n"
LENGTH_BYTES = 2
MAX_DEVICE_LENGTH = 64


class Signer(Protocol):
    """A key that signs."""

    def sign(self, message: bytes) -> bytes:
        """Return a 64-byte Ed25519 signature."""
        ...


class Verifier(Protocol):
    """A key that verifies."""

    def verify(self, signature: bytes, message: bytes) -> None:
        """Return only if the signature is this key's; raises RefusedError `signature-wrong`."""
        ...


class Header(msgspec.Struct, frozen=True, array_like=True):
    """What a batch says of itself in the clear; a later format may add fields at the end."""

    codec: int
    device: str
    first: int
    count: int
    previous: bytes
    lamport_least: int
    lamport_most: int

    @property
    def last(self) -> int:
        """The sequence of its last event."""
        return self.first + self.count - 1


class Batch(msgspec.Struct, frozen=True):
    """A batch taken apart, not yet verified; `wire` is the whole, byte for byte."""

    header: Header
    signature: bytes
    body: bytes
    signed: bytes
    wire: bytes

    @property
    def digest(self) -> bytes:
        """The hash that the next batch carries."""
        return hashlib.sha256(self.signed).digest()

    def verify(self, key: Verifier) -> None:
        """Return only if the device's key signed this; raises RefusedError `signature-wrong`."""
        key.verify(self.signature, self.signed)

    def facts(self) -> list[codec.Fact]:
        """Return what it holds, in order; raises RefusedError for what cannot be read."""
        if self.header.codec > codec.VERSION:
            raise RefusedError(
                Code.BATCH_FROM_FUTURE,
                "A newer Ujuzi wrote this batch; it is kept until this program can read it.",
                found=self.header.codec,
                known=codec.VERSION,
            )
        if self.header.codec != codec.VERSION:
            raise malformed("its codec never was")
        return codec.decode(self.body, self.header.count)

    def events(self) -> list[Event]:
        """Return its events; raises RefusedError for what cannot be read."""
        device = DeviceId(self.header.device)
        return [
            codec.event_of(fact, device, sequence)
            for sequence, fact in enumerate(self.facts(), self.header.first)
        ]


def cut(
    events: Sequence[Event], previous: bytes, key: Signer, target: int = BATCH_TARGET_BYTES
) -> Batch:
    """Return a batch of the first of `events`: as many as make up about `target` bytes.

    An event that is larger than that alone is a batch of its own; one that no batch can hold
    raises RefusedError `event-too-large`.
    """
    facts = _affordable([codec.fact_of(event) for event in events[:MAX_BATCH_EVENTS]])
    body = codec.encode(facts)
    while len(body) > target and len(facts) > 1:
        facts = facts[: max(1, len(facts) * target * 9 // (len(body) * 10))]
        body = codec.encode(facts)
    lamports = [fact.lamport for fact in facts]
    header = msgspec.msgpack.encode(
        Header(
            codec=codec.VERSION,
            device=events[0].device,
            first=events[0].sequence,
            count=len(facts),
            previous=previous,
            lamport_least=min(lamports),
            lamport_most=max(lamports),
        )
    )
    wire = assemble(header, key.sign(_signed(header, body)), body)
    if len(wire) > MAX_BATCH_BYTES:
        raise _event_too_large(events[0])
    return read(wire)


def assemble(header: bytes, signature: bytes, body: bytes) -> bytes:
    """Return the wire form of a batch's parts."""
    size = len(header).to_bytes(LENGTH_BYTES, "big")
    return bytes([FORMAT]) + size + header + signature + body


def read(wire: bytes) -> Batch:
    """Take a batch apart; raises RefusedError. Nothing is verified or inflated yet."""
    if len(wire) > MAX_BATCH_BYTES:
        raise RefusedError(Code.BATCH_TOO_LARGE, "The batch is too large.", bytes=len(wire))
    if wire[:1] != bytes([FORMAT]):
        if wire and wire[0] > FORMAT:
            raise RefusedError(
                Code.BATCH_FROM_FUTURE,
                "A newer Ujuzi wrote this batch.",
                found=wire[0],
                known=FORMAT,
            )
        raise malformed("it is not a batch")
    start = 1 + LENGTH_BYTES
    end = start + int.from_bytes(wire[1:start], "big")
    header, signature = wire[start:end], wire[end : end + SIGNATURE_BYTES]
    if len(signature) != SIGNATURE_BYTES:
        raise malformed("it is cut short")
    body = wire[end + SIGNATURE_BYTES :]
    return Batch(_header(header), signature, body, _signed(header, body), wire)


def _header(data: bytes) -> Header:
    try:
        header = msgspec.msgpack.decode(data, type=Header)
    except MALFORMED as error:
        raise malformed("its header cannot be read") from error
    sound = (
        0 < header.first < 1 << 62
        and 0 < header.count <= MAX_BATCH_EVENTS
        and len(header.previous) == DIGEST_BYTES
        and 0 < len(header.device) <= MAX_DEVICE_LENGTH
        and header.device.isascii()
        and header.device.isalnum()
    )
    if not sound:
        raise malformed("its header makes no sense")
    return header


def _signed(header: bytes, body: bytes) -> bytes:
    return CONTEXT + header + hashlib.sha256(body).digest()


def _affordable(facts: list[codec.Fact]) -> list[codec.Fact]:
    """Return as many facts as a reader will agree to expand."""
    size = 0
    for place, fact in enumerate(facts):
        size += len(fact.payload)
        if size > MAX_PAYLOAD_BYTES // 4 and place:
            return facts[:place]
    return facts


def _event_too_large(event: Event) -> RefusedError:
    return RefusedError(
        Code.EVENT_TOO_LARGE,
        f"Event {event.sequence} is too large to travel.",
        sequence=event.sequence,
    )
