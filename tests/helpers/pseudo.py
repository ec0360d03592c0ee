"""A pseudo-Arabic translation of the windows: every text in Arabic letters, a third longer.

It stands in for the real one where direction, length and untranslated text are looked at. Letters
are replaced one by one, so that a text can still be recognised; placeholders, plurals, tags and
shortcuts stay as they are.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QTranslator

LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "ابثدهفغحيجكلمنوبقرستوفوخيز",
        strict=True,
    )
)
KEPT = re.compile(r"%L?\d|%n|\{\w*\}|<[^>]+>|&\w+;|\n")
LONGER_BY = 0.3


def pseudo_arabic(text: str) -> str:
    """Return a text of the windows as the pseudo-translation says it."""
    pieces = []
    position = 0
    for kept in KEPT.finditer(text):
        pieces += [_letters(text[position : kept.start()]), kept.group()]
        position = kept.end()
    pieces.append(_letters(text[position:]))
    padding = "ـ" * round(len(text) * LONGER_BY) if len(text) < 40 else ""
    return "".join(pieces) + padding


def _letters(text: str) -> str:
    return "".join(LETTERS.get(letter.lower(), letter) for letter in text.replace("&", ""))


class PseudoArabic(QTranslator):
    """Translates every text that is asked through `tr`, and no other."""

    def isEmpty(self) -> bool:
        """Say that there is something to translate."""
        return False

    def translate(
        self,
        _context: str | bytes | bytearray | memoryview,
        source: str | bytes | bytearray | memoryview,
        _disambiguation: str | bytes | bytearray | memoryview | None = None,
        _n: int = -1,
    ) -> str:
        """Return the text in Arabic letters."""
        text = source if isinstance(source, str) else bytes(source).decode()
        return pseudo_arabic(text)
