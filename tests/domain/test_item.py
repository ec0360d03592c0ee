"""Grading, one table a QTI interaction."""

from __future__ import annotations

from random import Random

import pytest

from ujuzi.domain.item import (
    Choice,
    ChoiceItem,
    Feedback,
    Item,
    MatchItem,
    OrderItem,
    Response,
    Row,
    TextEntryItem,
    grade,
    is_right,
    right_response,
    shuffled,
)

A, B, C = (Choice(id=each, text=each, right=each != "c", feedback=f"say {each}") for each in "abc")
SINGLE = ChoiceItem(id="s", prompt="?", choices=(A, C))
MULTIPLE = ChoiceItem(id="m", prompt="?", choices=(A, B, C), multiple=True)
TEXT = TextEntryItem(id="t", prompt="?", accept=("l'élève", "hallucination"))
ORDER = OrderItem(id="o", prompt="?", choices=(A, B, C), feedback=Feedback(right="yes", wrong="no"))
MATCH = MatchItem(
    id="x",
    prompt="?",
    targets=(Choice(id="t1", text="1"), Choice(id="t2", text="2")),
    rows=(Row(id="r1", text="1", target="t1"), Row(id="r2", text="2", target="t1")),
)


@pytest.mark.parametrize("item", [SINGLE, MULTIPLE, TEXT, ORDER, MATCH], ids=lambda item: item.id)
def test_the_right_response_of_every_interaction_is_right(item: Item) -> None:
    assert is_right(item, right_response(item))
    assert not is_right(item, ())


@pytest.mark.parametrize(
    ("item", "response", "right"),
    [
        (SINGLE, ("a",), True),
        (SINGLE, ("c",), False),
        (SINGLE, ("a", "a"), False),
        (MULTIPLE, ("b", "a"), True),
        (MULTIPLE, ("a",), False),
        (MULTIPLE, ("a", "b", "c"), False),
        (TEXT, ("  L’ELEVE ",), True),
        (TEXT, ("Hallucinátion",), True),
        (TEXT, ("halucination",), False),
        (ORDER, ("a", "c", "b"), False),
        (MATCH, ("r2 t1", "r1 t1"), True),
        (MATCH, ("r1 t1", "r2 t2"), False),
        (MATCH, ("r1 t1",), False),
    ],
)
def test_a_response_is_right_as_a_whole_or_not_at_all(
    item: Item, response: Response, right: bool
) -> None:
    assert grade(item, response).right is right


def test_feedback_is_that_of_the_choices_made() -> None:
    assert grade(MULTIPLE, ("a", "c")).feedback == ("say a", "say c")
    assert grade(ORDER, ("b", "a", "c")).feedback == ("no",)


def test_an_order_item_is_never_shown_in_its_right_order() -> None:
    shown = {tuple(c.id for c in shuffled(ORDER, Random(seed))) for seed in range(50)}

    assert ("a", "b", "c") not in shown
    assert len(shown) > 1
