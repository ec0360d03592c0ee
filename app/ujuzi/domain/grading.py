"""Grades what was handed in: deterministic, versioned, re-runnable. Reads no clock.

The same submission, bank, rules and withdrawn items give byte-identical results (`encoded`),
however often and wherever they are graded. An item counts if the attempt drew it and nobody has
withdrawn it since; one that was drawn and not answered is wrong. A response to an item that was not
drawn counts for nothing: `domain.integrity` asks about it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

from ujuzi.domain.assessment import Quota, as_authored, draw
from ujuzi.domain.item import Item, Response, is_right
from ujuzi.domain.sitting import Answered

GRADING = 1
"""The version of the rules of this module."""

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


class Graded(msgspec.Struct, frozen=True, kw_only=True):
    """The result of an attempt: marks in the order shown, then those of items not drawn."""

    version: int
    marks: tuple[Marked, ...]
    right: int
    items: int
    passed: bool
    pass_mark: int
    competencies: tuple[Tally, ...]


class Bank:
    """The items of a key sheet, and what they say of responses to them as shown.

    It remembers what it said, which changes nothing but the time: a bank sees few responses often.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._said: dict[tuple[str, Response | None], Marked] = {}

    def drawn(self, blueprint: Iterable[Quota], *lots: str) -> tuple[Item, ...]:
        """Return the items of an attempt that draws by `lots`, in the order shown."""
        return draw(blueprint, self._items, *lots)

    def mark(self, item: Item, response: Response | None) -> Marked:
        """Return what grading says of a response in the ids that were shown; None is no answer."""
        said = self._said.get((item.id, response))
        if said is None:
            right = response is not None and is_right(item, as_authored(item, response))
            said = Marked(item.id, "right" if right else "wrong")
            if len(self._said) < MAX_REMEMBERED:
                self._said[item.id, response] = said
        return said


def grade(
    bank: Bank,
    drawn: Sequence[Item],
    answers: Iterable[Answered],
    pass_mark: int,
    withdrawn: Collection[str] = frozenset(),
) -> Graded:
    """Grade the answers of an attempt that drew `drawn`; of two to one item the last counts."""
    given = {answered.item: answered.response for answered in answers}
    marks: list[Marked] = []
    reached: dict[str, int] = {}
    possible: dict[str, int] = {}
    for item in drawn:
        marked = bank.mark(item, given.pop(item.id, None))
        if item.id in withdrawn:
            marks.append(Marked(item.id, "withdrawn"))
            continue
        marks.append(marked)
        competency = item.competency
        possible[competency] = possible.get(competency, 0) + 1
        if marked.mark == "right":
            reached[competency] = reached.get(competency, 0) + 1
    right, items = sum(reached.values()), sum(possible.values())
    marks += (Marked(item, "not-drawn") for item in sorted(given))
    return Graded(
        version=GRADING,
        marks=tuple(marks),
        right=right,
        items=items,
        passed=items > 0 and right * 100 >= pass_mark * items,
        pass_mark=pass_mark,
        competencies=tuple(
            Tally(name, reached.get(name, 0), possible[name]) for name in sorted(possible)
        ),
    )


def encoded(graded: Graded) -> bytes:
    """Return a result as JSON; equal results are equal bytes."""
    return msgspec.json.encode(graded, order="deterministic")
