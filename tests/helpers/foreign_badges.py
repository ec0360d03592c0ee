"""Badges as others write them: each class of document, signed with keys of the tests.

`CLASSES` makes a document of each class from what it should say; the same document said otherwise,
with the old signature, is what somebody changed.
"""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from typing import Any

import jwt
import rfc8785
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from helpers.certificates import STRANGER
from ujuzi.credentials.keys import PublisherKey
from ujuzi.credentials.meaning import CREDENTIALS_V1, CREDENTIALS_V2, digest
from ujuzi.credentials.multibase import DID_KEY, base58, did_key

OB = "https://purl.imsglobal.org/spec/ob/v3p0"
OB_303 = f"{OB}/context-3.0.3.json"
SUITE_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
ISSUER = did_key(STRANGER.public)
METHOD = f"{ISSUER}#{ISSUER.removeprefix(DID_KEY)}"
NAME, TITLE = "Chidi Okeke", "Beekeeping, advanced"


def badge(*contexts: str, **facts: Any) -> dict[str, Any]:
    """Return a badge of somebody, unsigned, in the standard words alone."""
    contexts = contexts or (CREDENTIALS_V2, OB_303)
    date = "issuanceDate" if contexts[0] == CREDENTIALS_V1 else "validFrom"
    return {
        "@context": list(contexts),
        "id": "urn:uuid:aaaaaaaa-7dec-11d0-a765-00a0c91e6bf6",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": TITLE,
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Example Apiary"},
        date: "2024-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": NAME,
                    "identityType": "name",
                }
            ],
            "achievement": {
                "id": "https://apiary.example/achievements/1",
                "type": ["Achievement"],
                "name": TITLE,
                "description": "Keeps bees.",
                "criteria": {"narrative": "Has kept bees."},
            },
        },
        **facts,
    }


def options(**facts: Any) -> dict[str, Any]:
    """Return the options of a proof by the stranger."""
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2024-01-01T00:00:00Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        **facts,
    }


def meant(document: dict[str, Any], key: PublisherKey = STRANGER, **facts: Any) -> dict[str, Any]:
    """Return a proof over what a document means."""
    proof = {name: value for name, value in options(**facts).items() if value is not None}
    return {**proof, "proofValue": base58(key.sign(digest(document, proof)))}


def spelled(document: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Return a proof over the letters of a document."""
    import hashlib

    proof = options(cryptosuite="eddsa-jcs-2022", **facts)
    proof["@context"] = document["@context"]
    data = b"".join(hashlib.sha256(rfc8785.dumps(each)).digest() for each in (proof, document))
    return {**proof, "proofValue": base58(STRANGER.sign(data))}


def former(document: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Return a proof of the suite of 2020."""
    return meant(document, type="Ed25519Signature2020", cryptosuite=None, **facts)


RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.derive_private_key(7, ec.SECP256R1())
ED_KEY = ed25519.Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32)  # the stranger's


def jwk(key: Any) -> dict[str, Any]:
    """Return the public half of a key, as tokens carry it."""
    kind = {rsa.RSAPrivateKey: "RS256", ec.EllipticCurvePrivateKey: "ES256"}
    name = next((each for kind, each in kind.items() if isinstance(key, kind)), "EdDSA")
    found: Any = jwt.get_algorithm_by_name(name).to_jwk(key.public_key(), as_dict=True)
    return dict(found)


def token(
    document: dict[str, Any], key: Any = ED_KEY, algorithm: str = "EdDSA", **headers: Any
) -> bytes:
    """Return a token that is a credential."""
    plain = {name: value for name, value in document.items() if name != "proof"}
    headers = headers or {"jwk": jwk(key)}
    return jwt.encode(plain, key, algorithm, headers={"typ": "JWT", **headers}).encode()


def resigned(made: bytes, **facts: Any) -> bytes:
    """Return a token that says something else under its old signature."""
    head, payload, signature = made.split(b".")
    said = json.loads(base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4)))
    new = base64.urlsafe_b64encode(json.dumps({**said, **facts}).encode()).rstrip(b"=")
    return b".".join((head, new, signature))


def written(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def proven(
    prove: Callable[..., dict[str, Any]], *contexts: str, **facts: Any
) -> Callable[..., bytes]:
    """Return what makes a document with a proof; `changes` are made after it was signed."""

    def make(changes: dict[str, Any], **proof: Any) -> bytes:
        document = badge(*contexts, **facts)
        made = prove(document, **proof)
        return written({**copy.deepcopy(document), "proof": made, **changes})

    return make


def tokened(key: Any, algorithm: str, **headers: Any) -> Callable[..., bytes]:
    def make(changes: dict[str, Any], **_proof: Any) -> bytes:
        unbound = {"issuer": "https://apiary.example"} if "jwk" in headers else {}
        made = token(badge(**unbound), key, algorithm, **headers)
        return resigned(made, **changes) if changes else made

    return make


ENDORSEMENT = {
    "@context": [CREDENTIALS_V2, OB_303],
    "id": "urn:uuid:bbbbbbbb-7dec-11d0-a765-00a0c91e6bf6",
    "type": ["VerifiableCredential", "EndorsementCredential"],
    "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Example Apiary"},
    "validFrom": "2024-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "https://apiary.example/achievements/1",
        "type": ["EndorsementSubject"],
        "endorsementComment": "Good honey.",
    },
}
INNER = badge(id="urn:uuid:cccccccc-7dec-11d0-a765-00a0c91e6bf6")
CLASSES: dict[str, Callable[..., bytes]] = {
    "eddsa-rdfc-2022, Open Badges 3.0.3": proven(meant),
    "Open Badges 3.0.2": proven(meant, CREDENTIALS_V2, f"{OB}/context-3.0.2.json"),
    "Open Badges 3.0.1": proven(
        meant,
        CREDENTIALS_V1,
        f"{OB}/context-3.0.1.json",
        "https://w3id.org/security/data-integrity/v2",
    ),
    "Open Badges 3.0.0": proven(
        meant, CREDENTIALS_V1, f"{OB}/context.json", "https://w3id.org/security/data-integrity/v2"
    ),
    "extensions": proven(meant, CREDENTIALS_V2, OB_303, f"{OB}/extensions.json"),
    "Ed25519Signature2020, credentials 1": proven(
        former, CREDENTIALS_V1, f"{OB}/context-3.0.1.json", SUITE_2020
    ),
    "Ed25519Signature2020, credentials 2": proven(former, CREDENTIALS_V2, OB_303, SUITE_2020),
    "eddsa-jcs-2022": proven(spelled),
    "eddsa-jcs-2022, words of somebody": proven(
        spelled, CREDENTIALS_V2, OB_303, "https://apiary.example/v1"
    ),
    "a transcript": proven(
        meant,
        CREDENTIALS_V2,
        CLR,
        OB_303,
        type=["VerifiableCredential", "ClrCredential"],
        credentialSubject={"type": ["ClrSubject"], "verifiableCredential": [INNER]},
    ),
    "another type": proven(meant, type=["VerifiableCredential", "AchievementCredential"]),
    "an endorsement inside": proven(meant, endorsement=[ENDORSEMENT]),
    "a token, EdDSA": tokened(ED_KEY, "EdDSA", kid=METHOD),
    "a token, ES256": tokened(EC_KEY, "ES256", jwk=jwk(EC_KEY)),
    "a token, RS256": tokened(RSA_KEY, "RS256", jwk=jwk(RSA_KEY)),
}
