"""A credential travels in a PDF, and a broken or hostile PDF is called what it is."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

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
