"""Data Integrity proofs of the suite eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0).

A proof signs what a document *means*: its RDF, canonicalised by RDFC-1.0. What means nothing is
signed by nobody, and a reader of the JSON would yet see it. Hence the rules, on signing as on
verifying:

    contexts   exactly one of the lists in `CONTEXTS`, at the top and nowhere else
    terms      each is a word of those contexts, and defined where it stands: no whole IRI, no
               keyword (@graph, @value, @reverse), no blank node
    names      each id and each type is an absolute IRI
    cost       few values, not deep in each other, and not many equal things without ids: whatever
               a document says, its meaning is made out within a second, or it is refused
    proof      one, by the issuer: its key is the did:key that the document names as issuer

What breaks a rule is not thereby forged: somebody else may have written it so. It is no document of
ours. The two contexts that are named by address are shipped in `resources/contexts` and read once.
No other address is ever looked up, and nothing touches the network. PyLD is loaded on first use.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from ujuzi.credentials.keys import PublicKey, PublisherKey
from ujuzi.credentials.multibase import DID_KEY, base58, did_key, read_base58, read_did_key
from ujuzi.errors import Code, RefusedError
from ujuzi.paths import resource

Document = Mapping[str, Any]

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
BUNDLED = {CREDENTIALS_V2: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}

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

MAX_VALUES = 1_000
"""Texts, numbers, lists and things in one document, JSON literals apart; ours have some 60, and 25
more for each competency. Lists of values take PyLD a time that grows with their square."""
MAX_DEPTH = 32
"""Of things within each other; ours go 5 deep."""
MAX_SHOWN = 60
"""Characters of what breaks a rule that a refusal repeats."""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_RELATIVE = "relative:"
"""What relative IRIs are made to start with, so that they are found."""

SUITE = "eddsa-rdfc-2022"
SECONDS = "%Y-%m-%dT%H:%M:%SZ"


def add_proof(document: Document, key: PublisherKey, created: datetime) -> dict[str, Any]:
    """Return the document with the issuer's proof; the same input gives the same bytes.

    Raises RefusedError `context-unknown`, `credential-malformed` or `credential-too-costly` where
    it breaks a rule of this module.
    """
    issuer = did_key(key.public)
    if _issuer(document) != issuer:
        raise _malformed("the issuer is not the key that signs")
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
        raise _malformed("the signature is for another purpose")
    try:
        signature = read_base58(proof["proofValue"])
    except (KeyError, TypeError, ValueError) as error:
        raise _malformed("the signature is no base58") from error
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
        raise _malformed("it names no issuer")
    return found


def _digest(document: Document, options: Document) -> bytes:
    """Return what is signed: the hash of the proof's options, then that of the document."""
    context = document.get("@context")
    try:
        words = _words(CONTEXTS.index(tuple(context)))  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise RefusedError(
            Code.CONTEXT_UNKNOWN, "The words of this credential are none that this program knows."
        ) from error
    digests = []
    for part in (options, document):
        plain = {name: value for name, value in part.items() if name != "@context"}
        _check_words(plain, words)
        canonical = _canonical({"@context": context, **plain})
        digests.append(hashlib.sha256(canonical).digest())
    return b"".join(digests)


class _Words(NamedTuple):
    """The names that properties may have, and those of them whose values are JSON literals."""

    terms: frozenset[str]
    literals: frozenset[str]


@cache
def _words(place: int) -> _Words:
    """Return the words of a list in `CONTEXTS`, with those that only things of some types have."""
    terms: dict[str, list[object]] = {}
    waiting: list[object] = [
        _read(each) if isinstance(each, str) else each for each in CONTEXTS[place]
    ]
    while waiting:
        context = waiting.pop()
        for name, meaning in context.items() if isinstance(context, Mapping) else ():
            if not name.startswith("@"):
                terms.setdefault(name, []).append(meaning)
                waiting += [meaning.get("@context")] if isinstance(meaning, Mapping) else []
    literals = {
        name
        for name, meanings in terms.items()
        if all(isinstance(each, Mapping) and each.get("@type") == "@json" for each in meanings)
    }
    return _Words(frozenset(terms), frozenset(literals))


def _check_words(document: Document, words: _Words) -> None:
    """Refuse names that are none of the words, and what is too large or too deep to be looked at.

    A JSON literal is signed as it stands: in one any name will do.
    """
    values = 0
    waiting: list[tuple[object, int, bool]] = [(document, 1, False)]
    while waiting:
        value, depth, is_literal = waiting.pop()
        values += not is_literal
        if depth > MAX_DEPTH or values > MAX_VALUES:
            raise too_costly("it is too large, or too deep")
        if isinstance(value, list):
            waiting += [(each, depth + 1, is_literal) for each in value]
        elif isinstance(value, dict):
            for name, inner in value.items():
                if not is_literal and name not in words.terms:
                    raise _malformed("it has a term that nothing defines")
                waiting.append((inner, depth + 1, is_literal or name in words.literals))


def _canonical(document: Document) -> bytes:
    """Return the canonical N-Quads of a document."""
    from pyld.jsonld import JsonLdError, JsonLdProcessor

    from ujuzi.credentials.canonical import canonical

    processor = JsonLdProcessor(on_property_dropped=_refuse_term)
    try:
        expanded = processor.expand(document, _options())
        _check_iris(expanded)
        dataset = processor.to_rdf(expanded, _options())
    except (JsonLdError, RecursionError) as error:
        raise _malformed("it is no JSON-LD") from error
    return canonical(dataset).encode()


def _refuse_term(_iri: str | None) -> None:
    raise _malformed("it has a term that nothing defines")


def _check_iris(expanded: object) -> None:
    """Refuse what is no absolute IRI: RDF drops it in silence, so nobody would have signed it."""
    if isinstance(expanded, list):
        for each in expanded:
            _check_iris(each)
    elif isinstance(expanded, dict) and "@value" not in expanded:
        names = (name for name in expanded if not name.startswith("@"))
        for iri in (*names, *expanded.get("@type", ()), expanded.get("@id", "any:")):
            if not _IRI.fullmatch(iri) or iri.startswith(_RELATIVE):
                raise _malformed(f"{iri[:MAX_SHOWN]!r} is no IRI")
        for inner in expanded.values():
            _check_iris(inner)


def _options() -> dict[str, object]:
    return {
        "documentLoader": _load,
        "contextResolver": _resolver(),
        "base": f"{_RELATIVE}//nowhere/",
    }


@cache
def _resolver() -> Any:
    """Return PyLD's keeper of processed contexts: they are worked out once a process."""
    from pyld.context_resolver import ContextResolver

    return ContextResolver({}, _load)


def _load(url: str, _options: object) -> dict[str, object]:
    """Return a bundled context, as PyLD asks for it; there are no others."""
    if url not in BUNDLED:
        raise _malformed("it refers to a context elsewhere")
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": _read(url)}}


def _read(url: str) -> dict[str, object]:
    """Return what stands in a bundled context."""
    text = resource("contexts", BUNDLED[url]).read_text(encoding="utf-8")
    context: dict[str, object] = json.loads(text)["@context"]
    return context


def too_costly(reason: str) -> RefusedError:
    """Return the refusal of what takes too long to be made out."""
    return RefusedError(
        Code.CREDENTIAL_TOO_COSTLY, f"This takes too long to be checked: {reason}.", reason=reason
    )


def _malformed(reason: str) -> RefusedError:
    return RefusedError(
        Code.CREDENTIAL_MALFORMED, f"This is not as a credential must be: {reason}.", reason=reason
    )
