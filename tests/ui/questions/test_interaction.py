"""Every interaction draws an item as an assessment shows it: without its key, in a fixed order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from helpers.page_fakes import ITEMS, html_of
from ujuzi.domain.assessment import shown
from ujuzi.domain.item import (
    Choice,
    Gap,
    InlineChoiceItem,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
)
from ujuzi.ui.questions.interaction import question_for
from ujuzi.ui.questions.match import MatchQuestion
from ujuzi.ui.questions.order import OrderQuestion
from ujuzi.ui.questions.passage import Texts

GAPS = InlineChoiceItem(
    id="five",
    prompt="The {{who}} signs.",
    gaps=(Gap("who", (Choice("a", "lecturer", right=True), Choice("b", "machine"))),),
)
NUMBER = NumericItem(id="six", prompt="How many?", value=Decimal(12), tolerance=Decimal(1))


@pytest.mark.parametrize("item", [*ITEMS, GAPS, NUMBER], ids=lambda item: type(item).__name__)
def test_an_item_without_its_key_can_be_answered(qtbot: QtBot, item: Item) -> None:
    question = question_for(shown(item), Texts(html_of((item,))))
    qtbot.addWidget(question)
    assert question.instruction()
    assert question.first_stop().isEnabled()


@pytest.mark.parametrize("item", ITEMS[2:], ids=lambda item: type(item).__name__)
def test_without_a_seed_everything_keeps_the_order_of_the_item(qtbot: QtBot, item: Item) -> None:
    question = question_for(item, Texts(html_of((item,))))
    qtbot.addWidget(question)
    match question, item:
        case OrderQuestion(), OrderItem():
            assert [row.choice for row in question.rows] == list(item.choices)
        case MatchQuestion(), MatchItem():
            targets = question.rows[0].targets
            ids = [targets.itemData(number) for number in range(1, targets.count())]
            assert ids == [target.id for target in item.targets]
        case _:
            pytest.fail("another question was drawn")
