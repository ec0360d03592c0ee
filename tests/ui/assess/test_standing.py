"""A question is answered once every part of it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.page_fakes import ITEMS
from ujuzi.domain.item import Item, NumericItem, Response
from ujuzi.ui.assess.standing import SittingStanding, is_answered

NUMBER = NumericItem(id="six", prompt="How many?", value=Decimal(12))


@pytest.mark.parametrize(
    ("item", "response", "answered"),
    [
        (ITEMS[0], ("a",), True),
        (ITEMS[0], (), False),
        (ITEMS[3], ("r1 t1",), False),
        (ITEMS[3], ("r1 t1", "r2 t1"), True),
        (NUMBER, ("12 km",), True),
        (NUMBER, ("1,000",), False),
        (NUMBER, ("12",), True),
    ],
)
def test_a_question_is_answered_when_it_is_whole(
    item: Item, response: Response, answered: bool
) -> None:
    assert is_answered(item, response) is answered


def test_what_is_open_and_marked_is_said_in_one_line() -> None:
    standing = SittingStanding(ITEMS, {"one": ("a",)}, {"one"})
    assert standing.open == 3
    assert standing.words() == "1 of 4 answered · 1 to come back to"
