"""What is written for authors reads back as the same items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.items import ITEMS, TEXTS
from ujuzi.authoring.bank_writer import write_items
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.quiz_source import read_quiz
from ujuzi.domain.item import Choice, ChoiceItem, Item


def read(text: str) -> tuple[Item, ...]:
    findings = Findings()
    quiz = read_quiz(text.encode(), "bank.yaml", findings).quiz
    assert findings.mistakes == ()
    return quiz.items


@given(st.lists(ITEMS, min_size=1, max_size=3))
def test_items_read_back_as_they_were_written(items: list[Item]) -> None:
    assert read(write_items(items)) == tuple(items)


@given(TEXTS)
def test_every_text_survives_quoting(text: str) -> None:
    choices = (Choice("a", text, right=True), Choice("b", "other"))
    item = ChoiceItem(id="x", prompt=text, choices=choices)

    assert read(write_items([item])) == (item,)


@pytest.mark.parametrize(
    "text",
    ["Quem vem\ne quando", "two\nu", "Disk C:\nwell", "tab\to", "a\n\nb", "see docs\new.txt"],
)
def test_a_new_line_that_looks_like_latex_or_a_path_is_read_back_without_a_mistake(
    text: str,
) -> None:
    choices = (Choice("a", text, right=True), Choice("b", "other"))
    item = ChoiceItem(id="x", prompt=text, choices=choices)
    assert read(write_items([item])) == (item,)


@pytest.mark.parametrize("name", ["true", "null", "12", "1e5", "0x1f", "no"])
def test_an_id_that_yaml_would_take_for_something_else_is_quoted(name: str) -> None:
    choices = (Choice(name, "this", right=True), Choice("b", "other"))
    item = ChoiceItem(id=name, prompt="?", choices=choices)

    assert read(write_items([item])) == (item,)
