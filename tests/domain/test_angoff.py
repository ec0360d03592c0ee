"""A panel's mark is the mean of its judges, each weighed by what an attempt draws."""

from __future__ import annotations

import pytest

from helpers.exams import ASSESSMENT, ITEMS
from ujuzi.domain.angoff import panel_mark


def test_estimates_weigh_by_the_blueprint_whatever_a_cell_holds() -> None:
    # two of f:0 (even items) and three of f:1 (odd ones) are drawn
    one = {item.id: 50.0 if item.competency == "f:0" else 75.0 for item in ITEMS}
    other = {item: estimate + 10 for item, estimate in one.items()}

    said = panel_mark(ASSESSMENT.blueprint, ITEMS, {"judge 1": one, "judge 2": other})

    assert said.judges == {"judge 1": pytest.approx(65), "judge 2": pytest.approx(75)}
    assert said.mark == pytest.approx(70)
    assert said.standard_error == pytest.approx(5)
    assert said.apart == ()


def test_a_panel_talks_about_the_items_on_which_it_differs_most() -> None:
    one = {item.id: 60.0 for item in ITEMS}
    other = {**one, "q3": 90.0, "q4": 100.0}
    said = panel_mark(ASSESSMENT.blueprint, ITEMS, {"judge 1": one, "judge 2": other})
    assert [item for item, _ in said.apart] == ["q4", "q3"]


def test_a_single_judge_has_no_standard_error() -> None:
    said = panel_mark(ASSESSMENT.blueprint, ITEMS, {"judge 1": {item.id: 60.0 for item in ITEMS}})
    assert (said.mark, said.standard_error, said.apart) == (60.0, None, ())
