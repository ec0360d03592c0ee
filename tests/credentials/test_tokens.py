"""Credentials as tokens: who signed them is found out by the key that fits, and by no other."""

from __future__ import annotations

import jwt
import pytest

from helpers.certificates import HUB, ISSUED, STRANGER, issued, trust
from helpers.foreign_badges import EC_KEY, ED_KEY, ISSUER, METHOD, RSA_KEY, badge, jwk, token
from ujuzi.credentials.check import check
from ujuzi.credentials.multibase import P256, base58, did_key
from ujuzi.credentials.words import in_words

TRUST = trust()
ELSEWHERE = {"issuer": "https://apiary.example"}


def test_the_dates_and_ids_of_a_token_stand_for_those_of_its_credential() -> None:
    held = {name: value for name, value in badge().items() if name not in ("id", "validFrom")}
    held["issuer"] = ISSUER
    made = jwt.encode(
        {"vc": held, "iss": ISSUER, "jti": "urn:x:1", "nbf": ISSUED, "sub": "urn:x:2"},
        ED_KEY,
        "EdDSA",
        headers={"kid": METHOD},
    )
    verdict = check(f" {made}\n".encode(), TRUST)
    assert (verdict.standing, verdict.form, verdict.is_signed) == ("unknown-issuer", "token", True)
    assert verdict.claim is not None
    assert (verdict.claim.id, verdict.claim.issued) == ("urn:x:1", ISSUED)

    ended = jwt.encode(
        {"vc": held, "iss": ISSUER, "exp": ISSUED}, ED_KEY, "EdDSA", headers={"kid": METHOD}
    )
    assert check(ended.encode(), TRUST).standing == "expired"


def test_a_key_of_another_curve_may_be_the_issuers_name() -> None:
    numbers = EC_KEY.public_key().public_numbers()
    point = bytes([2 + numbers.y % 2]) + numbers.x.to_bytes(32)
    did = f"did:key:{base58(P256 + point)}"
    made = token(badge(issuer=did), EC_KEY, "ES256", kid=f"{did}#{did.removeprefix('did:key:')}")
    verdict = check(made, TRUST)
    assert (verdict.standing, verdict.is_signed) == ("unknown-issuer", True)


def test_nobody_signs_a_token_in_the_name_of_another() -> None:
    hub = did_key(HUB.public)
    for headers in ({"jwk": jwk(ED_KEY)}, {"kid": METHOD}):
        verdict = check(token(badge(issuer=hub), ED_KEY, "EdDSA", **headers), TRUST)
        assert verdict.standing == "changed"
        assert verdict.issuer is None
    other = token(badge(iss=ISSUER, issuer=hub), ED_KEY, "EdDSA", kid=METHOD)
    assert check(other, TRUST).found == "other-signer"


@pytest.mark.parametrize(
    ("made", "standing", "found"),
    [
        (token(badge(**ELSEWHERE), b"x" * 32, "HS256", kid="k"), "cannot-check", "other-signature"),
        (token(badge(), None, "none", kid="k"), "not-a-certificate", "unsigned"),
        (token(badge(**ELSEWHERE), RSA_KEY, "RS256", kid="https://x.example/1"),
         "unknown-issuer", ""),
        (token(badge(**ELSEWHERE), EC_KEY, "ES256", jwk=jwk(RSA_KEY)), "cannot-check", ""),
        (token(badge(**ELSEWHERE), EC_KEY, "ES256", jwk=jwk(EC_KEY), crit=["x"], x=1),
         "cannot-check", "other-signature"),
        (token(badge(**ELSEWHERE), RSA_KEY, "RS256", jwk={**jwk(RSA_KEY), "n": "A" * 9000}),
         "cannot-check", ""),
        (token({"vp": {"type": ["VerifiablePresentation"]}}), "not-a-certificate", "presentation"),
        (token({"type": "Assertion"}), "cannot-check", "earlier-badge"),
        (token({"hello": 1}), "not-a-certificate", "json"),
        (token(badge()) + b"~WyJzYWx0Il0~", "cannot-check", "other-signature"),
        (b"eyJhbGciOiJ4In0.a.b.c.d", "cannot-check", "other-signature"),
        (b"eyJhbGciOiJ4In0.!.b", "not-a-certificate", "text"),
    ],
    ids=[
        "a shared secret", "no signature", "a key at an address", "a key of another kind",
        "something that must be understood", "a huge key", "a presentation", "an earlier badge",
        "no credential", "parts that may be left out", "encrypted", "something like one",
    ],
)  # fmt: skip
def test_what_is_said_of_other_tokens_is_true(made: bytes, standing: str, found: str) -> None:
    verdict = check(made, TRUST)
    assert (verdict.standing, verdict.found) == (standing, found)
    assert "hanged" not in in_words(verdict)


def test_the_key_of_a_hub_that_is_known_signs_what_it_signs_in_any_form() -> None:
    plain = {name: value for name, value in issued(STRANGER).items() if name != "proof"}
    verdict = check(token(plain, ED_KEY, "EdDSA", kid=METHOD), TRUST)
    assert (verdict.standing, verdict.certificate is not None) == ("unknown-issuer", True)
