"""Multibase texts of bytes, and Ed25519 keys as identifiers: did:key, did:web.

A letter in front names the base: `z` base58 as Bitcoin writes it, `u` base64 for addresses without
padding. A did:key is its key, so nobody need be asked what it stands for. A did:web is a host that
publishes its keys in a document; there each of ours is named by itself, and so in what it signs.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any

from ujuzi.credentials.keys import PublicKey
from ujuzi.errors import Code, RefusedError

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"
"""The multicodec prefix of an Ed25519 public key."""
P256 = b"\x80\x24"
"""The prefix of a compressed public key of the curve P-256."""
ED25519_LETTERS = "z6Mk"
"""How an Ed25519 key begins in base58."""
DID_KEY, DID_WEB = "did:key:", "did:web:"
MAX_BASE58_CHARACTERS = 128
"""Reading base58 takes the square of its length in time; a signature has 88 characters."""


def base58(data: bytes) -> str:
    """Return bytes in base58, with its letter."""
    number, letters = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        letters = BASE58[digit] + letters
    return "z" + BASE58[0] * (len(data) - len(data.lstrip(b"\0"))) + letters


def read_base58(text: str) -> bytes:
    """Return the bytes of a base58 text with its letter; raises ValueError."""
    if text[:1] != "z" or len(text) > MAX_BASE58_CHARACTERS:
        raise ValueError("expected base58 with a z in front")
    number = 0
    for letter in text[1:]:
        number = number * 58 + BASE58.index(letter)
    zeros = len(text) - 1 - len(text[1:].lstrip(BASE58[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def base64url(data: bytes) -> str:
    """Return bytes in base64 for addresses, with its letter."""
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def read_base64url(text: str) -> bytes:
    """Return the bytes of such a text; raises ValueError."""
    if text[:1] != "u":
        raise ValueError("expected base64url with a u in front")
    letters = text[1:].encode()
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4), b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def did_key(key: PublicKey) -> str:
    """Return the did:key of a public key."""
    return DID_KEY + base58(ED25519 + key.raw)


def did_web(address: str) -> str:
    """Return the did:web of a public address; empty where it can have none.

    It is asked for over TLS, and by a name (did:web Method Specification, W3C CCG): an address
    without TLS, or of numbers alone, has none.
    """
    found = re.fullmatch(
        r"https://((?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*)(?::([0-9]{1,5}))?", address.lower()
    )
    if found is None:
        return ""
    host, port = found.groups()
    return f"{DID_WEB}{host}" + (f"%3A{port}" if port and port != "443" else "")


def method_of(did: str, key: PublicKey) -> str:
    """Return what proofs by this key call it, where they are by this identifier."""
    return f"{did}#{base58(ED25519 + key.raw)}"


def did_document(did: str, keys: Iterable[PublicKey]) -> dict[str, Any]:
    """Return what the host of a did:web says: by which keys it signs, the newest first.

    Each key is also an identifier by itself, as which the host is known where nobody can ask.
    """
    methods = [
        {
            "id": method_of(did, key),
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": did_key(key).removeprefix(DID_KEY),
        }
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "alsoKnownAs": [f"{DID_KEY}{each['publicKeyMultibase']}" for each in methods],
        "verificationMethod": methods,
        "assertionMethod": [each["id"] for each in methods],
    }


def read_did_key(text: str) -> PublicKey:
    """Return the key of a did:key; raises RefusedError `key-malformed`."""
    try:
        data = read_base58(text.removeprefix(DID_KEY))
    except ValueError:
        data = b""
    if not text.startswith(DID_KEY) or data[:2] != ED25519:
        raise RefusedError(Code.KEY_MALFORMED, "This is not the did:key of an Ed25519 key.")
    return PublicKey(data[2:])
