"""What people write to each other is kept as they meant it, bounded, and hides nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.message import (
    ANNOUNCED_FOR,
    ANNOUNCEMENT_BYTES,
    ANNOUNCEMENT_LENGTH,
    announced,
    in_language,
    written,
)
from ujuzi.errors import RefusedError

NOW = 1_800_000_000_000
DAY = 24 * 3600 * 1000


def refusal(text: str) -> str:
    with pytest.raises(RefusedError) as refused:
        written(text, 10)
    return refused.value.code


def test_spaces_that_nobody_sees_go_and_lines_stay() -> None:
    assert written("  Exam  on\tFriday \r\n\n\n Room 3 ", 100) == "Exam on Friday\nRoom 3"


def test_a_text_is_none_that_is_empty_too_long_or_hides_something() -> None:
    assert refusal(" \n ") == "text-empty"
    assert refusal("12345678901") == "text-too-long"
    for hidden in ("\x07", "\u202e", "\u2066", "\x1b[2J", "\ud800", "\ue000"):
        assert refusal(f"a{hidden}b") == "text-hides"


def test_a_language_that_needs_joiners_keeps_them() -> None:
    assert written("می\u200cخواهم", 20) == "می\u200cخواهم"


@given(st.text())
def test_what_is_kept_is_kept_as_it_is_the_second_time(text: str) -> None:
    try:
        kept = written(text, 1000)
    except RefusedError:
        return
    assert written(kept, 1000) == kept == unicodedata.normalize("NFC", kept)
    assert not {unicodedata.category(each) for each in kept.replace("\n", "")} & {"Cc", "Cs", "Co"}


@pytest.mark.parametrize(
    ("texts", "until", "code"),
    [
        ({}, NOW + DAY, "text-empty"),
        ({"en": "x" * (ANNOUNCEMENT_LENGTH + 1)}, NOW + DAY, "text-too-long"),
        (dict.fromkeys(("am", "ti", "gez"), "ሰ" * 500), NOW + DAY, "text-too-long"),
        ({"<b>": "x"}, NOW + DAY, "language-unknown"),
        ({"en": "x"}, NOW, "announcement-until"),
        ({"en": "x"}, NOW + ANNOUNCED_FOR + 1, "announcement-until"),
    ],
)
def test_an_announcement_is_bounded(texts: dict[str, str], until: int, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        announced(texts, until, NOW)
    assert refused.value.code == code


def test_two_languages_of_three_bytes_a_letter_find_room() -> None:
    texts = {"am": "ሰ" * 530, "fr": "é" * 600}
    assert len("".join(texts.values()).encode()) <= ANNOUNCEMENT_BYTES
    assert announced(texts, NOW + DAY, NOW) == texts


def test_a_reader_has_her_language_where_it_is_given_and_else_the_first() -> None:
    texts = {"fr-BF": "Bonjour", "en": "Hello"}
    assert in_language(texts, "en") == ("Hello", "en")
    assert in_language(texts, "fr") == ("Bonjour", "fr-BF")
    assert in_language(texts, "am") == ("Bonjour", "fr-BF")
    assert in_language({}, "am") == ("", "")
