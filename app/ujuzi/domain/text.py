"""How text is compared, named and shown: answers without case and accents, searches across scripts.

Pure functions over `str`. Arabic vowel signs and tatweel go and letter variants fold together, as a
person searching would type; Ethiopic letters that sound alike in Amharic fold to one of them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"(\d{1,18})")

_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": "",
}  # fmt: skip
_ETHIOPIC_ROWS = {"ሐ": "ሀ", "ኀ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ"}
"""First letter of each row -> first letter of the row it sounds like; a row has 7 orders."""

_LETTERS = str.maketrans(
    _ARABIC
    | {
        chr(ord(row) + order): chr(ord(like) + order)
        for row, like in _ETHIOPIC_ROWS.items()
        for order in range(7)
    }
)


def visible(text: str, mark: str = "") -> str:
    """Return a text in which nothing steers a terminal.

    Such characters are all of the categories C* (control codes, marks of direction, halves of
    letters), and the separators of lines and paragraphs. They stand as JSON writes them, or as a
    mark.
    """
    if text.isprintable():
        return text
    return "".join((mark or _escaped(each)) if is_hidden(each) else each for each in text)


def is_hidden(letter: str) -> bool:
    """Whether a character is no letter that people see, and changes how others are shown."""
    return unicodedata.category(letter)[0] == "C" or letter in "\u2028\u2029"


def named(text: str) -> str | None:
    """Return a name as it is kept (NFC, single spaces), or None where it hides something."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return None if any(map(is_hidden, plain)) else plain


def are_alike(name: str, other: str) -> bool:
    """Whether two names may be one person's: the same words, in whichever order they stand."""
    words, others = (sorted(WORD.findall(searchable(each))) for each in (name, other))
    return words == others and bool(words)


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def comparable(text: str, *, keep_case: bool = False, keep_accents: bool = False) -> str:
    """Return text as answers are compared: no case, accents, marks, outer or doubled spaces."""
    folded = unicodedata.normalize("NFKD", text)
    if not keep_case:
        folded = folded.casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    dropped = {"Cf"} if keep_accents else {"Mn", "Cf"}
    kept = "".join(c for c in decomposed if unicodedata.category(c) not in dropped)
    return " ".join(kept.replace("’", "'").split())


@lru_cache(maxsize=16384)
def searchable_word(word: str) -> str:
    """Return one word as the search index holds it."""
    return searchable(word)


def searchable(text: str) -> str:
    """Return text as the search index holds it: comparable, with sound-alike letters folded."""
    composed = unicodedata.normalize("NFC", text).translate(_LETTERS)
    return comparable(composed).translate(_LETTERS)


def natural(text: str) -> tuple[tuple[str | int, ...], str]:
    """Return a key that sorts text as people do: 2 before 10, without case and accents."""
    pieces = _DIGITS.split(searchable(text))
    return tuple(int(each) if number % 2 else each for number, each in enumerate(pieces)), text


def contains(text: str, sought: str) -> bool:
    """Whether each word that is sought begins a word of a text, whatever case and accents."""
    words = WORD.findall(searchable(text))
    return all(
        any(word.startswith(each) for word in words) for each in WORD.findall(searchable(sought))
    )
