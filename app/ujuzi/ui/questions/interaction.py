"""Which question draws which interaction."""

from __future__ import annotations

from random import Random

from ujuzi.domain.item import ChoiceItem, Item, MatchItem, OrderItem, TextEntryItem, shuffled
from ujuzi.services.practice import Attempt
from ujuzi.ui.questions.choice import ChoiceQuestion
from ujuzi.ui.questions.match import MatchQuestion
from ujuzi.ui.questions.order import OrderQuestion
from ujuzi.ui.questions.question import Question
from ujuzi.ui.questions.text_entry import TextEntryQuestion


def question_for(attempt: Attempt, item: Item) -> Question:
    """Return the question for an item; what is shuffled looks the same when it is resumed."""
    random = Random(f"{attempt.seed}:{item.id}")
    match item:
        case ChoiceItem():
            return ChoiceQuestion(item, attempt.html)
        case TextEntryItem():
            return TextEntryQuestion(item, attempt.html)
        case OrderItem():
            return OrderQuestion(item, attempt.html, shuffled(item, random))
        case MatchItem():
            targets = random.sample(item.targets, len(item.targets))
            return MatchQuestion(item, attempt.html, targets)
