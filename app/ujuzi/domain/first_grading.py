"""How typed answers were compared in version 1 of grading; what was handed in then is so graded.

Nothing here is ever changed: the same submission has the same result, byte for byte.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ujuzi.late import unicodedata

CHARACTERS_MOST = 60

_NUMBER = re.compile(r"[+-]?(?:(?:\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|\.\d+)", re.ASCII)
_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", ",": ".", "\N{ARABIC DECIMAL SEPARATOR}": "."})


def first_number(text: str) -> Decimal | None:
    """Return the number that a text says, or None; every comma parts decimals."""
    if len(text) > CHARACTERS_MOST:
        return None
    plain = "".join(map(_plain, text)).strip().translate(_SIGNS)
    return Decimal(plain.replace(" ", "")) if _NUMBER.fullmatch(plain) else None


def first_comparable(text: str, *, keep_case: bool, keep_accents: bool) -> str:
    """Return text without case, accents, marks, outer or doubled spaces."""
    folded = unicodedata.normalize("NFKD", text)
    if not keep_case:
        folded = folded.casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    dropped = {"Cf"} if keep_accents else {"Mn", "Cf"}
    kept = "".join(c for c in decomposed if unicodedata.category(c) not in dropped)
    return " ".join(kept.replace("’", "'").split())


def _plain(character: str) -> str:
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Zs":
            return " "
        case "Cf":
            return ""
    return character
