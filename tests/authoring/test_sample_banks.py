"""The banks that ship: whole, alike in every language, and no help to whoever guesses."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ujuzi.authoring.course_folder import read_course_folder
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.quiz_source import read_bank
from ujuzi.domain.item import ChoiceItem, Item, TextEntryItem, is_right, right_response
from ujuzi.paths import resource

COURSE = resource("courses", "ai-literacy-teachers-1")
LANGUAGES = ("en", "fr")
OF_EACH_COMPETENCY = {1: 5, 2: 5, 3: 2}
"""At least how many items of each difficulty."""

LONGEST_MOST = 0.45
"""Share of single choices whose right answer may be the longest; chance alone gives a quarter."""

each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def bank(language: str) -> tuple[Item, ...]:
    file = COURSE / language / "assessment" / "bank.yaml"
    findings = Findings()
    source = read_bank(file.read_bytes(), file.name, findings)
    assert (findings.mistakes, findings.warnings) == ((), ())
    return source.quiz.items


def practised(folder: Path) -> list[Item]:
    return [item for quiz in read_course_folder(folder).quizzes.values() for item in quiz.items]


def single_choices(language: str) -> list[ChoiceItem]:
    return [item for item in bank(language) if isinstance(item, ChoiceItem) and not item.multiple]


def place_of_right(item: ChoiceItem) -> int:
    return next(place for place, choice in enumerate(item.choices) if choice.right)


def form(item: Item) -> object:
    """What must be alike in every language: all ids and the key, no texts."""
    key = () if isinstance(item, TextEntryItem) else right_response(item)
    parts = (getattr(item, name, ()) for name in ("choices", "targets", "rows", "gaps"))
    ids = [[part.id for part in each] for each in parts]
    gaps = [[choice.id for choice in gap.choices] for gap in getattr(item, "gaps", ())]
    return type(item), item.id, item.competency, item.difficulty, ids, gaps, key


@each_language
def test_a_bank_holds_enough_items_of_each_competency(language: str) -> None:
    competencies = read_course_folder(COURSE / language).course.competencies
    expected: dict[tuple[str, int | None], int] = {
        (competency, difficulty): many
        for competency in competencies
        for difficulty, many in OF_EACH_COMPETENCY.items()
    }
    held = Counter[tuple[str, int | None]](
        (item.competency, item.difficulty) for item in bank(language)
    )
    assert held.keys() == expected.keys()
    assert all(held[cell] >= many for cell, many in expected.items())


def test_a_bank_has_the_same_items_and_keys_in_every_language() -> None:
    first, *others = ([form(item) for item in bank(language)] for language in LANGUAGES)
    assert all(other == first for other in others)


@each_language
def test_the_key_of_every_item_is_right(language: str) -> None:
    assert all(is_right(item, right_response(item)) for item in bank(language))


@each_language
def test_no_item_of_a_bank_is_known_from_practice(language: str) -> None:
    known = practised(COURSE / language)
    new = bank(language)
    assert not {item.id for item in new} & {item.id for item in known}
    assert not {item.prompt.casefold() for item in new} & {item.prompt.casefold() for item in known}


@each_language
def test_the_right_answer_is_not_known_by_its_length(language: str) -> None:
    items = single_choices(language)
    longest = [
        item
        for item in items
        if len(item.choices[place_of_right(item)].text) == max(len(c.text) for c in item.choices)
    ]
    assert len(longest) <= LONGEST_MOST * len(items)


@each_language
def test_the_right_answer_is_not_known_by_its_place(language: str) -> None:
    places = Counter(place_of_right(item) for item in single_choices(language))
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= 2 * min(places.values())
