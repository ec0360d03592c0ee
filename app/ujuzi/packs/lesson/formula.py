"""Formulas: LaTeX, set as SVG when a pack is built, found by the reader under a derived path.

`formula_path` is the agreement between the builder and the reader. Setting is slow and draws on a
font library, so it happens at build time only; learners' computers never load it. Outlines are
paths in black, without fonts, symbols or styles, so that any SVG Tiny renderer draws them.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from typing import Any

SIZE = 20
"""Pixels an em, at a text size of 100 %."""
DECIMALS = 2
ESCAPED_BRACE = re.compile(r"\\[\\{}]")
NOT_SET = re.compile(
    r"\\(?:[hc]line|hdashline|(?:text)?color(?:box)?|fcolorbox|operatorname\*)"
    r"|\\begin\{array\}(?:\[\w\])?\{[^}]*\|[^}]*\}"
)
"""What the library reads, and then draws otherwise than it was meant: rules, colours, limits."""
INVISIBLE = frozenset("\u2061\u2062\u2063\u2064\u200b")
UNKNOWN_COMMAND = re.compile(r"<mi>(\\[A-Za-z]+)</mi>")


def formula_path(latex: str, display: bool) -> str:
    """Return the pack's path of a formula, set in a line or (`display`) on its own."""
    style = "display" if display else "inline"
    digest = hashlib.sha256(f"{style}\n{latex.strip()}".encode()).hexdigest()
    return f"formulas/{digest[:16]}.svg"


class BrokenFormulaError(ValueError):
    """The formula is no LaTeX: something opens in it and does not close."""


def formula_svg(latex: str, display: bool) -> bytes:
    """Return a formula as SVG.

    Raises ValueError where it cannot be set as it is meant, and says why; BrokenFormulaError where
    nothing could set it.
    """
    _check(latex)
    import latex2mathml.converter
    from ziafont.config import config

    with warnings.catch_warnings():  # ziamath 0.13 finds its font in a deprecated way
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.zmath import Latex

    config.svg2, config.precision = False, DECIMALS
    try:
        unknown = UNKNOWN_COMMAND.search(latex2mathml.converter.convert(latex.strip()))
        if unknown:
            raise ValueError(f"{unknown[1]} is not known")
        drawn = Latex(latex.strip(), size=SIZE, inline=not display)
        letters = dict.fromkeys("".join(drawn.mathml.itertext()))
        if missing := [each for each in letters if not _has(drawn.font, each)]:
            raise ValueError(f"the font of formulas has no {' '.join(missing)}")
        svg: str = drawn.svg()
    except ValueError:
        raise
    except Exception as error:  # the two libraries raise whatever they stumble over
        raise ValueError(str(error) or type(error).__name__) from error
    return svg.encode()


def _check(latex: str) -> None:
    """Refuse what would be set otherwise than it was meant, without a word."""
    depth = 0
    for each in ESCAPED_BRACE.sub("", latex):
        depth += (each == "{") - (each == "}")
        if depth < 0:
            raise BrokenFormulaError("a brace } closes what never opened")
    if depth:
        raise BrokenFormulaError("a brace { is not closed")
    for opens, closes in (
        (r"\\begin\{", r"\\end\{"),
        (r"\\left(?![a-zA-Z])", r"\\right(?![a-zA-Z])"),
    ):
        if len(re.findall(opens, latex)) != len(re.findall(closes, latex)):
            left, right = (word.split("(")[0].strip("\\{") for word in (opens, closes))
            raise BrokenFormulaError(f"\\{left} and \\{right} do not match")
    if found := NOT_SET.search(latex):
        raise ValueError(f"{found[0]} is not set")


def _has(font: Any, letter: str) -> bool:
    """Whether a font draws a letter; what draws nothing needs no glyph."""
    return letter.isspace() or letter in INVISIBLE or bool(font.glyphindex(letter))
