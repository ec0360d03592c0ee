"""Formulas: LaTeX, set as SVG when a pack is built, found by the reader under a derived path.

`formula_path` is the agreement between the builder and the reader. Setting is slow and draws on a
font library, so it happens at build time only; learners' computers never load it. Outlines are
paths in black, without fonts, symbols or styles, so that any SVG Tiny renderer draws them.
"""

from __future__ import annotations

import hashlib
import re
import warnings

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
    """Return a formula as SVG; raises ValueError where it cannot be set, and says why."""
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
        svg: str = Latex(latex.strip(), size=SIZE, inline=not display).svg()
    except ValueError:
        raise
    except Exception as error:  # the two libraries raise whatever they stumble over
        raise ValueError(str(error) or type(error).__name__) from error
    return svg.encode()
