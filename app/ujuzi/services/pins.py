"""PINs and codes: how they are made, written, and kept as argon2id verifiers (RFC 9106).

argon2 is loaded when a secret is first made or compared: a start does neither.
"""

from __future__ import annotations

import secrets

from ujuzi.domain.code import LENGTH, in_groups
from ujuzi.errors import RefusedError

PIN_LENGTH_LEAST = 4
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter or digit that is taken for another in print."""


def new_code() -> str:
    """Return a code to print: XXXX-XXXX-XXXX."""
    return in_groups("".join(secrets.choice(CODE_ALPHABET) for _ in range(LENGTH)))


def checked_pin(pin: str) -> str:
    """Return a PIN that may be one; raises RefusedError `pin-too-short`."""
    if len(pin) < PIN_LENGTH_LEAST:
        raise RefusedError(
            "pin-too-short", f"A PIN has at least {PIN_LENGTH_LEAST} digits.",
            least=PIN_LENGTH_LEAST,
        )  # fmt: skip
    return pin


def verifier_of(secret: str) -> str:
    """Return what is kept of a secret."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY).hash(secret)


def matches(verifier: str, secret: str) -> bool:
    """Whether this is the secret."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    try:
        return PasswordHasher().verify(verifier, secret)
    except VerifyMismatchError:
        return False
