"""Formulas become drawings, under a path that builder and reader agree on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from ujuzi.packs.lesson.formula import formula_path, formula_svg
from ujuzi.packs.names import hostility


def test_the_path_is_an_agreement_that_does_not_change() -> None:
    assert formula_path("x^2", display=False) == "formulas/84bdc590764f21cd.svg"
    assert formula_path(" x^2\n", display=False) == formula_path("x^2", display=False)
    assert formula_path("x^2", display=True) != formula_path("x^2", display=False)
    assert hostility(formula_path("../../x", display=False)) is None


@pytest.mark.parametrize(
    "latex", ["x^2", r"\frac{a}{b}", r"P(w_t \mid w_{<t})", r"\sum_{i=1}^n x_i", r"\text{où}"]
)
def test_a_formula_is_drawn_in_black_paths_alone(latex: str) -> None:
    svg = formula_svg(latex, display=True).decode()
    assert svg.startswith("<svg")
    assert "<path" in svg
    assert "<use" not in svg
    assert "<symbol" not in svg
    assert svg.count('fill="black"') == svg.count("<path") + svg.count("<rect")


def test_the_same_formula_gives_the_same_bytes() -> None:
    assert formula_svg("x + y", display=False) == formula_svg("x + y", display=False)


@pytest.mark.parametrize("latex", ["", "{", r"\nonsense{x}", r"\frac{a}", r"\text{a<b}"])
def test_what_cannot_be_set_says_why(latex: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        formula_svg(latex, display=False)


def test_learners_computers_do_not_load_the_font_library() -> None:
    script = "import sys, ujuzi.packs.lesson.formula, ujuzi.packs.reader; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert not {"ziamath", "ziafont", "zstandard", "cryptography"} & set(done.stdout.split())
