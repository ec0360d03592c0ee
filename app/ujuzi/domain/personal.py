"""Values that name a person: her name, her staff number and what stands beside them in a list.

They come out of spreadsheets, other systems and keyboards: one form is kept of those that look
alike, and what a spreadsheet or a wrong encoding has left in a value's place is known. Pure
functions over `str`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from unicodedata import category, decimal, name, normalize

from ujuzi.domain.text import UNSEEN_LETTERS, is_hidden

JOINERS = "\u200c\u200d"
"""They shape words of Arabic and Indic scripts; elsewhere nobody sees them."""
SCRIPTS_JOINED_FROM = "\u0590"
"""The letters after this one may have joiners between them."""

MONTHS, DAYS, HOURS, MINUTES = 12, 31, 24, 60
_ANEW = "that a spreadsheet made of a number: format the column as text, and type it anew"
MAY_BE_A_DATE = (
    f"may be a date or a time {_ANEW}; where it is the number, write zeros before it, as 001/003"
)
MAY_BE_GROUPED = (
    "may be a number whose thousands a spreadsheet set apart: format the column as text, and type"
    " it anew; where it is the number, write a hyphen, as 12-345"
)

_DIRECTION_MARKS = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)
"""Invisible characters that would turn the text around a value."""
_CHOOSES_A_FORM = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that nobody sees; they say which form of a letter is meant."""
_LATIN = str.maketrans("авекмнорстухіјѕԁԛԝһαβεζηικμνορτυχ", "abekmhopctyxijsdqwhabezhikmnoptyx")
"""Letters of Cyrillic and Greek, as casefolded, that look like these of Latin as capitals do."""
_ERROR = re.compile(r"#+|#[¡¿]?[^\W\d_]+(?:[/_ ](?:0|[^\W\d_]+))*[!?]?|Err:\d{3}", re.IGNORECASE)
"""#N/A, #REF!, #NOM?, #¡VALOR!, ##### and Err:502, in whatever language the spreadsheet speaks."""
_NOTHING = frozenset({"NULL", "NaN", "None", "N/A", "n/a", "undefined"})
"""What programs write where there is nothing; the family Null writes itself in another way."""
_TRUTHS = frozenset(
    {"TRUE", "FALSE", "VRAI", "FAUX", "VERDADERO", "VERDADEIRO", "FALSO", "WAHR", "FALSCH"}
)
_ROUNDED = re.compile(r"[+-]?(?:\d+[.,]\d+E[+-]?|\d+E[+-])\d+|\d{15}0+", re.IGNORECASE)
"""Spreadsheets keep fifteen digits, and write zeros for the others."""
_AMOUNT = re.compile(r"\d[\d.,]* ?[%€$£]|[€$£] ?\d[\d.,]*")
_DECIMAL = re.compile(r"\d+[.,]0+")
_MONTH = (
    "(?:jan(?:uary|v|vier)?|f[eé]v?(?:b|r|vr|ruary|rier|vrier)?|mar(?:ch|s)?|a[pv]r(?:il)?|ma[iy]"
    "|jun[ei]?|juin|jul[iy]?|juil(?:let)?|aug(?:ust)?|ao[uû]t?|sept?(?:ember|embre)?"
    "|oct(?:ober|obre)?|nov(?:ember|embre)?|d[eé]c(?:ember|embre)?|ene|abr|ago|dic|set|out|dez|okt|des"
    "|mac|mei|m[aä]rz|mrz|[أا]بريل|[أا]غسطس|[أا]كتوبر|[أا]فريل|يناير|فبراير|مارس|مايو|يونيو|يوليو|سبتمبر"
    "|نوفمبر|ديسمبر|جانفي|فيفري|ماي|جوان|جويلية|أوت|ጃንዩ|ፌብሩ|ማርች|ኤፕሪ|ሜይ|ጁን|ጁላይ|ኦገስ|ሴፕቴ|ኦክቶ|ኖቬም|ዲሴም)[.]?"
)
"""As spreadsheets shorten and write them: in English, French, Spanish, Portuguese, Swahili,
German, Arabic and Amharic."""
_DATE = re.compile(
    rf"\d{{1,4}}[-/. ]{{1,2}}{_MONTH}(?:[-/. ]\d{{1,4}})?|{_MONTH}[-/. ]\d{{1,4}}"
    r"|\d{1,2}/\d{1,2}/\d{2,4}(?: .*)?|\d{4}-\d{2}-\d{2}(?:[ T].*)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(\d{1,2})[-/](\d{1,2})(?:[-/](?:\d{4}|\d{2}))?|(\d{1,2})\.(\d{1,2})\.(?:\d{4}|\d{2})?"
    r"|\d{4}[-/.](\d{1,2})[-/.](\d{1,2})"
)
"""As 01/03, 3-4-24, 03.04. and 2024/3/4."""
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?: ?[AP]M)?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:([ ,'’])\d{3})(?:\1\d{3})*")
_SHORT_PARTS = re.compile(r"\d{1,3}([-/:,'’ ])\d{1,3}(?!\d)")
_LETTER_CODE = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|</?[a-z][^<>]*>", re.IGNORECASE)
_MISREAD = {"cp1252": 2, "latin-1": 2, "mac_roman": 2, "cp850": 2, "cp437": 2, "cp1251": 4,
            "cp1256": 4}  # fmt: skip
"""Encodings in which UTF-8 is read by mistake, and how long a word must be to tell."""


def personal(text: str) -> str:
    """Return a value as it is kept.

    It is in NFC, with single spaces between its words and none around, whatever spaces were
    there, and without what nobody sees at its ends, marks of direction, and joiners between letters
    that are not joined. What else is hidden stays, for `hides`.
    """
    words = normalize("NFC", text).translate(_DIRECTION_MARKS).split()
    plain = " ".join(filter(None, map(_trimmed, words)))
    if not any(joiner in plain for joiner in JOINERS):
        return plain
    around = [*plain, " "]
    kept, before = "", " "
    for letter, after in pairwise(around):
        if letter not in JOINERS or min(before, after) > SCRIPTS_JOINED_FROM:
            kept, before = kept + letter, letter
    return kept


def hides(value: str) -> bool:
    """Whether a kept value holds what nobody sees, beside joiners."""
    return any(
        (is_hidden(each) or _CHOOSES_A_FORM.match(each)) and each not in JOINERS for each in value
    )


def is_lettered(value: str) -> bool:
    """Whether a value holds a letter, as names do."""
    return any(each.isalpha() and each not in UNSEEN_LETTERS for each in value)


def alike(number: str) -> str:
    """Return what two staff numbers have in common that look alike, or that spreadsheets mix up.

    Capitals, digits of any script, hyphens, what nobody sees, letters of other alphabets that look
    like Latin ones, and zeros at the start of a number tell nobody apart.
    """
    folded = normalize("NFKC", normalize("NFKC", personal(number)).casefold()).translate(_LATIN)
    plain = "".join(map(_plain, folded))
    return plain.lstrip("0") or "0" if plain.isdigit() else plain


def remains(value: str) -> str:
    """Return what a spreadsheet has left in place of a value, as the end of a sentence, or nothing.

    It follows the value: "#N/A" "is an error of the spreadsheet".
    """
    if _ERROR.fullmatch(value):
        return "is an error of the spreadsheet"
    if value in _NOTHING:
        return "stands where there is nothing: leave it empty"
    if _ROUNDED.fullmatch(value):
        return "is a rounded number: format the column as text, and type it anew"
    if value in _TRUTHS:
        return "is a yes or no of the spreadsheet"
    if _AMOUNT.fullmatch(value):
        return "is an amount: format the column as text, and type it anew"
    if _DECIMAL.fullmatch(value):
        return "is a number with decimals: format the column as text, and type it anew"
    if _DATE.fullmatch(value):
        return "is a date: format the column as text, and type it anew"
    if normalize("NFKC", value[:1]) in {"=", "+", "-", "@"}:
        return "is a formula: put what it shows in its place"
    if value[:1] == "'" and value[1:].isdigit():
        return "begins with the mark of a text: leave out the mark"
    return ""


def doubtful(numbers: Collection[str]) -> dict[str, str]:
    """Return those of a column's numbers that a spreadsheet may have made of others.

    Each has the end of the sentence that tells of it: `01/03`, `1:30` and `1,234` are what one
    shows in place of a number that it took for something else. Where another number is written with
    the same sign and is nothing of the kind, as `45/19`, that is how they are written there.
    """
    found = {number: said for number in numbers if (said := _doubt(number))}
    sound = {
        parts[1]
        for number in numbers
        if number not in found and (parts := _SHORT_PARTS.match(number))
    }
    return {
        number: said
        for number, said in found.items()
        if not (parts := _SHORT_PARTS.match(number)) or parts[1] not in sound
    }


def _doubt(number: str) -> str:
    """Return what a number may be in place of itself, as the end of a sentence, or nothing."""
    if _GROUPED.fullmatch(number):
        return MAY_BE_GROUPED
    if time := _TIME.fullmatch(number):
        return MAY_BE_A_DATE if int(time[1]) < HOURS and int(time[2]) < MINUTES else ""
    if day := _DAY.fullmatch(number):
        least, most = sorted(int(part) for part in day.groups() if part)
        return MAY_BE_A_DATE if 1 <= least <= MONTHS and most <= DAYS else ""
    return ""


def spoilt(value: str) -> str:
    """Return how an encoding has spoilt the letters of a value, as the end of a sentence.

    It is empty where nothing tells of it.
    """
    if "\ufffd" in value or "?" in value:
        return "has lost letters: save the file as CSV UTF-8 where it was made"
    if _LETTER_CODE.search(value):
        return "holds codes in place of letters"
    if any(misread(word) for word in value.split()):
        return (
            "was UTF-8 and was read as something else: save the file as CSV UTF-8 where it was made"
        )
    return ""


def _trimmed(word: str) -> str:
    start, end = 0, len(word)
    while start < end and _is_format(word[start]):
        start += 1
    while start < end and _is_format(word[end - 1]):
        end -= 1
    return word[start:end]


def _is_format(letter: str) -> bool:
    return category(letter) == "Cf"


def _plain(letter: str) -> str:
    """Return a letter as it is compared."""
    kind = category(letter)
    if kind in {"Cf", "Zs"} or letter in UNSEEN_LETTERS or _CHOOSES_A_FORM.match(letter):
        return ""
    return "-" if kind == "Pd" else str(decimal(letter, letter))


def misread(word: str) -> bool:
    """Whether a word turns into letters of one script, when it is read as UTF-8 after all."""
    if word.isascii():
        return False
    for encoding, least in _MISREAD.items():
        try:
            meant = word.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        scripts = {name(each, "").split(" ")[0] for each in meant if each.isalpha()}
        if len(word) >= least and len(scripts) == 1:
            return True
    return False
