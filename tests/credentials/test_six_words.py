"""Six words are drawn by the program, and read however they are typed."""

from __future__ import annotations

import pytest

from ujuzi.credentials import six_words
from ujuzi.paths import resource


@pytest.mark.parametrize("language", six_words.LANGUAGES)
def test_a_list_has_2048_words_told_apart_by_four_letters(language: str) -> None:
    words = resource("words", f"{language}.txt").read_text("utf-8").split()

    assert len(set(words)) == 2048
    for word in words:
        assert six_words.read(word[: six_words.PREFIX], language) == (word,)
        assert six_words.read(word, language) == (word,)


def test_no_two_draws_are_alike() -> None:
    drawn = {six_words.draw("fr") for _ in range(20)}

    assert len(drawn) == 20
    assert {len(each) for each in drawn} == {six_words.COUNT}
    assert all(six_words.unknown(each, "fr") == () for each in drawn)


def test_words_are_read_however_they_are_typed() -> None:
    drawn = ("académie", "bélier", "zèbre", "abaisser", "épaule", "tulipe")
    typed = ("ACADEMIE, Belier\nzebr  -abaisser. e\u0301paule;tuli", "1. acad 2. béli 3. zèbre"
             " 4. abai 5. epau 6. tulipe")  # fmt: skip
    for each in typed:
        assert six_words.read(each, "fr") == drawn
    assert six_words.secret_of(drawn) == "academie belier zebre abaisser epaule tulipe"


def test_what_is_no_word_of_the_list_is_told_by_its_place() -> None:
    words = six_words.read("abandon qwerty zoo", "en")

    assert six_words.unknown(words, "en") == (2,)


def test_where_a_language_has_no_list_words_are_english() -> None:
    assert six_words.unknown(six_words.draw("sw"), "en") == ()
