r"""What goes wrong in YAML that people type, in words that say what to do.

Two things: a file that is no YAML, at the first line concerned; and a backslash in double quotes,
which YAML reads as an escape, so that `"$\frac{1}{2}$"` loses its `\f` without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

BACKSLASH = (
    "a backslash in double quotes means something else in YAML, and {0} is lost: put single quotes"
    " around the text, or write \\{0}"
)
CUT = "{0} is no part of the text, but a comment: put quotes around the text, or a blank after #"
COMMENT = re.compile(r"[ \t]+(#[^\s#]+)")
ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[a-zA-Z]+|.)", re.DOTALL)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CONTROLS = frozenset("0abefrvNLP_")
"""Escapes of what no text of a course holds."""
COMMANDS_OF_N = _words(
    """nabla natural ncong ndash ne nearrow neg negmedspace negthinspace neq newcommand newline
    nexists ngeq ngtr ni nleq nless nmid nolimits nonumber not notin nparallel nprec nrightarrow
    nleftarrow nsim nsubset nsubseteq nsucc nsupset nsupseteq ntriangleleft ntriangleright nu
    nvdash nwarrow"""
)
COMMANDS_OF_T = _words(
    """tag tan tanh tau tbinom text textbf textcolor textdegree textit textnormal textrm textsc
    textsf textstyle textsubscript textsuperscript texttt textup tfrac therefore theta thickapprox
    thicksim thickspace thinspace tilde times tiny to top triangle triangledown triangleleft
    trianglelefteq triangleq triangleright trianglerighteq twoheadrightarrow"""
)
"""LaTeX that begins as the escapes of a new line and of a tab do, which texts may hold."""
WORD = re.compile(r"""[^\s"'()<>]+""")
_FILES = (
    "txt|md|pdf|png|jpe?g|gif|svg|docx?|xlsx?|pptx?|odt|csv|exe|bat|py|html?|zip|mp[34]|webm|json"
)
PATH = re.compile(
    r"(?:[A-Za-z]:|\.{1,2}|~|%\w+%)\\(?!\\|n\\)|\\\\\w[\w.-]*\\(?!\\)"
    rf"|[\w-]+(?:\\[\w-]+)+\.(?:{_FILES})\b",
    re.IGNORECASE,
)
"""How a path of Windows begins whose backslashes are single, or one that leads to a file."""
OF_A_PATH = re.compile(r"\\(?:[nt][a-z0-9_]|x[2-7][0-9A-Fa-f]|u00[2-7][0-9A-Fa-f])")
"""An escape that may begin a name; a new line before a capital or a hyphen is meant as one, and of
numbers only those of letters that everybody can type are not."""

NOT_YAML = {
    "found unknown escape character": BACKSLASH.format("such as \\sum"),
    "expected escape sequence": BACKSLASH.format("such as \\xi"),
    "while scanning a quoted scalar": (
        "a quotation mark opens here and closes nowhere; write '' for an apostrophe in single"
        " quotes"
    ),
    "while scanning a double-quoted scalar": "a quotation mark opens here and closes nowhere",
    "mapping values are not allowed here": (
        "a colon stands where YAML expects none: put quotes around a text that holds a colon, and"
        " begin the keys of one list in the same column"
    ),
    "found character '\\t'": "a tab stands here; indent with spaces",
    "cannot start any token": "a text cannot begin with this character: put quotes around it",
    "could not find expected ':'": (
        "a key is followed by a plain colon and a plain blank: another sign, or none, stands here"
    ),
    "undefined alias": "a text cannot begin with *: put quotes around it",
    "while parsing a flow sequence": "a bracket [ opens here and closes nowhere",
    "while parsing a flow mapping": "a brace { opens here and closes nowhere",
    "found '<scalar>'": (
        "something follows the end of a text: put quotes around the whole, and write '' for an"
        " apostrophe in single quotes"
    ),
    "<block end>": (
        "this line does not stand under the one it belongs to: begin the keys of one entry in the"
        " same column"
    ),
    "single document": "a line --- begins a second document; only one is read",
    "sequence entries are not allowed": "a list begins on a line of its own",
    "expected a comment or a line break": (
        "after | or > the text begins on the next line: put quotes around it, or go to a new line"
    ),
    "special characters are not allowed": "a control character stands in the file; take it out",
}
"""What the YAML library says, by a part of it -> what to do."""
AT_ITS_BEGINNING = ("while scanning a", "while parsing a flow")
"""What is told where it began, since it is noticed much later."""


def not_yaml(error: Exception, text: str) -> tuple[int, str]:
    """Return the line and the sentence of what keeps a text from being read as YAML."""
    context, problem = (str(getattr(error, name, None) or "") for name in ("context", "problem"))
    at, began = (getattr(error, f"{name}_mark", None) for name in ("problem", "context"))
    words = f"{problem}\n{context}\n{error}"
    sentence = next((said for part, said in NOT_YAML.items() if part in words), "")
    if began is not None and context.startswith(AT_ITS_BEGINNING) and "escape" not in problem:
        at = began
    position = getattr(error, "position", None)
    if at is not None:
        line = at.line + 1
    else:
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
    return line, f"expected YAML: {sentence or problem or 'this cannot be read'}"


def lost_backslashes(node: Any, text: str) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of each backslash that YAML takes for another character."""
    for each in _scalars(node):
        if each.style == '"':
            start = each.start_mark.index
            for found in lost_in(text[start : each.end_mark.index]):
                line = text.count("\n", 0, start + found.start()) + 1
                yield line, BACKSLASH.format(found[0])


def _scalars(node: Any) -> Iterator[Any]:
    """Yield the texts of a document, each once."""
    waiting, met = [node], set[int]()
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in met:
            continue
        met.add(id(each))  # an alias names a node again, or one that holds it
        if isinstance(each.value, list):
            waiting += (part for pair in each.value for part in _parts(pair))
        else:
            yield each


def lost_to_comments(node: Any, text: str) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of each text without quotes that ends where a # begins a word."""
    for each in _scalars(node):
        end = each.end_mark.index
        is_words = not each.style and each.tag.endswith(":str")
        if is_words and (found := COMMENT.match(text, end)):
            yield text.count("\n", 0, end) + 1, CUT.format(found[1])


def lost_in(quoted: str) -> Iterator[re.Match[str]]:
    """Yield the escapes of a text in double quotes that nobody can have meant for sure."""
    paths = [word.span() for word in WORD.finditer(quoted) if PATH.match(word[0])]
    for found in ESCAPE.finditer(quoted):
        in_path = any(first < found.start() < end for first, end in paths)
        is_cut = in_path and OF_A_PATH.match(found[0])
        if is_cut or _is_lost(found[0][1:]) or _is_blank(quoted, found):
            yield found


def _parts(pair: Any) -> tuple[Any, ...]:
    return pair if isinstance(pair, tuple) else (pair,)


def _is_blank(raw: str, escape: re.Match[str]) -> bool:
    """Whether an escape is LaTeX's blank; programs write YAML's at the start of a line."""
    before = raw[: escape.start()].rpartition("\n")[2]
    return escape[0] == "\\ " and bool(before.strip().strip('"'))


def _is_lost(escaped: str) -> bool:
    """Whether an escape stands for what nobody types; `escaped` has no backslash."""
    first = escaped[0]
    if first == "n":
        return escaped in COMMANDS_OF_N
    if first == "t":
        return escaped in COMMANDS_OF_T
    return first in CONTROLS
