"""How long a text takes to read, in any script: where no blanks part words, letters count. Pure."""

from __future__ import annotations

import re
from typing import Final

WORDS_A_MINUTE: Final = 130
"""Slowly: with formulas, pictures and a second look."""
BETWEEN: Final = re.compile("[\\s\u1361-\u1368\u200b]+")
"""Blanks, the marks that part words in old Ethiopic, and the blank that is not seen."""
CHINESE: Final = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
LETTERS_A_CHINESE_WORD: Final = 1.5
"""Japanese too."""
SOUTHEAST_ASIAN: Final = re.compile(
    "[\u0e01-\u0e30\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0edf\u0f40-\u0f6c\u1000-\u102a\u1050-\u1055"
    "\u1780-\u17b3\u1950-\u19ab\u1a00-\u1a54\u1b05-\u1b33\ua984-\ua9b2\uaa60-\uaa7a]"
)
"""Consonants and vowels of Thai, Lao, Tibetan, Burmese, Khmer and their neighbours."""
LETTERS_A_SOUTHEAST_ASIAN_WORD: Final = 4


def minutes_to_read(text: str) -> int:
    """Return whole minutes, at least one."""
    return max(1, round(words_of(text) / WORDS_A_MINUTE))


def words_of(text: str) -> float:
    """Return how many words a text has, about as many as English would have for it."""
    chinese, text = _without(CHINESE, text)
    asian, text = _without(SOUTHEAST_ASIAN, text)
    parted = sum(1 for word in BETWEEN.split(text) if any(each.isalnum() for each in word))
    return parted + chinese / LETTERS_A_CHINESE_WORD + asian / LETTERS_A_SOUTHEAST_ASIAN_WORD


def _without(letters: re.Pattern[str], text: str) -> tuple[int, str]:
    rest, count = letters.subn(" ", text)
    return count, rest
