"""How a person rates herself against a framework, and what follows: a profile and its gaps.

A round is one filling-in of a questionnaire: the latest rating of a statement counts, by `Stamp`.
Reads no clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from math import fsum
from operator import attrgetter
from typing import Annotated, Self, TypeVar

import msgspec

from ujuzi.domain.event import (
    NEVER,
    Event,
    SelfAssessmentFinished,
    SelfAssessmentShared,
    SelfRated,
    Stamp,
)
from ujuzi.domain.framework import Framework, LanguageCode, Role, Slug, Texts, Word
from ujuzi.domain.state import State, earlier, join

LOWEST, HIGHEST = 1, 5
AIM = 4
"""A competency whose level stands lower is a gap."""
FEWEST_PEOPLE = 5
"""An institution sees the figures of this many people or more, or none."""

T = TypeVar("T")


class Grade(msgspec.Struct, frozen=True):
    """One point of the scale."""

    value: Annotated[int, msgspec.Meta(ge=LOWEST, le=HIGHEST)]
    label: Texts


class Statement(msgspec.Struct, frozen=True):
    """What a person may say of herself, and the competency it tells of (a compact IRI)."""

    id: Word
    competency: Word
    text: Texts


class Questionnaire(msgspec.Struct, frozen=True, kw_only=True):
    """The statements of one framework for one role, in the order to ask."""

    framework: Slug
    role: Role
    version: int
    languages: tuple[LanguageCode, ...]
    title: Texts
    scale: Annotated[tuple[Grade, ...], msgspec.Meta(min_length=HIGHEST, max_length=HIGHEST)]
    statements: Annotated[tuple[Statement, ...], msgspec.Meta(min_length=1)]

    def missing(self, ratings: Mapping[str, Rating]) -> tuple[str, ...]:
        """Return the statements that were not rated yet."""
        return tuple(each.id for each in self.statements if each.id not in ratings)


class Rating(msgspec.Struct, frozen=True, array_like=True):
    """The latest rating of one statement."""

    value: int
    stamp: Stamp = NEVER


class RoundState(State, frozen=True, omit_defaults=True):
    """One round: for which role, the ratings by statement, when, and whether it is shared."""

    role: str = ""
    ratings: dict[str, Rating] = msgspec.field(default_factory=dict)
    begun_at: int | None = None
    finished_at: int | None = None
    shared: bool = False
    shared_stamp: Stamp = NEVER

    @property
    def stamp(self) -> Stamp:
        """Its place among the rounds of a person: that of its latest rating, by no clock."""
        return max((rating.stamp for rating in self.ratings.values()), default=NEVER)

    @classmethod
    def from_event(cls, event: Event) -> Self:
        """Return what one event says of its round."""
        at = event.recorded_at
        match event.body:
            case SelfRated() as body:
                rating = Rating(min(max(body.rating, LOWEST), HIGHEST), event.stamp)
                return cls(role=body.role, ratings={body.statement: rating}, begun_at=at)
            case SelfAssessmentFinished():
                return cls(finished_at=at)
            case SelfAssessmentShared(shared=shared):
                return cls(shared=shared, shared_stamp=event.stamp)
        return cls()

    @classmethod
    def merge(cls, states: Sequence[Self]) -> Self:
        """Return what states of one round say together."""
        ratings: dict[str, Rating] = {}
        for each in states:
            join(ratings, each.ratings, _LAST_RATED)
        shared = max(states, key=_SHARING)
        return cls(
            role=max(each.role for each in states),
            ratings=ratings,
            begun_at=reduce(earlier, [each.begun_at for each in states]),
            finished_at=reduce(earlier, [each.finished_at for each in states]),
            shared=shared.shared,
            shared_stamp=shared.shared_stamp,
        )


_SHARING = attrgetter("shared_stamp", "shared")
_LAST_RATED = attrgetter("stamp", "value")


def levels_of(statements: Sequence[Statement], ratings: Mapping[str, Rating]) -> dict[str, float]:
    """Return the mean rating of each competency that was rated, in the order of the statements."""
    found: dict[str, list[int]] = {}
    for statement in statements:
        if statement.id in ratings:
            found.setdefault(statement.competency, []).append(ratings[statement.id].value)
    return {competency: fsum(values) / len(values) for competency, values in found.items()}


def gaps_of(levels: Mapping[str, float], aim: float) -> tuple[str, ...]:
    """Return the competencies that stand below `aim`, the widest gap first."""
    below = [competency for competency, level in levels.items() if level < aim]
    return tuple(sorted(below, key=lambda competency: levels[competency]))


def in_fives(people: Sequence[T]) -> Sequence[T]:
    """Return the first people, in so many whole groups of `FEWEST_PEOPLE` as there are.

    Over them a figure may be told. Where every figure, of a whole and of its parts, is over whole
    groups, whatever is found by taking one from another is of five people or more as well; and a
    figure moves only when five more have come.
    """
    return people[: len(people) - len(people) % FEWEST_PEOPLE]


def questionnaire_mistakes(
    questionnaire: Questionnaire, framework: Framework | None
) -> Iterator[str]:
    """Yield what a well-formed questionnaire still has wrong: where, and what was expected."""
    if framework is None:
        yield f"framework: expected one that is here, found {questionnaire.framework!r}"
    values = [grade.value for grade in questionnaire.scale]
    if values != list(range(LOWEST, HIGHEST + 1)):
        yield f"scale: expected the values {LOWEST} to {HIGHEST} in rising order, found {values}"
    for name, times in Counter(each.id for each in questionnaire.statements).items():
        if times > 1:
            yield f"statements: expected each id once, found {name!r} {times} times"
    known = {framework.compact(each) for each in framework.competencies} if framework else None
    for each in questionnaire.statements:
        if known is not None and each.competency not in known:
            yield (
                f"statement {each.id}: competency: expected one of {questionnaire.framework},"
                f" found {each.competency!r}"
            )
    for where, texts in _texts(questionnaire):
        for language in questionnaire.languages:
            if language not in texts:
                yield f"{where}: expected a text in each of its languages, {language!r} is missing"


def _texts(questionnaire: Questionnaire) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield every text of a questionnaire with where it stands."""
    yield "title", questionnaire.title
    for grade in questionnaire.scale:
        yield f"scale: {grade.value}: label", grade.label
    for each in questionnaire.statements:
        yield f"statement {each.id}: text", each.text
