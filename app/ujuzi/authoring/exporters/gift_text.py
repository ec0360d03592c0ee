r"""The texts of an item as Moodle shows them, and what of them it has no form for.

Moodle's filters find formulas between `\( \)` and `$$ $$`. Its Markdown takes a backslash before a
sign away, so there it is written twice. Where an item is words and formulas alone, it is written as
HTML, if it comes back as the same Markdown; else as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

import msgspec
from markdown_it.token import Token

from ujuzi.authoring.importers.gift_text import MARKDOWN_SIGNS, TextFormat
from ujuzi.authoring.importers.html_text import markdown_from_html
from ujuzi.authoring.references import ACTIVITY, SCHEME
from ujuzi.domain.item import (
    Choice,
    ChoiceItem,
    Feedback,
    InlineChoiceItem,
    Item,
    MatchItem,
    NumericItem,
    texts_of,
)
from ujuzi.packs.lesson.markup import FORMULAS, parse

PLAIN = FORMULAS | {"text", "softbreak", "inline", "paragraph_open", "paragraph_close"}
"""What words and formulas are made of."""


def as_moodle_shows_it(item: Item) -> tuple[TextFormat, Item]:
    """Return an item whose texts are in a format of Moodle, and the format."""
    texts = [text for text in texts_of(item) if text.strip()]
    shown = isinstance(item, ChoiceItem | InlineChoiceItem | NumericItem)
    if (
        shown
        and any(map(_holds_formulas, texts))
        and all(_in_html(text) is not None for text in texts)
    ):
        return "html", _mapped(item, lambda text: _in_html(text) or "")
    return "markdown", _mapped(item, _in_markdown)


def lost_texts(item: Item) -> Iterator[str]:
    """Yield what of an item's texts Moodle shows otherwise, or not at all, in words."""
    for text in dict.fromkeys(texts_of(item)):
        for token in _flat(parse(text)):
            target = str(token.meta.get("target", ""))
            if token.type == "image":
                yield f"the picture {token.meta['source']} does not go along"
            elif token.type == "blockquote_open" and "callout" in str(token.attrs.get("class")):
                yield "a callout is a quotation in Moodle"
            elif token.type == "link_open" and (
                target.startswith(ACTIVITY) or not SCHEME.match(target)
            ):
                yield f"the link to {target} leads nowhere in Moodle"
    for matched in item.targets if isinstance(item, MatchItem) else ():
        if any(token.type not in PLAIN for token in _flat(parse(matched.text))):
            yield (
                f"Moodle shows {matched.text!r} as it stands: what is matched is no Markdown there"
            )


class _Formula(NamedTuple):
    """A formula, and where it stands in its text."""

    start: int
    end: int
    latex: str
    displayed: bool


def _formulas(text: str) -> Iterator[_Formula]:
    """Yield the formulas of a text that stand in it as they are read."""
    lines = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    at = 0
    for token in _flat(parse(text)):
        if token.map:
            at = max(at, lines[token.map[0]])
        if token.type in FORMULAS:
            sign = "$" if token.type == "math_inline" else "$$"
            start = text.find(f"{sign}{token.content}{sign}", at)
            if start >= 0:
                at = start + len(token.content) + 2 * len(sign)
                yield _Formula(start, at, token.content.strip(), sign == "$$")
        elif token.type in {"code_inline", "fence", "code_block"}:
            at = max(at, text.find(token.content, at) + len(token.content))


def _holds_formulas(text: str) -> bool:
    return any(True for _ in _formulas(text))


def _in_markdown(text: str) -> str:
    return _with_formulas(text, _markdown_formula)


def _markdown_formula(formula: _Formula) -> str:
    latex = MARKDOWN_SIGNS.sub(r"\\\g<0>", escape(formula.latex, quote=False))
    return f"$${latex}$$" if formula.displayed else rf"\\({latex}\\)"


def _in_plain(text: str) -> str:
    return _with_formulas(text, _plain_formula)


def _plain_formula(formula: _Formula) -> str:
    return f"$${formula.latex}$$" if formula.displayed else rf"\({formula.latex}\)"


def _with_formulas(text: str, written: Callable[[_Formula], str]) -> str:
    said: list[str] = []
    at = 0
    for formula in _formulas(text):
        said += (text[at : formula.start], written(formula))
        at = formula.end
    return "".join((*said, text[at:]))


def _in_html(text: str) -> str | None:
    """Return words and formulas as HTML; None where they would not come back as they are."""
    blocks: list[str] = []
    for token in parse(text):
        if token.type not in PLAIN:
            return None
        if token.type == "math_block":
            blocks.append(f"$${escape(token.content.strip(), quote=False)}$$")
        elif token.type == "inline":
            blocks.append("".join(map(_html_words, token.children or ())))
    html = blocks[0] if len(blocks) == 1 else "".join(f"<p>{block}</p>" for block in blocks)
    return html if markdown_from_html(html, lambda _: None) == text.strip() else None


def _html_words(token: Token) -> str:
    words = escape(token.content, quote=False)
    match token.type:
        case "math_inline":
            return rf"\({words}\)"
        case "math_inline_double":
            return f"$${words}$$"
        case "text":
            return words
    return "<br>"  # none comes back as it is


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _mapped(item: Item, said: Callable[[str], str]) -> Item:
    """Return an item with each of its texts as `said` has it."""

    def choices(found: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(
            msgspec.structs.replace(each, text=said(each.text), feedback=said(each.feedback))
            for each in found
        )

    feedback = Feedback(said(item.feedback.right), said(item.feedback.wrong))
    item = msgspec.structs.replace(item, prompt=said(item.prompt), feedback=feedback)
    match item:
        case ChoiceItem():
            return msgspec.structs.replace(item, choices=choices(item.choices))
        case InlineChoiceItem():
            gaps = (msgspec.structs.replace(g, choices=choices(g.choices)) for g in item.gaps)
            return msgspec.structs.replace(item, gaps=tuple(gaps))
        case MatchItem():
            rows = (msgspec.structs.replace(row, text=said(row.text)) for row in item.rows)
            targets = (
                msgspec.structs.replace(each, text=_in_plain(each.text)) for each in item.targets
            )
            return msgspec.structs.replace(item, rows=tuple(rows), targets=tuple(targets))
    return item
