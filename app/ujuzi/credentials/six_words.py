"""Passphrases that the program draws: six words of a list of 2,048, which is 66 bits.

A list (resources/words, those of BIP-39) is of one language; no two of its words begin with the
same four letters, so that four are enough of each. Case, accents and what stands between words mean
nothing.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from ujuzi.paths import resource

COUNT = 6
PREFIX = 4
"""Letters that tell a word from all others of its list."""
LANGUAGES = ("en", "fr")


def draw(language: str) -> tuple[str, ...]:
    """Return six words that nobody guesses, of a language, or in English where there is no list."""
    words = _list(language)
    return tuple(secrets.choice(words) for _ in range(COUNT))


def read(typed: str, language: str) -> tuple[str, ...]:
    """Return the words that were typed, each as its list has it; what is in no list as it is."""
    known = _by_prefix(language)
    found = []
    for each in _parts(typed):
        plain = _plain(each)
        word = known.get(plain[:PREFIX]) if len(plain) >= min(PREFIX, 3) else None
        found.append(word if word and _plain(word).startswith(plain[:PREFIX]) else plain)
    return tuple(found)


def unknown(words: tuple[str, ...], language: str) -> tuple[int, ...]:
    """Return which words are none of their list, counted from 1."""
    known = set(_list(language))
    return tuple(place for place, word in enumerate(words, 1) if word not in known)


def secret_of(words: tuple[str, ...]) -> str:
    """Return the words as one secret, however they are written."""
    return " ".join(map(_plain, words))


@cache
def _list(language: str) -> tuple[str, ...]:
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    return tuple(resource("words", f"{chosen}.txt").read_text("utf-8").split())


@cache
def _by_prefix(language: str) -> dict[str, str]:
    """Return the words of a list by what tells each from all others."""
    return {_plain(word)[:PREFIX]: word for word in _list(language)}


def _parts(typed: str) -> list[str]:
    letters = unicodedata.normalize("NFC", typed)
    return "".join(c if c.isalpha() or unicodedata.combining(c) else " " for c in letters).split()


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
