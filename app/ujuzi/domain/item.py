"""Quiz items by QTI interaction, and the one rule that grades a response.

A response is a tuple of strings, whatever the interaction:

    choice         the ids of the chosen choices, in any order
    text-entry     one string, what was typed
    numeric        one string, what was typed
    order          the ids of all choices, in the order given
    match          one string a row, "row-id target-id", in any order
    inline-choice  one string a gap, "gap-id choice-id", in any order

Grading is all or nothing: a score is the number of items fully right (QTI 3.0 match_correct).
Reads nothing; shuffling takes the random source it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Context, Decimal
from random import Random
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import msgspec

from ujuzi.domain.first_grading import first_comparable, first_number
from ujuzi.domain.later import passed_over
from ujuzi.domain.number import CHARACTERS_MOST, parted, read_answer
from ujuzi.domain.text import comparable, unended

Response: TypeAlias = tuple[str, ...]
Difficulty: TypeAlias = Literal[1, 2, 3]
"""1 is easy, 2 medium, 3 hard."""

GRADING = 2
"""The version of the rules that grade: 1 knew no unit, and read 1,000 as 1 (`first_grading`)."""

GAP = re.compile(r"\{\{([a-z0-9]+(?:-[a-z0-9]+)*)\}\}")
"""A gap in the prompt of an inline-choice item, and its id."""
DIGITS_MOST = 30
"""Of a figure of a numeric item, on each side of the point."""
_EXACT = Context(prec=4 * max(CHARACTERS_MOST, DIGITS_MOST))
"""Rounds nothing that a numeric item or a response may hold."""


class Feedback(msgspec.Struct, frozen=True, omit_defaults=True):
    """Markdown shown once an item is answered."""

    right: str = ""
    wrong: str = ""


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing to choose; `right` and `feedback` mean something in choices and gaps only."""

    id: str
    text: str
    right: bool = False
    feedback: str = ""


class MatchItemRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a match item, and the id of the target that belongs to it."""

    id: str
    text: str
    target: str


class Gap(msgspec.Struct, frozen=True, omit_defaults=True):
    """One gap of an inline-choice item; one of its choices is right."""

    id: str
    choices: tuple[Choice, ...]


class ItemBase(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="type"):
    """What every item has: `prompt` is Markdown."""

    id: str
    prompt: str
    competency: str = ""
    difficulty: Difficulty | None = None
    feedback: Feedback = Feedback()

    @property
    def cell(self) -> tuple[str, Difficulty | None]:
        """Of what a blueprint counts it: its competency and difficulty."""
        return self.competency, self.difficulty


class ChoiceItem(ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="choice"):
    """QTI choice interaction, one or (`multiple`) several right answers."""

    choices: tuple[Choice, ...]
    multiple: bool = False


class TextEntryItem(ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="text-entry"):
    """QTI text-entry interaction; compared without outer spaces, case and accents as it says.

    End punctuation, and a unit after a number, are forgiven where the accepted answer has none.
    """

    accept: tuple[str, ...]
    case_sensitive: bool = False
    accent_sensitive: bool = False

    def accepts(self, given: str, grading: int = GRADING) -> bool:
        """Whether what was typed is an accepted answer."""
        if grading == 1:
            rules = {"keep_case": self.case_sensitive, "keep_accents": self.accent_sensitive}
            typed = first_comparable(given, **rules)
            return any(first_comparable(each, **rules) == typed for each in self.accept)
        return any(self._agree(accepted, given) for accepted in self.accept)

    def _agree(self, accepted: str, given: str) -> bool:
        wanted, typed = self._compared(accepted), self._compared(given)
        if wanted in {typed, unended(typed)}:
            return True
        number, unit = parted(accepted)
        given_number, given_unit = parted(given)
        return (
            number != ""
            and number == given_number
            and self._compared(unit) in {"", self._compared(given_unit)}
        )

    def _compared(self, text: str) -> str:
        return comparable(text, keep_case=self.case_sensitive, keep_accents=self.accent_sensitive)


class NumericItem(ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="numeric"):
    """QTI text-entry interaction of a number; right within the absolute `tolerance`.

    Both figures are finite, of at most DIGITS_MOST digits before and after the point.
    """

    value: Decimal
    tolerance: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Raise ValueError for figures out of bounds."""
        for figure in (self.value, self.tolerance):
            if not is_exact(figure):
                raise ValueError(f"expected a number of at most {DIGITS_MOST} digits")

    def accepts(self, given: str, grading: int = GRADING) -> bool:
        """Whether what was typed is a number near enough."""
        number = first_number(given) if grading == 1 else read_answer(given)
        return number is not None and abs(_EXACT.subtract(number, self.value)) <= self.tolerance


class OrderItem(ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="order"):
    """QTI order interaction; `choices` stand in the right order."""

    choices: tuple[Choice, ...]


class MatchItem(ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="match"):
    """QTI match interaction; several rows may share a target."""

    targets: tuple[Choice, ...]
    rows: tuple[MatchItemRow, ...]


class InlineChoiceItem(
    ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="inline-choice"
):
    """QTI inline-choice interaction: `prompt` holds each gap once, written `{{gap-id}}`."""

    gaps: tuple[Gap, ...]


Item: TypeAlias = (
    ChoiceItem | TextEntryItem | NumericItem | OrderItem | MatchItem | InlineChoiceItem
)


_TYPES = {each.__struct_config__.tag for each in get_args(Item)}


class Quiz(msgspec.Struct, frozen=True, omit_defaults=True):
    """A practice quiz: its items in the order of study."""

    items: tuple[Item, ...]


class Questions(NamedTuple):
    """The items of a quiz or a bank, as far as this program knows their types.

    `left_out` counts the items of types that it does not know; `is_whole` says that nothing was
    passed over: no item, and no field of one.
    """

    items: tuple[Item, ...]
    left_out: int
    is_whole: bool


def read_questions(data: bytes) -> Questions:
    """Return what is in the JSON of a `Quiz`, also where a later version of the program wrote it.

    Raises what msgspec raises.
    """
    said = msgspec.json.decode(data, type=_Said)
    known = [each for each in said.items if msgspec.convert(each, _Typed).type in _TYPES]
    quiz = msgspec.json.decode(msgspec.json.encode(_Said(known)), type=Quiz)
    left_out = len(said.items) - len(known)
    more = any(passed_over(msgspec.json.decode(data), quiz))
    return Questions(quiz.items, left_out, is_whole=not left_out and not more)


class _Said(msgspec.Struct):
    items: list[dict[str, Any]]


class _Typed(msgspec.Struct):
    type: str


class Outcome(msgspec.Struct, frozen=True):
    """What grading says of one response; `feedback` is Markdown, in the order to show it.

    `about` says of which choice each feedback speaks, as Markdown; empty where only one was made.
    """

    right: bool
    feedback: tuple[str, ...]
    about: tuple[str, ...] = ()


def right_response(item: Item) -> Response:
    """Return a response that is fully right."""
    match item:
        case ChoiceItem():
            return tuple(choice.id for choice in item.choices if choice.right)
        case TextEntryItem():
            return item.accept[:1]
        case NumericItem():
            return (f"{item.value:f}",)
        case OrderItem():
            return tuple(choice.id for choice in item.choices)
        case MatchItem():
            return tuple(f"{row.id} {row.target}" for row in item.rows)
        case InlineChoiceItem():
            return tuple(f"{gap.id} {c.id}" for gap in item.gaps for c in gap.choices if c.right)


def is_right(item: Item, response: Response, grading: int = GRADING) -> bool:
    """Whether the response is fully right, by the rules of a version of `GRADING`."""
    match item:
        case TextEntryItem() | NumericItem():
            return len(response) == 1 and item.accepts(response[0], grading)
        case OrderItem():
            return response == right_response(item)
        case ChoiceItem() | MatchItem() | InlineChoiceItem():
            return len(response) == len(set(response)) and set(response) == set(
                right_response(item)
            )


def grade(item: Item, response: Response, right: bool | None = None) -> Outcome:
    """Grade one response; where choices were made, the feedback is theirs if they have any.

    `right` is what grading said of it when it was given, where it was: that stands.
    """
    right = is_right(item, response) if right is None else right
    said = tuple(_said(item, response))
    if said:
        several = len(response) > 1
        feedback = tuple(choice.feedback for choice in said)
        return Outcome(right, feedback, tuple(choice.text for choice in said) if several else ())
    general: Literal["right", "wrong"] = "right" if right else "wrong"
    text = getattr(item.feedback, general)
    return Outcome(right, (text,) if text else ())


def texts_of(item: Item) -> Iterator[str]:
    """Yield every Markdown text of an item, empty ones too."""
    yield from (item.prompt, item.feedback.right, item.feedback.wrong)
    choices: tuple[Choice, ...] = ()
    match item:
        case ChoiceItem() | OrderItem():
            choices = item.choices
        case MatchItem():
            choices = item.targets
            yield from (row.text for row in item.rows)
        case InlineChoiceItem():
            choices = tuple(choice for gap in item.gaps for choice in gap.choices)
    for choice in choices:
        yield from (choice.text, choice.feedback)


def shuffled(item: OrderItem, random: Random) -> tuple[Choice, ...]:
    """Return the choices in an order to show: never the right one, where there is another."""
    choices = list(item.choices)
    while len(choices) > 1 and choices == list(item.choices):
        random.shuffle(choices)
    return tuple(choices)


def is_exact(figure: Decimal) -> bool:
    """Whether a figure is finite and has no more digits than a numeric item may have."""
    _, digits, exponent = figure.as_tuple()
    return (
        isinstance(exponent, int)
        and exponent >= -DIGITS_MOST
        and len(digits) + max(exponent, 0) <= DIGITS_MOST
    )


def _said(item: Item, response: Response) -> Iterator[Choice]:
    """Yield the choices made that have feedback."""
    match item:
        case ChoiceItem():
            yield from (c for c in item.choices if c.id in response and c.feedback)
        case InlineChoiceItem():
            for gap in item.gaps:
                made = (choice for choice in gap.choices if f"{gap.id} {choice.id}" in response)
                yield from (choice for choice in made if choice.feedback)
