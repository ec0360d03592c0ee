"""Formulas: LaTeX, set as SVG when a pack is built, found by the reader under a derived path.

`formula_path` is the agreement between the builder and the reader. Setting is slow and draws on
font libraries, so it happens at build time only; learners' computers never load them. Outlines are
paths in black, without fonts, symbols or styles, so that any SVG Tiny renderer draws them.
"""

from __future__ import annotations

import hashlib
import re

SIZE = 20
"""Pixels an em, at a text size of 100 %."""
DECIMALS = 2
UNKNOWN_COMMAND = re.compile(r"<mi>(\\[A-Za-z]+)</mi>")


def formula_path(latex: str, display: bool) -> str:
    """Return the pack's path of a formula, set in a line or (`display`) on its own."""
    style = "display" if display else "inline"
    digest = hashlib.sha256(f"{style}\n{latex.strip()}".encode()).hexdigest()
    return f"formulas/{digest[:16]}.svg"


def formula_svg(latex: str, display: bool) -> bytes:
    """Return a formula as SVG.

    Raises ValueError where it cannot be set as it is meant, and says why; BrokenFormulaError where
    nothing could set it.
    """
    from ujuzi.packs.lesson.latex import lost_letters, settable
    from ujuzi.packs.lesson.typesetting import mathml_of, typeset

    plain, tag = settable(latex.strip())
    try:
        mathml = mathml_of(plain)
        if unknown := UNKNOWN_COMMAND.search(mathml):
            raise ValueError(f"{unknown[1]} is not known")
        if lost := lost_letters(plain, mathml):
            raise ValueError(f"{lost} would be lost")
        return typeset(plain, SIZE, DECIMALS, display=display, tag=tag).encode()
    except ValueError:
        raise
    except Exception as error:  # the libraries raise whatever they stumble over
        raise ValueError(str(error) or type(error).__name__) from error
