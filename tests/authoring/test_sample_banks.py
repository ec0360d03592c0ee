"""The banks that ship: whole, alike in every language, and no help to whoever guesses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

import pytest

from ujuzi.authoring.course_folder import CourseFolder, read_course_folder
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.quiz_source import QuizSource, read_bank, read_quiz
from ujuzi.domain.course import ActivityKind
from ujuzi.domain.item import (
    ChoiceItem,
    Difficulty,
    Item,
    NumericItem,
    TextEntryItem,
    is_right,
    right_response,
)
from ujuzi.paths import resource

COURSE = resource("courses", "ai-literacy-teachers-1")
LANGUAGES = ("en", "fr")
OF_EACH_COMPETENCY: dict[Difficulty | None, int] = {1: 10, 2: 8, 3: 6}
"""At least how many items of each difficulty."""

GIVEN_AWAY_MOST = 1 / 3
"""Share of single choices whose right answer may be the longest, or the shortest, of all."""
COMPARED = {
    "unesco-ai-cft:1.1": {"agency-two-lists", "agency-two-summaries", "agency-two-warnings"},
    "unesco-ai-cft:2.1": {"ethics-two-handouts", "ethics-two-translations", "ethics-two-letters"},
    "unesco-ai-cft:3.1": {"foundations-two-links", "foundations-two-sources",
                          "foundations-two-answers"},
    "unesco-ai-cft:4.1": {"pedagogy-7", "pedagogy-two-comments", "pedagogy-two-exercises"},
    "unesco-ai-cft:5.1": {"growth-7", "growth-two-plans", "growth-two-tutors"},
}  # fmt: skip
"""Questions that lay two flawed outputs of tools beside each other, in practice and in the bank."""

each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def source(language: str) -> QuizSource:
    file = COURSE / language / "assessment" / "bank.yaml"
    findings = Findings()
    found = read_bank(file.read_bytes(), file.name, findings)
    assert (findings.mistakes, findings.warnings) == ((), ())
    return found


def bank(language: str) -> tuple[Item, ...]:
    return source(language).quiz.items


@cache
def course_folder(language: str) -> CourseFolder:
    return read_course_folder(COURSE / language)


def practised(language: str) -> list[Item]:
    return [item for quiz in course_folder(language).quizzes.values() for item in quiz.items]


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
    competencies = course_folder(language).course.competencies
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
    assert sum(held.values()) >= 120


def test_a_bank_has_the_same_items_and_keys_in_every_language() -> None:
    first, *others = ([form(item) for item in bank(language)] for language in LANGUAGES)
    assert all(other == first for other in others)


@each_language
def test_the_key_of_every_item_is_right(language: str) -> None:
    assert all(is_right(item, right_response(item)) for item in bank(language))


@each_language
def test_no_item_of_a_bank_is_known_from_practice(language: str) -> None:
    known = practised(language)
    new = bank(language)
    assert not {item.id for item in new} & {item.id for item in known}
    assert not {item.prompt.casefold() for item in new} & {item.prompt.casefold() for item in known}


def lengths(items: Iterable[Item]) -> list[tuple[int, list[int]]]:
    """Return of each single choice the length of the right answer, and of the others."""
    return [
        (
            len(item.choices[place_of_right(item)].text),
            [len(choice.text) for choice in item.choices if not choice.right],
        )
        for item in items
        if isinstance(item, ChoiceItem) and not item.multiple
    ]


@each_language
@pytest.mark.parametrize("where", ["practice", "bank"])
def test_the_right_answer_is_not_known_by_its_length(language: str, where: str) -> None:
    found = lengths(bank(language) if where == "bank" else practised(language))
    longest = sum(right >= max(others) for right, others in found)
    shortest = sum(right < min(others) for right, others in found)
    assert longest <= GIVEN_AWAY_MOST * len(found)
    assert shortest <= GIVEN_AWAY_MOST * len(found)


@each_language
def test_every_question_of_a_bank_has_its_reason_and_comes_from_a_lesson(language: str) -> None:
    lessons = {
        activity.id: module.competencies
        for module in course_folder(language).course.modules
        for activity in module.activities
        if activity.kind is ActivityKind.LESSON
    }
    come_from = {item: lesson for item, lesson, _ in source(language).lessons}
    for item in bank(language):
        assert item.feedback.right, item.id
        assert item.feedback.wrong, item.id
        assert item.competency in lessons[come_from[item.id]], item.id


@each_language
def test_every_question_of_practice_comes_from_a_lesson_and_answers_every_choice(
    language: str,
) -> None:
    for file in sorted((COURSE / language).glob("*/quiz.yaml")):
        findings = Findings()
        quiz = read_quiz(file.read_bytes(), file.name, findings)
        assert (findings.mistakes, findings.warnings) == ((), ())
        assert {item for item, _, _ in quiz.lessons} == {item.id for item in quiz.quiz.items}


@each_language
def test_each_competency_compares_two_flawed_outputs(language: str) -> None:
    asked = {item.id: item.competency for item in (*bank(language), *practised(language))}
    for competency, items in COMPARED.items():
        assert {asked.get(item) for item in items} == {competency}


@each_language
def test_no_question_asks_what_this_course_calls_a_thing(language: str) -> None:
    own = {
        "en": r"the course advise|four questions before|this course|zone \*|forty-minute circle",
        "fr": r"le cours conseille|quatre questions à poser|ce cours|zone \*",
    }
    assert [item.id for item in bank(language) if re.search(own[language], item.prompt)] == []
    assert sum(isinstance(item, NumericItem) for item in bank(language)) <= 1


@each_language
def test_the_right_answer_is_not_known_by_its_place(language: str) -> None:
    places = Counter(place_of_right(item) for item in single_choices(language))
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= 2 * min(places.values())
