"""Codes of supervised sittings: 12 letters by chance and 2 that check them for one assessment.

Any computer of the campus can tell at once, with no network and without having heard of a code,
that a letter was misread or that the code is for another assessment. That it is for this learner,
and was given out at all, the hub alone knows: it keeps the seed (`domain.ticket`).

A code is a number in base 32, its last two letters chosen so that it leaves a remainder modulo a
prime that the assessment fixes (as the pure systems of ISO/IEC 7064 do with one that is always 1).
One wrong letter, or any two that changed places, always leave another remainder.
"""

from __future__ import annotations

import hashlib

from ujuzi.credentials.secrets import LENGTH, LETTERS

CHECK_LETTERS = 2
WHOLE_LENGTH = LENGTH + CHECK_LETTERS
PRIME = 1021
"""The greatest that two letters can hold a remainder of."""

CONTEXT = "ujuzi sitting check 1\x1f"
NAME_CONTEXT = b"ujuzi sitting code 1\x1f"
NAME_LENGTH = 16


def checked(letters: str, assessment: str) -> str:
    """Return a code's first letters with those that check them."""
    base = len(LETTERS)
    rest = _remainder_for(assessment) - _number(letters) * base**CHECK_LETTERS
    high, low = divmod(rest % PRIME, base)
    return letters + LETTERS[high] + LETTERS[low]


def is_sound(code: str, assessment: str) -> bool:
    """Whether a plain code is one for this assessment, as far as its letters tell."""
    if len(code) != WHOLE_LENGTH or not set(code) <= set(LETTERS):
        return False
    return checked(code[:LENGTH], assessment) == code


def name_of(seed: bytes) -> str:
    """Return the name under which a code is spoken of; it tells nothing of the code."""
    return hashlib.sha256(NAME_CONTEXT + seed).hexdigest()[:NAME_LENGTH]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * len(LETTERS) + LETTERS.index(letter)
    return number


def _remainder_for(assessment: str) -> int:
    digest = hashlib.sha256((CONTEXT + assessment).encode()).digest()
    return int.from_bytes(digest, "big") % PRIME
