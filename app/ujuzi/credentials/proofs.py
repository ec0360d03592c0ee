"""The proofs of anybody's credential: who signed it, and whether that still holds.

    eddsa-rdfc-2022, eddsa-jcs-2022   W3C Data Integrity EdDSA Cryptosuites 1.0
    Ed25519Signature2020              W3C CCG, the suite before those

A document may carry several proofs, each over the same words; each that can be checked must fit,
and one is enough. A key that stands in the proof itself (did:key) is taken from there; whose it is,
is not asked here. Anything else is refused as what it is: a suite, a key or words that nothing here
knows say nothing against a document. Reads no clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, TypeAlias

import msgspec

from ujuzi.credentials.data_integrity import OWN, SUITE, issuer_foreign, signature_in, unsigned
from ujuzi.credentials.keys import PublicKey
from ujuzi.credentials.meaning import Document, hashed, malformed, too_costly
from ujuzi.credentials.multibase import DID_KEY, read_did_key
from ujuzi.errors import Code, RefusedError

BY_LETTERS: Final = "eddsa-jcs-2022"
SUITES: Final = (SUITE, "Ed25519Signature2020", BY_LETTERS)
MAX_PROOFS: Final = 4

FindKey: TypeAlias = Callable[[str], PublicKey | None]
"""Finds the key of a verification method that does not hold it."""


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A document whose signature fits."""

    key: PublicKey | None
    """Of the issuer, or else of the first who signed; None where it is no Ed25519 key."""
    is_by_issuer: bool
    """Whether the key is bound to the issuer's id, so that nobody else signs in its name."""
    until: datetime | None = None
    """When it ends by its own word."""


def verify(document: Document, find_key: FindKey) -> Signed:
    """Return who signed a document.

    Raises RefusedError: `proof-missing` where nobody did; `signature-wrong` where a whole signature
    was checked and does not fit; `signer-foreign` where it fits, and is not by whom it names as
    issuer; `proof-foreign`, `issuer-foreign` (its key is elsewhere), `context-unknown`,
    `credential-malformed`, `credential-too-costly` or `key-malformed` where it cannot be checked.
    """
    issuer, proofs = issuer_id(document), _proofs(document)
    bare = unsigned(document)
    good: list[Signed] = []
    unchecked: list[RefusedError] = []
    meaning = cache(lambda: hashed(bare, OWN))  # made out once, however many proofs there are
    for proof in proofs:
        try:
            good.append(_verified(proof, issuer, find_key, bare, meaning))
        except RefusedError as refusal:
            if refusal.code is Code.SIGNATURE_WRONG:
                raise
            unchecked.append(refusal)
    if not good:
        raise unchecked[0]
    signed = next((each for each in good if each.is_by_issuer), good[0])
    refuse_strangers(issuer, signed)
    ends = [each.until for each in good if each.until] + ends_of(document)
    return msgspec.structs.replace(signed, until=min(ends, default=None))


def refuse_strangers(issuer: str, signed: Signed) -> None:
    """Refuse what another has signed than the key that is its issuer (`signer-foreign`)."""
    if issuer.startswith(DID_KEY) and not signed.is_by_issuer:
        raise RefusedError(
            Code.SIGNER_FOREIGN, "It is not signed by the one that it names as its issuer."
        )


def issuer_id(document: Document) -> str:
    """Return what a document calls its issuer; raises RefusedError `credential-malformed`."""
    issuer = document.get("issuer")
    if isinstance(issuer, list) and len(issuer) == 1:
        (issuer,) = issuer
    found = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    if not isinstance(found, str):
        raise malformed("it names no issuer")
    return found


def moment_of(value: object) -> datetime | None:
    """Return a date of a document, or None where it is none."""
    try:
        found = msgspec.convert(value, datetime)
    except msgspec.ValidationError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def ends_of(document: Document) -> list[datetime]:
    """Return when a credential ends by its own word, in the words of either version."""
    dates = (moment_of(document.get(name)) for name in ("validUntil", "expirationDate"))
    return [each for each in dates if each]


def _proofs(document: Document) -> list[Mapping[str, Any]]:
    found = document.get("proof")
    proofs = found if isinstance(found, list) else [found] if found else []
    if not proofs:
        raise RefusedError(Code.PROOF_MISSING, "The document does not carry a signature.")
    if len(proofs) > MAX_PROOFS:
        raise too_costly("it has too many signatures")
    if not all(isinstance(each, Mapping) for each in proofs):
        raise malformed("its signature is none")
    return proofs


def _verified(
    proof: Document,
    issuer: str,
    find_key: FindKey,
    bare: Document,
    meaning: Callable[[], bytes],
) -> Signed:
    suite = proof.get("cryptosuite", proof.get("type"))
    if suite not in SUITES or "previousProof" in proof:
        raise RefusedError(
            Code.PROOF_FOREIGN, f"The signature is not of the suite {SUITE}, or one like it."
        )
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise RefusedError(Code.ISSUER_FOREIGN, "The key of the signature is not named.")
    key = key_of(method, find_key)
    signature, options = signature_in(proof)
    if suite == BY_LETTERS:
        signed = _letters(bare, options)
    else:
        signed = hashed({**options, "@context": bare.get("@context")}, OWN) + meaning()
    key.verify(signature, signed)
    return Signed(
        key=key,
        is_by_issuer=method.partition("#")[0] == issuer,
        until=moment_of(proof.get("expires")),
    )


def key_of(method: str, find_key: FindKey) -> PublicKey:
    """Return the key of a verification method; raises `issuer-foreign` or `key-malformed`."""
    did = method.partition("#")[0]
    key = read_did_key(did) if did.startswith(DID_KEY) else find_key(method)
    if key is None:
        raise issuer_foreign()
    return key


def _letters(document: Document, options: Document) -> bytes:
    """Return what a proof over the letters of a document signs (JCS, RFC 8785)."""
    import rfc8785

    context = options.get("@context")
    if context is not None:
        named, signed = _listed(document.get("@context")), _listed(context)
        if named[: len(signed)] != signed:
            raise malformed("its words are not those that were signed")
        document = {**document, "@context": context}
    try:
        parts = [rfc8785.dumps(dict(part)) for part in (options, document)]
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeError) as error:
        raise malformed("it has no canonical form") from error
    return b"".join(hashlib.sha256(part).digest() for part in parts)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
