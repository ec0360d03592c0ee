"""Names of files and ids, made from titles of any script: two things never get the same.

A name stays when something is put before it: what tells it apart is a short hash of what it is a
name of, and a number only where two things say the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

HASH_LETTERS = 8
NO_LATIN = "x"
"""What the name of a title begins with that has no Latin letter."""

_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "đ": "d", "ı": "i", "ð": "d", "þ": "th"}
)


def slug(text: str, start: str = NO_LATIN, most: int | None = None) -> str:
    """Return a text as an id: at most so many lower-case letters, digits and hyphens, and a hash.

    The hash is there where letters of the text are not, or where nothing is left of it.
    """
    folded = unicodedata.normalize("NFKD", text).lower().translate(_LATIN)
    plain = folded.encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-")
    lost = any(each.isalnum() and not each.isascii() for each in folded)
    if found and not lost:
        return found
    return f"{found or start}-{short_hash(text)}"


def short_hash(text: str) -> str:
    """Return a few letters that tell a text from others."""
    same = unicodedata.normalize("NFC", " ".join(text.split()))
    return hashlib.sha256(same.encode("utf-8", "replace")).hexdigest()[:HASH_LETTERS]


class Names:
    """The names of one kind that are given away, and what each is of."""

    def __init__(self) -> None:
        self._of: dict[str, str | None] = {}
        self._counts: Counter[str] = Counter()

    def __contains__(self, name: str) -> bool:
        return name in self._of

    def reserve(self, name: str) -> None:
        """Keep a name for what is called so by its author."""
        self._of.setdefault(name, None)

    def give(self, name: str, of: str) -> str:
        """Return a name that nothing else has: this one, or with what tells it apart."""
        found = name
        if self._of.get(name, of) not in {of, None}:
            found = f"{name}-{short_hash(of)}"
        start = found
        while found in self._of:
            self._counts[start] += 1
            found = f"{start}-{self._counts[start] + 1}"
        self._of[found] = of
        return found
