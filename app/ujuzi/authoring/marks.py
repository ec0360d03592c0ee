"""Marks of other dialects of Markdown, which learners would see as they stand.

Looks at what the parser left as text, never into code and formulas, and says what to write
instead, by line. What is meant as it stands is written with a backslash before it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.entities import html5

from markdown_it.token import Token

from ujuzi.domain.personal import misread
from ujuzi.packs.lesson.markup import CALLOUTS

FRONT_MATTER = re.compile(
    r"\A(---|\+\+\+)[ \t]*\n(?:[ \t]*\n)*[A-Za-z_][\w-]*[ \t]*[:=].*?\n(---|\+\+\+|\.\.\.)[ \t]*\n",
    re.DOTALL,
)
CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
FORMULA = re.compile(r"(?<![\\$])(\$\$?)(?![\s$]).+?(?<![\\\s])\1", re.DOTALL)
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
AUTOLINK = re.compile(r"\]\(<[^<>\n]*>|<(?:[A-Za-z][A-Za-z0-9+.-]*:|[^\s<>@]+@)[^\s<>]*>")

FORMULAS = frozenset({"math", "latex", "tex", "katex", "asciimath"})
DRAWINGS = frozenset({"mermaid", "plantuml", "dot", "graphviz", "flowchart", "tikz"})
"""Kinds of code that other programs draw."""
DIRECTIVES = {
    **dict.fromkeys(("figure", "image"), "write ![what it shows](figures/x.png)"),
    "math": "write a formula between lines of $$",
    **dict.fromkeys(("code", "code-block", "code-cell"), "write the language after ```"),
    **dict.fromkeys(("table", "list-table", "csv-table"), "draw the table with | and -"),
    **dict.fromkeys(("toctree", "contents", "include"), "take it out"),
}
"""Of MyST."""
DEFINITION = re.compile(r" {0,3}\[[^\]]{1,200}\]:\s*\S+")
CALLOUT = re.compile(r"\[!([\w-]+)\]")
TASK = re.compile(r"\[[ xX/<>!?-]\][ \t]")
FOOTNOTE = "a footnote is shown as it stands: write it into the text"
HTML = "HTML is shown as it stands: write {0} as Markdown, or take it out"
SHOWN = "{0} is shown as it stands: "
MISREAD = "{0} was UTF-8 and was read as something else: save it anew where it was written"
LETTERS = "|".join(
    sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True)
)
"""Names of letters that HTML reads without a semicolon, and Markdown does not."""
BY_LINE = (
    (r"</?[A-Za-z][\w.-]*(?:\s[^<>]*)?/?>|<!--|<>|</>",
     HTML),
    (r"\[\^[^\]\s]+\]|\^\[[^\]]+\]", FOOTNOTE),
    (r"^[ \t]*(?::::.*|///.*|(?:!!!|\?\?\?\+?)[ \t]+\w+)", SHOWN + "write a callout, > [!TIP]"),
    (r"^[ \t]*===!?[ \t]+['\"].*", SHOWN + "write a heading for what stands under a tab"),
    (r"^#{1,6}[^\W\d_].*", SHOWN + "a blank stands between # and the words of a heading"),
    (r"^={1,6}[ \t]+\S.*", SHOWN + "a heading begins with #"),
    (r"^[ \t]*(?:#{1,6}|[-*+]|\d{1,9}[.)])[\u00a0\u202f\u2007].*",
     SHOWN + "a blank that does not break stands behind its sign; put a plain one"),
    (r"^[a-z]+::\S*\[.*\][ \t]*$|^[ \t]*[A-Za-z][\w -]{0,40}::[ \t].*",
     SHOWN + "it is no Markdown"),
    (r"[\u202d\u202e].*", "a sign that is not seen turns these words around: {0}; take it out"),
    (r"^[ \t]*\|.*\|[ \t]*$",
     "this is no table: its second line is |---|---|, with as many cells as its head"),
    (r"(?<![\w:]):(?:[A-Za-z][\w+-]*|[+-]1):(?![\w:])",
     SHOWN + "write the sign itself, as ✓ or ⚠"),
    (r"(?<![\^\[])\^[^\s^\[\]]{1,20}\^(?!\^)|(?<!~)~[^\s~/]{1,20}~(?!~)|\+\+[^\s+][^+]*\+\+",
     SHOWN + "write a formula, as $10^3$ or $\\text{{H}}_2\\text{{O}}$"),
    (r"\\(?:begin|end|newpage|pagebreak|clearpage|cite\w?|ref|label|emph|text(?:bf|it|tt)|item)\b.*",
     SHOWN + "of LaTeX, only formulas between dollars are read"),
    (r"(?<!%)%%(?!%).*|^%[ \t]+\S.*|^\([\w.:-]+\)=$",
     SHOWN + "a lesson has no comments: take it out"),
    (r"\|\|[^|\s][^|]*\|\||^\*\[[^\[\]]+\]:", SHOWN + "take it out"),
    (r"(?:^|(?<=\s))\^[A-Za-z0-9][A-Za-z0-9-]+[ \t]*$",
     SHOWN + "it names a block for links: take it out, and lead to a heading, as (#its-words)"),
    (rf"&(?:#\d{{1,7}}|#[xX][0-9A-Fa-f]{{1,6}}|{LETTERS})(?![A-Za-z0-9=;])",
     SHOWN + "write {0};, or the letter itself"),
    (r"!\[[^\[\]]*\]\(data:[^()]*\)?",
     "a picture that is written out in its address is not shown: save it as a file, and name that"),
    (r"!\[[^\[\]]*\|\d+(?:x\d+)?\]", "{0} sets no size in a lesson: take out what follows the |"),
    (r"(?<!!)\[[^\[\]]+\]\([ \t]*#?[ \t]*\)", "the link {0} leads nowhere"),
    (r"(?<!!)\[[^\[\]]*\]\((?:javascript|vbscript|file|data):[^()]*\)",
     SHOWN + "such an address is no link in a lesson"),
    (r"\[-?@[\w:.#/-]+[^\[\]]*\](?!\()", SHOWN + "write who said it, and where"),
    (r"^[ \t]*\.\. [\w-]+::", SHOWN + "it is no Markdown"),
    (r"^:[ \t]+\S",
     "a list of definitions is shown as it stands: write **the word**, and then what it means"),
    (r"^(?:import|export)\s.+(?:\bfrom\s+['\"]|=)",
     "a line of a program is shown as it stands: take it out"),
    (r"\{%.*?%\}|\{\{[<%].*?[>%]\}\}|\{:[^{}\n]*\}", SHOWN + "take it out"),
    (r"\{\{[ \t]*[A-Za-z_][\w.]*(?:\.\w+|[ \t]+[^\s{}][^{}]*)[ \t]*\}\}"
     r"|\{[ \t]*(?:[#.][\w-]+|[\w-]+=\S)[^{}\n]*\}",
     SHOWN + "take it out"),
    (r"!\[\[[^\[\]\n]+\]\]",
     SHOWN + "a picture is ![what it shows](figures/x.png), and other pages are led to, not shown"),
    (r"(?<!!)\[\[[^\[\]\n]+\]\]|^\[(?:TOC|toc)\]$", SHOWN + "write [its title](activity:its-id)"),
    (r"(?<!=)==[^\s=][^=\n]*==(?!=)", SHOWN + "write **strong** for what is marked"),
    (r"^\+[-=]{3,}\+", "a table is drawn with | and -"),
    (r"!?\[[^\[\]\n]*\]\([ \t]*[^<>()\"'\s]+(?:[ \t]+[^<>()\"'\s]+)+[ \t]*\)",
     "no blank stands in an address: write %20 for it in {0}"),
)  # fmt: skip
"""What is looked for in each line, and what to do."""
PATTERNS = tuple((re.compile(pattern), sentence) for pattern, sentence in BY_LINE)
ROLE = re.compile(
    r"(?:(?P<sign>[{:])(?P<role>[A-Za-z][\w:.+-]*)[}:](?P<ticks>`+)(?!`)[^`]*(?P=ticks))"
    r"|(?<![\w`])(?P<quote>`+)(?!`)[^`]+(?P=quote)__?(?!\w)"
)
"""A role of MyST or reStructuredText, which says what its code is; or a link of the latter."""
ROLES = {
    "math": "write a formula, as $x^2$",
    "link": "write [its words](https://...)",
    **dict.fromkeys(
        ("ref", "numref", "doc", "any", "download", "eq", "term"),
        "write [its title](activity:its-id)",
    ),
    **dict.fromkeys(("cite", "cite:p", "cite:t", "footcite"), "write who said it, and where"),
    **dict.fromkeys(("sub", "sup", "subscript", "superscript"), "write a formula, as $10^3$"),
}
PLAIN_MARKS = re.compile(
    r"</?[A-Za-z][^<>]*>|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});|\*\*|(?<!\S)\*(?=\w)|(?<=\w)\*(?!\S)"
    r"|\$[^\s$][^$]*\$|!?\[[^\[\]]*\]\([^()]*\)|`"
)
"""Markup in what is no Markdown: titles, and answers that people type."""
FOLDABLE = re.compile(r"^[ \t>]*\[![\w-]+\]([+-])")
ADDRESSED = re.compile(r"!?\[[^\[\]\n]+\]\[([^\[\]\n]*)\]")
OPERATION = r"[^$\n]*[\\^_=+][^$\n]*"
DOLLARS = re.compile(
    rf"(?<![\w\\$])\$[ \t]+{OPERATION}\$(?!\w)|(?<![\w\\$])\$[^\s$]{OPERATION}[ \t]+\$(?!\w)"
)
"""What would be a formula but for a blank."""
LATEX = re.compile(r"\\\(.+?\\\)|\\\[[^\]]*[\\^_={][^\]]*\\\]", re.DOTALL)
MAY_BE_MARKED = re.compile(
    r"[<\[=#|^~+\\%{$&`\u202d\u202e]|///|!!!|\?\?\?|:[A-Za-z:+-]|^:"
    r"|^(?:import|export)\s|^[ \t]*(?:[-*+]|\d{1,9}[.)])[\u00a0\u202f\u2007]",
    re.MULTILINE,
)
"""What any mark has a part of: most lines have none, and are looked at once."""
TAG_OVER_LINES = re.compile(r"</?[A-Za-z][\w.-]*(?:[ \t][^<>\n]*)?\n[^<>]*>")
CELL = re.compile(r"(?<!\\)\|")


def marks(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield line, from 1, and sentence of each mark that is shown as it stands.

    `tokens` are what the text was parsed into.
    """
    lines = text.split("\n")
    front = FRONT_MATTER.match(text)
    above = 0
    if front:
        yield 1, "front matter is shown as it stands: take it out; the title stands in course.yaml"
        above = front[0].count("\n")
    yield from misread_lines(text)
    known = {
        found[0].strip()[1:].split("]:")[0].casefold()
        for line in lines
        if (found := DEFINITION.match(line))
    }
    for place, token in enumerate(tokens):
        first, end = token.map or (0, 0)
        if first < above:
            continue
        if token.type == "fence":
            yield from _fence(token, lines, first, end)
        elif token.type == "table_open":
            yield from _rows(lines[first:end], first + 1)
        elif token.type == "inline" and token.content.strip():
            yield from _inline(token, tokens[max(place - 2, 0) : place], lines, known)


def misread_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield line, from 1, and sentence of words whose letters an encoding has spoilt."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii():
            continue
        if spoilt := next((word for word in line.split() if misread(word)), ""):
            yield number, MISREAD.format(_short(spoilt))


def _fence(token: Token, lines: list[str], first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with a block of code: it draws something elsewhere, or never ends."""
    kind = (token.info.split() or [""])[0]
    if kind.startswith("{"):
        instead = DIRECTIVES.get(kind.strip("{}"), "write a callout, > [!TIP]")
        yield first + 1, f"{kind} is shown as code: {instead}"
    elif kind.lower() in FORMULAS:
        yield first + 1, f"{kind} is shown as code: write a formula between lines of $$"
    elif kind.lower() in DRAWINGS:
        yield first + 1, f"{kind} is shown as code: put a picture of it in its place"
    if end - first < 2 or not lines[end - 1].lstrip(" \t>").startswith(token.markup):
        yield first + 1, f"all that follows is shown as code: no line {token.markup} ends it"


def _inline(
    token: Token, before: Sequence[Token], lines: list[str], known: set[str]
) -> Iterator[tuple[int, str]]:
    content = token.content
    if "callout_word" in token.meta and (fold := FOLDABLE.match(lines[(token.map or (0,))[0]])):
        yield (
            (token.map or (0,))[0] + 1,
            f"a callout cannot be folded, and stands open: take out the {fold[1]} behind its word",
        )
    if not MAY_BE_MARKED.search(content):
        return
    first = _first_line(token, lines)
    around = [each.type for each in before]
    if around == ["blockquote_open", "paragraph_open"] and (callout := CALLOUT.match(content)):
        words = ", ".join(word.upper() for word in CALLOUTS)
        yield first, f"[!{callout[1]}] is no callout; there are {words}"
    if around == ["list_item_open", "paragraph_open"] and TASK.match(content):
        yield first, "a box to tick is shown as it stands: take it out"
    plain = CODE.sub(_blank, content)
    for found in ROLE.finditer(ESCAPED.sub(_blank, content)):
        if not found["role"] or plain[found.start()] == found["sign"]:
            line = first + content.count("\n", 0, found.start())
            instead = ROLES.get(found["role"] or "link", "take it out")
            yield line, SHOWN.format(_short(found[0])) + instead
            plain = f"{plain[: found.start()]}{_blank(found)}{plain[found.end() :]}"
    for found in LATEX.finditer(plain):
        line = first + content.count("\n", 0, found.start())
        yield line, f"{_short(found[0])} is no formula here: write it between dollars, $x^2$"
    plain = ESCAPED.sub(_blank, plain)
    for number, words in enumerate(plain.split("\n"), first):
        for found in DOLLARS.finditer(words):
            yield number, f"{_short(found[0])} is no formula: no blank stands inside the dollars"
    for mask in (FORMULA, AUTOLINK):
        plain = mask.sub(_blank, plain)
    for found in TAG_OVER_LINES.finditer(plain):
        yield first + content.count("\n", 0, found.start()), HTML.format(_short(found[0]))
    for number, words in enumerate(plain.split("\n"), first):
        for pattern, sentence in PATTERNS:
            if mark := pattern.search(words):
                yield number, sentence.format(_short(mark[0]))
        for found in ADDRESSED.finditer(words):
            label = found[1].casefold() or found[0].lstrip("!")[1:].split("]")[0].casefold()
            if label not in known:
                yield (
                    number,
                    f"{_short(found[0])} is shown as it stands: no line says where [{label}] leads",
                )


def _first_line(token: Token, lines: list[str]) -> int:
    """Return the line, from 1, where the words of a block begin; a table has its own by cell."""
    first, end = token.map or (0, 1)
    head = token.content.split("\n", 1)[0]
    at = next((i for i in range(first, end) if head and head in lines[i]), first)
    return at + 1


def _rows(rows: list[str], first: int) -> Iterator[tuple[int, str]]:
    """Yield the rows of a table that have more cells than its head."""
    head = _cells(rows[0])
    for number, row in enumerate(rows[2:], first + 2):
        if _cells(row) > head:
            yield (
                number,
                (
                    f"this row has more cells than the head ({head}), and the rest is not shown:"
                    " write \\| for a bar in a cell, in code too"
                ),
            )


def _cells(row: str) -> int:
    return len(CELL.findall(row.strip().lstrip("> ").removeprefix("|").removesuffix("|"))) + 1


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _short(mark: str) -> str:
    words = " ".join(mark.split())
    return words if len(words) <= 40 else f"{words[:37]}..."
