"""Data Integrity proofs of the suite eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0).

What this program signs, and what it asks of what it signed: beside the rules of `meaning`

    contexts   exactly one of the lists in `CONTEXTS`, at the top
    proof      one, by the issuer: its key is the did:key that the document names as issuer

What breaks a rule is not thereby forged: somebody else may have written it so. It is no document of
ours; `proofs` reads those of others.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ujuzi.credentials.keys import PublicKey, PublisherKey
from ujuzi.credentials.meaning import BUNDLED as BUNDLED
from ujuzi.credentials.meaning import CREDENTIALS_V2 as CREDENTIALS_V2
from ujuzi.credentials.meaning import MAX_SHOWN as MAX_SHOWN
from ujuzi.credentials.meaning import OPEN_BADGES, digest, malformed
from ujuzi.credentials.meaning import Document as Document
from ujuzi.credentials.multibase import DID_KEY, base58, did_key, read_base58, read_did_key
from ujuzi.errors import Code, RefusedError

_OWN = "urn:uuid:3c1f6b5e-93a8-4c0e-8f0d-6a2b7c9d1e44#"
MICRO_CREDENTIAL: Document = {
    "assessmentType": f"{_OWN}assessmentType",
    "learningOutcome": f"{_OWN}learningOutcome",
    "level": f"{_OWN}level",
    "levelFramework": f"{_OWN}levelFramework",
    "participation": f"{_OWN}participation",
    "qualityAssurance": f"{_OWN}qualityAssurance",
    "supervision": f"{_OWN}supervision",
    "workloadHours": f"{_OWN}workloadHours",
}
"""What the European approach requires and Open Badges has no word for; travels in the document."""

REASONS: Document = {"reasons": {"@id": f"{_OWN}reasons", "@type": "@json"}}
"""When and why each credential of a status list was revoked."""

BADGE_CONTEXT = (CREDENTIALS_V2, OPEN_BADGES, MICRO_CREDENTIAL)
STATUS_CONTEXT = (CREDENTIALS_V2, REASONS)
CONTEXTS = (BADGE_CONTEXT, STATUS_CONTEXT)
"""A released list stays here for ever: certificates carry it."""

OWN = (MICRO_CREDENTIAL, REASONS)
"""Contexts that travel in our documents, having no address."""

SUITE = "eddsa-rdfc-2022"
SECONDS = "%Y-%m-%dT%H:%M:%SZ"


def add_proof(document: Document, key: PublisherKey, created: datetime) -> dict[str, Any]:
    """Return the document with the issuer's proof; the same input gives the same bytes.

    Raises RefusedError `context-unknown`, `credential-malformed` or `credential-too-costly` where
    it breaks a rule.
    """
    issuer = did_key(key.public)
    if _issuer(document) != issuer:
        raise malformed("the issuer is not the key that signs")
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created.astimezone(UTC).strftime(SECONDS),
        "verificationMethod": f"{issuer}#{issuer.removeprefix(DID_KEY)}",
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(_digest(document, options))
    return {**document, "proof": [{**options, "proofValue": base58(signature)}]}


def verify_proof(document: Document) -> PublicKey:
    """Return the key that signed the document and is its issuer; who that is, is not asked here.

    Raises RefusedError: `proof-missing` where there is none, `proof-foreign` where it is of another
    suite, `issuer-foreign` where the issuer is no did:key, `context-unknown` where the words are
    not ours, `signature-wrong` where it does not fit, and where the document breaks a rule of this
    module `key-malformed`, `credential-malformed` or `credential-too-costly`.
    """
    proof = _only_proof(document)
    if proof.get("cryptosuite") != SUITE:
        raise RefusedError(Code.PROOF_FOREIGN, f"The signature is not of the suite {SUITE}.")
    issuer, key = _issuer(document), issuer_key(document)
    if proof.get("verificationMethod") != f"{issuer}#{issuer.removeprefix(DID_KEY)}":
        raise RefusedError(Code.SIGNATURE_WRONG, "The signature is not by the issuer.")
    if proof.get("proofPurpose") != "assertionMethod":
        raise malformed("the signature is for another purpose")
    try:
        signature = read_base58(proof["proofValue"])
    except (KeyError, TypeError, ValueError) as error:
        raise malformed("the signature is no base58") from error
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    key.verify(signature, _digest(unsigned, options))
    return key


def issuer_key(document: Document) -> PublicKey:
    """Return the key that the document names as its issuer, whoever signed it.

    Raises RefusedError `issuer-foreign`, `key-malformed` or `credential-malformed`.
    """
    issuer = _issuer(document)
    if not issuer.startswith(DID_KEY):
        raise RefusedError(
            Code.ISSUER_FOREIGN, "The issuer is named by something other than its key."
        )
    return read_did_key(issuer)


def _only_proof(document: Document) -> Document:
    """Return the proof, which stands by itself or alone in a list (Open Badges has a list)."""
    proof = document.get("proof")
    if isinstance(proof, list) and len(proof) == 1:
        (proof,) = proof
    if not isinstance(proof, dict):
        raise RefusedError(Code.PROOF_MISSING, "The document does not carry one signature.")
    return proof


def _issuer(document: Document) -> str:
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
        raise RefusedError(
            Code.CONTEXT_UNKNOWN, "The words of this credential are none that this program knows."
        )
    return digest(document, options, OWN)
