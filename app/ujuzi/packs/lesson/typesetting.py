"""Formulas set by ziamath, with words and letters of every shipped script set by HarfBuzz.

Loaded where a pack is built, never on a learner's computer. To import it is to teach ziamath the
other scripts: it draws letters one by one, from a font of mathematics.
"""

from __future__ import annotations

import re
import warnings
from typing import Any
from unicodedata import combining
from xml.etree import ElementTree

import latex2mathml.converter
from ziafont.config import config
from ziafont.fonttypes import BBox

from ujuzi.packs.lesson.shaping import outline, without_outline

with warnings.catch_warnings():  # ziamath 0.13 finds its font in a deprecated way
    warnings.simplefilter("ignore", DeprecationWarning)
    from ziamath.drawable import Drawable
    from ziamath.escapes import unescape
    from ziamath.nodes.mnumber import Mtext
    from ziamath.tex import tex2mml
    from ziamath.zmath import Math, denamespace

LEAVES = frozenset({"mi", "mn", "mo", "mtext"})
ESCAPED = re.compile(r"\\([_%&#${}\s])")
INVISIBLE = frozenset("\u2061\u2062\u2063\u2064\u200b")


class Words(Drawable):
    """Words of another script than the font of mathematics has."""

    def __init__(self, text: str, size: float, *, bold: bool, phantom: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._outline = outline(text, size, bold=bold)
        self._phantom = phantom
        self.bbox = BBox(0, self._outline.width, -self._outline.below, self._outline.above)

    def draw(self, x: float, y: float, svg: ElementTree.Element) -> tuple[float, float]:
        """Add the words to a drawing, and return where they end."""
        if not self._phantom and self._outline.path:
            place = f"translate({x:.2f} {y:.2f})"
            ElementTree.SubElement(
                svg, "path", {"d": self._outline.path, "transform": place, "fill": "black"}
            )
        return x + self._outline.width, y


class ShapedText(Mtext, tag="mtext"):
    """Words, and every letter that the font of mathematics lacks."""

    def _setup(self, **kwargs: Any) -> None:
        if all(has(self.font, each) and not combining(each) for each in self.string):
            super()._setup(**kwargs)
            return
        words = Words(
            self.string,
            self.glyphsize,
            bold=bool(self.style.mathvariant.bold),
            phantom=bool(kwargs.get("phantom")),
        )
        self.nodes, self.nodexy, self.bbox = [words], [(0, 0)], words.bbox


def mathml_of(latex: str) -> str:
    """Return LaTeX as MathML, as it is before anything is drawn."""
    return str(latex2mathml.converter.convert(latex))


def typeset(latex: str, size: float, decimals: int, *, display: bool, tag: str = "") -> str:
    """Return LaTeX as SVG; raises whatever the libraries stumble over, and ValueError."""
    config.svg2, config.precision = False, decimals
    tree = denamespace(ElementTree.fromstring(unescape(tex2mml(latex, inline=not display))))
    font = Math("<math><mi>x</mi></math>").font
    for leaf in tree.iter():
        if leaf.tag == "mtext":
            leaf.text = ESCAPED.sub(r"\1", leaf.text or "").replace("~", "\u00a0")
            if "\\" in leaf.text:
                raise ValueError("a command within words is not set")
        letters = leaf.text or ""
        if leaf.tag in LEAVES and not all(has(font, each) for each in letters):
            if missing := without_outline(letters):
                raise ValueError(f"no font of this program has {' '.join(missing)}")
            leaf.tag = "mtext"
    return str(Math(tree, size=size, number=f"({tag})" if tag else None).svg())


def has(font: Any, letter: str) -> bool:
    """Whether a font draws a letter; what draws nothing needs no glyph."""
    return letter.isspace() or letter in INVISIBLE or bool(font.glyphindex(letter))
