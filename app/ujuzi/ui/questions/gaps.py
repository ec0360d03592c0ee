"""The prompt of an inline-choice item, its gaps filled in or left as blanks."""

from __future__ import annotations

from collections.abc import Callable

from ujuzi.domain.item import GAP

BLANK = "____"


def filled(html: str, words: Callable[[str], str]) -> str:
    """Return a prompt with HTML for each gap, asked for by the gap's id."""
    return GAP.sub(lambda found: words(found[1]), html)


def blanked(html: str) -> str:
    """Return a prompt whose gaps are blanks."""
    return filled(html, lambda _gap: BLANK)
