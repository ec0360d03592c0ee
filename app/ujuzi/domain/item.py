"""Quiz items by QTI interaction, and the one rule that grades a response.

A response is a tuple of strings, whatever the interaction:

    choice       the ids of the chosen choices, in any order
    text-entry   one string, what was typed
    order        the ids of all choices, in the order given
    match        one string a row, "row-id target-id", in any order

Grading is all or nothing: a score is the number of items fully right (QTI 3.0 match_correct).
Reads nothing; shuffling takes the random source it is given.
"""

from __future__ import annotations

from random import Random
from typing import Literal, TypeAlias

import msgspec

from ujuzi.domain.text import comparable

Response: TypeAlias = tuple[str, ...]


class Feedback(msgspec.Struct, frozen=True, omit_defaults=True):
    """Markdown shown once an item is answered."""

    right: str = ""
    wrong: str = ""


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing to choose; `right` and `feedback` mean something in a choice item only."""

    id: str
    text: str
    right: bool = False
    feedback: str = ""


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a match item, and the id of the target that belongs to it."""

    id: str
    text: str
    target: str


class ItemBase(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="type"):
    """What every item has: `prompt` is Markdown."""

    id: str
    prompt: str
    competency: str = ""
    feedback: Feedback = Feedback()


class ChoiceItem(ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="choice"):
    """QTI choice interaction, one or (`multiple`) several right answers."""

    choices: tuple[Choice, ...]
    multiple: bool = False


class TextEntryItem(ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="text-entry"):
    """QTI text-entry interaction; compared without case, accents and outer spaces."""

    accept: tuple[str, ...]


class OrderItem(ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="order"):
    """QTI order interaction; `choices` stand in the right order."""

    choices: tuple[Choice, ...]


class MatchItem(ItemBase, frozen=True, omit_defaults=True, kw_only=True, tag="match"):
    """QTI match interaction; several rows may share a target."""

    targets: tuple[Choice, ...]
    rows: tuple[Row, ...]


Item: TypeAlias = ChoiceItem | TextEntryItem | OrderItem | MatchItem


class Quiz(msgspec.Struct, frozen=True, omit_defaults=True):
    """A practice quiz: its items in the order of study."""

    items: tuple[Item, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What grading says of one response; `feedback` is Markdown, in the order to show it."""

    right: bool
    feedback: tuple[str, ...]


def right_response(item: Item) -> Response:
    """Return a response that is fully right."""
    match item:
        case ChoiceItem():
            return tuple(choice.id for choice in item.choices if choice.right)
        case TextEntryItem():
            return item.accept[:1]
        case OrderItem():
            return tuple(choice.id for choice in item.choices)
        case MatchItem():
            return tuple(f"{row.id} {row.target}" for row in item.rows)


def is_right(item: Item, response: Response) -> bool:
    """Whether the response is fully right."""
    match item:
        case TextEntryItem():
            given = comparable(response[0]) if len(response) == 1 else ""
            return any(comparable(accepted) == given for accepted in item.accept)
        case OrderItem():
            return response == right_response(item)
        case ChoiceItem() | MatchItem():
            return len(response) == len(set(response)) and set(response) == set(
                right_response(item)
            )


def grade(item: Item, response: Response) -> Outcome:
    """Grade one response; a choice item's feedback is that of the choices made."""
    right = is_right(item, response)
    if isinstance(item, ChoiceItem):
        said = tuple(c.feedback for c in item.choices if c.id in response and c.feedback)
        if said:
            return Outcome(right, said)
    general: Literal["right", "wrong"] = "right" if right else "wrong"
    text = getattr(item.feedback, general)
    return Outcome(right, (text,) if text else ())


def shuffled(item: OrderItem, random: Random) -> tuple[Choice, ...]:
    """Return the choices in an order to show: never the right one, where there is another."""
    choices = list(item.choices)
    while len(choices) > 1 and choices == list(item.choices):
        random.shuffle(choices)
    return tuple(choices)
