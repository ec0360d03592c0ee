"""Quizzes and banks are read whole, and every mistake in them is told with its line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.quiz_source import QuizSource, read_bank, read_quiz
from ujuzi.domain.item import (
    Choice,
    Feedback,
    Gap,
    InlineChoiceItem,
    NumericItem,
    TextEntryItem,
    is_right,
    right_response,
)

FILE = "bank.yaml"
BANK = """\
items:
  - id: depth
    type: numeric
    competency: unesco-ai-cft:1.1
    difficulty: 1
    prompt: "How deep is the well, in metres?"
    value: 19.6
    tolerance: 0.5
    feedback: {right: "Yes.", wrong: "Half of ten times four."}
  - id: marks
    type: inline-choice
    competency: unesco-ai-cft:2.1
    difficulty: 3
    prompt: "The {{who}} signs the mark, {{when}} it is published."
    gaps:
      - id: who
        choices: [{id: a, text: "lecturer", right: true}, {id: b, text: "program"}]
      - id: when
        choices: [{id: a, text: "after"}, {id: b, text: "before", right: true}]
  - id: town
    type: text-entry
    competency: unesco-ai-cft:3.1
    difficulty: 2
    prompt: "Which town?"
    accept: ["Thiès"]
    case_sensitive: true
    accent_sensitive: true
"""


def bank(text: str) -> tuple[QuizSource, Findings]:
    findings = Findings()
    return read_bank(text.encode(), FILE, findings), findings


def test_a_bank_is_read_as_it_is_written() -> None:
    source, findings = bank(BANK)

    assert findings.mistakes == findings.warnings == ()
    assert source.quiz.items == (
        NumericItem(
            id="depth",
            prompt="How deep is the well, in metres?",
            competency="unesco-ai-cft:1.1",
            difficulty=1,
            feedback=Feedback("Yes.", "Half of ten times four."),
            value=Decimal("19.6"),
            tolerance=Decimal("0.5"),
        ),
        InlineChoiceItem(
            id="marks",
            prompt="The {{who}} signs the mark, {{when}} it is published.",
            competency="unesco-ai-cft:2.1",
            difficulty=3,
            gaps=(
                Gap("who", (Choice("a", "lecturer", right=True), Choice("b", "program"))),
                Gap("when", (Choice("a", "after"), Choice("b", "before", right=True))),
            ),
        ),
        TextEntryItem(
            id="town",
            prompt="Which town?",
            competency="unesco-ai-cft:3.1",
            difficulty=2,
            accept=("Thiès",),
            case_sensitive=True,
            accent_sensitive=True,
        ),
    )
    assert source.item_lines == (("depth", 2), ("marks", 10), ("town", 20))


MISTAKES = {
    "a question without difficulty": (
        "    difficulty: 1\n", "", "bank.yaml:2: difficulty is missing: expected a whole",
    ),
    "a question without competency": (
        "    competency: unesco-ai-cft:1.1\n", "", "bank.yaml:2: competency is missing",
    ),
    "a difficulty of four": (
        "difficulty: 3", "difficulty: 4", "bank.yaml:13: difficulty: expected a whole number from",
    ),
    "a difficulty in words": (
        "difficulty: 3", "difficulty: hard", "bank.yaml:13: difficulty: expected a whole number",
    ),
    "a value in words": (
        "value: 19.6", "value: deep", "bank.yaml:7: value: expected a number, found text (deep)",
    ),
    "a value with a comma": ("value: 19.6", "value: 19,6", "bank.yaml:7: value: expected a number"),
    "a value that is no number": ("19.6", ".nan", "bank.yaml:7: value: expected a number"),
    "a value without bounds": ("19.6", "1e99", "bank.yaml:7: value: expected at most 30 digits"),
    "a missing value": ("    value: 19.6\n", "", "bank.yaml:2: value is missing"),
    "a tolerance below nothing": (
        "tolerance: 0.5", "tolerance: -0.5", "bank.yaml:8: tolerance: expected 0 or more",
    ),
    "a gap that is not in the prompt": (
        "{{when}}", "before", "bank.yaml:14: prompt: expected {{when}} once, found it 0 times",
    ),
    "a gap that stands twice": (
        "{{when}}", "{{who}}", "bank.yaml:14: prompt: expected {{who}} once, found it 2 times",
    ),
    "a gap nobody described": (
        "The {{who}}", "The {{what}} {{who}}", "bank.yaml:14: prompt: there is no gap 'what'",
    ),
    "two gaps of one id": ("- id: when", "- id: who", "gaps: the id 'who' stands there twice"),
    "a gap without a right choice": (
        '"lecturer", right: true', '"lecturer"', "bank.yaml:17: choices: expected `right: true`",
    ),
    "a gap with two right choices": (
        '"program"', '"program", right: true',
        "bank.yaml:17: choices: expected one right answer, found 2",
    ),
    "a gap with one choice": (
        ', {id: b, text: "program"}', "", "bank.yaml:17: choices: expected at least 2, found 1",
    ),
    "no gaps at all": ("gaps:", "gap:", "bank.yaml:10: gaps is missing"),
    "an unknown rule": (
        "case_sensitive: true", "case_sensitiv: true",
        "bank.yaml:26: unknown key 'case_sensitiv'; did you mean 'case_sensitive'?",
    ),
    "a rule in words": (
        "case_sensitive: true", "case_sensitive: yes",
        "bank.yaml:26: case_sensitive: expected true or false",
    ),
    "two questions of one id": (
        "id: marks", "id: depth", "bank.yaml:10: id: another question is called 'depth'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line(name: str) -> None:
    old, new, expected = MISTAKES[name]
    assert BANK.count(old) >= 1

    _, findings = bank(BANK.replace(old, new, 1))

    assert any(expected in str(each) for each in findings.mistakes), findings.mistakes


def test_a_quiz_needs_no_difficulty_and_no_competency() -> None:
    findings = Findings()
    text = 'items:\n  - {id: n, type: numeric, prompt: "How many?", value: 2}\n'

    source = read_quiz(text.encode(), "quiz.yaml", findings)

    assert findings.mistakes == ()
    assert source.quiz.items == (NumericItem(id="n", prompt="How many?", value=Decimal(2)),)


def test_a_long_bank_is_read_whole() -> None:
    one = BANK.removeprefix("items:\n")
    copies = "".join(
        one.replace("id: depth", f"id: depth-{n}")
        .replace("id: marks", f"id: marks-{n}")
        .replace("id: town", f"id: town-{n}")
        for n in range(200)
    )

    source, findings = bank(f"items:\n{copies}")

    assert findings.mistakes == ()
    assert len(source.quiz.items) == 600
    assert isinstance(source.quiz.items[-1], TextEntryItem)
    assert all(is_right(item, right_response(item)) for item in source.quiz.items)


def test_every_text_is_handed_on_for_checking() -> None:
    source, _ = bank(BANK)

    assert ("before", 19) in {(text.text, text.line) for text in source.texts}
