"""How text is compared, named and shown: answers without case and accents, searches across scripts.

Pure functions over `str`. Arabic vowel signs and tatweel go and letter variants fold together, as a
person would type; Ethiopic letters that sound alike in Amharic fold to one of them, and letters
that keyboards lack to those that people type for them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ujuzi.late import unicodedata

UNSEEN_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Fillers and blanks that Unicode calls letters or signs, and nobody sees."""

WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"(\d{1,18})")

_SPELT = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
    "ı": "i", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "ƴ": "y", "ɛ": "e", "ɔ": "o",
    "ǝ": "e", "ə": "e", "ƒ": "f", "ɣ": "g", "ɩ": "i", "ɲ": "n", "ʋ": "v", "ʊ": "u",
}  # fmt: skip
"""Letters that many keyboards lack, and what people type for them."""
_ARABIC = {
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه",
    "ە": "ه",
}  # fmt: skip
_ETHIOPIC_ROWS = {"ሐ": "ሀ", "ኀ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ"}
"""First letter of each row -> first letter of the row it sounds like; a row has 7 orders."""
_ETHIOPIC_ALONE = {
    **{first: like for like, others in {"ሀ": "ሃሓኃ", "አ": "ኣዓ"}.items() for first in others},
    "ሗ": "ኋ", "ሧ": "ሷ",
}  # fmt: skip
"""Of a and ha the first and fourth order sound alike; wa stands after its row."""

CHARACTERS_KNOWN_MOST = 10_000
_LETTERS = str.maketrans(
    {letter.upper(): typed.capitalize() for letter, typed in _SPELT.items()}
    | _SPELT
    | _ARABIC
    | {
        chr(ord(row) + order): chr(ord(like) + order)
        for row, like in _ETHIOPIC_ROWS.items()
        for order in range(7)
    }
    | _ETHIOPIC_ALONE
)
_SIGNS = str.maketrans(
    dict.fromkeys("’‘‛ʼʻʾʿ`´′ʹ＇ꞌ‹›", "'")
    | dict.fromkeys("“”„‟«»″＂", '"')
    | dict.fromkeys("−⁃", "-")
    | {"⁄": "/", "ـ": ""}
)
"""Signs that programs write for those of a keyboard; what stretches an Arabic word says nothing."""
_POWER = re.compile(r"(?<=\d)[⁰¹²³⁴-⁹⁺⁻]+|(?<=\d)[¼-¾⅐-⅞]")
_LETTERS_POWER = re.compile(r"(?<=[^\W\d_])\^(?=\d)")
_ENDS = ".!?,;:…。؟،؛۔።፤፣ "


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
    """Whether a character is no letter that people see, or changes how others are shown."""
    return (
        unicodedata.category(letter)[0] == "C"
        or letter in "\u2028\u2029"
        or letter in UNSEEN_LETTERS
    )


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
    """Return text as answers are compared and the search index holds it.

    No case, accents, marks, outer or doubled spaces; letters that people cannot type or that sound
    alike are one, unless accents are kept; dashes, quotation marks and digits always are. A power
    of a number stays one: 10³ is 10^3, and no 103.
    """
    written = _POWER.sub(_apart, text).translate(_SIGNS)
    folded = unicodedata.normalize("NFKD", written)
    if not keep_case:
        folded = folded.casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    kept = decomposed.translate(_WITH_ACCENTS if keep_accents else _WITHOUT_ACCENTS)
    if not keep_accents:
        kept = kept.translate(_LETTERS)
    return " ".join(_LETTERS_POWER.sub("", kept.translate(_SIGNS)).split())


def unended(text: str) -> str:
    """Return comparable text without the punctuation that ends a sentence."""
    return text.rstrip(_ENDS) or text


def _apart(found: re.Match[str]) -> str:
    return f" {found[0]}" if found[0] in "¼½¾" or found[0] > "⅏" else f"^{found[0]}"


class _Kept(dict[int, str]):
    """What becomes of each character, found out once, and kept for so many."""

    def __init__(self, *, keep_accents: bool) -> None:
        super().__init__()
        self._keep_accents = keep_accents

    def __missing__(self, code: int) -> str:
        kept = _kept(chr(code), keep_accents=self._keep_accents)
        if len(self) < CHARACTERS_KNOWN_MOST:
            self[code] = kept
        return kept


def _kept(character: str, *, keep_accents: bool) -> str:
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Pd":
            return "-"
        case "Cf":
            return ""
        case "Mn" if not keep_accents:
            return ""
    return character


_WITH_ACCENTS, _WITHOUT_ACCENTS = _Kept(keep_accents=True), _Kept(keep_accents=False)


@lru_cache(maxsize=16384)
def searchable_word(word: str) -> str:
    """Return one word as the search index holds it."""
    return searchable(word)


def searchable(text: str) -> str:
    """Return text as the search index holds it: as answers are compared."""
    return comparable(text)


def natural(text: str, folded: str | None = None) -> tuple[tuple[str | int, ...], str]:
    """Return a key that sorts text as people do: 2 before 10, without case and accents.

    `folded` is the text as it is searched, from who has it already.
    """
    pieces = _DIGITS.split(searchable(text) if folded is None else folded)
    return tuple(int(each) if number % 2 else each for number, each in enumerate(pieces)), text


def contains(text: str, sought: str) -> bool:
    """Whether each word that is sought begins a word of a text, whatever case and accents."""
    words = WORD.findall(searchable(text))
    return all(
        any(word.startswith(each) for word in words) for each in WORD.findall(searchable(sought))
    )
