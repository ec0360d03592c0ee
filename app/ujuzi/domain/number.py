"""Numbers as people type them, read exactly.

    3.5   3,5   -3.5   .5   1 000   ٣٫٥

Digits may be those of any script; a comma, a full stop or the Arabic sign parts the decimals, and
spaces may group whole digits by three. Units, exponents, fractions and everything else are no
number: None, never an exception. Never goes through binary floating point.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

CHARACTERS_MOST = 60
"""Of one typed number: more would be no number that a person means."""

_NUMBER = re.compile(r"[+-]?(?:(?:\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|\.\d+)", re.ASCII)
_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", ",": ".", "\N{ARABIC DECIMAL SEPARATOR}": "."})


def read_number(text: str) -> Decimal | None:
    """Return the number that a text says, or None."""
    if len(text) > CHARACTERS_MOST:
        return None
    plain = "".join(map(_plain, text)).strip().translate(_SIGNS)
    return Decimal(plain.replace(" ", "")) if _NUMBER.fullmatch(plain) else None


def _plain(character: str) -> str:
    """Return a digit or a space of any script as ASCII has it; marks of direction go."""
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Zs":
            return " "
        case "Cf":
            return ""
    return character
