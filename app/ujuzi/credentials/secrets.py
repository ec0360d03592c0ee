"""Codes and secrets: how they are made, read as people type them, kept, and proven.

A *code* is read from paper, said aloud and typed: twelve letters in groups of four. However it is
typed, `plain_code` is what is compared. Whoever has to recognise a code keeps one of two things:

- the hub `digest_of` it: a code has 60 bits, so a plain hash tells nothing;
- a computer `verifier_of` it, as of a PIN: argon2id (RFC 9106), to be checked with no network.

A code never travels once it was typed: `proof_of` does. It is good for one purpose, one learner and
one computer. argon2 is loaded when a secret is first made or compared: a start does neither.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from enum import StrEnum

from ujuzi.errors import Code, RefusedError
from ujuzi.late import unicodedata

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Those of a code; 32 of them. Of 0, 1, I and O there is none."""
TAKEN_FOR = str.maketrans({"1": "L", "I": "L"})
"""What is typed for a letter that alone looks like it; O and 0 might be a D or a Q."""
LENGTH = 12
GROUP = 4
TYPED_MOST = 200
"""Characters: what stands behind them belongs to no code."""
PIN_LENGTH_LEAST = 4
PROOF_CONTEXT = "ujuzi code 1"


class Purpose(StrEnum):
    """What a typed code is to prove."""

    SIGN_IN = "sign-in"
    """That a learner sits at a computer: a code of her coordinator's, or shown to her elsewhere."""
    LINK = "link"
    """That a profile is a person of the roster."""
    SITTING = "sitting"
    """That a supervised attempt was opened by the code for it."""


def new_code(letters: int = LENGTH) -> str:
    """Return a code that nobody guesses, as it is printed: XXXX-XXXX-XXXX."""
    return in_groups("".join(secrets.choice(LETTERS) for _ in range(letters)))


def in_groups(letters: str) -> str:
    """Return a code as it is printed: XXXX-XXXX-XXXX."""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def plain_code(typed: str) -> str:
    """Return a code as it is compared, however it was typed.

    Dashes of all kinds, dots, spaces and invisible marks mean nothing, nor do case and full width
    (NFKC); the digits of any script are digits.
    """
    plain = unicodedata.normalize("NFKC", typed[:TYPED_MOST]).upper()
    return "".join(_digit(c) for c in plain if c.isalnum()).translate(TAKEN_FOR)


def digest_of(code: str) -> bytes:
    """Return what the hub keeps of a code: the SHA-256 of it, plain."""
    return hashlib.sha256(plain_code(code).encode("utf-8", "replace")).digest()


def proof_of(digest: bytes, purpose: str, device: str, learner: str, attempt: str = "") -> str:
    """Return the proof that somebody typed the code of `digest` (hex): what travels in its place.

    HMAC-SHA256, keyed by what the hub keeps of the code. `attempt` is the sitting that it opened.
    """
    message = "\n".join((PROOF_CONTEXT, purpose, device, learner, attempt))
    return hmac.digest(digest, message.encode("utf-8", "replace"), "sha256").hex()


def checked_pin(pin: str) -> str:
    """Return a PIN that may be one; raises RefusedError `pin-too-short`."""
    if len(pin) < PIN_LENGTH_LEAST:
        raise RefusedError(
            Code.PIN_TOO_SHORT, f"A PIN has at least {PIN_LENGTH_LEAST} digits.",
            least=PIN_LENGTH_LEAST,
        )  # fmt: skip
    return pin


def verifier_of(secret: str) -> str:
    """Return what is kept of a PIN or a plain code, to compare it with (argon2id)."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY).hash(secret)


def matches(verifier: str, secret: str) -> bool:
    """Whether this is the PIN or the plain code; of a verifier that is none, nothing is."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(verifier, secret)
    except (VerificationError, InvalidHashError):
        return False


def _digit(letter: str) -> str:
    """Return a decimal digit of any script as one of ours, and whatever else as it is."""
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
