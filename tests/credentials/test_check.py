"""Certificates are checked offline: what is said of each is true, and nothing is just invalid."""

from __future__ import annotations

import copy
import json
import socket
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.certificates import (
    AFTER,
    BEFORE,
    CERTIFICATE,
    HUB,
    ISSUED,
    REVOKED,
    STATUS,
    STRANGER,
    issued,
    listed,
    status_credential,
    trust,
    written,
)
from ujuzi.credentials import open_badge, status_list
from ujuzi.credentials.baking import bake_svg
from ujuzi.credentials.check import check
from ujuzi.credentials.data_integrity import add_proof, verify_proof
from ujuzi.credentials.keys import PublisherKey
from ujuzi.credentials.stub import write_stub
from ujuzi.credentials.trust import write_list
from ujuzi.credentials.words import in_words
from ujuzi.domain.achievement import Revocation

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
CREDENTIAL = written(issued())
STUB = write_stub(CERTIFICATE, HUB).encode()
FORMS = pytest.mark.parametrize(
    ("form", "data"),
    [
        ("credential", CREDENTIAL),
        ("svg", bake_svg(SVG, CREDENTIAL.decode())),
        ("stub", STUB),
        ("stub", b"https://hub.example/verify?stub=" + STUB.lower()),
    ],
    ids=["a credential", "a baked badge", "a QR code", "an address"],
)


@FORMS
def test_a_genuine_certificate_is_called_genuine(form: str, data: bytes) -> None:
    verdict = check(data, trust())
    assert (verdict.standing, verdict.form) == ("genuine", form)
    assert verdict.as_of == AFTER
    assert verdict.issuer is not None
    assert verdict.issuer.name == "Hub of the secretariat"
    assert verdict.claim is not None
    assert (verdict.claim.id, verdict.claim.name) == (CERTIFICATE.id, CERTIFICATE.name)
    assert verdict.claim.issued == ISSUED
    assert verdict.certificate == (None if form == "stub" else CERTIFICATE)


@FORMS
def test_a_revoked_certificate_is_told_with_date_and_reason(form: str, data: bytes) -> None:
    verdict = check(data, trust(status=[status_credential(REVOKED)]))
    assert verdict.standing == "revoked"
    assert verdict.revocation == REVOKED[94567]


@FORMS
def test_an_issuer_that_no_list_names_is_unknown(form: str, data: bytes) -> None:
    verdict = check(data, trust(listed(STRANGER), status=[]))
    assert (verdict.standing, verdict.as_of) == ("unknown-issuer", BEFORE)
    assert check(data, None).standing == "unknown-issuer"


@FORMS
@pytest.mark.parametrize(
    "status",
    [[], [status_credential(issued=ISSUED - timedelta(seconds=1))]],
    ids=["no status list", "an older one"],
)
def test_a_stale_list_cannot_call_a_certificate_genuine(
    form: str, data: bytes, status: list[dict[str, Any]]
) -> None:
    assert check(data, trust(status=status)).standing == "not-yet-known"


@FORMS
def test_a_certificate_of_a_retired_key_stays_genuine(form: str, data: bytes) -> None:
    new = listed(STRANGER, valid_from=ISSUED)
    known = trust(
        listed(valid_until=ISSUED), new, status=[status_credential(key=STRANGER, issued=AFTER)]
    )
    assert check(data, known).standing == "genuine"


@FORMS
def test_a_key_that_was_retired_before_signs_nothing(form: str, data: bytes) -> None:
    known = trust(listed(valid_until=ISSUED - timedelta(seconds=1)), status=[])
    assert check(data, known).standing == "key-out-of-use"


@FORMS
def test_nothing_that_a_revoked_key_signed_is_believed(form: str, data: bytes) -> None:
    lost = Revocation(at=AFTER, reason="The server was broken into.")
    verdict = check(data, trust(listed(revoked=lost), status=[]))
    assert (verdict.standing, verdict.revocation) == ("key-revoked", lost)


def changed(where: str, what: Any) -> bytes:
    """Return the credential with one place set to something else."""
    document = copy.deepcopy(issued())
    *path, last = where.split("/")
    place: Any = document
    for part in path:
        place = place[int(part) if part.isdecimal() else part]
    place[int(last) if last.isdecimal() else last] = what
    return written(document)


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("name", "AI literacy: masterclass"),
        ("validFrom", "2025-03-03T10:00:01Z"),
        ("credentialSubject/identifier/0/identityHash", "Amina Otieno"),
        ("credentialSubject/result/0/value", "20"),
        ("credentialSubject/achievement/creditsAvailable", 120),
        ("credentialSubject/achievement/alignment/0/targetName", "Level 8"),
        ("credentialSubject/achievement/alignment/2/targetName", "Builds rockets"),
        ("credentialSubject/achievement/criteria/narrative", "None."),
        ("credentialSubject/result/2/value", "unsupervised"),
        ("credentialStatus/statusListIndex", "1"),
        ("issuer/name", "University of Elsewhere"),
        ("proof/created", "2025-03-04T10:00:00Z"),
        ("proof/proofValue", "z" + "2" * 80),
        ("proof/proofValue", 7),
        ("proof/proofPurpose", "authentication"),
    ],
)
def test_a_changed_certificate_is_called_changed(where: str, what: Any) -> None:
    verdict = check(changed(where, what), trust())
    assert (verdict.standing, verdict.certificate) == ("changed", None)


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("gender", "female"),
        ("credentialSubject/degree", "Doctor"),
        ("credentialSubject/@id", "urn:x"),
        ("credentialSubject/achievement/alignment/0/id", "relative"),
        ("credentialSubject/achievement/type/0", "Doctorate"),
        ("credentialSubject/achievement/@type", "Achievement"),
        ("evidence", [{"id": "relative", "type": ["Evidence"], "name": "A prize"}]),
        ("evidence", [{"id": "no:IRI at all", "type": ["Evidence"], "name": "A prize"}]),
        ("credentialSubject/achievement/_:b", "blank"),
        ("evidence", [{"type": ["Evidence"], "genre": [{"type": ["Evidence"]}] * 9}] * 9),
        ("credentialSubject/result", [{"type": ["Result"]}] * 101),
        ("credentialSubject/achievement/@context", {"name": "urn:x"}),
        ("credentialSubject/urn:x:gender", "female"),
        ("credentialSubject/_sd", {"@graph": [{"gender": "female"}]}),
    ],
    ids=[
        "a term that nothing defines", "one in the subject", "a keyword", "a relative id",
        "a relative type", "a second type", "a relative object", "an object without an IRI",
        "a term without one", "a tangle", "a crowd",
        "a context inside", "a whole IRI as a term", "a JSON literal",
    ],
)  # fmt: skip
def test_nothing_can_be_added_that_nobody_signed(where: str, what: Any) -> None:
    assert check(changed(where, what), trust()).standing == "changed"


def test_the_signature_of_another_key_is_no_signature() -> None:
    document = issued()
    document["proof"]["proofValue"] = issued(STRANGER)["proof"]["proofValue"]
    assert check(written(document), trust()).standing == "changed"
    document["proof"] = issued(STRANGER)["proof"]
    assert check(written(document), trust()).standing == "changed"


def test_the_words_of_a_certificate_cannot_be_given_other_meanings() -> None:
    contexts = issued()["@context"]
    for context in ([*contexts, {"name": None}], contexts[::-1], "https://evil.example/v1", None):
        verdict = check(changed("@context", context), trust())
        assert (verdict.standing, verdict.found) == ("cannot-check", "other-context")


def _without_proof() -> bytes:
    document = issued()
    del document["proof"]
    return written(document)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "nothing"),
        (b" \n", "nothing"),
        (b"Dear Sir or Madam", "text"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"PK\x03\x04...", "archive"),
        (SVG, "picture"),
        (b"<html><body>hello</body></html>", "text"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"[1, 2]", "text"),
        (b'{"a": 1}', "json"),
        (b"[" * 100_000, "text"),
        (_without_proof(), "unsigned"),
        (changed("type", ["VerifiableCredential", "DegreeCredential"]), "other-credential"),
        (written(status_credential()), "status-list"),
        (write_list(b"{}", []), "list"),
        (b"x" * 9_000_000, "too-large"),
    ],
)
def test_what_is_no_certificate_is_named(data: bytes, found: str) -> None:
    verdict = check(data, trust())
    assert (verdict.standing, verdict.found) == ("not-a-certificate", found)


def strange(**facts: Any) -> dict[str, Any]:
    """Return a badge that somebody unknown here has signed by its rules, in words of ours."""
    unsigned = {name: value for name, value in issued(STRANGER).items() if name != "proof"}
    return add_proof({**unsigned, **facts}, STRANGER, ISSUED)


GEO = {"type": ["GeoCoordinates"], "latitude": 1.5, "longitude": 36.8}


@pytest.mark.parametrize(
    "facts",
    [
        {"credentialSubject": {"type": ["AchievementSubject"], "result": [{"type": ["Result"]}]}},
        {"evidence": [{"type": ["Profile"], "address": {"type": ["Address"], "geo": GEO}}] * 3},
        {"endorsement": [{name: part for name, part in issued().items() if name != "@context"}]},
        {"evidence": [{"type": ["Evidence"], "name": str(number)} for number in range(150)]},
    ],
    ids=["a subject without an id", "things that hold things", "an endorsement", "much evidence"],
)
def test_an_honest_badge_of_others_is_not_called_changed(facts: dict[str, Any]) -> None:
    badge = strange(**facts)

    assert verify_proof(badge) == STRANGER.public
    assert check(written(badge), trust()).standing in {"unknown-issuer", "not-a-certificate"}


@pytest.mark.parametrize(
    "added",
    [
        {"https://schema.org/gender": "female"},
        {"gender": "female"},
        {"evidence": [{"type": ["Evidence"]}] * 2000},
        {"evidence": [{"id": "relative"}]},
    ],
    ids=["a whole IRI as a term", "a term that nothing defines", "a crowd", "a relative id"],
)
def test_what_this_program_does_not_read_is_called_changed_only_in_the_name_of_its_own(
    added: dict[str, Any],
) -> None:
    theirs = written(issued(STRANGER) | added)

    assert check(theirs, trust()).standing == "cannot-check"
    assert check(theirs, None).standing == "cannot-check"
    assert check(written(issued() | added), trust()).standing == "changed"


def test_a_badge_in_other_words_is_not_called_changed() -> None:
    """As 1EdTech's samples are: its context is not ours, whoever signed it."""
    badge = issued(STRANGER)
    badge["@context"] = [*badge["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/ext.json"]
    verdict = check(written(badge), trust())
    assert verdict.standing == "cannot-check"
    assert "changed" not in in_words(verdict)


def test_an_issuer_whose_key_is_elsewhere_is_unknown() -> None:
    document = issued(STRANGER)
    document["issuer"]["id"] = "did:web:example.org"
    document["proof"]["verificationMethod"] = "did:web:example.org#key-1"
    verdict = check(written(document), trust())
    assert (verdict.standing, verdict.is_signed, verdict.as_of) == ("unknown-issuer", False, BEFORE)
    assert "has no list" not in in_words(verdict)


def test_a_status_list_of_another_organisation_says_nothing() -> None:
    known = trust(
        listed(), listed(STRANGER, organisation="elsewhere"), status=[
            status_credential(key=STRANGER)
        ],
    )  # fmt: skip
    assert check(CREDENTIAL, known).standing == "not-yet-known"
    assert check(STUB, known).standing == "not-yet-known"


@pytest.mark.usefixtures("socket_disabled")
def test_checking_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert check(CREDENTIAL, trust()).standing == "genuine"
    assert check(changed("@context", ["https://example.org/c"]), trust()).found == "other-context"


TRUST = trust()


@given(st.integers(0, len(CREDENTIAL) - 1), st.integers(0, 255))
@settings(max_examples=150)
def test_no_byte_can_be_changed_unseen(place: int, byte: int) -> None:
    data = bytearray(CREDENTIAL)
    data[place] = byte
    try:
        same = json.loads(data) == json.loads(CREDENTIAL)
    except ValueError:
        same = False
    assert (check(bytes(data), TRUST).standing == "genuine") == same


@given(st.integers(4, len(STUB) - 1), st.sampled_from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_no_letter_of_a_stub_can_be_changed_unseen(place: int, letter: int) -> None:
    data = bytearray(STUB)
    if place == len(STUB) - 1 or data[place] == letter:
        return  # the last letter holds bits that stand for nothing
    data[place] = letter
    assert check(bytes(data), TRUST).standing in {"changed", "unknown-issuer", "cannot-check"}


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(b"UJ1:")
@example(b"UJ1:A")
@example(b"UJ1:" + b"A" * 300)
@example(b"<svg" + b"<a>" * 1000)
def test_whatever_the_bytes_are_something_is_said(data: bytes) -> None:
    assert check(data, TRUST).standing in {"cannot-check", "not-a-certificate"}


WEB = "did:web:hub.example"


def as_host(key: PublisherKey = HUB, issuer: str = WEB) -> bytes:
    """Return a credential of a host, signed by a key."""
    certificate = msgspec.structs.replace(CERTIFICATE, issuer=issuer)
    return written(add_proof(open_badge.build(certificate), key, ISSUED))


def test_what_a_host_signs_is_its_own_where_the_key_list_says_so() -> None:
    """With no network: its newest key signs the list, an older one has signed the credential."""
    older, newest = listed(dids=(WEB,)), listed(STRANGER, dids=(WEB,))
    stated = status_list.StatusList(id=STATUS, issuer=WEB, issued=AFTER, revoked={}, version=1)
    of_host = add_proof(status_list.build(stated), STRANGER, AFTER)
    known = trust(older, newest, status=[of_host])
    assert check(as_host(), known).standing == "genuine"
    assert check(as_host(issuer="did:web:elsewhere.example"), known).standing == "unknown-issuer"
    assert check(as_host(), trust(listed())).standing == "unknown-issuer"
    assert check(as_host(STRANGER), trust(older)).standing == "unknown-issuer"
    lost = Revocation(at=AFTER, reason="The key was stolen.")
    known = trust(listed(dids=(WEB,), revoked=lost), newest, status=[of_host])
    assert check(as_host(), known).standing == "key-revoked"
