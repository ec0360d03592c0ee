"""Text is compared as a person would: no accents, no vowel signs, sound-alikes as one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.text import (
    are_alike,
    comparable,
    contains,
    is_hidden,
    named,
    natural,
    searchable,
    visible,
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("equite", "Équité"),
        ("lecole", "lécole"),
        ("الذكاء الاصطناعي", "الذَّكاءُ الاصْطِناعيُّ"),
        ("احمد", "أحمد"),
        ("جامعه", "جامعة"),
        ("ሀገር", "ሐገር"),
        ("ሰላም", "ሠላም"),
        ("ጸሀይ", "ፀሐይ"),
    ],
)
def test_what_a_person_types_finds_what_is_written(typed: str, written: str) -> None:
    assert searchable(typed) == searchable(written)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)


def test_answers_keep_the_difference_between_letters() -> None:
    assert comparable("ሀ") != comparable("ሐ")


@given(st.text())
def test_nothing_that_is_shown_steers_a_terminal(text: str) -> None:
    shown = visible(text)
    assert not any(map(is_hidden, shown))
    assert shown == text or any(map(is_hidden, text))
    quoted = visible(json.dumps(text, ensure_ascii=False))
    assert json.loads(quoted) == text


@pytest.mark.parametrize(
    "name", ["Ada\u202e", "A\u200bda", "Ada\x1b[2J", "\U000e0041da", "\u2066Ada"]
)
def test_a_name_hides_nothing(name: str) -> None:
    assert named(name) is None


def test_a_name_is_kept_in_one_form() -> None:
    assert named("  Zoe\u0301  Faye ") == "Zo\u00e9 Faye"


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("Adama Ouédraogo", "OUEDRAOGO, Adama", True),
        ("أحمد", "احمد", True),
        ("Ada", "Ada Traoré", False),
        ("Ada", "Awa", False),
        ("-", "-", False),
    ],
)
def test_names_are_alike_by_their_words_in_any_order(name: str, other: str, *, alike: bool) -> None:
    assert are_alike(name, other) is alike


@pytest.mark.parametrize(
    "ordered",
    [
        ["Lab 2", "Lab 10", "lab 11"],
        ["Course 1 part 2", "Course 1 part 10", "Course 2"],
        ["eau", "Écologie 2", "écologie 10"],
        ["درس ٢", "درس ١٠"],
        ["2 first", "10 later", "A word"],
        ["x" + "1" * 5_000, "x" + "2" * 5_000],
    ],
)
def test_people_count_2_before_10_whatever_case_and_accents(ordered: list[str]) -> None:
    mixed = ordered[::-1]
    assert sorted(mixed, key=natural) == ordered


@given(st.lists(st.text()))
def test_any_texts_can_be_sorted(texts: list[str]) -> None:
    mixed = texts[::-1]
    assert sorted(texts, key=natural) == sorted(mixed, key=natural)


@pytest.mark.parametrize(
    ("sought", "found"),
    [("", True), ("ener", True), ("ÉNERGIE 12", True), ("12 énergie", True), ("nergie", False),
     ("énergie 1 3", False), ("?!", True)],
)  # fmt: skip
def test_each_word_that_is_sought_begins_a_word(sought: str, found: bool) -> None:
    assert contains("Énergie 12: solaire", sought) is found
