"""Credentials in the form of a signed token: VC-JWT (W3C VC Data Model 1.1, Open Badges 3.0).

    token = header.payload.signature, each in base64 for addresses (JWS, RFC 7515)

The payload is the credential, or holds it in `vc`; dates and ids of the token stand for those of
the credential. EdDSA, ES256 and RS256 are checked, with a key from the token itself (`jwk`) or from
a did:key or did:jwk; a key at an address is elsewhere. PyJWT does the work, loaded on first use.
Reads no clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from ujuzi.credentials.keys import PUBLIC_KEY_BYTES, PublicKey
from ujuzi.credentials.meaning import malformed
from ujuzi.credentials.multibase import (
    DID_KEY,
    P256,
    base64url,
    read_base58,
    read_base64url,
    read_did_key,
)
from ujuzi.credentials.proofs import FindKey, Signed, ends_of, issuer_id, refuse_strangers
from ujuzi.credentials.strict_json import read_object
from ujuzi.domain.moment import moment_of
from ujuzi.errors import Code, RefusedError

TOKEN: Final = re.compile(r"eyJ[\w-]+\.[\w-]*\.[\w-]*", re.ASCII)
LIKE_TOKEN: Final = re.compile(r"eyJ[\w-]+\.[\w-]*(\.[\w-]*)*(~[\w.~-]*)?", re.ASCII)
"""A token of any kind: unsigned, encrypted, or with parts that may be left out."""

ALGORITHMS: Final = {"EdDSA": ("OKP", "Ed25519"), "ES256": ("EC", "P-256"), "RS256": ("RSA", None)}
"""Each with the kind of key that it takes: a key is never used for another."""
DID_JWK: Final = "did:jwk:"
MAX_KEY_CHARACTERS: Final = 1400
"""Of a number in a key: RSA with 8192 bits."""
MAX_EXPONENT_CHARACTERS: Final = 8
LATEST: Final = 2**33
"""Seconds since 1970 that a date may be: 2242."""


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A token as it was read, its signature not yet verified."""

    text: str
    header: dict[str, Any]
    payload: dict[str, Any]
    document: dict[str, Any]
    """The credential, or the presentation, that the payload is or holds."""


def read_token(text: str) -> Token:
    """Return what stands in a token.

    Raises RefusedError `proof-foreign` where it is of a kind that is not read here,
    `credential-malformed`, or `name-twice`.
    """
    if not TOKEN.fullmatch(text):
        raise RefusedError(Code.PROOF_FOREIGN, "This is a token of another kind.")
    first, second, _ = text.split(".")
    header, payload = _object(first), _object(second)
    document = payload
    for name in ("vc", "vp"):
        if isinstance(held := payload.get(name), dict):
            document = {**held}
            break
    else:
        document = {**payload}
    dates = {"nbf": "validFrom", "exp": "validUntil"}
    moments = {name: _moment(payload[claim]) for claim, name in dates.items() if claim in payload}
    named = {name: payload[claim] for claim, name in (("iss", "issuer"), ("jti", "id"))
             if isinstance(payload.get(claim), str)}  # fmt: skip
    for name, value in {**named, **moments}.items():
        document.setdefault(name, value)
    return Token(text=text, header=header, payload=payload, document=document)


def verify_token(token: Token, find_key: FindKey) -> Signed:
    """Return who signed a token; raises what `proofs.verify` raises."""
    import jwt

    algorithm = token.header.get("alg")
    if algorithm == "none":
        raise RefusedError(Code.PROOF_MISSING, "The token is not signed.")
    if algorithm not in ALGORITHMS or token.header.keys() & {"crit", "b64"}:
        raise RefusedError(Code.PROOF_FOREIGN, "The token is signed in another way.")
    issuer = issuer_id(token.document)
    named = token.payload.get("iss", issuer)
    key, owner = _key(token, issuer, find_key)
    if key.get("kty") != ALGORITHMS[algorithm][0] or key.get("crv") != ALGORITHMS[algorithm][1]:
        raise malformed("its key is of another kind than its signature")
    try:
        loaded = jwt.PyJWK.from_dict(key, algorithm=algorithm).key
        jwt.api_jws.PyJWS(options={"enforce_minimum_key_length": False}).decode(
            token.text, key=loaded, algorithms=[algorithm]
        )
    except jwt.InvalidSignatureError as error:
        raise RefusedError(
            Code.SIGNATURE_WRONG, "The signature does not match; the file was changed."
        ) from error
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise malformed("its key cannot be used") from error
    ends = ends_of(token.document)
    if (until := _date(token.payload.get("exp"))) is not None:
        ends.append(until)
    signed = Signed(
        key=_ed25519(key), is_by_issuer=issuer == owner == named, until=min(ends, default=None)
    )
    refuse_strangers(issuer, signed)
    return signed


def _key(token: Token, issuer: str, find_key: FindKey) -> tuple[dict[str, Any], str]:
    """Return the key of a token, and whose id is bound to it: a DID, or nobody's."""
    named = token.header.get("kid")
    method = named if isinstance(named, str) and named.startswith("did:") else issuer
    did = method.partition("#")[0]
    if did.startswith(DID_KEY):
        return _of_did_key(did), did
    if did.startswith(DID_JWK):
        return _bounded(_object(did.removeprefix(DID_JWK))), did
    if found := find_key(method):
        return _jwk(found.raw), did
    if isinstance(held := token.header.get("jwk"), dict):
        return _bounded(held), ""
    raise RefusedError(Code.ISSUER_FOREIGN, "The key of the signature is not in the token.")


def _of_did_key(did: str) -> dict[str, Any]:
    try:
        data = read_base58(did.removeprefix(DID_KEY))
    except ValueError:
        data = b""
    if data[:2] != P256:
        return _jwk(read_did_key(did).raw)
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        numbers = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data[2:])
    except ValueError as error:
        raise RefusedError(Code.KEY_MALFORMED, "This is no key of the curve P-256.") from error
    point = numbers.public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": _base64url(point.x.to_bytes(32)),
        "y": _base64url(point.y.to_bytes(32)),
    }


def _jwk(raw: bytes) -> dict[str, Any]:
    return {"kty": "OKP", "crv": "Ed25519", "x": _base64url(raw)}


def _bounded(key: Mapping[str, Any]) -> dict[str, Any]:
    """Return the public half of a key that somebody wrote, none of it large."""
    found = {name: key[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in key}
    if not all(
        isinstance(each, str) and len(each) <= MAX_KEY_CHARACTERS for each in found.values()
    ):
        raise malformed("its key is none")
    if len(found.get("e", "")) > MAX_EXPONENT_CHARACTERS:
        raise malformed("its key is none")
    return found


def _ed25519(key: Mapping[str, Any]) -> PublicKey | None:
    if key.get("crv") != "Ed25519":
        return None
    raw = _bytes(key["x"])
    return PublicKey(raw) if len(raw) == PUBLIC_KEY_BYTES else None


def _object(part: str) -> dict[str, Any]:
    found = read_object(_bytes(part))
    if found is None:
        raise malformed("the token holds no JSON")
    return found


def _bytes(part: str) -> bytes:
    try:
        return read_base64url(f"u{part}")
    except ValueError as error:
        raise malformed("the token is no base64") from error


def _base64url(data: bytes) -> str:
    return base64url(data).removeprefix("u")


def _date(seconds: object) -> datetime | None:
    if isinstance(seconds, int | float) and 0 <= seconds <= LATEST:
        return moment_of(seconds * 1000)
    return None


def _moment(seconds: object) -> str:
    found = _date(seconds)
    return found.isoformat() if found else ""
