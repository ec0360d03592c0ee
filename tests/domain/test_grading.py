"""What was handed in is graded the same each time, and by what was drawn."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from helpers.exams import ASSESSMENT, ATTEMPT, BANK, COURSE, ITEMS, answers, chosen
from helpers.items import chosen_by_text
from ujuzi.domain.assessment import draw, naming_of, shown_bank
from ujuzi.domain.grading import Bank, Graded, Marked, encoded, grade
from ujuzi.domain.item import NumericItem, Quiz, TextEntryItem
from ujuzi.domain.sitting import Answered

DRAWN = BANK.drawn(ASSESSMENT.blueprint, ATTEMPT)


@pytest.mark.parametrize(("right", "passed"), [(0, False), (2, False), (3, True), (5, True)])
def test_an_attempt_passes_at_its_pass_mark(right: int, passed: bool) -> None:
    graded = grade(BANK, DRAWN, answers(right), ASSESSMENT.pass_mark)

    assert (graded.right, graded.items, graded.passed) == (right, 5, passed)
    assert sum(tally.right for tally in graded.competencies) == right
    assert [tally.competency for tally in graded.competencies] == ["f:0", "f:1"]
    assert [mark.item for mark in graded.marks] == [item.id for item in DRAWN]


def test_grading_again_gives_the_same_bytes() -> None:
    first = grade(BANK, DRAWN, answers(3), 60, {"q1"})
    anew = Bank(ITEMS)
    again = grade(
        anew, anew.drawn(ASSESSMENT.blueprint, ATTEMPT), answers(3)[::-1], 60, frozenset({"q1"})
    )

    assert encoded(first) == encoded(again)
    assert msgspec.json.decode(encoded(first), type=Graded) == first


def test_a_withdrawn_item_counts_neither_way() -> None:
    withdrawn = {DRAWN[0].id, DRAWN[4].id}

    graded = grade(BANK, DRAWN, answers(3), 60, withdrawn)

    assert (graded.right, graded.items, graded.passed) == (2, 3, True)
    assert [mark.mark for mark in graded.marks].count("withdrawn") == 2


def test_an_attempt_of_which_nothing_counts_is_not_passed() -> None:
    everything = {item.id for item in ITEMS}

    assert not grade(BANK, DRAWN, answers(5), 0, everything).passed


def test_what_was_not_drawn_counts_for_nothing_and_what_was_not_answered_is_wrong() -> None:
    strange = next(item for item in ITEMS if item not in DRAWN)
    handed_in = (*answers(5)[1:], Answered(strange.id, chosen(strange, "Answer 0")))

    graded = grade(BANK, DRAWN, handed_in, 60)

    assert (graded.right, graded.items) == (4, 5)
    assert graded.marks[0] == Marked(DRAWN[0].id, "wrong")
    assert graded.marks[-1] == Marked(strange.id, "not-drawn")


def test_a_bank_that_remembers_too_much_still_says_the_truth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ujuzi.domain.grading.MAX_REMEMBERED", 1)
    typed = TextEntryItem(id="t", prompt="?", accept=("yes",))
    bank = Bank((typed,))

    marks = [bank.mark(typed, (text,)).mark for text in ("no", "Yes", "yes", "no")]
    assert marks == ["wrong", "right", "right", "wrong"]


def test_a_bank_remembers_by_which_rules_it_marked() -> None:
    counted = NumericItem(id="n", prompt="?", value=Decimal(1))
    bank = Bank((counted,))
    given = (Answered("n", ("1,000",)),)

    assert [
        (graded.version, graded.right)
        for graded in (grade(bank, (counted,), given, 60, grading=rules) for rules in (1, 2, 1))
    ] == [(1, 1), (2, 0), (1, 1)]


def test_a_bank_under_opaque_names_draws_by_them_and_grades_by_its_authors() -> None:
    naming = naming_of(COURSE, ASSESSMENT.id, Quiz(ITEMS))
    bank = Bank(ITEMS, naming)
    seen = shown_bank(Quiz(ITEMS), naming).items
    at_the_desk = draw(ASSESSMENT.blueprint, seen, ATTEMPT)
    given = [
        Answered(item.id, chosen_by_text(authored, item))
        for item in at_the_desk
        for authored in ITEMS
        if naming.item(authored.id) == item.id
    ]

    drawn = bank.drawn(ASSESSMENT.blueprint, ATTEMPT)
    graded = grade(bank, drawn, bank.authored(given), ASSESSMENT.pass_mark)

    assert [naming.item(each.item) for each in graded.marks] == [item.id for item in at_the_desk]
    assert graded.right == graded.items == 5
