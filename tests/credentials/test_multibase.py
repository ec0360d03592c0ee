"""Multibase and did:key, against the vectors of their specifications."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.credentials.keys import PublicKey
from ujuzi.credentials.multibase import (
    base58,
    base64url,
    did_key,
    did_web,
    read_base58,
    read_base64url,
    read_did_key,
)
from ujuzi.errors import RefusedError

# The Multibase Data Format, test vectors: base58btc.
HELLO = b"\x00\x00yes mani !"
# The did:key Method, section 3.1.1: an Ed25519 key.
DID = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"


def test_leading_zeros_are_kept() -> None:
    assert base58(HELLO) == "z117paNL19xttacUY"
    assert read_base58("z117paNL19xttacUY") == HELLO


@given(st.binary(max_size=80))
def test_bytes_come_back(data: bytes) -> None:
    assert read_base58(base58(data)) == data
    assert read_base64url(base64url(data)) == data


@pytest.mark.parametrize("text", ["", "x1", "z0", "zO", "zI", "zl", "z" + "1" * 200])
def test_what_is_no_base58_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_base58(text)


def test_a_did_key_names_its_key() -> None:
    assert did_key(read_did_key(DID)) == DID
    assert read_did_key(did_key(PublicKey(bytes(32)))) == PublicKey(bytes(32))


@pytest.mark.parametrize(
    "text",
    ["", "did:key:", "did:web:example.org", DID[:-1], DID + "1", DID.removeprefix("did:key:"),
     "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"],
)  # fmt: skip
def test_what_names_no_ed25519_key_is_refused(text: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_did_key(text)
    assert refusal.value.code == "key-malformed"


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://hub.example", "did:web:hub.example"),
        ("https://Hub.Example:443", "did:web:hub.example"),
        ("https://hub.example:8443", "did:web:hub.example%3A8443"),
        ("http://hub.example", ""),
        ("https://192.0.2.7", ""),
        ("https://[2001:db8::1]", ""),
        ("", ""),
    ],
)
def test_an_address_with_tls_and_a_name_is_an_identifier(address: str, did: str) -> None:
    assert did_web(address) == did
