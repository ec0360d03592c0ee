"""Grades what was handed in: deterministic, versioned, re-runnable. Reads no clock.

The same submission, bank, rules and withdrawn items give byte-identical results (`encoded`),
however often and wherever they are graded, for each is graded by the version of the rules that it
was handed in under. An item counts if the attempt drew it and nobody has
withdrawn it since; one that was drawn and not answered is wrong. A response to an item that was not
drawn counts for nothing: `domain.integrity` asks about it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from ujuzi.domain.assessment import AS_AUTHORED, Naming, Quota, as_authored, draw
from ujuzi.domain.item import GRADING, Item, Response, is_right
from ujuzi.domain.sitting import Answered

MAX_REMEMBERED = 50_000
"""Responses that a bank remembers; typed ones would go on for ever."""

Mark: TypeAlias = Literal["right", "wrong", "withdrawn", "not-drawn"]


class Marked(msgspec.Struct, frozen=True, array_like=True):
    """What grading says of one item."""

    item: str
    mark: Mark


class Tally(msgspec.Struct, frozen=True, array_like=True):
    """How many of the items of a competency that count were right."""

    competency: str
    right: int
    items: int


class Graded(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The result of an attempt: marks in the order shown, then those of items not drawn.

    `minimums` is what was asked of single competencies, in percent.
    """

    version: int
    marks: tuple[Marked, ...]
    right: int
    items: int
    passed: bool
    pass_mark: int
    competencies: tuple[Tally, ...]
    minimums: dict[str, int] = {}


class Bank:
    """The items of a key sheet, and what they say of responses to them as shown.

    It remembers what it said, which changes nothing but the time: a bank sees few responses often.
    """

    def __init__(self, items: Sequence[Item], naming: Naming = AS_AUTHORED) -> None:
        self._naming = naming
        self._authored = {naming.item(item.id): item for item in items}
        self._shown = [replace(item, id=name) for name, item in self._authored.items()]
        self._said: dict[tuple[str, Response | None, int], Marked] = {}

    def drawn(self, blueprint: Iterable[Quota], *lots: str) -> tuple[Item, ...]:
        """Return the items of an attempt that draws by `lots`, in the order shown."""
        drawn = draw(blueprint, self._shown, *lots)
        return tuple(self._authored[item.id] for item in drawn)

    def authored(self, answers: Iterable[Answered]) -> tuple[Answered, ...]:
        """Return answers under their authors' names of items; strange names stay as they are."""
        return tuple(
            replace(each, item=self._authored[each.item].id)
            if each.item in self._authored
            else each
            for each in answers
        )

    def mark(self, item: Item, response: Response | None, grading: int = GRADING) -> Marked:
        """Return what grading says of a response in the ids that were shown; None is no answer."""
        said = self._said.get((item.id, response, grading))
        if said is None:
            right = response is not None and self._is_right(item, response, grading)
            said = Marked(item.id, "right" if right else "wrong")
            if len(self._said) < MAX_REMEMBERED:
                self._said[item.id, response, grading] = said
        return said

    def _is_right(self, item: Item, response: Response, grading: int) -> bool:
        return is_right(item, as_authored(item, response, self._naming), grading)


def grade(
    bank: Bank,
    drawn: Sequence[Item],
    answers: Iterable[Answered],
    pass_mark: int,
    withdrawn: Collection[str] = frozenset(),
    minimums: Mapping[str, int] = MappingProxyType({}),
    grading: int = GRADING,
) -> Graded:
    """Grade the answers of an attempt that drew `drawn`; of two to one item the last counts.

    Who passes has `pass_mark` percent of all, and of each competency that asks for one its minimum.
    `grading` is the version of the rules that they were handed in under.
    """
    given = {answered.item: answered.response for answered in answers}
    marks: list[Marked] = []
    correct: dict[str, int] = {}
    possible: dict[str, int] = {}
    for item in drawn:
        marked = bank.mark(item, given.pop(item.id, None), grading)
        if item.id in withdrawn:
            marks.append(Marked(item.id, "withdrawn"))
            continue
        marks.append(marked)
        competency = item.competency
        possible[competency] = possible.get(competency, 0) + 1
        if marked.mark == "right":
            correct[competency] = correct.get(competency, 0) + 1
    right, items = sum(correct.values()), sum(possible.values())
    marks += (Marked(item, "not-drawn") for item in sorted(given))
    tallies = [Tally(name, correct.get(name, 0), possible[name]) for name in sorted(possible)]
    return Graded(
        version=grading,
        marks=tuple(marks),
        right=right,
        items=items,
        passed=items > 0
        and right * 100 >= pass_mark * items
        and all(t.right * 100 >= t.items * minimums.get(t.competency, 0) for t in tallies),
        pass_mark=pass_mark,
        competencies=tuple(tallies),
        minimums=dict(minimums),
    )


def needed(graded: Graded, competency: str) -> int:
    """Return what is asked of a competency to be reached, in percent: its minimum, or as of all."""
    return graded.minimums.get(competency, graded.pass_mark)


def reached(graded: Graded) -> tuple[str, ...]:
    """Return the competencies that were shown; one with nothing right never is."""
    return tuple(
        tally.competency
        for tally in graded.competencies
        if tally.right and tally.right * 100 >= tally.items * needed(graded, tally.competency)
    )


def encoded(graded: Graded) -> bytes:
    """Return a result as JSON; equal results are equal bytes."""
    return msgspec.json.encode(graded, order="deterministic")
