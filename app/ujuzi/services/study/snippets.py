"""The words around what was found, with what matched marked."""

from __future__ import annotations

from collections.abc import Iterator

from ujuzi.domain.text import WORD, searchable_word

SNIPPET_CHARACTERS_BEFORE = 60
SNIPPET_CHARACTERS = 180


def snippet(body: str, terms: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield an excerpt around the first match as pieces, each with whether it matched."""
    words = ((m.start(), m.end(), _matches(m.group(), terms)) for m in WORD.finditer(body))
    first = next((start for start, _, hit in words if hit), 0)
    begin = max(0, first - SNIPPET_CHARACTERS_BEFORE)
    if begin:
        space = body.find(" ", begin, first)
        begin = space + 1 if space >= 0 else begin
    end = min(len(body), begin + SNIPPET_CHARACTERS)
    shown = body[begin:end]
    last = 0
    if begin:
        yield ("… ", False)
    for match in WORD.finditer(shown):
        if _matches(match.group(), terms):
            if match.start() > last:
                yield (shown[last : match.start()], False)
            yield (match.group(), True)
            last = match.end()
    yield (shown[last:] + (" …" if end < len(body) else ""), False)


def _matches(word: str, terms: list[str]) -> bool:
    folded = searchable_word(word)
    return any(folded.startswith(term) for term in terms)
