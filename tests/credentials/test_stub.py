"""The stub in the QR code: small, signed, and read back whatever a scanner adds around it."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.certificates import CERTIFICATE, HUB, ISSUED, STRANGER
from helpers.course_folders import ASSETS
from ujuzi.credentials.status_list import BITS
from ujuzi.credentials.stub import LATEST, key_id, printed_code, read_stub, write_stub
from ujuzi.domain.achievement import StatusEntry
from ujuzi.errors import RefusedError

TEXT = write_stub(CERTIFICATE, HUB)
ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_it_says_who_what_and_when_and_is_signed() -> None:
    signed = read_stub(TEXT)
    stub = signed.stub
    assert (stub.id, stub.name) == (CERTIFICATE.id, CERTIFICATE.name)
    assert (stub.title, stub.issued) == (CERTIFICATE.achievement.name, ISSUED)
    assert (stub.list_number, stub.index) == (0, 94567)
    assert stub.key == key_id(HUB.public)
    signed.verify(HUB.public)
    with pytest.raises(RefusedError):
        signed.verify(STRANGER.public)


def test_it_is_small_and_of_letters_that_a_qr_code_packs() -> None:
    data = base64.b32decode(TEXT[4:] + "=" * (-len(TEXT[4:]) % 8))
    assert len(data) <= 145
    assert set(TEXT) <= ALPHANUMERIC


@pytest.mark.parametrize(
    "text",
    [
        f"  {TEXT}\r\n",
        TEXT.lower(),
        f"HTTPS://HUB.EXAMPLE/V/{TEXT}",
        f"{TEXT[:80]}\n{TEXT[80:]}",
        f"Dear colleague,\n\n{TEXT}\n\nThanks",
        f"{TEXT}\n{TEXT}\n",
        f"The code, from UJ1: on, is {TEXT} and no more",
        f"{TEXT} {'thanks ' * 2000}",
        f"{TEXT[:80]} {TEXT}",
        f"{TEXT}7",
    ],
    ids=[
        "spaces around", "small letters", "an address", "two lines", "a word after it", "twice",
        "words on both sides", "a long letter", "a cut one before it", "a letter more",
    ],
)  # fmt: skip
def test_it_is_found_whatever_stands_around_it(text: str) -> None:
    assert read_stub(text) == read_stub(TEXT)


@pytest.mark.parametrize("name", ["alone", "mail", "twice"])
def test_a_stub_in_a_mail_or_written_twice_is_as_it_was_signed(name: str) -> None:
    text = (ASSETS / "cases" / "bugs-25-qr-text-with-a-word-after-it" / f"{name}.txt").read_text(
        "utf-8"
    )
    signed = read_stub(text)
    assert signed.stub.name == "Amina Wanjiru O'Tiéno"
    signed.verify(HUB.public)


@given(
    st.text(min_size=1, max_size=100),
    st.integers(0, LATEST),
    st.integers(0, 30),
    st.integers(0, BITS - 1),
)
def test_every_name_date_and_place_comes_back(
    name: str, seconds: int, number: int, index: int
) -> None:
    certificate = msgspec.structs.replace(
        CERTIFICATE,
        name=name,
        issued=datetime.fromtimestamp(seconds, UTC),
        status=StatusEntry(list=f"https://hub.example/status/{number}", index=index),
    )
    stub = read_stub(write_stub(certificate, HUB)).stub
    assert (stub.name, stub.issued) == (name, certificate.issued)
    assert (stub.list_number, stub.index) == (number, index)


@pytest.mark.parametrize(
    "text",
    ["", "UJ1:", "UJ2:" + TEXT[4:], TEXT[:60], "UJ1:" + "A" * 200, TEXT + "A" * 3000],
    ids=["nothing", "no letters", "another version", "cut", "zeros", "too long"],
)
def test_what_is_no_stub_is_refused(text: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_stub(text)
    assert refusal.value.code == "not-a-stub"


def test_the_printed_code_is_short_and_always_the_same() -> None:
    code = printed_code(CERTIFICATE.id)
    assert code == printed_code(CERTIFICATE.id) != printed_code(CERTIFICATE.learner)
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert not set(code) & set("01IO")
