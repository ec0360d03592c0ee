"""Code in a lesson, its parts told apart coarsely: five kinds are all that a theme has to colour.

Never raises, and never drops a character. Code that is too long, or of a language that is not
known, stays plain.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pygments.lexer import Lexer  # type: ignore[import-untyped]

CODE_CHARACTERS_MOST: Final = 20_000
"""Some grammars are slow on hostile text; a listing in a lesson is shorter."""
LANGUAGES_KEPT: Final = 8


def highlighted(code: str, language: str) -> str:
    """Return code as HTML, in `<span class="kw|st|cm|nu|fn">` where the language is known."""
    if not language or len(code) > CODE_CHARACTERS_MOST:
        return escape(code, quote=False)
    if (lexer := _lexer(language)) is None:
        return escape(code, quote=False)
    # Slow to import, and most lessons hold no code; it ships no types.
    from pygments.token import (  # type: ignore[import-untyped]
        Comment,
        Keyword,
        Literal,
        Name,
        Operator,
    )

    kinds = {
        Comment: "cm",
        Keyword: "kw",
        Operator.Word: "kw",
        Literal.String: "st",
        Literal.Number: "nu",
        Name.Function: "fn",
        Name.Class: "fn",
        Name.Decorator: "fn",
    }
    parts = []
    for token, text in lexer.get_tokens(code):
        kind = next((kinds[t] for t in reversed(token.split()) if t in kinds), "")
        safe = escape(text, quote=False)
        parts.append(f'<span class="{kind}">{safe}</span>' if kind and text.strip() else safe)
    return "".join(parts)


@lru_cache(LANGUAGES_KEPT)
def _lexer(language: str) -> Lexer | None:
    """Return what reads a language: it is made once, for a lesson shows one language often."""
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
