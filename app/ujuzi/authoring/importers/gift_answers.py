"""What stands between the braces of a GIFT question, made into an item.

Whatever has no item that grades alike is told and left out: essays, wildcards, several answers of
which any one is right, and parts of a mark, for an item is right as a whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from typing import TypedDict

from ujuzi.authoring.importers.gift_text import (
    HOLE,
    TextFormat,
    as_markdown,
    bare,
    markdown,
    plain,
    split_format,
)
from ujuzi.domain.item import (
    DIGITS_MOST,
    GAP,
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
    TextEntryItem,
    is_exact,
)
from ujuzi.domain.number import is_ambiguous, read_number
from ujuzi.domain.text import comparable

BLANK = r"\_\_\_\_\_"
"""What stands for the braces where an answer is not chosen inside the sentence."""
TRUE, FALSE = "True", "False"
FULL = Decimal(100)
ARROW = "->"
ELSE = ("*", "")
"""Answers that everything else matches."""

LETTERS = 26

_EXACT = Context(prec=8 * DIGITS_MOST)
_WILDCARD = re.compile(r"(?<!\\)\*")
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,7})?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


class Stem(TypedDict):
    """What is known of an item besides its words."""

    id: str
    competency: str
    difficulty: Difficulty | None


class NotImportedError(Exception):
    """The question has no item that would grade alike; the message says why."""


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """One answer, its texts held: `weight` is its part of the mark, in per cent."""

    marked_right: bool
    weight: Decimal
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question around its braces, and who hears what is lost of it.

    `text` is held, and has HOLE where the braces stand inside the sentence.
    """

    stem: Stem
    text: str
    text_format: TextFormat
    lose: Callable[[str], None]

    def words(self, text: str) -> str:
        """Return a held text as Markdown."""
        text_format, rest = split_format(text, self.text_format)
        return markdown(rest, text_format, self.lose)

    def bare(self, text: str) -> str:
        """Return a held text that has no format of its own as Markdown."""
        if self.text_format == "markdown":
            return markdown(text, "markdown", self.lose)
        return as_markdown(bare(text, self.text_format).strip())

    def prompt(self, hole: str = BLANK) -> str:
        """Return the question as Markdown."""
        return self.words(self.text).replace(HOLE, hole)


def item_of(asked: Asked, block: str) -> Item:
    """Return the item of a question and its answers.

    Raises NotImportedError.
    """
    answers, marked, general = block.rpartition("####")
    if not marked:
        answers, general = block, ""
    said = asked.words(general)
    feedback = Feedback(said, said)
    head = answers.strip()
    if not head:
        raise NotImportedError("an essay: nothing here grades free text")
    if head.startswith("#"):
        return _numeric(asked, head[1:], feedback)
    truth = _TRUTH.get(head.partition("#")[0].strip().upper())
    if truth is not None:
        return _true_false(asked, head, feedback, right=truth)
    found = _answers(head, equals_weighted="~" not in head)
    if all(each.marked_right for each in found):
        if any(ARROW in each.text for each in found):
            return _match(asked, found, feedback)
        return _text_entry(asked, found, feedback)
    return _choice(asked, found, feedback)


def _answers(head: str, *, equals_weighted: bool = True) -> list[GiftAnswer]:
    """Return the answers that `=` and `~` begin; among choices, `=` is all of the mark."""
    first, *rest = re.split(r"([=~])", head)
    if first.strip() or not rest:
        raise NotImportedError("expected = or ~ before each answer")
    found = []
    for sign, body in zip(rest[::2], rest[1::2], strict=True):
        weight = _WEIGHT.match(body) if sign == "~" or equals_weighted else None
        text, _, feedback = body[weight.end() if weight else 0 :].partition("#")
        default = FULL if sign == "=" else Decimal(0)
        worth = Decimal(weight[1]) if weight else default
        found.append(GiftAnswer(sign == "=", worth, text.strip(), feedback))
    return found


def _true_false(asked: Asked, head: str, feedback: Feedback, *, right: bool) -> ChoiceItem:
    _, _, said = head.partition("#")
    when_wrong, _, when_right = said.partition("#")
    told = {right: asked.words(when_right), not right: asked.words(when_wrong)}
    choices = (
        Choice("true", TRUE, right=right, feedback=told[True]),
        Choice("false", FALSE, right=not right, feedback=told[False]),
    )
    return ChoiceItem(**asked.stem, prompt=asked.prompt(), feedback=feedback, choices=choices)


def _choice(asked: Asked, found: list[GiftAnswer], feedback: Feedback) -> Item:
    signs = sum(each.marked_right for each in found)
    if signs > 1:
        raise NotImportedError("several answers of which any one is right")
    multiple = signs == 0
    right = [each.weight > 0 if multiple else each.marked_right for each in found]
    if len(found) < 2 or not any(right):
        raise NotImportedError("expected two answers or more, and one of them right")
    if len({each.weight for each, is_right in zip(found, right, strict=True) if is_right}) > 1:
        asked.lose("the parts of the mark are not kept: it is right as a whole or not at all")
    if not multiple and any(0 < each.weight < FULL for each in found):
        asked.lose("the part of the mark for an answer that is not quite right is not kept")
    choices = tuple(
        Choice(_letter(number), asked.words(each.text), right=is_right,
               feedback=asked.words(each.feedback))
        for number, (each, is_right) in enumerate(zip(found, right, strict=True))
    )  # fmt: skip
    if not all(choice.text for choice in choices):
        raise NotImportedError("an answer has no text")
    if multiple or HOLE not in asked.text:
        return ChoiceItem(
            **asked.stem,
            prompt=asked.prompt(),
            feedback=feedback,
            choices=choices,
            multiple=multiple,
        )
    if GAP.search(asked.prompt()):
        raise NotImportedError("another gap, in double braces")
    prompt = asked.prompt("{{gap}}")
    gaps = (Gap("gap", choices),)
    return InlineChoiceItem(**asked.stem, prompt=prompt, feedback=feedback, gaps=gaps)


def _match(asked: Asked, found: list[GiftAnswer], feedback: Feedback) -> MatchItem:
    targets: dict[str, str] = {}
    rows: list[MatchItemRow] = []
    for each in found:
        left, _, right = each.text.partition(ARROW)
        text, target = asked.words(left), asked.bare(right)
        if not target:
            raise NotImportedError("a pair lacks its second half")
        target_id = targets.setdefault(target, f"t{len(targets) + 1}")
        if text:
            rows.append(MatchItemRow(f"r{len(rows) + 1}", text, target_id))
    if len(targets) < 2 or not rows:
        raise NotImportedError("expected two different pairs or more")
    return MatchItem(
        **asked.stem,
        prompt=asked.prompt(),
        feedback=feedback,
        targets=tuple(Choice(target_id, text) for text, target_id in targets.items()),
        rows=tuple(rows),
    )


def _text_entry(asked: Asked, found: list[GiftAnswer], feedback: Feedback) -> TextEntryItem:
    full, told = _told(asked, found, feedback)
    accept = []
    for each in full:
        text = bare(each.text, asked.text_format).strip()
        if _WILDCARD.search(text):
            asked.lose(f"the answer {text}: its * stands for anything")
        elif not comparable(text):
            asked.lose("an answer without letters and digits")
        else:
            accept.append(text.replace(r"\*", "*"))
    if not accept:
        raise NotImportedError("no answer can be compared")
    return TextEntryItem(
        **asked.stem, prompt=asked.prompt(), feedback=told, accept=tuple(dict.fromkeys(accept))
    )


def _numeric(asked: Asked, head: str, feedback: Feedback) -> NumericItem:
    found = _answers(head if head.lstrip()[:1] in {"=", "~"} else f"={head}")
    full, told = _told(asked, found, feedback)
    if len(full) != 1:
        raise NotImportedError("expected one number that is right")
    value, tolerance = _figures(full[0].text)
    return NumericItem(
        **asked.stem, prompt=asked.prompt(), feedback=told, value=value, tolerance=tolerance
    )


def _told(
    asked: Asked, found: list[GiftAnswer], general: Feedback
) -> tuple[list[GiftAnswer], Feedback]:
    """Return the answers of full mark, and what is said when one is given and when none is."""
    full = [each for each in found if each.weight == FULL and each.text not in ELSE]
    others = [each for each in found if each.weight == 0 and each.text in ELSE]
    if len(full) + len(others) < len(found):
        asked.lose("an answer for a part of the mark is not kept")
    when_right = {asked.words(each.feedback) for each in full}
    if len(when_right) > 1:
        asked.lose("what is said of each answer is not kept")
    right = when_right.pop() if len(when_right) == 1 else ""
    wrong = asked.words(others[0].feedback) if others else ""
    return full, Feedback(_joined(right, general.right), _joined(wrong, general.wrong))


def _figures(text: str) -> tuple[Decimal, Decimal]:
    """Return the value and tolerance of `3.5`, `3.5:0.1` or `3.4..3.6`."""
    low, dots, high = plain(text).partition("..")
    if dots:
        least, most = _figure(low), _figure(high)
        value = _EXACT.divide(_EXACT.add(least, most), Decimal(2))
        tolerance = _EXACT.divide(_EXACT.subtract(most, least), Decimal(2))
    else:
        number, _, near = plain(text).partition(":")
        value, tolerance = _figure(number), _figure(near) if near.strip() else Decimal(0)
    if not is_exact(value) or not is_exact(tolerance) or tolerance < 0:
        raise NotImportedError("a range that is no range")
    return value, tolerance


def _figure(text: str) -> Decimal:
    if is_ambiguous(text):
        digits = text.strip().replace(",", "")
        point = text.strip().replace(",", ".")
        raise NotImportedError(f"{text.strip()} may be {digits} or {point}: write one of them")
    figure = read_number(text)
    try:
        figure = Decimal(text.strip()) if figure is None else figure
    except InvalidOperation:
        raise NotImportedError("expected a number") from None
    if not is_exact(figure):
        raise NotImportedError(f"expected a number of at most {DIGITS_MOST} digits")
    return figure


def _joined(*texts: str) -> str:
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _letter(number: int) -> str:
    """Return the id of a choice: a to z, then c27 and on."""
    return chr(ord("a") + number) if number < LETTERS else f"c{number + 1}"
