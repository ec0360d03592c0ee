"""Data Integrity proofs of the suite eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0).

What this program signs, and what it asks of what it signed: beside the rules of `meaning`

    contexts   exactly one of the lists in `CONTEXTS`, at the top
    proof      one, by the issuer: its key is the did:key that the document names as issuer, or is
               named in full by the proof of a did:web; whether that did:web is the key's, the key
               list says (`key_list.ListedKey.dids`), so that nothing need be asked of the network

What breaks a rule is not thereby forged: somebody else may have written it so. It is no document of
ours; `proofs` reads those of others.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ujuzi.credentials.keys import PublicKey, PublisherKey
from ujuzi.credentials.meaning import (
    CREDENTIALS_V2,
    OPEN_BADGES,
    Document,
    context_unknown,
    digest,
    malformed,
)
from ujuzi.credentials.multibase import (
    DID_KEY,
    DID_WEB,
    ED25519_LETTERS,
    base58,
    did_key,
    method_of,
    read_base58,
    read_did_key,
)
from ujuzi.errors import Code, RefusedError

BADGE_CONTEXT = (CREDENTIALS_V2, OPEN_BADGES)
STATUS_CONTEXT = (CREDENTIALS_V2,)
"""Nothing but what is published: strict verifiers refuse words that a document defines itself."""

_OWN = "urn:uuid:3c1f6b5e-93a8-4c0e-8f0d-6a2b7c9d1e44#"
_MICRO_CREDENTIAL: Document = {
    "assessmentType": f"{_OWN}assessmentType",
    "learningOutcome": f"{_OWN}learningOutcome",
    "level": f"{_OWN}level",
    "levelFramework": f"{_OWN}levelFramework",
    "participation": f"{_OWN}participation",
    "qualityAssurance": f"{_OWN}qualityAssurance",
    "supervision": f"{_OWN}supervision",
    "workloadHours": f"{_OWN}workloadHours",
}
_REASONS: Document = {"reasons": {"@id": f"{_OWN}reasons", "@type": "@json"}}
OWN_WORDS = ((*BADGE_CONTEXT, _MICRO_CREDENTIAL), (*STATUS_CONTEXT, _REASONS))
"""Of badges and of status lists until there was room for all that in Open Badges: only read."""

CONTEXTS = (BADGE_CONTEXT, STATUS_CONTEXT, *OWN_WORDS)
"""A released list stays here for ever: certificates carry it."""

OWN = (_MICRO_CREDENTIAL, _REASONS)
"""Contexts that travel in our documents, having no address."""

SUITE = "eddsa-rdfc-2022"
SECONDS = "%Y-%m-%dT%H:%M:%SZ"


def add_proof(document: Document, key: PublisherKey, created: datetime) -> dict[str, Any]:
    """Return the document with the issuer's proof; the same input gives the same bytes.

    Raises RefusedError `context-unknown`, `credential-malformed` or `credential-too-costly` where
    it breaks a rule.
    """
    issuer = issuer_of(document)
    if not (issuer.startswith(DID_WEB) or issuer == did_key(key.public)):
        raise malformed("the issuer is not the key that signs")
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created.astimezone(UTC).strftime(SECONDS),
        "verificationMethod": method_of(issuer, key.public),
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(_digest(document, options))
    return {**document, "proof": {**options, "proofValue": base58(signature)}}


def verify_proof(document: Document) -> PublicKey:
    """Return the key that signed the document and is its issuer; who that is, is not asked here.

    Raises RefusedError: `proof-missing` where there is none, `proof-foreign` where it is of another
    suite, `issuer-foreign` where the issuer's key cannot be told, `context-unknown` where the words
    are not ours, `signature-wrong` where it does not fit, and where the document breaks a rule of
    this module `key-malformed`, `credential-malformed` or `credential-too-costly`.
    """
    proof = _only_proof(document)
    if proof.get("cryptosuite") != SUITE:
        raise RefusedError(Code.PROOF_FOREIGN, f"The signature is not of the suite {SUITE}.")
    issuer, key = issuer_of(document), issuer_key(document)
    if proof.get("verificationMethod") != method_of(issuer, key):
        raise RefusedError(Code.SIGNATURE_WRONG, "The signature is not by the issuer.")
    signature, options = signature_in(proof)
    key.verify(signature, _digest(unsigned(document), options))
    return key


def signature_in(proof: Document) -> tuple[bytes, dict[str, Any]]:
    """Return a proof's signature, and the options that it signs beside the document.

    Raises RefusedError `credential-malformed`.
    """
    if proof.get("proofPurpose") != "assertionMethod":
        raise malformed("the signature is for another purpose")
    try:
        signature = read_base58(proof["proofValue"])
    except (KeyError, TypeError, ValueError) as error:
        raise malformed("the signature is no base58") from error
    return signature, {name: value for name, value in proof.items() if name != "proofValue"}


def unsigned(document: Document) -> dict[str, Any]:
    """Return a document without its proof."""
    return {name: value for name, value in document.items() if name != "proof"}


def issuer_key(document: Document) -> PublicKey:
    """Return the key that the document names as its issuer's, whoever signed it.

    That of a did:web stands in its proof: it is the issuer's where the key list says so. Raises
    RefusedError `issuer-foreign`, `key-malformed`, `proof-missing` or `credential-malformed`.
    """
    issuer = issuer_of(document)
    if issuer.startswith(DID_KEY):
        return read_did_key(issuer)
    named, _, key = str(_only_proof(document).get("verificationMethod")).partition("#")
    if issuer.startswith(DID_WEB) and named == issuer and key.startswith(ED25519_LETTERS):
        return read_did_key(DID_KEY + key)
    raise issuer_foreign()


def issuer_foreign() -> RefusedError:
    """Return the refusal of what names a key that is elsewhere."""
    return RefusedError(Code.ISSUER_FOREIGN, "The issuer is named by something other than its key.")


def _only_proof(document: Document) -> Document:
    """Return the proof, which stands by itself or alone in a list (Open Badges has a list)."""
    proof = document.get("proof")
    if isinstance(proof, list) and len(proof) == 1:
        (proof,) = proof
    if not isinstance(proof, dict):
        raise RefusedError(Code.PROOF_MISSING, "The document does not carry one signature.")
    return proof


def issuer_of(document: Document) -> str:
    """Return the identifier of a document's issuer; raises RefusedError `credential-malformed`."""
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(found, str):
        raise malformed("it names no issuer")
    return found


def is_ours(document: Document) -> bool:
    """Whether a document uses the contexts that this program writes, in their order."""
    context = document.get("@context")
    return isinstance(context, list) and tuple(context) in CONTEXTS


def _digest(document: Document, options: Document) -> bytes:
    """Return what is signed; refuses words that are not ours."""
    if not is_ours(document):
        raise context_unknown()
    return digest(document, options, OWN)
