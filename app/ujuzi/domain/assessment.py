"""Assessments that count: their rules, which questions an attempt draws, and how they are shown.

A pack carries the questions of an assessment as they are shown (`shown`): without keys, and with
choices, rows and targets named by where a hash of their texts puts them, so that neither a name nor
an order tells which is right. Who holds the key sheet turns a response back into the author's ids
(`as_authored`) and grades it by `domain.item`.

Drawing and shuffling are by lot: the SHA-256 of a lot's name and of what is drawn. Device and hub
draw the same, on any version of Python, and need to tell each other nothing. Reads no clock.

Whose name the lot bears is the drawing rule. Rule 1 drew by the attempt's id, which its computer
chose. Rule 2 draws by what the hub gave out (`domain.ticket`): the salts of a ticket up to the
attempt's number, or the seed of a supervised sitting's code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

import msgspec

from ujuzi.domain.achievement import Achievement
from ujuzi.domain.item import (
    Choice,
    ChoiceItem,
    Difficulty,
    Feedback,
    Gap,
    InlineChoiceItem,
    Item,
    MatchItem,
    MatchItemRow,
    NumericItem,
    OrderItem,
    Quiz,
    Response,
    TextEntryItem,
)

BY_ATTEMPT, DRAWING = 1, 2
"""The drawing rules: of attempts from before there were tickets, and of those begun now."""

Placed = TypeVar("Placed", bound=Choice | MatchItemRow)


class Quota(msgspec.Struct, frozen=True):
    """So many items of one competency and difficulty."""

    competency: str
    difficulty: Difficulty
    items: int


class Assessment(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An assessment and its rules, as a pack's manifest carries them.

    `bank` is the path of the object that holds its questions as they are shown. 0 minutes are no
    limit, 0 attempts as many as one likes; `pass_mark` is in percent of the items drawn. Of each
    competency at least `minimum` percent must be right as well, or what `minimums` says of it; 0
    asks nothing. `attests` maps alignments of the achievement (IRIs) to the competencies that stand
    for them, where their codes do not tell.
    """

    id: str
    title: str
    bank: str
    blueprint: tuple[Quota, ...]
    pass_mark: int
    minutes: int = 0
    attempts: int = 0
    wait_hours: int = 0
    supervised: bool = False
    minimum: int = 0
    minimums: dict[str, int] = {}
    attests: dict[str, str] = {}
    achievement: Achievement | None = None
    """What its certificate states, where it earns one."""

    @property
    def items(self) -> int:
        """How many items an attempt draws."""
        return sum(quota.items for quota in self.blueprint)

    @property
    def least(self) -> dict[str, int]:
        """What must be right of each competency, in percent; those that ask something."""
        asked = {
            quota.competency: self.minimums.get(quota.competency, self.minimum)
            for quota in self.blueprint
        }
        return {competency: percent for competency, percent in asked.items() if percent}


def draw(blueprint: Iterable[Quota], items: Sequence[Item], *lots: str) -> tuple[Item, ...]:
    """Return the items of an attempt, in the order to show; fewer where the bank has too few.

    The last of one or more `lots` draws. What the earlier ones would have drawn from the same bank,
    each in its turn, comes last, whether anybody saw it or not.
    """
    quotas, seen = tuple(blueprint), frozenset[str]()
    *earlier, last = lots
    for lot in earlier:
        seen |= _drawn(quotas, items, lot, seen).keys()
    drawn = _drawn(quotas, items, last, seen)
    return tuple(sorted(drawn.values(), key=lambda item: _lot(last, "order", item.id)))


def _drawn(
    blueprint: Iterable[Quota], items: Sequence[Item], lot: str, seen: frozenset[str]
) -> dict[str, Item]:
    """Return by id what a lot draws where `seen` comes last."""
    drawn: dict[str, Item] = {}
    for quota in blueprint:
        pool = (
            item
            for item in items
            if (item.competency, item.difficulty) == (quota.competency, quota.difficulty)
            and item.id not in drawn
        )
        placed = sorted(pool, key=lambda item: (item.id in seen, _lot(lot, "draw", item.id)))
        drawn.update((item.id, item) for item in placed[: quota.items])
    return drawn


def shuffled_for(item: Item, lot: str) -> Item:
    """Return an item as shown, its choices, rows and targets in the order of a lot."""

    def order(each: Choice | MatchItemRow) -> bytes:
        return _lot(lot, item.id, each.id)

    match item:
        case ChoiceItem() | OrderItem():
            return msgspec.structs.replace(item, choices=tuple(sorted(item.choices, key=order)))
        case MatchItem():
            return msgspec.structs.replace(
                item,
                rows=tuple(sorted(item.rows, key=order)),
                targets=tuple(sorted(item.targets, key=order)),
            )
        case InlineChoiceItem():
            gaps = (Gap(gap.id, tuple(sorted(gap.choices, key=order))) for gap in item.gaps)
            return msgspec.structs.replace(item, gaps=tuple(gaps))
    return item


def shown(item: Item) -> Item:
    """Return an item as a pack carries it: relabelled, without its key and without feedback."""
    bare = msgspec.structs.replace(item, feedback=Feedback())
    match bare:
        case ChoiceItem() | OrderItem():
            return msgspec.structs.replace(bare, choices=_shown("c", bare.choices))
        case TextEntryItem():
            return msgspec.structs.replace(bare, accept=())
        case NumericItem():
            return msgspec.structs.replace(bare, value=Decimal(0), tolerance=Decimal(0))
        case MatchItem():
            rows = (
                MatchItemRow(f"r{n}", row.text, "") for n, row in enumerate(_placed(bare.rows), 1)
            )
            return msgspec.structs.replace(
                bare, rows=tuple(rows), targets=_shown("t", bare.targets)
            )
        case InlineChoiceItem():
            gaps = (Gap(gap.id, _shown("c", gap.choices)) for gap in bare.gaps)
            return msgspec.structs.replace(bare, gaps=tuple(gaps))


def shown_bank(bank: Quiz) -> Quiz:
    """Return a bank as a pack carries it."""
    return Quiz(tuple(shown(item) for item in bank.items))


def as_authored(item: Item, response: Response) -> Response:
    """Return a response to `shown(item)` in the author's ids; strange ids stay as they are."""
    match item:
        case ChoiceItem() | OrderItem():
            names = _names("c", item.choices)
            return tuple(names.get(label, label) for label in response)
        case MatchItem():
            rows, targets = _names("r", item.rows), _names("t", item.targets)
            return tuple(_pair(pair, rows, targets) for pair in response)
        case InlineChoiceItem():
            choices = {gap.id: _names("c", gap.choices) for gap in item.gaps}
            return tuple(
                _pair(pair, {}, choices.get(pair.partition(" ")[0], {})) for pair in response
            )
    return response


def _lot(*parts: str) -> bytes:
    return hashlib.sha256("\x1f".join(parts).encode()).digest()


def _placed(each: Iterable[Placed]) -> list[Placed]:
    """Return choices or rows by the lot of their texts, which says nothing of the key."""
    return sorted(each, key=lambda one: (_lot(one.text), one.id))


def _shown(letter: str, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(Choice(f"{letter}{n}", one.text) for n, one in enumerate(_placed(choices), 1))


def _names(letter: str, each: Iterable[Choice] | Iterable[MatchItemRow]) -> dict[str, str]:
    """Return the author's id of each label."""
    placed: Iterable[Choice | MatchItemRow] = _placed(each)
    return {f"{letter}{n}": one.id for n, one in enumerate(placed, 1)}


def _pair(pair: str, firsts: Mapping[str, str], seconds: Mapping[str, str]) -> str:
    first, mark, second = pair.partition(" ")
    return f"{firsts.get(first, first)}{mark}{seconds.get(second, second)}"
