"""Status lists: bits as W3C writes them, each with a date and a reason."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.certificates import AFTER, REVOKED, STATUS, beside, status_credential
from ujuzi.credentials import status_list
from ujuzi.credentials.multibase import base64url, read_base64url
from ujuzi.credentials.status_list import (
    BITS,
    BYTES,
    MAX_BYTES,
    NO_REASON,
    decode,
    encode,
    list_number,
    with_reasons,
)
from ujuzi.domain.achievement import Revocation
from ujuzi.errors import RefusedError

# W3C Bitstring Status List v1.0, example 13: a list in which nothing is set.
EMPTY = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def test_the_list_of_the_specification_is_read() -> None:
    assert decode(EMPTY) == set()


@given(st.sets(st.integers(0, BITS - 1), max_size=200))
def test_bits_come_back_as_they_were_set(indices: set[int]) -> None:
    assert decode(encode(indices)) == indices


def test_the_first_bit_is_the_leftmost_and_the_list_is_of_full_length() -> None:
    bits = gzip.decompress(read_base64url(encode({0, 9})))
    assert (bits[:2], len(bits)) == (b"\x80\x40", BYTES)


@pytest.mark.parametrize("index", [-1, BITS])
def test_an_index_beyond_the_list_is_a_mistake_of_the_caller(index: int) -> None:
    with pytest.raises(ValueError, match="beyond"):
        encode({index})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zabc",
        "u",
        "u!!!",
        base64url(b"no gzip"),
        base64url(gzip.compress(bytes(BYTES - 1))),
        base64url(gzip.compress(bytes(MAX_BYTES + 1))),
        base64url(gzip.compress(bytes(BYTES))[:-9]),
    ],
    ids=[
        "nothing", "another base", "no bits", "no base64", "no gzip", "too short", "a bomb", "cut",
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decode(text)


def test_dates_and_reasons_come_back() -> None:
    two = {**REVOKED, 3: Revocation(at=AFTER - timedelta(days=1), reason="ተሰርዟል። <ok>")}
    said = beside(two)
    said.verify()
    read = with_reasons(status_list.read(status_credential(two)), [said.reasons])
    assert (read.revoked, read.issued, read.id) == (two, AFTER, STATUS)


def test_a_list_alone_revokes_and_says_that_no_reason_came() -> None:
    unsaid = Revocation(at=AFTER, reason=NO_REASON)
    assert status_list.read(status_credential(REVOKED)).revoked == {94567: unsaid}


def test_reasons_that_somebody_changed_are_not_theirs() -> None:
    said = beside()
    changed = msgspec.structs.replace(said, reasons={"94567": Revocation(at=AFTER, reason="Fraud")})
    with pytest.raises(RefusedError) as refusal:
        changed.verify()
    assert refusal.value.code == "signature-wrong"


@pytest.mark.parametrize(
    ("described", "version"),
    [
        ("Version 12", 12),
        (None, 0),
        ("Version 0", 0),
        ("Version 01", 0),
        ("Version -1", 0),
        ("Version 1.5", 0),
        ("Version 9999999999999999", 0),
        ("Our revocations", 0),
        (["Version 3"], 0),
        ({"@value": "Version 3"}, 0),
    ],
)
def test_a_list_says_its_version_in_words_and_else_has_none(described: Any, version: int) -> None:
    document = {**status_credential(version=5), "description": described}
    assert status_list.read(document).version == version
    assert status_list.read(status_credential(version=5)).version == 5


def _with(**facts: Any) -> dict[str, Any]:
    document = status_credential(REVOKED)
    document["credentialSubject"].update(facts)
    return document


@pytest.mark.parametrize(
    "document",
    [
        {},
        {**status_credential(), "type": ["VerifiableCredential"]},
        _with(statusPurpose="suspension"),
        _with(reasons={}, encodedList=encode({3})),
        _with(reasons={"3": {"at": "2025-03-03T10:00:00Z", "reason": "No bit."}}),
        _with(reasons={"94567": {"reason": "No date."}}),
        _with(reasons={"first": {"at": "2025-03-03T10:00:00Z", "reason": "No index."}}),
    ],
    ids=["nothing", "another kind", "another purpose", "a bit without a reason",
         "a reason without a bit", "no date", "no index"],
)  # fmt: skip
def test_a_list_that_contradicts_itself_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as refusal:
        status_list.read(document)
    assert refusal.value.code == "status-list-malformed"


@pytest.mark.parametrize(
    ("list_id", "number"),
    [(STATUS, 0), ("urn:x/12", 12), ("https://hub.example/status/", None), ("urn:x:3", None)],
)
def test_the_number_of_a_list_ends_its_id(list_id: str, number: int | None) -> None:
    assert list_number(list_id) == number
