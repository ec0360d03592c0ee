"""Seals a few bytes by a secret that people know, so that a copy of them is of no use.

The secret becomes a key by Argon2id (RFC 9106), which costs memory and time at each guess; the
bytes are sealed by that key (ChaCha20-Poly1305, RFC 8439), bound to what they are for.
"""

from __future__ import annotations

import os

import msgspec

KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
KIB, PASSES = 65_536, 3
KIB_LEAST, KIB_MOST, PASSES_MOST = 8, 1_048_576, 64
"""What a file may ask of a computer that opens it."""


class WrappedBytes(msgspec.Struct, frozen=True):
    """Sealed bytes, and what a guess at their secret costs: `kib` of memory, `passes` over it."""

    salt: bytes
    kib: int
    passes: int
    nonce: bytes
    wrapped: bytes


def wrap(content: bytes, secret: str, context: bytes) -> WrappedBytes:
    """Return bytes sealed by a secret; `context` says what they are for."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    cipher = ChaCha20Poly1305(_derived(secret, salt, KIB, PASSES))
    return WrappedBytes(salt, KIB, PASSES, nonce, cipher.encrypt(nonce, content, context))


def unwrap(wrapped: WrappedBytes, secret: str, context: bytes) -> bytes | None:
    """Return what was sealed; None where this is not the secret, or something was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if not (KIB_LEAST <= wrapped.kib <= KIB_MOST and 1 <= wrapped.passes <= PASSES_MOST):
        return None
    try:
        key = _derived(secret, wrapped.salt, wrapped.kib, wrapped.passes)
        return ChaCha20Poly1305(key).decrypt(wrapped.nonce, wrapped.wrapped, context)
    except (InvalidTag, ValueError):
        return None


def _derived(secret: str, salt: bytes, kib: int, passes: int) -> bytes:
    """Return 32 bytes of a secret."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            secret.encode("utf-8", "replace"), salt, passes, kib, 1, KEY_BYTES, Type.ID
        )
    except HashingError as error:
        raise ValueError(str(error)) from error
