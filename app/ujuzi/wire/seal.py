"""Seals bytes for those who may open them: what leaves by stick or relay tells a finder nothing.

One content key encrypts the bytes (ChaCha20-Poly1305); HPKE wraps it for each recipient (RFC 9180,
base mode: X25519, HKDF-SHA256, ChaCha20-Poly1305). The routing header stays readable and cannot be
changed: it is the associated data of the content, and bound into every wrapping. Who sealed is not
said here: a batch carries its device's signature inside.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire.limits import MAX_BATCH_BYTES

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite

FORMAT = 1
KEY_BYTES = 32
NONCE = bytes(12)
"""A content key is used once, so its nonce may be constant."""

INFO = b"ujuzi seal 1\n"
MAX_RECIPIENTS = 128
"""As many as a campus has computers; each costs about 100 bytes."""

OVERHEAD_BYTES = 16 * 1024


class Sealed(msgspec.Struct, frozen=True, array_like=True):
    """A sealed envelope: `wrapped` maps a recipient's key id to the content key for it."""

    format: int
    header: bytes
    wrapped: dict[str, bytes]
    content: bytes


def key_id(public_key: bytes) -> str:
    """Return the name of a raw X25519 public key in an envelope."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def new_key() -> tuple[bytes, bytes]:
    """Return a new raw private key, and its public half."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_half(private_key: bytes) -> bytes:
    """Return the public half of a raw private key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def is_usable(public_key: bytes) -> bool:
    """Whether a raw public key is one that something can be sealed for."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(public_key))
    except ValueError:
        return False
    return True


def seal(content: bytes, header: bytes, recipients: tuple[bytes, ...]) -> bytes:
    """Return an envelope that each of `recipients` (raw X25519 public keys) can open."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    key = secrets.token_bytes(KEY_BYTES)
    suite, info = _suite(), INFO + header
    wrapped = {
        key_id(recipient): suite.encrypt(key, X25519PublicKey.from_public_bytes(recipient), info)
        for recipient in recipients
    }
    sealed = ChaCha20Poly1305(key).encrypt(NONCE, content, header)
    return msgspec.msgpack.encode(Sealed(FORMAT, header, wrapped, sealed))


def read(envelope: bytes) -> Sealed:
    """Return an envelope's routing header and recipients; proves nothing yet."""
    if len(envelope) > MAX_BATCH_BYTES + OVERHEAD_BYTES:
        raise RefusedError(Code.ENVELOPE_TOO_LARGE, "The sealed file is too large.")
    try:
        sealed = msgspec.msgpack.decode(envelope, type=Sealed)
    except MALFORMED as error:
        raise RefusedError(Code.ENVELOPE_MALFORMED, "The sealed file is damaged.") from error
    if sealed.format > FORMAT:
        raise RefusedError(Code.ENVELOPE_FROM_FUTURE, "A newer Ujuzi sealed this file.")
    if not 0 < len(sealed.wrapped) <= MAX_RECIPIENTS:
        raise RefusedError(Code.ENVELOPE_MALFORMED, "The sealed file is damaged.")
    return sealed


def unseal(envelope: bytes, private_keys: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """Return header and content, with the first of `private_keys` (raw, by key id) that fits.

    Raises RefusedError `envelope-not-ours` or `envelope-tampered`.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    sealed = read(envelope)
    ours = next((name for name in sealed.wrapped if name in private_keys), None)
    if ours is None:
        raise RefusedError(
            Code.ENVELOPE_NOT_OURS, "This file is sealed for others.", keys=tuple(sealed.wrapped)
        )
    private = X25519PrivateKey.from_private_bytes(private_keys[ours])
    try:
        key = _suite().decrypt(sealed.wrapped[ours], private, INFO + sealed.header)
        content = ChaCha20Poly1305(key).decrypt(NONCE, sealed.content, sealed.header)
    except (InvalidTag, *MALFORMED) as error:
        raise RefusedError(Code.ENVELOPE_TAMPERED, "The sealed file was changed.") from error
    return sealed.header, content


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
