"""LaTeX that the library sets as it was meant; whatever it would set otherwise is refused.

The library reads much that it then draws as something else, or not at all, and says nothing: rules
of arrays, colours, limits, raised letters. So what it cannot is named here, environments and
columns are those that were looked at, and no letter may get lost on the way. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

ESCAPED: Final = re.compile(r"\\[\\{}]")
COMMENT: Final = re.compile(r"(?<!\\)%.*")
NOT_SET: Final = re.compile(
    r"\\(?:operatorname\*"
    r"|(?:[hc]line|hdashline|vline|(?:text)?color(?:box)?|fcolorbox|cellcolor|rowcolor"
    r"|smash|math(?:op|bin|rel|ord|open|close|punct|inner|choice|[lrc]lap)|[lrc]lap|raise|lower"
    r"|move(?:left|right)|sideset|skew|nolimits|(?:La)?TeX|href|class|style|label|ref|eqref|verb"
    r"|footnotesize|shoveleft|shoveright|displaylines|eqalign(?:no)?|mathstrut)(?![A-Za-z])"
    r"|not(?![A-Za-z])(?!\s*\\in))"
)
NEGATED: Final = ((r"\not=", r"\neq "), (r"\not<", r"\nless "), (r"\not>", r"\ngtr "))
SAME: Final = {"gather": "matrix", "gather*": "matrix", "gathered": "matrix", "dcases": "cases"}
"""Environments that look like another."""
ENVIRONMENT: Final = re.compile(r"\\(?:begin|end)\s*\{([^{}]*)\}")
ENVIRONMENTS: Final = frozenset(
    [
        "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "array",
        "cases", "split", "align", "align*", "aligned", "equation", "equation*",
    ]
)  # fmt: skip
COLUMNS: Final = re.compile(r"\\begin\{array\}\s*(?:\[[^\]]*\]\s*)?\{(.*?)\}(?!\s*\})", re.DOTALL)
PLAIN_COLUMNS: Final = re.compile(r"[lcr\s]+")
LENGTH: Final = r"-?(?:\d+\.?\d*|\.\d+)\s*(?:pt|em|ex|mm|cm|in|mu|pc|bp|px)"
LINE_SKIP: Final = re.compile(rf"\\\\\s*\[\s*{LENGTH}\s*\]")
DOLLARS_IN_TEXT: Final = re.compile(r"\\(?:text\w*|[mf]box)\s*\{[^{}]*(?<!\\)\$")
TAG: Final = re.compile(r"\\tag\*?\s*\{([^{}]*)\}\s*$")
NO_LETTERS: Final = re.compile(
    rf"\\(?:begin|end)\s*\{{[^{{}}]*\}}(?:\{{[^{{}}]*\}})?|\\(?:[hm]space\*?|unicode)\s*\{{[^{{}}]*\}}"
    rf"|\\rule\s*\{{[^{{}}]*\}}\s*\{{[^{{}}]*\}}|\\(?:re)?newcommand\*?\s*\{{?\\\w+\}}?|{LENGTH}"
    r"|\\[A-Za-z]+|#\d|\\."
)
"""What of LaTeX names something, and stands for no letter of its own."""


class BrokenFormulaError(ValueError):
    """The formula is no LaTeX: something opens in it and does not close."""


def settable(latex: str) -> tuple[str, str]:
    """Return LaTeX in the words that the library knows, and the tag of the formula, or nothing.

    Raises ValueError where it would be set otherwise than it was meant, and BrokenFormulaError.
    """
    _check_pairs(latex)
    plain = COMMENT.sub("", latex)
    for negated, known in NEGATED:
        plain = plain.replace(negated, known)
    plain = LINE_SKIP.sub(r"\\\\", plain)
    tag = TAG.search(plain)
    plain = TAG.sub("", plain)
    if found := NOT_SET.search(plain) or re.search(r"\\tag", plain):
        raise ValueError(f"{found[0]} is not set")
    for environment, known in SAME.items():
        for word in ("begin", "end"):
            plain = plain.replace(f"\\{word}{{{environment}}}", f"\\{word}{{{known}}}")
    for environment in ENVIRONMENT.findall(plain):
        if environment not in ENVIRONMENTS:
            raise ValueError(f"the environment {environment} is not set")
    for columns in COLUMNS.findall(plain):
        if not PLAIN_COLUMNS.fullmatch(columns):
            raise ValueError(f"the columns {columns} of an array are not set: write l, c and r")
    if DOLLARS_IN_TEXT.search(plain):
        raise ValueError("a formula within words is not set")
    return re.sub(r"\\bmod(?![A-Za-z])", r"\\ \\mathrm {mod}\\ ", plain).strip(), (
        tag[1] if tag else ""
    )


def lost_letters(latex: str, drawn: str) -> str:
    """Return the letters and digits of LaTeX that are not in what is drawn, or nothing."""
    from html import unescape  # its names cost start-up time

    named, seen = (unicodedata.normalize("NFKC", each) for each in (latex, unescape(drawn)))
    meant = Counter(each for each in NO_LETTERS.sub(" ", named) if each.isalnum())
    return "".join((meant - Counter(seen)).elements())


def _check_pairs(latex: str) -> None:
    depth = 0
    for each in ESCAPED.sub("", latex):
        depth += (each == "{") - (each == "}")
        if depth < 0:
            raise BrokenFormulaError("a brace } closes what never opened")
    if depth:
        raise BrokenFormulaError("a brace { is not closed")
    for opens, closes in (
        (r"\\begin\s*\{", r"\\end\s*\{"),
        (r"\\left(?![a-zA-Z])", r"\\right(?![a-zA-Z])"),
    ):
        if len(re.findall(opens, latex)) != len(re.findall(closes, latex)):
            left, right = (re.findall("[a-z]+", word)[0] for word in (opens, closes))
            raise BrokenFormulaError(f"\\{left} and \\{right} do not match")
