"""Texts that people write to each other: plain, bounded, and with nothing hidden in them.

An announcement is one text in several languages, with the day until which it is shown; who has it
reads that of her language. An appeal is one short text, why somebody asks for a second look at a
result. No text is markup, whatever it looks like. Pure: no clock, no disk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ujuzi.domain.text import is_hidden
from ujuzi.errors import Code, RefusedError
from ujuzi.late import unicodedata

ANNOUNCEMENT_LENGTH = 600
"""Letters in one language."""
ANNOUNCEMENT_BYTES = 3200
"""Of all its texts together, as UTF-8: a coordinator's signed act has no more room."""
ANNOUNCED_FOR = 180 * 24 * 3600 * 1000
"""Milliseconds for which an announcement may be shown."""
MOST_LIVE = 20
"""Announcements of one place that are shown at one time."""
APPEAL_LENGTH = 500
"""Letters."""

_JOINERS = "\u200c\u200d"
"""What joins letters in some scripts, or keeps them apart; nobody sees it, and words need it."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def written(text: str, most: int) -> str:
    """Return a text as it is kept: NFC, without spaces at the ends of lines and empty lines.

    Raises RefusedError `text-empty`, `text-too-long` with `most`, or `text-hides` where something
    in it is no letter that people see.
    """
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).split("\n")
    plain = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
    if not plain:
        raise RefusedError(Code.TEXT_EMPTY, "There is nothing in this text.")
    if len(plain) > most:
        raise RefusedError(Code.TEXT_TOO_LONG, f"A text has at most {most} characters.", most=most)
    if any(is_hidden(each) and each not in f"\n{_JOINERS}" for each in plain):
        raise RefusedError(Code.TEXT_HIDES, "There is a character in this text that nobody sees.")
    return plain


def announced(texts: Mapping[str, str], until: int, now: int) -> dict[str, str]:
    """Return the texts of an announcement as they are kept, in their order.

    Raises what `written` raises; RefusedError `language-unknown`, or `announcement-until` where it
    would end before `now`, or in more than `ANNOUNCED_FOR`.
    """
    kept = {}
    for language, text in texts.items():
        if not _LANGUAGE.fullmatch(language):
            raise RefusedError(
                Code.LANGUAGE_UNKNOWN, f"{language!r} is no language.", language=language
            )
        kept[language] = written(text, ANNOUNCEMENT_LENGTH)
    if not kept:
        raise RefusedError(Code.TEXT_EMPTY, "There is nothing in this text.")
    if sum(len(text.encode()) for text in kept.values()) > ANNOUNCEMENT_BYTES:
        raise RefusedError(
            Code.TEXT_TOO_LONG,
            f"The languages together have room for {ANNOUNCEMENT_BYTES} bytes.",
            most=ANNOUNCEMENT_LENGTH,
        )
    if not now < until <= now + ANNOUNCED_FOR:
        raise RefusedError(
            Code.ANNOUNCEMENT_UNTIL, "An announcement is shown for 180 days at most."
        )
    return kept


def in_language(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return a text and its language: the reader's where it is given, else the first."""
    wanted = language.lower().partition("-")[0]
    for given, text in texts.items():
        if given.lower() == language.lower():
            return text, given
    for given, text in texts.items():
        if given.lower().partition("-")[0] == wanted:
            return text, given
    return next(((text, given) for given, text in texts.items()), ("", ""))
