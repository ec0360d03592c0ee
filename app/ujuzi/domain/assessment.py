"""Assessments that count: their rules, which questions an attempt draws, and how they are shown.

A pack carries the questions of an assessment as they are shown (`shown`): without keys, with names
of questions that say nothing, and with choices, rows and targets named by where a salted hash of
their texts puts them, so that neither a name nor an order tells which is right. The salt is the
first by which no label is right much oftener than another (`naming_of`): all that it tells of a
bank's keys is that they are spread. Who holds the key sheet turns a response back into the author's
ids (`as_authored`) and grades it by `domain.item`. What was shown before there were salts bears the
author's names of questions, and labels by the texts alone (`AS_AUTHORED`).

Drawing and shuffling are by lot: the SHA-256 of a lot's name and of what is drawn. Device and hub
draw the same, on any version of Python, and need to tell each other nothing. Reads no clock.

Whose name the lot bears is the drawing rule. Rule 1 drew by the attempt's id, which its computer
chose. Rule 2 draws by what the hub gave out (`domain.ticket`): the salts of a ticket up to the
attempt's number, or the seed of a supervised sitting's code.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

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

PLENTY = 3
"""Times what an attempt draws, that a bank should hold: else attempts are much the same."""
EVEN = 1.25
"""Right answers by which a label may differ from its even share, and count as no leaning."""
MOST_SALTS, MOST_NAMED = 400, 60_000
"""Salts that are tried, and questions that are named by all of them together."""

Placed = TypeVar("Placed", bound=Choice | MatchItemRow)


class Quota(msgspec.Struct, frozen=True):
    """So many items of one competency and difficulty."""

    competency: str
    difficulty: Difficulty
    items: int

    @property
    def cell(self) -> tuple[str, Difficulty]:
        """The questions of which it draws some, as `ItemBase.cell` has it."""
        return self.competency, self.difficulty


class ThinCell(NamedTuple):
    """Of which questions a bank holds few for what an attempt draws of them."""

    competency: str
    difficulty: Difficulty
    held: int
    drawn: int


class Naming(msgspec.Struct, frozen=True):
    """How questions and their choices are named where they are shown: `of` which assessment."""

    of: str
    salt: int

    def item(self, authored: str) -> str:
        """Return what a question is called, the same in every language and version."""
        if not self.salt:
            return authored
        return f"q{_lot('item', self.of, authored).hex()[:12]}"

    def lots(self, item: Item, *parts: str) -> tuple[str, ...]:
        """Return the lot's names for what belongs to a question, or to a part of it."""
        return (*self.salted(), item.id, *parts) if self.salt else ()

    def salted(self) -> tuple[str, ...]:
        """Return how the lot's names begin for all questions."""
        return "label", self.of, str(self.salt)


AS_AUTHORED = Naming("", 0)


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
    pass_mark_basis: str = ""
    """On what the pass mark rests, in the words of the course's language."""

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


def thin_cells(blueprint: Iterable[Quota], items: Iterable[Item]) -> tuple[ThinCell, ...]:
    """Return where a bank holds less than PLENTY times what its blueprint draws."""
    held = Counter(item.cell for item in items)
    drawn = Counter[tuple[str, Difficulty]]()
    for quota in blueprint:
        drawn[quota.cell] += quota.items
    return tuple(
        ThinCell(*cell, held[cell], count)
        for cell, count in drawn.items()
        if held[cell] < PLENTY * count
    )


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
        pool = (item for item in items if item.cell == quota.cell and item.id not in drawn)
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


def naming_of(course: str, assessment: str, bank: Quiz) -> Naming:
    """Return how a bank is shown: the same for whoever has it, and no label leans to its keys."""
    of, most = (
        f"{course}/{assessment}",
        max(1, min(MOST_SALTS, MOST_NAMED // (len(bank.items) or 1))),
    )
    parts = [_named(item, *part) for item in bank.items for part in _keyed(item)]
    even: dict[str, float] = {}
    for part in parts:
        right = sum(each.times for each in part.each)
        for label in part.labels:
            even[label] = even.get(label, 0) + right / len(part.labels)
    best, least = Naming(of, 1), float("inf")
    for naming in (Naming(of, salt) for salt in range(1, most + 1)):
        lean = _lean(parts, even, naming)
        if lean < least:
            best, least = naming, lean
        if least <= EVEN:
            break
    return best


def shown(item: Item, naming: Naming = AS_AUTHORED) -> Item:
    """Return an item as a pack carries it: relabelled, without its key and without feedback."""
    lots, bare = naming.lots(item), msgspec.structs.replace(item, feedback=Feedback())
    bare = msgspec.structs.replace(bare, id=naming.item(item.id))
    match bare:
        case ChoiceItem() | OrderItem():
            return msgspec.structs.replace(bare, choices=_shown("c", bare.choices, lots))
        case TextEntryItem():
            return msgspec.structs.replace(bare, accept=())
        case NumericItem():
            return msgspec.structs.replace(bare, value=Decimal(0), tolerance=Decimal(0))
        case MatchItem():
            placed = enumerate(_placed(bare.rows, lots), 1)
            rows = (MatchItemRow(f"r{n}", row.text, "") for n, row in placed)
            targets = _shown("t", bare.targets, lots)
            return msgspec.structs.replace(bare, rows=tuple(rows), targets=targets)
        case InlineChoiceItem():
            gaps = (
                Gap(gap.id, _shown("c", gap.choices, naming.lots(item, gap.id)))
                for gap in bare.gaps
            )
            return msgspec.structs.replace(bare, gaps=tuple(gaps))


def shown_bank(bank: Quiz, naming: Naming = AS_AUTHORED) -> Quiz:
    """Return a bank as a pack carries it; where it is salted, in an order that says nothing."""
    items = [shown(item, naming) for item in bank.items]
    return Quiz(tuple(sorted(items, key=lambda item: item.id) if naming.salt else items))


def as_authored(item: Item, response: Response, naming: Naming = AS_AUTHORED) -> Response:
    """Return a response to an item as `shown` in the author's ids; strange ids stay as they are."""
    lots = naming.lots(item)
    match item:
        case ChoiceItem() | OrderItem():
            names = _names("c", item.choices, lots)
            return tuple(names.get(label, label) for label in response)
        case MatchItem():
            rows, targets = _names("r", item.rows, lots), _names("t", item.targets, lots)
            return tuple(_pair(pair, rows, targets) for pair in response)
        case InlineChoiceItem():
            choices = {
                gap.id: _names("c", gap.choices, naming.lots(item, gap.id)) for gap in item.gaps
            }
            return tuple(
                _pair(pair, {}, choices.get(pair.partition(" ")[0], {})) for pair in response
            )
    return response


class _Named(NamedTuple):
    """A choice: what follows the salt in its lot, its id, and how often it is right."""

    lot: bytes
    id: str
    times: int


class _Part(NamedTuple):
    """What is labelled together: the labels, and what gets them in the order of its lots."""

    labels: tuple[str, ...]
    each: tuple[_Named, ...]


def _lean(parts: Iterable[_Part], even: Mapping[str, float], naming: Naming) -> float:
    """Return by how many right answers some label differs from its even share."""
    right: Counter[str] = Counter()
    salted = "\x1f".join((*naming.salted(), "")).encode()
    for labels, each in parts:
        placed = sorted((hashlib.sha256(salted + lot).digest(), id_, n) for lot, id_, n in each)
        for label, (_, _, times) in zip(labels, placed, strict=True):
            right[label] += times
    return max((abs(right[label] - share) for label, share in even.items()), default=0)


def _named(
    item: Item, letter: str, parts: tuple[str, ...], choices: Sequence[Choice], right: Sequence[str]
) -> _Part:
    labels = tuple(f"{letter}{n}" for n in range(1, len(choices) + 1))
    lots = ("\x1f".join((item.id, *parts, one.text)).encode() for one in choices)
    named = (
        _Named(lot, one.id, right.count(one.id)) for lot, one in zip(lots, choices, strict=True)
    )
    return _Part(labels, tuple(named))


def _keyed(item: Item) -> Iterator[tuple[str, tuple[str, ...], Sequence[Choice], Sequence[str]]]:
    """Yield how each part of an item is labelled, its name, its choices and the right ones' ids.

    Of an order that is the one which comes first.
    """
    match item:
        case ChoiceItem():
            yield "c", (), item.choices, [c.id for c in item.choices if c.right]
        case OrderItem():
            yield "first ", (), item.choices, [c.id for c in item.choices[:1]]
        case MatchItem():
            yield "t", (), item.targets, [row.target for row in item.rows]
        case InlineChoiceItem():
            for gap in item.gaps:
                right = [choice.id for choice in gap.choices if choice.right]
                yield "gap ", (gap.id,), gap.choices, right


def _lot(*parts: str) -> bytes:
    return hashlib.sha256("\x1f".join(parts).encode()).digest()


def _placed(each: Iterable[Placed], lots: tuple[str, ...]) -> list[Placed]:
    """Return choices or rows by the lot of their texts, which says nothing of the key."""
    return sorted(each, key=lambda one: (_lot(*lots, one.text), one.id))


def _shown(letter: str, choices: Iterable[Choice], lots: tuple[str, ...]) -> tuple[Choice, ...]:
    placed = enumerate(_placed(choices, lots), 1)
    return tuple(Choice(f"{letter}{n}", one.text) for n, one in placed)


def _names(
    letter: str, each: Iterable[Choice] | Iterable[MatchItemRow], lots: tuple[str, ...]
) -> dict[str, str]:
    """Return the author's id of each label."""
    placed: Iterable[Choice | MatchItemRow] = _placed(each, lots)
    return {f"{letter}{n}": one.id for n, one in enumerate(placed, 1)}


def _pair(pair: str, firsts: Mapping[str, str], seconds: Mapping[str, str]) -> str:
    first, mark, second = pair.partition(" ")
    return f"{firsts.get(first, first)}{mark}{seconds.get(second, second)}"
