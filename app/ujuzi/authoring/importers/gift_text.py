r"""Moodle GIFT, cut into questions, and what every text of one is written in.

    $CATEGORY: Ethics/Accountability

    // [id:who-signs] [tag:unesco-ai-cft:1.1]
    ::Who signs?:: [markdown] Who signs the mark? {=The lecturer ~The program#It cannot.}

A blank line ends a question, a comment is a line of its own, and a backslash takes its meaning
from one of `~ = # { } :` and itself; `\n` is a line break. Escaped characters are held as control
characters, of which a file is rid first, until `plain` brings them back: so everything after is
plain searching for one character, linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal, TypeAlias, cast

from ujuzi.authoring.importers.html_text import as_lines, literal, markdown_from_html
from ujuzi.authoring.importers.html_tree import REFERENCE, decoded
from ujuzi.authoring.importers.html_unseen import without_unseen

Omit: TypeAlias = Callable[[int, str], None]
"""Notes a line and what is not imported of it."""
TextFormat: TypeAlias = Literal["moodle", "html", "markdown", "plain"]

CHARACTERS_MOST = 100_000
"""Of one question."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
HOLE = "\x0f"
"""Where the braces stood in a sentence that goes on after them."""

_ESCAPED = "~=#{}:\\"
_HELD = {character: chr(1 + place) for place, character in enumerate(_ESCAPED)} | {"n": "\x0e"}
_BACK = str.maketrans({held: "\n" if c == "n" else c for c, held in _HELD.items()})
_MEANING = re.compile(r"([~=#{}:\\])")
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")

_CATEGORY = "$CATEGORY:"
_MARK = re.compile(r"\[(id|tag):([^\[\]]{1,200})\]")
_FORMAT = re.compile(r"\s*\[(moodle|html|markdown|plain)\]", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z]")
_LINE_END = re.compile(r"(?<!>)\n(?!<)")
MARKDOWN_SIGNS = re.compile(r"[\\*_`\[\]]")
"""What means something in Markdown, also where a formula stands."""
_SIGN = re.compile(rf"\\({MARKDOWN_SIGNS.pattern})")
_MARKDOWN_FORMULA = re.compile(
    r"(?<!`)(?P<code>`+)(?!`).+?(?<!`)(?P=code)(?!`)|\$\$(?P<displayed>[^$]+)\$\$"
    r"|(?<!\\)\\\\\(\s*(?P<twice>\S.*?)\s*\\\\\)|(?<!\\)\\\(\s*(?P<once>\S.*?)\s*\\\)",
    re.DOTALL,
)
"""Formulas in Moodle's Markdown, or code, in which there are none."""
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class GiftQuestion:
    """One question as it stands in the file, escapes held, and what was said about it."""

    line: int
    text: str
    category: str
    id: str
    tags: tuple[str, ...]


def cut_questions(text: str, omit: Omit) -> Iterator[GiftQuestion]:
    """Yield the questions of a file; control characters are left out and noted."""
    category = ""
    start, lines, marks = 0, list[str](), list[tuple[str, str]]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        found = _CONTROL.sub("", line)
        if found != line:
            omit(number, "control characters are left out")
        words = found.strip()
        if words.startswith("//"):
            marks += _MARK.findall(words)
        elif words.upper().startswith(_CATEGORY):
            category = " ".join(plain(hold(words[len(_CATEGORY) :])).split())
        elif words:
            start = start or number
            lines.append(found)
        else:
            if lines:
                yield _question(start, "\n".join(lines), category, marks)
            start, lines, marks = 0, [], []


def hold(text: str) -> str:
    """Return text whose escaped characters have no meaning."""
    return _ESCAPE.sub(lambda found: _HELD[found[1]], text)


def plain(text: str) -> str:
    """Return text as a person reads it: what `hold` took away is back."""
    return text.translate(_BACK)


def escaped(text: str) -> str:
    """Return text as GIFT writes it, on one line."""
    return _MEANING.sub(r"\\\1", _CONTROL.sub("", text)).replace("\n", r"\n")


def is_formatted(text: str) -> bool:
    """Whether a text would be taken to name its format."""
    return _FORMAT.match(text) is not None


def split_format(text: str, default: TextFormat) -> tuple[TextFormat, str]:
    """Return the format that a text begins with, and the rest."""
    found = _FORMAT.match(text)
    if found is None:
        return default, text
    return cast("TextFormat", found[1].lower()), text[found.end() :]


def markdown(text: str, text_format: TextFormat, lost: Callable[[str], None]) -> str:
    """Return a held text in a format as Markdown; `lost` hears what of HTML it cannot say."""
    words = plain(text).strip()
    match text_format:
        case "markdown":
            return _MARKDOWN_FORMULA.sub(_formula, without_unseen(words, lost))
        case "html":
            return markdown_from_html(words, lost)
        case "moodle" if _TAGS.search(words):
            return markdown_from_html(_LINE_END.sub("<br>", words), lost)
        case "plain" if found := REFERENCE.search(words):
            lost(f"{found[0]} is kept as it stands: in plain text it is no letter")
    return as_markdown(bare(text, text_format).strip())


def _formula(found: re.Match[str]) -> str:
    """Return a formula of Moodle's Markdown as it is meant, or code as it is."""
    displayed, twice, once = found["displayed"], found["twice"], found["once"]
    if displayed is not None:
        return f"$${_meant(displayed)}$$"
    return found[0] if twice is once else f"${once or _meant(twice)}$"


def _meant(latex: str) -> str:
    """Return what Moodle's Markdown makes of LaTeX: a backslash less before each sign."""
    return unescape(_SIGN.sub(r"\1", latex))


def bare(text: str, text_format: TextFormat) -> str:
    """Return a held text without markup as a person reads it: Moodle's own formats are HTML."""
    return decoded(plain(text)) if text_format in {"moodle", "html"} else plain(text)


def as_markdown(words: str) -> str:
    """Return plain words such that Markdown shows them as they are, each line on its own."""
    paragraphs = (each.strip("\n") for each in _EMPTY_LINES.split(words))
    return "\n\n".join(
        "\\\n".join(_indented(line) for line in as_lines(literal(paragraph)).split("\n"))
        for paragraph in paragraphs
        if paragraph.strip()
    )


def _indented(line: str) -> str:
    """Return a line whose leading blanks show."""
    words = line.lstrip(" \t")
    return "\N{NO-BREAK SPACE}" * len(line[: -len(words) or None].expandtabs(4)) + words.rstrip()


def _question(line: int, text: str, category: str, marks: list[tuple[str, str]]) -> GiftQuestion:
    said = {kind: value.strip() for kind, value in marks if kind == "id"}
    tags = tuple(value.strip() for kind, value in marks if kind == "tag")
    return GiftQuestion(line, hold(text), category, said.get("id", ""), tags)
