"""Markdown as course authors write it, turned into HTML that is safe to draw.

The dialect is CommonMark with tables, strikethrough, dollar formulas and GFM alerts. Whatever the
input, nothing here raises, and the HTML went through the sanitiser. Knows no files and no Qt.

What stands in the HTML beyond plain CommonMark:

- callouts: `<blockquote class="callout warning"><p class="callout-title"><strong>Warning</strong>
  title</p>...`; the word is in the lesson's language;
- figures: `<p class="figure"><img></p><p class="caption">...</p>`; a picture that a pack cannot
  hold has no `src`, and its `alt` has to stand for it;
- formulas: `<img class="formula" src="pack:formulas/..." alt="LaTeX">`, in a `<p class="formula">`
  of their own where they are displayed;
- links out: `<a class="external">`;
- code: `<pre class="code"><code>`, its parts in `<span class="kw|st|cm|nu|fn">`;
- `<table class="data">`, with `align` on cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from html import escape
from typing import Any, Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_inline_dollar

from ujuzi.packs.lesson.formula import formula_path
from ujuzi.packs.lesson.highlight import highlighted
from ujuzi.packs.lesson.sanitiser import sanitised
from ujuzi.packs.names import hostility

EXTERNAL: Final = ("http:", "https:", "mailto:")

ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION|CASE)\][ \t]*(.*)", re.IGNORECASE)
CALLOUT_WORDS: Final = {
    "en": ("Note", "Tip", "Important", "Warning", "Case"),
    "fr": ("Note", "Astuce", "Important", "Attention", "Cas"),
    "ar": ("ملاحظة", "نصيحة", "مهم", "تنبيه", "حالة"),
    "pt": ("Nota", "Dica", "Importante", "Atenção", "Caso"),
    "sw": ("Kumbuka", "Dokezo", "Muhimu", "Onyo", "Kisa"),
    "am": ("ማስታወሻ", "ጠቃሚ ምክር", "አስፈላጊ", "ማስጠንቀቂያ", "አጋጣሚ"),
}
"""What a callout is called, by the language of the course, in the order of `CALLOUTS`."""
CALLOUTS: Final = ("note", "tip", "important", "warning", "case")
SAME_CALLOUTS: Final = {"caution": "warning"}
"""GitHub has both; here a danger is a warning."""

BRACKETS_MOST = 2_000
"""Opening brackets in one paragraph; each may cost a scan of the rest, so more are text."""
_BRACKET: Final = "\ufdd0"
"""Stands for a bracket that is text while words are read: no sign of any script, nor of Markdown.
A reference for each would be a token for each, which are joined in the square of their number."""
HEADING_TAGS: Final = {"h1": "h2", "h5": "h4", "h6": "h4"}
"""The title of a lesson is not part of it, and three levels are enough for a contents list."""

PRICES: Final = re.compile(
    r"\d[\d.,]*\S*\s(?=.*(?:[^\W\d_]{2}|(?<![^\W_])[^\W\d_x]\s+\d))[^\\^_=+{}*/<>|$]*", re.DOTALL
)
"""A number, a blank and words, without anything that reckons."""
_READ_FORMULA: Final = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
FORMULAS: Final = frozenset({"math_inline", "math_inline_double", "math_block"})

Environment = MutableMapping[str, Any]


def parse(text: str, language: str = "en") -> list[Token]:
    """Return the tokens of a Markdown text; `html` renders them."""
    return _finished(*blocks(text, language))


def blocks(text: str, language: str = "en") -> tuple[list[Token], Environment]:
    """Return the blocks of a Markdown text, and what is known of the whole of it.

    `finished` reads the words of some or all of them.
    """
    sound = text.encode("utf-8", "replace").decode("utf-8")
    state = StateCore(sound, _PARSER, {"language": language})
    for rule in _rules()[:_WORDS]:
        rule(state)
    return state.tokens, state.env


def finished(tokens: Iterable[Token], environment: Environment) -> list[Token]:
    """Return the tokens of blocks, their words read; the blocks may be read again."""
    return _finished(
        [token.copy(children=[]) if token.type == "inline" else token for token in tokens],
        environment,
    )


def _finished(tokens: list[Token], environment: Environment) -> list[Token]:
    state = StateCore("", _PARSER, environment)
    state.tokens = tokens
    for rule in _rules()[_WORDS:]:
        rule(state)
    return state.tokens


def words_of(tokens: Iterable[Token]) -> str:
    """Return the words of what stands in a line."""
    return "".join(_words(tokens))


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield from _words(token.children or ())
            yield f" {token.attrs.get('title', '')}".rstrip()
        else:
            yield token.content


def html(tokens: Sequence[Token]) -> str:
    """Return the sanitised HTML of tokens."""
    return sanitised(str(_PARSER.renderer.render(tokens, _PARSER.options, {})))


def formula(token: Token) -> tuple[str, bool]:
    """Return the LaTeX of a token of `FORMULAS`, and whether it is displayed."""
    return token.content.strip(), token.type != "math_inline"


def callout_word(kind: str, language: str) -> str:
    """Return what a callout is called in a language, in English where it is not known."""
    words = CALLOUT_WORDS.get(language.split("-")[0].lower(), CALLOUT_WORDS["en"])
    return words[CALLOUTS.index(kind)]


def picture_path(source: str) -> str | None:
    """Return the object that an author's picture address names, None where a pack holds none."""
    path = unquote(source).removeprefix("./")
    return None if ":" in path or hostility(path) else path


def _formula_or_price(state: StateInline, silent: bool) -> bool:
    """Read a formula, but no two prices: what stands in `$5 to 10$` are words."""
    start, before = state.pos, state.src[state.pos - 1] if state.pos else ""
    looking = True
    if state.src[start] != "$" or before.isalnum() or not _READ_FORMULA(state, looking):
        return False
    end, state.pos = state.pos, start
    if PRICES.fullmatch(state.src[start + 1 : end - 1]):
        return False
    return _READ_FORMULA(state, silent)


def _demote_headings(state: StateCore) -> None:
    for token in state.tokens:
        token.tag = HEADING_TAGS.get(token.tag, token.tag)


def _read_alerts(state: StateCore) -> None:
    """Turn blockquotes that begin with a marker into callouts."""
    found: list[Token] = []
    tokens = iter(state.tokens)
    for token in tokens:
        found.append(token)
        if token.type != "inline" or [t.type for t in found[-3:-1]] != [
            "blockquote_open",
            "paragraph_open",
        ]:
            continue
        first, _, rest = token.content.partition("\n")
        marker = ALERT.fullmatch(first.strip())
        if marker is None:
            continue
        kind = SAME_CALLOUTS.get(marker[1].lower(), marker[1].lower())
        found[-3].attrJoin("class", f"callout {kind}")
        found[-2].attrJoin("class", "callout-title")
        token.content = marker[2].strip()
        token.meta["callout_word"] = callout_word(kind, state.env.get("language", "en"))
        found.append(next(tokens))
        if rest.strip():
            found += (
                Token("paragraph_open", "p", 1, block=True),
                Token("inline", "", 0, content=rest, children=[], block=True, map=token.map),
                Token("paragraph_close", "p", -1, block=True),
            )
    state.tokens = found


def _bound_brackets(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > BRACKETS_MOST:
            token.content = token.content.replace("[", _BRACKET)
            token.meta["bounded"] = True


def _finish_inline(state: StateCore) -> None:
    """Name callouts, mark links, resolve pictures, and put captions under figures."""
    found: list[Token] = []
    for token in state.tokens:
        found.append(token)
        if token.type in {"th_open", "td_open"}:
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrs["align"] = style.removeprefix("text-align:")
        elif token.type == "table_open":
            token.attrs["class"] = "data"
        elif token.type == "inline":
            if token.meta.get("bounded"):
                _write_brackets(token)
            token.children = _inline(token)
        elif token.type == "paragraph_close" and _is_figure(found[-2]):
            found += _caption(found[-3], found[-2])
    state.tokens = found


def _write_brackets(token: Token) -> None:
    """Write the brackets of a paragraph that are text, wherever they stand."""
    token.content = token.content.replace(_BRACKET, "[")
    for child in token.children or ():
        child.content = child.content.replace(_BRACKET, "[")
        for name, value in child.attrs.items():
            child.attrs[name] = str(value).replace(_BRACKET, "[")
        if child.children:
            _write_brackets(child)


def _inline(token: Token) -> list[Token]:
    children: list[Token] = []
    if word := token.meta.get("callout_word"):
        children += (
            Token("strong_open", "strong", 1),
            Token("text", "", 0, content=word),
            Token("strong_close", "strong", -1),
            Token("text", "", 0, content=" "),
        )
    for child in token.children or []:
        if child.type == "link_open":
            _mark_link(child)
        elif child.type == "image":
            child.meta["source"] = source = str(child.attrs.pop("src", ""))
            path = picture_path(source)
            if path is not None:
                child.attrs["src"] = f"pack:{path}"
        children.append(child)
    return children


def _mark_link(link: Token) -> None:
    target = str(link.attrs.pop("href", ""))
    link.attrs.pop("title", None)
    if target.lower().startswith(EXTERNAL):
        link.attrs.update({"href": target, "class": "external"})
    elif target.startswith(("#", "activity:")):
        link.attrs["href"] = target
    link.meta["target"] = target


def _is_figure(token: Token) -> bool:
    return token.type == "inline" and [c.type for c in token.children or []] == ["image"]


def _caption(paragraph: Token, inline: Token) -> tuple[Token, ...]:
    """Mark the paragraph of a lone picture, and return the one that holds its title."""
    paragraph.attrs["class"] = "figure"
    picture = (inline.children or [])[0]
    title = str(picture.attrs.pop("title", ""))
    if not title:
        return ()
    text = Token("text", "", 0, content=title)
    return (
        Token("paragraph_open", "p", 1, block=True, attrs={"class": "caption"}),
        Token("inline", "", 0, content=title, children=[text], block=True),
        Token("paragraph_close", "p", -1, block=True),
    )


def _render_image(
    self: RendererHTML, tokens: Sequence[Token], i: int, options: OptionsDict, env: Environment
) -> str:
    alternative = self.renderInlineAsText(tokens[i].children, options, env)
    source = tokens[i].attrs.get("src")
    place = f' src="{escape(str(source))}"' if source else ""
    return f'<img{place} alt="{escape(alternative)}">'


def _render_code(
    _self: RendererHTML, tokens: Sequence[Token], i: int, _options: OptionsDict, _env: Environment
) -> str:
    language = tokens[i].info.split()[0] if tokens[i].info.split() else ""
    code = highlighted(tokens[i].content.rstrip("\n"), language)
    return f'<pre class="code"><code>{code}</code></pre>\n'


def _render_formula(
    _self: RendererHTML, tokens: Sequence[Token], i: int, _options: OptionsDict, _env: Environment
) -> str:
    latex, display = formula(tokens[i])
    source = escape(formula_path(latex, display))
    picture = f'<img class="formula" src="pack:{source}" alt="{escape(latex)}">'
    return f'<p class="formula">{picture}</p>\n' if tokens[i].type == "math_block" else picture


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.disable(["html_block", "html_inline"])  # they would look at each line, and read none
    dollarmath_plugin(
        parser,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    parser.inline.ruler.at("math_inline", _formula_or_price)
    parser.core.ruler.after("block", "headings", _demote_headings)
    parser.core.ruler.after("headings", "alerts", _read_alerts)
    parser.core.ruler.after("alerts", "brackets", _bound_brackets)
    parser.core.ruler.push("finish_inline", _finish_inline)
    parser.add_render_rule("image", _render_image)
    parser.add_render_rule("fence", _render_code)
    parser.add_render_rule("code_block", _render_code)
    for kind in FORMULAS:
        parser.add_render_rule(kind, _render_formula)
    return parser


def _rules() -> list[Callable[[StateCore], None]]:
    return _PARSER.core.ruler.getRules("")


_PARSER = _parser()
_WORDS: Final = _PARSER.get_active_rules()["core"].index("inline")
"""The rule from which on words are read; those before it know blocks alone."""
