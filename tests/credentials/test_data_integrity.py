"""Proofs: the issuer alone signs, nothing unsigned is let in, and the shipped contexts stay."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import Any

import pytest

from helpers.certificates import CERTIFICATE, HUB, ISSUED, STRANGER, issued
from ujuzi.credentials.data_integrity import add_proof, verify_proof
from ujuzi.credentials.meaning import BUNDLED
from ujuzi.credentials.open_badge import build
from ujuzi.errors import RefusedError
from ujuzi.paths import resource

BADGE = build(CERTIFICATE)
PUBLISHED = {
    "credentials-v2.json": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "open-badges-3.0.3.json": "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
}
"""The hash that W3C publishes for its context (Verifiable Credentials Data Model 2.0, B.1), and
that of 1EdTech's as it is served."""


def test_the_same_credential_is_signed_with_the_same_bytes() -> None:
    assert add_proof(BADGE, HUB, ISSUED) == issued()
    assert verify_proof(issued()) == HUB.public


def test_a_proof_may_stand_alone_or_in_a_list_of_one() -> None:
    document = issued()
    proof = document["proof"]
    assert verify_proof({**document, "proof": [proof]}) == HUB.public
    for several in ([], [proof, proof]):
        with pytest.raises(RefusedError) as refusal:
            verify_proof({**document, "proof": several})
        assert refusal.value.code == "proof-missing"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"@context": ["https://www.w3.org/2018/credentials/v1"]}, "context-unknown"),
        ({"gender": "female"}, "credential-malformed"),
        ({"credentialSubject": {"@graph": []}}, "credential-malformed"),
        ({"evidence": [{"id": "a page", "type": ["Evidence"]}]}, "credential-malformed"),
    ],
    ids=["other words", "a term that nothing defines", "a keyword", "a relative id"],
)
def test_what_would_not_be_believed_is_not_signed(facts: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        add_proof({**BADGE, **facts}, HUB, ISSUED)
    assert refusal.value.code == code


def test_nobody_signs_in_the_name_of_another() -> None:
    with pytest.raises(RefusedError) as refusal:
        add_proof(BADGE, STRANGER, ISSUED)
    assert refusal.value.code == "credential-malformed"


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_shipped_context_is_the_published_one(name: str) -> None:
    data = resource("contexts", name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == PUBLISHED[name]


def test_every_context_that_is_named_is_shipped() -> None:
    for name in BUNDLED.values():
        assert "@context" in json.loads(resource("contexts", name).read_text(encoding="utf-8"))


def test_importing_the_rules_does_not_import_the_libraries() -> None:
    script = (
        "import sys, ujuzi.credentials.check;"
        "sys.exit(any(name in sys.modules for name in ('pyld', 'cryptography', 'cbor2', 'lxml')))"
    )
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=60, env=path)
    assert done.returncode == 0
