"""How a computer that the hub does not know yet is introduced by whoever carries for it.

    kind (1 byte) | signed Enrolment or Succession

It stands in front of the computer's first batches, in the clear: who collects sees by name what she
is to take in. An enrolment is signed with the key that it brings, a succession with the key of the
computer whose place is taken; the hub alone decides. Its welcome comes back the same way, and
answers exactly one introduction.

Pure: reads no clock, no disk.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.wire import messages
from ujuzi.wire.batch import MAX_DEVICE_LENGTH
from ujuzi.wire.messages import Enrolment, Succession

ENROLS, SUCCEEDS = 1, 2
MAX_INTRODUCTION_BYTES = 4096
DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Introduction:
    """One taken apart: what is asked, and the signed message that the hub would be posted."""

    asked: Enrolment | Succession
    signed: bytes
    wire: bytes

    @property
    def device(self) -> str:
        """Whom it introduces."""
        return self.asked.device

    @property
    def name(self) -> str:
        """What people call the computer; empty where it takes the place of one that has a name."""
        return self.asked.name if isinstance(self.asked, Enrolment) else ""

    @property
    def predecessor(self) -> str:
        """Whose place it takes, if any."""
        return "" if isinstance(self.asked, Enrolment) else self.asked.predecessor

    @property
    def digest(self) -> bytes:
        """What it is told from others by."""
        return digest_of(self.wire)


class WelcomeItem(msgspec.Struct, frozen=True, array_like=True):
    """A hub's welcome on its way back: which introduction it answers, by digest."""

    introduction: bytes
    welcome: bytes


def write(kind: int, signed: bytes) -> bytes:
    """Return an introduction of a signed enrolment (`ENROLS`) or succession (`SUCCEEDS`)."""
    return bytes([kind]) + signed


def digest_of(wire: bytes) -> bytes:
    """Return what an introduction is told from others by."""
    return hashlib.sha256(wire).digest()[:DIGEST_BYTES]


def read(wire: bytes) -> Introduction:
    """Take an introduction apart; of an enrolment the signature is verified.

    A succession is still to be verified with the key of whom it follows. Raises RefusedError
    `message-malformed`, `key-malformed` or `signature-wrong`.
    """
    if len(wire) > MAX_INTRODUCTION_BYTES or wire[:1] not in {bytes([ENROLS]), bytes([SUCCEEDS])}:
        raise messages.malformed()
    signed = wire[1:]
    asked: Enrolment | Succession
    if wire[0] == ENROLS:
        asked = messages.read(signed, Enrolment)
        messages.verify(signed, messages.ENROLMENT_CONTEXT, PublicKey(asked.public_key))
    else:
        asked = messages.read(signed, Succession)
    id_ = asked.device
    if not (0 < len(id_) <= MAX_DEVICE_LENGTH and id_.isascii() and id_.isalnum()):
        raise messages.malformed()
    return Introduction(asked, signed, wire)
