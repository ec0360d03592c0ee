"""Stacking: which achievements those that are held earn."""

from __future__ import annotations

import pytest

from ujuzi.domain.achievement import AwardRule, Need, earned

FOUNDATION, ELECTIVES = "urn:foundation", ("urn:a", "urn:b", "urn:c")
EXPERT = AwardRule(
    achievement="urn:expert",
    award="decision",
    requires=(Need(of=(FOUNDATION,)), Need(of=ELECTIVES, at_least=2)),
)
ALONE = AwardRule(achievement=FOUNDATION)


@pytest.mark.parametrize(
    ("held", "is_earned"),
    [
        ((), False),
        ((FOUNDATION, "urn:a"), False),
        (("urn:a", "urn:b", "urn:c"), False),
        ((FOUNDATION, "urn:a", "urn:c"), True),
        ((FOUNDATION, "urn:a", "urn:a"), False),
        ((FOUNDATION, "urn:a", "urn:c", "urn:expert"), False),
    ],
)
def test_a_foundation_and_two_electives_earn_the_higher_one(
    held: tuple[str, ...], *, is_earned: bool
) -> None:
    assert earned([ALONE, EXPERT], held) == ((EXPERT,) if is_earned else ())


def test_all_are_needed_where_no_number_is_given() -> None:
    rule = AwardRule(achievement="urn:all", requires=(Need(of=ELECTIVES),))
    assert earned([rule], ELECTIVES[:2]) == ()
    assert earned([rule], ELECTIVES) == (rule,)
