"""Which question draws which interaction."""

from __future__ import annotations

from random import Random

from ujuzi.domain.item import (
    ChoiceItem,
    InlineChoiceItem,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
    TextEntryItem,
    shuffled,
)
from ujuzi.ui.questions.choice import ChoiceQuestion
from ujuzi.ui.questions.inline_choice import InlineChoiceQuestion
from ujuzi.ui.questions.match import MatchQuestion
from ujuzi.ui.questions.numeric import NumericQuestion
from ujuzi.ui.questions.order import OrderQuestion
from ujuzi.ui.questions.passage import Texts
from ujuzi.ui.questions.question import QuestionView
from ujuzi.ui.questions.text_entry import TextEntryQuestion


def question_for(item: Item, texts: Texts, seed: int | None = None) -> QuestionView:
    """Return the question for an item; what is shuffled by `seed` looks the same again.

    Without a seed everything is shown in the item's own order.
    """
    random = None if seed is None else Random(f"{seed}:{item.id}")
    match item:
        case ChoiceItem():
            return ChoiceQuestion(item, texts)
        case TextEntryItem():
            return TextEntryQuestion(item, texts)
        case NumericItem():
            return NumericQuestion(item, texts)
        case InlineChoiceItem():
            return InlineChoiceQuestion(item, texts)
        case OrderItem():
            return OrderQuestion(item, texts, shuffled(item, random) if random else item.choices)
        case MatchItem():
            targets = random.sample(item.targets, len(item.targets)) if random else item.targets
            return MatchQuestion(item, texts, targets)
