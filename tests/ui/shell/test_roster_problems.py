"""Whatever is wrong with a row of a roster is told in words, with what stands there."""

from __future__ import annotations

import pytest

from ujuzi.services.campus.roster_rows import REASONS
from ujuzi.ui.shell.roster_problems import row_reason

FACTS = {
    "column": "email",
    "value": "12-Mar",
    "most": 200,
    "line": 1042,
    "people": ("7", "07"),
    "person": "A-1",
    "name": "Awa Traoré",
}


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_each_reason_has_a_sentence_and_its_facts_stand_in_it(reason: str) -> None:
    said = row_reason(reason, FACTS)
    assert said.endswith((".", "?"))
    assert "{" not in said


def test_a_column_goes_by_its_name_and_several_people_by_their_numbers() -> None:
    assert row_reason("too-long", FACTS) == "“Email” is longer than 200 letters."
    assert "7 and 07" in row_reason("ambiguous", FACTS) or "7, 07" in row_reason("ambiguous", FACTS)


def test_a_row_that_is_in_order_says_nothing() -> None:
    assert row_reason("", {}) == ""
