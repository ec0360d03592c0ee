"""What was handed in under the first version of grading is graded by it for ever."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ujuzi.domain.first_grading import first_comparable, first_number
from ujuzi.domain.item import NumericItem, TextEntryItem, is_right


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3.5", "3.5"),
        (" 3,50 ", "3.5"),
        ("+3", "3"),
        ("\N{MINUS SIGN}3", "-3"),
        (".5", "0.5"),
        ("٣٫٥", "3.5"),
        ("1\N{NARROW NO-BREAK SPACE}000,25", "1000.25"),
        ("1,000", "1"),
    ],
)
def test_every_comma_parted_decimals(typed: str, number: str) -> None:
    assert first_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "3 m", "3 %", "3.", "1,000,000", "9" * 61])
def test_a_unit_was_no_number(typed: str) -> None:
    assert first_number(typed) is None


def test_letters_were_folded_by_their_marks_alone() -> None:
    def folded(text: str, *, accents: bool = False) -> str:
        return first_comparable(text, keep_case=False, keep_accents=accents)

    assert folded("  L’ÉLÈVE ") == "l'eleve"
    assert folded("É", accents=True) != folded("e", accents=True)
    assert folded("cœur") != folded("coeur")


@pytest.mark.parametrize(
    ("item", "typed", "first", "now"),
    [
        (NumericItem(id="n", prompt="?", value=Decimal(1)), "1,000", True, False),
        (NumericItem(id="n", prompt="?", value=Decimal(5)), "5 m", False, True),
        (TextEntryItem(id="t", prompt="?", accept=("cœur",)), "coeur", False, True),
        (TextEntryItem(id="t", prompt="?", accept=("10³",)), "103", True, False),
    ],
)
def test_each_version_of_the_rules_grades_as_it_did(
    item: NumericItem | TextEntryItem, typed: str, first: bool, now: bool
) -> None:
    assert is_right(item, (typed,), 1) is first
    assert is_right(item, (typed,)) is now
