"""The figures of an item say whether it tells those who know from those who do not."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from ujuzi.domain.grading import Graded, Marked, Tally
from ujuzi.domain.item_statistics import figures_of


def graded_as(marks: Mapping[str, bool]) -> Graded:
    return Graded(
        version=1,
        marks=tuple(Marked(item, "right" if right else "wrong") for item, right in marks.items()),
        right=sum(marks.values()),
        items=len(marks),
        passed=False,
        pass_mark=60,
        competencies=(Tally("", 0, 0),),
    )


def test_an_item_that_the_able_have_right_discriminates_and_one_with_a_wrong_key_does_not() -> None:
    able = [graded_as({"good": True, "bad": False, "x": True, "y": True})] * 6
    others = [graded_as({"good": False, "bad": True, "x": False, "y": n < 2}) for n in range(6)]

    figures = {each.item: each for each in figures_of([*able, *others])}

    assert figures["good"].facility == 0.5
    assert figures["good"].discrimination == pytest.approx(0.5**0.5)
    assert (figures["bad"].discrimination or 0) < -0.9
    assert figures["y"].facility == pytest.approx(8 / 12)


def test_figures_of_few_attempts_or_of_one_answer_correlate_nothing() -> None:
    few = figures_of([graded_as({"a": n == 0, "b": True}) for n in range(9)])
    same = figures_of([graded_as({"a": True, "b": n == 0}) for n in range(20)])

    assert few[0].discrimination is None
    assert (same[0].facility, same[0].discrimination) == (1.0, None)


def test_an_item_that_was_not_drawn_counts_in_no_figure() -> None:
    strange = Marked("strange", "not-drawn")
    graded = graded_as({"a": True})
    (only,) = figures_of([msgspec.structs.replace(graded, marks=(*graded.marks, strange))])
    assert (only.item, only.attempts, only.facility) == ("a", 1, 1.0)
