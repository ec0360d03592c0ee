"""What an attempt is drawn from: a learner's ticket, or the code of a supervised sitting.

A ticket is a row of salts for one person and one assessment, numbered from 1. The hub makes them
from its ticket key, anew whenever it is asked, and gives out those up to the number after the next;
attempt n is drawn by salt n (`domain.assessment.draw`). So a computer can choose neither its
questions nor, having seen some, other ones. A supervised sitting is drawn by the seed of its code.

Salt and seed never travel up. What does is a `proof` that they were at hand, for one attempt of one
learner on one computer. Bytes and texts in, bytes and texts out; reads no clock, draws no chance.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import NamedTuple

SALT_BYTES = 16
PROOF_BYTES = 16
MOST_NUMBERS = 200
"""Attempts of a person at one assessment that are drawn for her; nobody sits one as often."""

SALT_CONTEXT = "ujuzi ticket 1"
PROOF_CONTEXT = "ujuzi ticket proof 1"
SEED_CONTEXT = "ujuzi sitting 1"
MARK = "\x1f"
"""Between the parts of what is hashed: no id has it."""


class Holder(NamedTuple):
    """Whose ticket it is, and for what."""

    institution: str
    person: str
    course: str
    assessment: str


def salt(key: bytes, holder: Holder, number: int) -> bytes:
    """Return salt `number` (1, 2, ...) of a ticket; `key` is the hub's ticket key."""
    about = MARK.join((SALT_CONTEXT, *holder, str(number)))
    return hmac.digest(key, about.encode(), "sha256")[:SALT_BYTES]


def salts(key: bytes, holder: Holder, most: int) -> tuple[bytes, ...]:
    """Return the salts 1 to `most` of a ticket."""
    return tuple(salt(key, holder, number) for number in range(1, most + 1))


def seed(code: str, assessment: str) -> bytes:
    """Return what a supervised sitting is drawn by; `code` is plain (`credentials.secrets`)."""
    return hashlib.sha256(MARK.join((SEED_CONTEXT, code, assessment)).encode()).digest()


def lot(secret: bytes) -> str:
    """Return the name of the lot by which a salt or a seed draws."""
    return secret.hex()


def proof(secret: bytes, device: str, attempt: str, learner: str) -> str:
    """Return what proves that a salt or a seed was at hand when an attempt began."""
    about = MARK.join((PROOF_CONTEXT, device, attempt, learner))
    mac = hmac.digest(secret, about.encode("utf-8", "replace"), "sha256")[:PROOF_BYTES]
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def proves(mac: str, secret: bytes, device: str, attempt: str, learner: str) -> bool:
    """Whether `mac` is the proof of a salt or a seed."""
    expected = proof(secret, device, attempt, learner)
    return hmac.compare_digest(mac.encode("utf-8", "replace"), expected.encode())
