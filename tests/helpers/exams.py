"""An assessment of five items from a bank of twelve, and answers to it."""

from __future__ import annotations

import hashlib
from typing import Any

from ujuzi.domain.assessment import Assessment, Quota, shown, shown_bank
from ujuzi.domain.grading import Bank
from ujuzi.domain.item import Choice, ChoiceItem, Item, Quiz, Response
from ujuzi.domain.sitting import SUBMISSION, Answered, Submission
from ujuzi.packs.canonical import canonical

COURSE = "ai-literacy"
ITEMS: tuple[Item, ...] = tuple(
    ChoiceItem(
        id=f"q{n}",
        prompt=f"Question {n}?",
        competency=f"f:{n % 2}",
        difficulty=1,
        choices=tuple(Choice(f"a{c}", f"Answer {c} of {n}", right=c == 0) for c in range(4)),
    )
    for n in range(12)
)
ASSESSMENT = Assessment(
    id="exam",
    title="Exam",
    bank="exam.bank",
    blueprint=(Quota("f:0", 1, 2), Quota("f:1", 1, 3)),
    pass_mark=60,
)
ATTEMPT = "a0a1a2a3a4a5a6a7"
BANK = Bank(ITEMS)
BANK_HASH = hashlib.sha256(canonical(shown_bank(Quiz(ITEMS)))).hexdigest()


def chosen(item: Item, text: str) -> Response:
    """Return the response of somebody who sees the item as shown and takes the choice `text`."""
    bare = shown(item)
    assert isinstance(bare, ChoiceItem)
    return tuple(choice.id for choice in bare.choices if choice.text.startswith(text))


def answers(right: int, *lots: str, milliseconds: int = 0) -> tuple[Answered, ...]:
    """Return answers to what lots draw, or `ATTEMPT`; the first `right` of them are right."""
    return tuple(
        Answered(item.id, chosen(item, "Answer 0" if n < right else "Answer 1"), milliseconds)
        for n, item in enumerate(BANK.drawn(ASSESSMENT.blueprint, *(lots or (ATTEMPT,))))
    )


def submission(given: tuple[Answered, ...], **facts: Any) -> Submission:
    """Return what is handed in, with `facts` in place of ordinary ones."""
    ordinary = {
        "version": SUBMISSION,
        "learner": "ada",
        "attempt": ATTEMPT,
        "course": COURSE,
        "assessment": ASSESSMENT.id,
        "pack": "0" * 64,
        "bank": "1" * 64,
        "language": "en",
        "begun_at": 0,
        "submitted_at": 0,
        "milliseconds": 0,
        "answers": given,
    }
    return Submission(**{**ordinary, **facts})


ANSWERED = submission(answers(3))
"""What somebody hands in who has three right."""
