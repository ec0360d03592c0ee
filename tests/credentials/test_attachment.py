"""A credential travels in a PDF, and a broken or hostile PDF is called what it is."""

from __future__ import annotations

import io
import json
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, StreamObject

from helpers.certificates import issued, trust, written
from ujuzi.credentials.attachment import MAX_BYTES, attached
from ujuzi.credentials.check import check
from ujuzi.errors import RefusedError

CREDENTIAL = written(issued())


def pdf(name: str = "credential.json") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment(name, CREDENTIAL)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


RUN = b"\x81\0"
"""Of 128 zeros, as RunLengthDecode reads it."""


def bomb(filters: list[str], data: bytes) -> bytes:
    """Return a PDF whose attachment is so encoded, whatever that makes of it."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("credential.json", b"{}")
    for each in writer._objects:
        if isinstance(each, StreamObject) and each.get("/Type") == "/EmbeddedFile":
            each._data = data
            each[NameObject("/Filter")] = ArrayObject(NameObject(f"/{name}") for name in filters)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("then", "inner"),
    [
        ("FlateDecode", lambda: zlib.compress(bytes(70 << 20), 9)),
        ("RunLengthDecode", lambda: RUN * (1 << 18) + b"\x80"),
        ("RunLengthDecode", lambda: RUN * (1 << 19) + b"\x80"),
        ("LZWDecode", lambda: bytes(70 << 20)),
    ],
    ids=["deflated twice", "runs", "runs of 64 MB", "a dictionary"],
)
def test_a_small_pdf_inflates_to_little(then: str, inner: Callable[[], bytes]) -> None:
    small = bomb(["FlateDecode", then], zlib.compress(inner(), 9))
    assert len(small) < 80_000
    tracemalloc.start()
    with pytest.raises(RefusedError, match="cannot be read"):
        attached(small)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_the_credential_comes_out_as_it_went_in() -> None:
    assert attached(pdf()) == CREDENTIAL
    assert check(pdf(), trust()).standing == "genuine"


def test_a_pdf_without_our_attachment_carries_none() -> None:
    assert attached(pdf("holiday.json")) is None
    verdict = check(pdf("holiday.json"), trust())
    assert (verdict.standing, verdict.found) == ("not-a-certificate", "pdf")


def test_a_changed_byte_of_the_attachment_is_caught() -> None:
    changed = CREDENTIAL.replace(b"Amina", b"Amima")
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("credential.json", changed)
    content = io.BytesIO()
    writer.write(content)

    assert check(content.getvalue(), trust()).standing == "changed"


def test_a_pdf_with_two_credentials_is_refused_with_its_reason() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for credential in (CREDENTIAL, b"{}"):
        writer.add_attachment("credential.json", credential)
    content = io.BytesIO()
    writer.write(content)
    verdict = check(content.getvalue(), trust())
    assert (verdict.standing, verdict.found) == ("ambiguous", "several")


@pytest.mark.parametrize("data", [b"%PDF-", b"%PDF-1.7 " + b"x" * MAX_BYTES], ids=["none", "large"])
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError, match="cannot be read"):
        attached(data)


@settings(max_examples=60)
@given(st.integers(0, len(pdf()) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_pdf_is_never_an_error_and_genuine_only_where_its_credential_is_whole(
    place: int, damage: bytes
) -> None:
    whole = pdf()
    damaged = whole[:place] + damage + whole[place + len(damage) :]

    if check(damaged, trust()).standing == "genuine":
        assert json.loads(attached(damaged) or b"") == json.loads(CREDENTIAL)
