"""Numbers as people type them, read exactly.

    3.5   3,5   -3.5   .5   1 000   1,000,000   1.000,5   ٣٫٥   ١٬٢٣٤   3.5 m   20 %

Digits may be those of any script; a comma, a full stop or the Arabic sign parts the decimals, and
spaces, commas or full stops may group whole digits by three. One comma before three digits is read
differently from one country to the next: such a number is none, and `is_ambiguous` says why.
Exponents, fractions and everything else are no number either: None, never an exception. Never goes
through binary floating point.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from ujuzi.late import unicodedata

CHARACTERS_MOST = 60
"""Of one typed number: more would be no number that a person means."""

_COUNTING = """[kxyznieπ] | (?i:hundreds? | thousands? | trillions? | millions? | billions? | dozen
    | half | cents? | mille | milliers | milliards? | douzaine | demi | mil | milhão | milhões
    | mia | elfu | laki | milioni | nusu) | مئة | مائة | مئات | ألف | آلاف | مليون | مليار | نصف
    | መቶ | ሺ | ሺህ | ሚሊዮን | ሚሊየን | ቢሊዮን | ግማሽ"""
"""Words after a number that change it, so that they are no unit."""

_NUMBER = re.compile(
    r"""[+-]?\ ?(?:
      \d+(?:[.,]\d+)? | [.,]\d+
    | \d{1,3}(?:[ ٬]\d{3})+(?:[.,]\d+)?
    | \d{1,3}(?:,\d{3})+\.\d+ | \d{1,3}(?:,\d{3}){2,}
    | \d{1,3}(?:\.\d{3})+,\d+ | \d{1,3}(?:\.\d{3}){2,}
    )""",
    re.ASCII | re.VERBOSE,
)
_AMBIGUOUS = re.compile(r"[+-]? ?[1-9]\d{0,2},\d{3}", re.ASCII)
_LETTER = r"[^\W\d_²³¹¼-¾⁰-₎⅐-↏①-⓿]"
_TYPED = rf"""(?P<number>[+-]?\ ?[0-9.,٫ ٬]*[0-9])
    (?:\ ?(?P<unit>(?:{_LETTER}|[%‰°$£¥¢\u20a0-\u20cf])
      (?:{_LETTER}|[%°/·'²³⁻¹]|\^-?[1-3]|(?<=m)[23]|\.(?={_LETTER})){{0,30}}))?
    [.!?,;:…。؟،؛۔።፤፣]{{0,3}}"""
_SIGNS = str.maketrans(dict.fromkeys("−–‐‑﹣－", "-") | {"،": ",", "，": ",", "．": ".", "٪": "%"})


def read_number(text: str) -> Decimal | None:
    """Return the number that a text says, or None."""
    if len(text) > CHARACTERS_MOST:
        return None
    plain = _plain(text)
    if _AMBIGUOUS.fullmatch(plain):
        return None
    written = plain.replace("٫", ".")
    if not _NUMBER.fullmatch(written):
        return None
    digits = re.sub("[ ٬]", "", written)
    grouping = next((sign for sign in ",." if digits.count(sign) > 1), "")
    if "," in digits and "." in digits:
        grouping = min(",.", key=digits.rfind)
    if grouping:
        digits = digits.replace(grouping, "")
    return Decimal(digits.replace(",", "."))


def read_answer(text: str) -> Decimal | None:
    """Return the number that an answer says, or None; a unit and end punctuation may follow it."""
    return read_number(parted(text)[0])


def is_ambiguous(text: str) -> bool:
    """Whether a text is a number in which a comma may part thousands or decimals: 1,000."""
    return _AMBIGUOUS.fullmatch(parted(text)[0]) is not None


def parted(text: str) -> tuple[str, str]:
    """Return the number that a text begins with, its digits in ASCII, and the unit after it.

    Both are empty where something else stands there, or a word that is part of the number.
    """
    plain = _plain(text) if len(text) <= CHARACTERS_MOST else ""
    found = _compiled(_TYPED).fullmatch(plain)
    unit = (found["unit"] or "") if found else ""
    if found is None or _compiled(_COUNTING).fullmatch(unit):
        return "", ""
    return found["number"], unit


def _plain(text: str) -> str:
    return "".join(map(_ascii, text)).strip().translate(_SIGNS)


def _ascii(character: str) -> str:
    """Return a digit or a space of any script as ASCII has it; marks of direction go."""
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Zs":
            return " "
        case "Cf":
            return ""
    return character


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that a start has no need of."""
    return re.compile(pattern, re.VERBOSE)
