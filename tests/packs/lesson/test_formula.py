"""Formulas become drawings, under a path that builder and reader agree on."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from ujuzi.packs.lesson.drawing import is_sound_svg
from ujuzi.packs.lesson.formula import formula_path, formula_svg
from ujuzi.packs.lesson.shaping import outline
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
    assert not {"ziamath", "ziafont", "uharfbuzz", "zstandard", "cryptography"} & set(
        done.stdout.split()
    )


@pytest.mark.parametrize(
    "latex",
    [
        r"\color{red}{x}", r"\textcolor{red}{x}", r"\operatorname*{argmax}_x f", r"\smash{x}",
        r"\begin{array}{c|c} p & q \end{array}", r"\begin{array}{@{}l@{}} p \end{array}",
        r"\begin{matrix}a\\\hline b\end{matrix}", r"\mathop{abc}_x", r"\mathbin{+}",
        r"\raise 2pt x", r"\sum\nolimits_i", r"\sideset{_a}{_b}\sum", r"\not\sim",
        r"\begin{multline}a\\b\end{multline}", r"\begin{tabular}{c}a\end{tabular}",
        r"\begin{rcases}a\\b\end{rcases}", r"\text{$x$ in words}", r"\tag{1} x_{2}",
        r"\href{https://e.org}{x}", r"\llap{a}b", r"\ce{H2O}", r"\text{学习}", "学",
        r"\mathchoice{a}{b}{c}{d}", r"\LaTeX",
    ],
)  # fmt: skip
def test_what_would_be_set_otherwise_than_it_was_meant_is_refused(latex: str) -> None:
    with pytest.raises(ValueError, match=r"not set|not known|lost|no font"):
        formula_svg(latex, display=True)


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{السرعة} = \frac{\text{المسافة}}{\text{الزمن}}", "س + ص = ٥", r"\text{ርቀት} = 5",
        r"\text{ߒߞߏ} + \text{𞤀𞤣𞤤𞤢𞤥} + \text{ⵜⴰⵎ}", r"x^{\text{الدقة}}_{\text{ትክክል}}",
        r"\begin{pmatrix}a\\[2pt]b\end{pmatrix}", r"\begin{gather*}a\\b\end{gather*}",
        r"a \bmod b", r"\mathbb{R}\mathbf{v}\mathcal{L}", r"\newcommand{\R}{\mathbb{R}}\R",
        r"x \not= y \not\in z", r"x \tag{1}", r"\hspace{1cm}x\rule{1cm}{2pt}", "a % not seen",
        r"50\% \$5", r"\begin{cases}1 & \text{إذا كان } x>0\\0 & \text{غير ذلك}\end{cases}",
        r"\text{✅ ok}",
    ],
)  # fmt: skip
def test_what_is_set_is_drawn_in_paths_alone(latex: str) -> None:
    svg = formula_svg(latex, display=True).decode()
    assert is_sound_svg(svg.encode())
    assert "<text" not in svg
    assert svg.count("<path") > 0


def paths(latex: str) -> list[str]:
    return re.findall(r'<path d="([^"]+)"', formula_svg(latex, display=False).decode())


def test_arabic_words_are_joined_and_run_from_right_to_left() -> None:
    (joined,) = paths(r"\text{بب}")
    apart = outline("ب", 20)
    assert outline("بب", 20).width < 2 * apart.width
    assert outline("بب", 20).path == joined
    assert outline("اب", 20).path != outline("با", 20).path


def test_numbers_and_latin_words_keep_their_order_among_arabic_ones() -> None:
    def starts(text: str) -> str:
        return outline(text, 20).path[:40]

    assert starts("عدد 25") == starts("25")  # what is read last stands first from the left
    assert starts("abc مرحبا") == starts("abc")
    assert starts("مرحبا (abc def)") != starts("abc def")


def test_blanks_around_words_stay_on_their_side_of_the_formula() -> None:
    plain, after = outline("كان", 20), outline("كان ", 20)
    assert after.path == plain.path
    assert after.width > plain.width
    assert outline(" كان", 20).path != plain.path


def test_bold_words_are_bold() -> None:
    assert paths(r"\textbf{ርቀት}") != paths(r"\text{ርቀት}")


def test_escapes_within_words_are_what_they_stand_for() -> None:
    assert len(paths(r"\text{5\%}")) == len(paths(r"\text{50}"))
    for inside in (r"\alpha", r"a \textbf{b}"):
        with pytest.raises(ValueError, match="not set"):
            formula_svg(rf"\text{{{inside}}}", display=False)
    assert paths(r"\hbox{if $x>0$}")


def test_marks_of_letters_stand_on_their_letters() -> None:
    (yoruba,) = paths(r"\text{ẹ̀kọ́}")
    assert yoruba == outline("ẹ̀kọ́", 20).path
