"""The figures of an item say whether it tells those who know from those who do not."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from helpers.exams import ITEMS
from ujuzi.domain.grading import Graded, Marked, Tally
from ujuzi.domain.item import Response
from ujuzi.domain.item_statistics import (
    FEWEST,
    assessment_figures,
    choices_of,
    correlation,
    figures_of,
    share,
)


def graded_as(marks: Mapping[str, bool]) -> Graded:
    return Graded(
        version=1,
        marks=tuple(Marked(item, "right" if right else "wrong") for item, right in marks.items()),
        right=sum(marks.values()),
        items=len(marks),
        passed=sum(marks.values()) * 2 >= len(marks),
        pass_mark=50,
        competencies=(Tally("", 0, 0),),
    )


ABLE = [graded_as({"good": True, "bad": False, "x": True, "y": True})] * 30
OTHERS = [graded_as({"good": False, "bad": True, "x": False, "y": n < 10}) for n in range(30)]


def test_an_item_that_the_able_have_right_discriminates_and_one_with_a_wrong_key_does_not() -> None:
    figures = {each.item: each for each in figures_of([*ABLE, *OTHERS])}

    good, bad = figures["good"], figures["bad"]
    assert good.facility == share(30, 60)
    assert good.discrimination is not None
    assert 0 < good.discrimination.low < good.discrimination.value < good.discrimination.high < 1
    assert bad.discrimination is not None
    assert bad.discrimination.high < 0


def test_intervals_are_those_of_the_books() -> None:
    assert share(15, 50) == pytest.approx((0.3, 0.1910, 0.4375), abs=1e-4)
    assert share(0, 50) == pytest.approx((0, 0, 0.0714), abs=1e-4)
    assert correlation(0.5, 103) == pytest.approx((0.5, 0.3386, 0.6325), abs=1e-3)


def test_nothing_is_said_of_fewer_than_fifty_attempts() -> None:
    few = [*ABLE, *OTHERS][: FEWEST - 1]
    assert {(each.facility, each.discrimination) for each in figures_of(few)} == {(None, None)}
    whole = assessment_figures(few)
    assert (whole.attempts, whole.passed, whole.reliability) == (FEWEST - 1, None, None)
    assert choices_of(few, [{}] * len(few), ITEMS) == ()


def test_the_reliability_of_items_that_agree_is_that_of_kuder_and_richardson() -> None:
    # four items that all have or all have not: variance 4, sum of p(1-p) 1, KR-20 4/3 * (1 - 1/4)
    all_right = graded_as(dict.fromkeys("abcd", True))
    none_right = graded_as(dict.fromkeys("abcd", False))
    agree = assessment_figures([all_right, none_right] * 30)
    assert agree.reliability == pytest.approx(1)
    assert agree.standard_error == pytest.approx(0)
    assert agree.passed == share(30, 60)

    # two items of four answers each equally often: variance 1/2, sum of p(1-p) 1/2
    square = [graded_as({"a": n % 2 == 0, "b": n % 4 < 2}) for n in range(60)]
    assert assessment_figures(square).reliability == pytest.approx(0)
    assert assessment_figures(square).standard_error == pytest.approx(0.5**0.5)


def test_choices_are_counted_by_thirds_and_equal_scores_stand_together() -> None:
    strong = graded_as({"q1": True, "q2": True})
    weak = graded_as({"q1": False, "q2": False})
    results = [strong] * 20 + [graded_as({"q1": False, "q2": True})] * 20 + [weak] * 20
    none: dict[str, Response] = {}
    given = [none] * 20 + [{"q1": ("a2",)}] * 20 + [{"q1": ("a1",)}] * 10 + [none] * 10

    counts = {(each.item, each.choice): each for each in choices_of(results, given, ITEMS)}

    assert counts["q1", "a0"].thirds == (0, 0, 20)
    assert counts["q1", "a0"].right
    assert counts["q1", "a1"].thirds == (10, 0, 0)
    assert counts["q1", "a2"].thirds == (0, 20, 0)
    assert counts["q1", ""].thirds == (10, 0, 0)


def test_an_item_that_was_not_drawn_counts_in_no_figure() -> None:
    graded = graded_as({"a": True})
    strange = msgspec.structs.replace(graded, marks=(*graded.marks, Marked("b", "not-drawn")))
    (only,) = figures_of([strange] * FEWEST)
    assert (only.item, only.attempts, only.facility) == ("a", FEWEST, share(FEWEST, FEWEST))
