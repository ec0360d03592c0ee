"""A relay's certificate is known by its hash, and names nobody."""

from __future__ import annotations

import hashlib
import ssl

import pytest
from cryptography import x509

from ujuzi.credentials import tls


def test_its_hash_is_the_one_that_whoever_connects_sees() -> None:
    pem = tls.new_certificate()
    certificate = pem[pem.index(b"-----BEGIN CERTIFICATE") :].decode()
    seen = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).digest()
    assert tls.fingerprint(pem) == seen
    assert tls.fingerprint(tls.new_certificate()) != seen


def test_it_names_no_computer_and_no_clock_ends_it() -> None:
    made = x509.load_pem_x509_certificates(tls.new_certificate())[0]
    assert made.subject.rfc4514_string() == "CN=ujuzi relay"
    assert len(list(made.extensions)) == 0
    assert made.not_valid_before_utc.year == 2000
    assert made.not_valid_after_utc.year == 9999


def test_what_is_no_certificate_has_no_hash() -> None:
    with pytest.raises(ValueError):
        tls.fingerprint(b"-----BEGIN")
