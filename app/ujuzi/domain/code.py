"""Codes that people read from paper, say aloud and type: letters and digits in groups of four."""

from __future__ import annotations

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Those that nobody takes for another; 32 of them."""
LENGTH = 12
GROUP = 4


def in_groups(letters: str) -> str:
    """Return a code as it is printed: XXXX-XXXX-XXXX."""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def plain_code(code: str) -> str:
    """Return a code as it is compared, however it was typed."""
    return "".join(c for c in code.upper() if c.isalnum())
