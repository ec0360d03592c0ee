"""Badges of others: each class of document, and what is true of it."""

from __future__ import annotations

import base64
import copy
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from helpers.certificates import BEFORE, HUB, STRANGER, issued, listed, trust, written
from helpers.foreign_badges import (
    CLASSES,
    ISSUER,
    NAME,
    OB,
    OB_303,
    TITLE,
    badge,
    meant,
    options,
    spelled,
    token,
)
from helpers.hostile_credentials import CONSTRUCTS
from ujuzi.credentials.check import Verdict, check
from ujuzi.credentials.meaning import CREDENTIALS_V2
from ujuzi.credentials.multibase import base58
from ujuzi.credentials.proofs import MAX_PROOFS
from ujuzi.credentials.words import in_words

TRUST = trust()
CHANGES = {"id": "urn:uuid:eeeeeeee-7dec-11d0-a765-00a0c91e6bf6"}
CLASS = pytest.mark.parametrize("make", CLASSES.values(), ids=[*CLASSES])
CPU_SECONDS = 5


@CLASS
def test_a_badge_that_is_as_it_was_signed_is_said_to_be_so_and_its_issuer_unknown(
    make: Callable[..., bytes],
) -> None:
    for known, as_of in ((TRUST, BEFORE), (None, None)):
        verdict = check(make({}), known)
        assert (verdict.standing, verdict.is_signed, verdict.as_of) == (
            "unknown-issuer",
            True,
            as_of,
        )
        assert verdict.claim is not None
        assert verdict.claim.title == TITLE
        assert ("has no list" in in_words(verdict)) == (known is None)


@CLASS
def test_only_one_whose_whole_signature_does_not_fit_is_called_changed(
    make: Callable[..., bytes],
) -> None:
    verdict = check(make(CHANGES), TRUST)
    assert (verdict.standing, verdict.claim) == ("changed", None)


@pytest.mark.parametrize("name", [each for each in CLASSES if "token" not in each])
def test_a_proof_that_has_ended_says_when(name: str) -> None:
    data = CLASSES[name]({}, expires="2024-06-01T00:00:00Z")
    verdict = check(data, TRUST)
    assert (verdict.standing, verdict.until) == ("expired", datetime(2024, 6, 1, tzinfo=UTC))
    assert "good until 2024-06-01" in in_words(verdict)
    later = CLASSES[name]({}, expires="2031-06-01T00:00:00Z")
    assert check(later, TRUST).standing == "unknown-issuer"
    assert check(later, TRUST, datetime(2031, 6, 2, tzinfo=UTC)).standing == "expired"


def test_a_badge_that_has_ended_says_when() -> None:
    ended = badge(validUntil="2024-06-01T00:00:00Z")
    for data in (written({**ended, "proof": meant(ended)}), token(ended)):
        assert check(data, TRUST).standing == "expired"


def test_where_no_hour_is_known_nothing_ends() -> None:
    ended = badge(validUntil="2024-06-01T00:00:00Z")
    assert check(written({**ended, "proof": meant(ended)}), None).standing == "unknown-issuer"


def both(*proofs: dict[str, Any]) -> Verdict:
    return check(written({**badge(), "proof": [*proofs]}), TRUST)


def test_each_of_several_proofs_must_fit_and_those_of_other_kinds_count_for_nothing() -> None:
    good, other = meant(badge()), spelled(badge())
    foreign = {**good, "cryptosuite": "ecdsa-sd-2023"}
    wrong = {**good, "proofValue": base58(bytes(64))}
    chained = {**good, "previousProof": "urn:uuid:1"}

    assert both(good, other).is_signed
    assert both(foreign, good).is_signed
    assert both(good, wrong).standing == "changed"
    assert both(other, wrong).standing == "changed"
    for unchecked in (foreign, chained):
        verdict = both(unchecked)
        assert (verdict.standing, verdict.found) == ("cannot-check", "other-signature")
    assert both(*[good] * (MAX_PROOFS + 1)).standing == "cannot-check"


def test_what_another_has_signed_is_not_taken_for_its_issuers() -> None:
    hub = issued()["proof"]["verificationMethod"]
    proof = meant(badge(), HUB, verificationMethod=hub)
    verdict = check(written({**badge(), "proof": proof}), TRUST)
    assert (verdict.standing, verdict.found) == ("changed", "other-signer")
    assert "not signed by the one that it names" in in_words(verdict)

    named = {"id": "https://apiary.example", "type": ["Profile"], "name": "Example Apiary"}
    elsewhere = badge(issuer=named)
    verdict = check(
        written({**elsewhere, "proof": meant(elsewhere, HUB, verificationMethod=hub)}), TRUST
    )
    assert (verdict.standing, verdict.is_signed) == ("unknown-issuer", True)
    assert verdict.issuer is None


@pytest.mark.parametrize("method", ["did:web:apiary.example#key-1", "https://apiary.example/k", 7])
def test_a_badge_whose_key_is_elsewhere_is_of_an_issuer_unknown_here(method: Any) -> None:
    proof = {**meant(badge()), "verificationMethod": method}
    verdict = check(written({**badge(), "proof": proof}), TRUST)
    assert (verdict.standing, verdict.is_signed, verdict.as_of) == ("unknown-issuer", False, BEFORE)
    words = in_words(verdict)
    assert "Its signature was not checked" in words
    assert "changed" not in words.lower()


def test_an_issuer_that_a_list_names_may_be_called_by_another_did_of_its_key() -> None:
    """As did:web is: the fragment says the key, and the list says whose it is."""
    did = f"did:web:apiary.example#{ISSUER.removeprefix('did:key:')}"
    document = badge(issuer={"id": did.partition("#")[0], "type": ["Profile"]})
    data = written({**document, "proof": meant(document, verificationMethod=did)})
    assert check(data, TRUST).standing == "unknown-issuer"
    assert check(data, TRUST).is_signed is False
    assert check(data, trust(listed(STRANGER), status=[])).standing == "unknown-issuer"
    host = did.partition("#")[0]
    known = check(data, trust(listed(STRANGER, dids=(host,)), status=[]))
    assert (known.standing, known.found) == ("not-a-certificate", "other-credential")


def shapes(document: dict[str, Any]) -> list[bytes]:
    """Return a certificate of ours as other programs write the same."""
    one, lists = copy.deepcopy(document), copy.deepcopy(document)
    lists["proof"] = [lists["proof"]]
    subject = one["credentialSubject"]
    (subject["identifier"],) = subject["identifier"]
    subject["type"] = "AchievementSubject"
    lists["issuer"] = [lists["issuer"]]
    lists["credentialSubject"] = [lists["credentialSubject"]]
    lists["credentialStatus"] = [lists["credentialStatus"]]
    lists["credentialSubject"][0]["achievement"] = [lists["credentialSubject"][0]["achievement"]]
    text = json.dumps(document, ensure_ascii=False)
    return [
        written(one),
        written(lists),
        json.dumps([document]).encode(),
        text.encode("utf-16"),
        text.encode("utf-16-be"),
        text.encode("utf-16-le"),
        b"\xef\xbb\xbf" + text.encode(),
    ]


@pytest.mark.parametrize("place", range(7))
def test_a_certificate_stays_genuine_however_its_json_is_written(place: int) -> None:
    verdict = check(shapes(issued())[place], TRUST)
    assert verdict.standing == "genuine"
    assert verdict.claim is not None
    assert verdict.certificate is not None


def test_one_name_twice_is_refused_with_its_reason() -> None:
    text = json.dumps(issued())
    twice = text.replace('"name": ', '"name": "Eve", "name": ', 1)
    for data in (twice.encode(), twice.encode("utf-16")):
        verdict = check(data, TRUST)
        assert (verdict.standing, verdict.found) == ("ambiguous", "name-twice")
        assert "one thing twice" in in_words(verdict)
    head, payload, signature = token(badge()).split(b".")
    said = base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))
    twice_said = base64.urlsafe_b64encode(said.replace(b"{", b'{"name":"Eve",', 1)).rstrip(b"=")
    assert check(b".".join((head, twice_said, signature)), TRUST).found == "name-twice"


@pytest.mark.parametrize(
    ("document", "standing", "found"),
    [
        ({"type": "VerifiablePresentation"}, "not-a-certificate", "presentation"),
        (
            {"type": ["VerifiablePresentation"], "verifiableCredential": [issued()]},
            "not-a-certificate",
            "presentation",
        ),
        (
            {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "urn:x"},
            "cannot-check",
            "earlier-badge",
        ),
        (badge(), "not-a-certificate", "unsigned"),
        ({**badge(), "proof": []}, "not-a-certificate", "unsigned"),
        (
            {**badge(), "proof": options(cryptosuite="ecdsa-rdfc-2019")},
            "cannot-check",
            "other-signature",
        ),
        (
            {**badge(CREDENTIALS_V2, "https://apiary.example/v1"), "proof": meant(badge())},
            "cannot-check",
            "other-context",
        ),
        ({**badge(bees="many"), "proof": meant(badge())}, "cannot-check", ""),
    ],
)
def test_what_is_said_of_something_else_is_true(
    document: dict[str, Any], standing: str, found: str
) -> None:
    verdict = check(written(document), TRUST)
    assert (verdict.standing, verdict.found) == (standing, found)
    words = in_words(verdict)
    assert "hanged" not in words
    if standing == "cannot-check":
        assert "cannot check" in words


def test_a_token_in_an_envelope_is_checked() -> None:
    held = token(badge()).decode()
    envelope = {
        "@context": CREDENTIALS_V2,
        "id": f"data:application/vc+jwt,{held}",
        "type": "EnvelopedVerifiableCredential",
    }
    assert check(written(envelope), TRUST).is_signed


SUITES = ("eddsa-rdfc-2022", "Ed25519Signature2020", "eddsa-jcs-2022", "eddsa-rdfc-2022")


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_what_was_written_to_keep_a_computer_busy_is_answered_soon(name: str) -> None:
    proofs = [options(cryptosuite=suite, proofValue=base58(bytes(64))) for suite in SUITES]
    document = badge() | CONSTRUCTS[name]() | {"proof": proofs}
    before = time.thread_time()
    verdict = check(written(document), TRUST)
    assert time.thread_time() - before < CPU_SECONDS
    assert verdict.standing in {"cannot-check", "changed", "not-a-certificate"}


def nested(depth: int, contexts: list[str]) -> dict[str, Any]:
    thing: dict[str, Any] = {"type": ["Profile"], "id": "urn:x"}
    for number in range(depth):
        thing |= {"@context": contexts}
        thing = {"type": ["Profile"], "id": f"urn:x:{number}", "parentOrg": thing}
    return thing


@pytest.mark.parametrize("width", [1, 50])
def test_contexts_in_contexts_are_bounded(width: int) -> None:
    urls = [OB_303, f"{OB}/extensions.json"]
    document = badge(evidence=[nested(12, urls)] * width)
    before = time.thread_time()
    verdict = check(written({**document, "proof": options(proofValue=base58(bytes(64)))}), TRUST)
    assert time.thread_time() - before < CPU_SECONDS
    assert verdict.standing in {"cannot-check", "changed"}


def test_a_badge_that_is_too_large_to_be_read_is_not_called_something_else() -> None:
    document = badge(image={"id": f"data:image/png;base64,{'A' * 300_000}", "type": "Image"})
    verdict = check(written({**document, "proof": options()}), TRUST)
    assert (verdict.standing, verdict.found) == ("cannot-check", "too-large")


def test_a_name_is_taken_from_a_badge_only_where_it_is_one() -> None:
    verdict = check(CLASSES["eddsa-rdfc-2022, Open Badges 3.0.3"]({}), TRUST)
    assert verdict.claim is not None
    assert verdict.claim.name == NAME
