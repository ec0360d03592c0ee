"""A quiz file, read into items, every mistake noted with its line.

The format is described in resources/help/authoring.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ujuzi.domain.item import (
    Choice,
    ChoiceItem,
    Feedback,
    Item,
    MatchItem,
    OrderItem,
    Quiz,
    Row,
    TextEntryItem,
)
from ujuzi.domain.text import comparable
from ujuzi.packs.manifest import ID
from ujuzi.packs.mistakes import Findings
from ujuzi.packs.yaml_source import Entry, read_yaml

COMPETENCY = re.compile(r"[a-z0-9-]+:[A-Za-z0-9._-]+")
COMPETENCY_EXPECTED = "a competency, such as unesco-ai-cft:1.1"
ID_EXPECTED = "lower-case letters, digits and hyphens, such as who-decides"
CHOICE_EXPECTED = "choices, each with id and text"


@dataclass(frozen=True, slots=True)
class QuizText:
    """One Markdown text of a quiz, and the line where it stands."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class QuizSource:
    """A quiz, the line of each item's id, and its texts for checking."""

    quiz: Quiz
    item_lines: tuple[tuple[str, int], ...]
    texts: tuple[QuizText, ...]


def read_quiz(data: bytes, file: str, findings: Findings) -> QuizSource:
    """Return the quiz; what cannot be understood is left out and noted."""
    reader = _QuizReader(findings, file)
    top = read_yaml(data, file, findings, "`items:` and a list of questions")
    items = []
    if top is not None:
        for entry in top.entries("items", expected="questions"):
            item = reader.item(entry)
            if item is not None:
                entry.finish()
                items.append(item)
        top.finish()
    return QuizSource(Quiz(tuple(items)), tuple(reader.item_lines), tuple(reader.texts))


class _QuizReader:
    def __init__(self, findings: Findings, file: str) -> None:
        self._findings = findings
        self._file = file
        self.item_lines: list[tuple[str, int]] = []
        self.texts: list[QuizText] = []

    def item(self, entry: Entry) -> Item | None:
        """Return the item, or None where its type is not known."""
        kinds: dict[str, Callable[[Entry, str, str, str, Feedback], Item]] = {
            "choice": self._choice,
            "text-entry": self._text_entry,
            "order": self._order,
            "match": self._match,
        }
        item_id = entry.text("id", pattern=ID, expected=ID_EXPECTED)
        self.item_lines.append((item_id, entry.line("id")))
        prompt = self._text(entry, "prompt")
        competency = entry.text("competency", "", pattern=COMPETENCY, expected=COMPETENCY_EXPECTED)
        feedback = self._feedback(entry)
        kind = entry.one_of("type", kinds.keys())
        return kinds[kind](entry, item_id, prompt, competency, feedback) if kind else None

    def _choice(
        self, entry: Entry, item_id: str, prompt: str, competency: str, feedback: Feedback
    ) -> ChoiceItem:
        choices = self._choices(entry, "choices", least=2, graded=True)
        multiple = entry.truth("multiple", default=False)
        right = sum(choice.right for choice in choices)
        if choices and right == 0:
            entry.mistake("choices: expected `right: true` on the right answer", "choices")
        if right > 1 and not multiple:
            entry.mistake(
                f"choices: expected one right answer, found {right};"
                " write `multiple: true` where several are right",
                "choices",
            )
        return ChoiceItem(
            id=item_id,
            prompt=prompt,
            competency=competency,
            feedback=feedback,
            choices=choices,
            multiple=multiple,
        )

    def _text_entry(
        self, entry: Entry, item_id: str, prompt: str, competency: str, feedback: Feedback
    ) -> TextEntryItem:
        accept = entry.texts("accept", expected="accepted answers", required=True)
        for answer in accept:
            if answer.strip() and not comparable(answer):
                entry.mistake(f"accept: expected letters or digits, found {answer!r}", "accept")
        return TextEntryItem(
            id=item_id, prompt=prompt, competency=competency, feedback=feedback, accept=accept
        )

    def _order(
        self, entry: Entry, item_id: str, prompt: str, competency: str, feedback: Feedback
    ) -> OrderItem:
        choices = self._choices(entry, "choices", least=2)
        return OrderItem(
            id=item_id, prompt=prompt, competency=competency, feedback=feedback, choices=choices
        )

    def _match(
        self, entry: Entry, item_id: str, prompt: str, competency: str, feedback: Feedback
    ) -> MatchItem:
        targets = self._choices(entry, "targets", least=2)
        known = {target.id for target in targets}
        rows: list[Row] = []
        for row in entry.entries("rows", expected="rows, each with id, text and target"):
            row_id = row.text("id", pattern=ID, expected=ID_EXPECTED)
            target = row.text("target", expected="the id of a target")
            if target and target not in known:
                row.mistake(f"target: there is no target {target!r}", "target")
            rows.append(Row(row_id, self._text(row, "text"), target))
            row.finish()
        self._check_ids(entry, "rows", [row.id for row in rows])
        return MatchItem(
            id=item_id,
            prompt=prompt,
            competency=competency,
            feedback=feedback,
            targets=targets,
            rows=tuple(rows),
        )

    def _choices(
        self, entry: Entry, key: str, *, least: int, graded: bool = False
    ) -> tuple[Choice, ...]:
        choices = []
        for each in entry.entries(key, expected=CHOICE_EXPECTED):
            choice = Choice(
                id=each.text("id", pattern=ID, expected=ID_EXPECTED),
                text=self._text(each, "text"),
                right=each.truth("right", default=False) if graded else False,
                feedback=self._text(each, "feedback", required=False) if graded else "",
            )
            if graded and not choice.feedback:
                self._findings.warn(
                    self._file, each.line(), f"choice {choice.id!r} has no feedback"
                )
            each.finish()
            choices.append(choice)
        if 0 < len(choices) < least:
            entry.mistake(f"{key}: expected at least {least}, found {len(choices)}", key)
        self._check_ids(entry, key, [choice.id for choice in choices])
        return tuple(choices)

    def _check_ids(self, entry: Entry, key: str, ids: list[str]) -> None:
        for twice in _repeated(ids):
            entry.mistake(f"{key}: the id {twice!r} stands there twice", key)

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

    def _text(self, entry: Entry, key: str, *, required: bool = True) -> str:
        text = entry.text(key, None if required else "")
        if text:
            self.texts.append(QuizText(text, entry.text_line(key)))
        return text


def _repeated(values: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen and value:
            yield value
        seen.add(value)
