"""One question of a quiz or a bank, read from YAML, every mistake noted with its line.

The format is described in resources/help/authoring.md. In a bank every question names its
competency and its difficulty; in a quiz every choice should have a feedback.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from ujuzi.authoring.marks import PLAIN_MARKS
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.yaml_source import Entry
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
    OrderItem,
    TextEntryItem,
    is_exact,
)
from ujuzi.domain.text import comparable
from ujuzi.packs.manifest import ID

COMPETENCY = re.compile(r"[a-z0-9-]+:[A-Za-z0-9._-]+")
COMPETENCY_EXPECTED = "a competency, such as unesco-ai-cft:1.1"
ID_EXPECTED = "lower-case letters, digits and hyphens, such as who-decides"
CHOICE_EXPECTED = "choices, each with id and text"
DIFFICULTIES: dict[float, Difficulty] = {1: 1, 2: 2, 3: 3}


@dataclass(frozen=True, slots=True)
class ItemText:
    """One Markdown text of an item, and the line where it stands."""

    text: str
    line: int


class _Stem(TypedDict):
    """What every item has."""

    id: str
    prompt: str
    competency: str
    difficulty: Difficulty | None
    feedback: Feedback


class ItemReader:
    """Reads the items of one file; collects the lines of their ids, and their texts."""

    def __init__(
        self, findings: Findings, file: str, *, of_bank: bool, asks_feedback: bool
    ) -> None:
        self._findings = findings
        self._file = file
        self._of_bank = of_bank
        self._asks_feedback = asks_feedback
        self.item_lines: list[tuple[str, int]] = []
        self.texts: list[ItemText] = []
        self.competencies: list[tuple[str, int]] = []
        self.lessons: list[tuple[str, str, int]] = []

    def item(self, entry: Entry) -> Item | None:
        """Return the item, or None where its type is not known."""
        kinds: dict[str, Callable[[Entry, _Stem], Item]] = {
            "choice": self._choice,
            "text-entry": self._text_entry,
            "numeric": self._numeric,
            "order": self._order,
            "match": self._match,
            "inline-choice": self._inline_choice,
        }
        stem = self._stem(entry)
        kind = entry.one_of("type", kinds.keys())
        if kind is None:
            return None
        item = kinds[kind](entry, stem)
        if kind != "inline-choice" and (found := GAP.search(item.prompt)):
            entry.warn(
                f"prompt: {found[0]} is shown as it stands: only inline-choice has gaps", "prompt"
            )
        if self._asks_feedback and (unsaid := _unsaid(item)):
            self._findings.warn(self._file, entry.line(), f"question {item.id!r} {unsaid}: say why")
        entry.finish()
        return item

    def _stem(self, entry: Entry) -> _Stem:
        item_id = entry.text("id", pattern=ID, expected=ID_EXPECTED)
        self.item_lines.append((item_id, entry.line("id")))
        required = self._of_bank
        found = entry.number(
            "difficulty", None if required else 0, least=1, most=len(DIFFICULTIES), whole=True
        )
        competency = entry.text(
            "competency",
            None if required else "",
            pattern=COMPETENCY,
            expected=COMPETENCY_EXPECTED,
        )
        self.competencies.append((competency, entry.line("competency")))
        if lesson := entry.text("lesson", "", pattern=ID, expected=ID_EXPECTED):
            self.lessons.append((item_id, lesson, entry.line("lesson")))
        return {
            "id": item_id,
            "prompt": self._text(entry, "prompt"),
            "competency": competency,
            "difficulty": DIFFICULTIES.get(found),
            "feedback": self._feedback(entry),
        }

    def _choice(self, entry: Entry, stem: _Stem) -> ChoiceItem:
        choices = self._choices(entry, "choices", graded=True)
        multiple = entry.truth("multiple", default=False)
        advice = "; write `multiple: true` where several are right"
        self._check_right(entry, choices, several=multiple, advice=advice)
        return ChoiceItem(**stem, choices=choices, multiple=multiple)

    def _text_entry(self, entry: Entry, stem: _Stem) -> TextEntryItem:
        accept = entry.texts("accept", expected="accepted answers", required=True)
        for answer in accept:
            if answer.strip() and not comparable(answer):
                entry.mistake(f"accept: expected letters or digits, found {answer!r}", "accept")
            elif found := PLAIN_MARKS.search(answer):
                entry.warn(
                    f"accept: {answer!r} is compared as it stands, and nobody types {found[0]}",
                    "accept",
                )
        return TextEntryItem(
            **stem,
            accept=accept,
            case_sensitive=entry.truth("case_sensitive", default=False),
            accent_sensitive=entry.truth("accent_sensitive", default=False),
        )

    def _numeric(self, entry: Entry, stem: _Stem) -> NumericItem:
        tolerance = self._figure(entry, "tolerance", Decimal(0))
        if tolerance < 0:
            entry.mistake(f"tolerance: expected 0 or more, found {tolerance}", "tolerance")
        return NumericItem(**stem, value=self._figure(entry, "value"), tolerance=tolerance)

    def _order(self, entry: Entry, stem: _Stem) -> OrderItem:
        return OrderItem(**stem, choices=self._choices(entry, "choices"))

    def _match(self, entry: Entry, stem: _Stem) -> MatchItem:
        targets = self._choices(entry, "targets")
        known = {target.id for target in targets}
        rows: list[MatchItemRow] = []
        for row in entry.entries("rows", expected="rows, each with id, text and target"):
            row_id = row.text("id", pattern=ID, expected=ID_EXPECTED)
            target = row.text("target", expected="the id of a target")
            if target and target not in known:
                row.mistake(f"target: there is no target {target!r}", "target")
            rows.append(MatchItemRow(row_id, self._text(row, "text"), target))
            row.finish()
        self._check_ids(entry, "rows", [row.id for row in rows])
        return MatchItem(**stem, targets=targets, rows=tuple(rows))

    def _inline_choice(self, entry: Entry, stem: _Stem) -> InlineChoiceItem:
        gaps: list[Gap] = []
        for each in entry.entries("gaps", expected="gaps, each with id and choices"):
            gap = Gap(
                each.text("id", pattern=ID, expected=ID_EXPECTED),
                self._choices(each, "choices", graded=True),
            )
            self._check_right(each, gap.choices)
            each.finish()
            gaps.append(gap)
        self._check_ids(entry, "gaps", [gap.id for gap in gaps])
        written = Counter(GAP.findall(stem["prompt"]))
        known = {gap.id for gap in gaps}
        for gap_id in sorted(known | set(written)):
            if gap_id not in known:
                entry.mistake(f"prompt: there is no gap {gap_id!r}", "prompt")
            elif written[gap_id] != 1:
                found = written[gap_id]
                sentence = f"prompt: expected {{{{{gap_id}}}}} once, found it {found} times"
                entry.mistake(sentence, "prompt")
        return InlineChoiceItem(**stem, gaps=tuple(gaps))

    def _choices(self, entry: Entry, key: str, *, graded: bool = False) -> tuple[Choice, ...]:
        choices = []
        for each in entry.entries(key, expected=CHOICE_EXPECTED):
            choice = Choice(
                id=each.text("id", pattern=ID, expected=ID_EXPECTED),
                text=self._text(each, "text"),
                right=each.truth("right", default=False) if graded else False,
                feedback=self._text(each, "feedback", required=False) if graded else "",
            )
            if graded and not choice.feedback and self._asks_feedback:
                self._findings.warn(
                    self._file, each.line(), f"choice {choice.id!r} has no feedback"
                )
            each.finish()
            choices.append(choice)
        if len(choices) == 1:
            entry.mistake(f"{key}: expected at least 2, found 1", key)
        self._check_ids(entry, key, [choice.id for choice in choices])
        return tuple(choices)

    def _check_right(
        self, entry: Entry, choices: tuple[Choice, ...], *, several: bool = False, advice: str = ""
    ) -> None:
        right = sum(choice.right for choice in choices)
        if choices and right == 0:
            entry.mistake("choices: expected `right: true` on the right answer", "choices")
        if right > 1 and not several:
            entry.mistake(f"choices: expected one right answer, found {right}{advice}", "choices")

    def _check_ids(self, entry: Entry, key: str, ids: list[str]) -> None:
        for each, times in Counter(ids).items():
            if each and times > 1:
                entry.mistake(f"{key}: the id {each!r} stands there twice", key)

    def _feedback(self, entry: Entry) -> Feedback:
        found = entry.entry("feedback", expected="`right:` and `wrong:`, each with a text")
        if found is None:
            return Feedback()
        feedback = Feedback(
            right=self._text(found, "right", required=False),
            wrong=self._text(found, "wrong", required=False),
        )
        found.finish()
        return feedback

    def _figure(self, entry: Entry, key: str, default: Decimal | None = None) -> Decimal:
        figure = entry.decimal(key, default)
        if not is_exact(figure):
            entry.mistake(f"{key}: expected at most {DIGITS_MOST} digits", key)
            return Decimal(0)
        return figure

    def _text(self, entry: Entry, key: str, *, required: bool = True) -> str:
        text = entry.text(key, None if required else "")
        if text:
            self.texts.append(ItemText(text, entry.text_line(key)))
        return text


def lacks_feedback(item: Item) -> bool:
    """Whether some answer to an item is met with silence."""
    match item:
        case ChoiceItem():
            choices = item.choices
        case InlineChoiceItem():
            choices = tuple(choice for gap in item.gaps for choice in gap.choices)
        case _:
            return bool(_unsaid(item))
    return not all(choice.feedback for choice in choices)


def _unsaid(item: Item) -> str:
    """Return what an item without such choices says nothing to, in words."""
    if isinstance(item, ChoiceItem | InlineChoiceItem):
        return ""
    match bool(item.feedback.right), bool(item.feedback.wrong):
        case False, False:
            return "has no feedback"
        case False, True:
            return "has no feedback for a right answer"
        case True, False:
            return "has no feedback for a wrong answer"
    return ""
