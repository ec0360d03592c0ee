"""Text is compared as a person would: no accents, no vowel signs, sound-alikes as one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain import text
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
        ("ጽጌ", "ፅጌ"),
        ("ሃይል", "ኃይል"),
        ("ሀይል", "ኀይል"),
        ("አለም", "ዓለም"),
        ("ሷ", "ሧ"),
        ("coeur", "cœur"),
        ("COEUR", "Cœur"),
        ("Laetitia", "Lætitia"),
        ("noeud", "nœud"),
        ("smorrebrod", "smørrebrød"),
        ("epe", "ɛpɛ"),
        ("dan kasa", "ɗan ƙasa"),
        ("porte-monnaie", "porte\N{NON-BREAKING HYPHEN}monnaie"),
        ("1914-1918", "1914–1918"),
        ("-5", "−5"),
        ("l'eau", "l’eau"),
        ("lʼeau", "l’eau"),
        ("l`eau", "l’eau"),
        ("l´eau", "l'eau"),
        ('"oui"', "«oui»"),
        ("2011", "٢٠١١"),
        ("2011", "۲۰۱۱"),
        ("كتاب", "کتاب"),
        ("ماني", "مانی"),
        ("سلام", "ســـلام"),
        ("m2", "m²"),
        ("m^2", "m²"),
        ("10^3", "10³"),
        ("CO2", "CO₂"),
        ("1 1/2", "1½"),
    ],
)
def test_what_a_person_types_is_what_is_written(typed: str, written: str) -> None:
    assert searchable(typed) == searchable(written)
    assert comparable(typed) == comparable(written)


def test_a_power_is_no_digit() -> None:
    assert comparable("10³") != comparable("103")


@pytest.mark.parametrize(
    ("one", "other"),
    [("cœur", "coeur"), ("élève", "eleve"), ("ሀ", "ሐ"), ("کتاب", "كتاب"), ("ɗan", "dan"),
     ("Œuvre", "Oeuvre")],
)  # fmt: skip
def test_letters_are_apart_where_accents_count(one: str, other: str) -> None:
    assert comparable(one, keep_accents=True) != comparable(other, keep_accents=True)


@pytest.mark.parametrize(
    ("typed", "written"),
    [("l'élève", "l’élève"), ("porte-clé", "porte‑clé"), ("٣", "3"), ("ســلام", "سلام"),
     ("e\u0301", "é")],
)  # fmt: skip
def test_signs_are_one_even_where_accents_count(typed: str, written: str) -> None:
    assert comparable(typed, keep_accents=True) == comparable(written, keep_accents=True)


def test_case_counts_where_it_is_asked_for() -> None:
    assert comparable("Œuvre", keep_case=True) == comparable("Oeuvre", keep_case=True)
    assert comparable("Œuvre", keep_case=True) != comparable("oeuvre", keep_case=True)


@given(st.text(), st.booleans(), st.booleans())
def test_answers_are_folded_once_and_for_all(text: str, case: bool, accents: bool) -> None:
    folded = comparable(text, keep_case=case, keep_accents=accents)
    assert comparable(folded, keep_case=case, keep_accents=accents) == folded


def test_what_becomes_of_a_character_does_not_depend_on_how_many_are_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text, "CHARACTERS_KNOWN_MOST", 0)
    unseen = "Équité ⸺ ٣ 𞥓"
    assert comparable(unseen) == comparable(unseen) == "equite - 3 3"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)


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
