"""A quiz file or an item bank, read into items, every mistake noted with its line.

The format is described in resources/help/authoring.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from ujuzi.authoring.item_source import ItemReader, ItemText
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.yaml_source import read_yaml
from ujuzi.domain.item import Quiz


@dataclass(frozen=True, slots=True)
class QuizSource:
    """A quiz, the line of each item's id, and its texts for checking."""

    quiz: Quiz
    item_lines: tuple[tuple[str, int], ...]
    texts: tuple[ItemText, ...]
    category: str = ""
    """What a bank is called in the program that it came from."""
    competencies: tuple[tuple[str, int], ...] = ()
    """What the items name, and where."""
    lessons: tuple[tuple[str, str, int], ...] = ()
    """An item, the activity that it comes from, and the line that says so."""


def read_quiz(
    data: bytes, file: str, findings: Findings, *, asks_feedback: bool = True
) -> QuizSource:
    """Return the quiz; what cannot be understood is left out and noted.

    Of what is not sure to be a quiz, `asks_feedback` asks for none.
    """
    reader = ItemReader(findings, file, of_bank=False, asks_feedback=asks_feedback)
    return _read(data, file, findings, reader)


def read_bank(data: bytes, file: str, findings: Findings) -> QuizSource:
    """Return the bank: every item has its competency and difficulty, and an id of its own."""
    reader = ItemReader(findings, file, of_bank=True, asks_feedback=False)
    source = _read(data, file, findings, reader)
    seen: set[str] = set()
    for item, line in source.item_lines:
        if item in seen and item:
            findings.mistake(file, line, f"id: another question is called {item!r}")
        seen.add(item)
    return source


def _read(data: bytes, file: str, findings: Findings, reader: ItemReader) -> QuizSource:
    top = read_yaml(data, file, findings, "`items:` and a list of questions")
    items = []
    category = ""
    if top is not None:
        for entry in top.entries("items", expected="questions"):
            item = reader.item(entry)
            if item is not None:
                items.append(item)
        category = top.text("category", "")
        top.finish()
    return QuizSource(
        Quiz(tuple(items)),
        tuple(reader.item_lines),
        tuple(reader.texts),
        category,
        tuple(reader.competencies),
        tuple(reader.lessons),
    )
