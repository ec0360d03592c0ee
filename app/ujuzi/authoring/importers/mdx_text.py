"""Markdown with JSX-like tags, turned into the Markdown of our lessons.

All text is kept. What a lesson cannot hold leaves an omission, and a visible line where a reader
would miss it: a note for a film or a page on the network, the alternative text for a picture.
Comments, layout tags and the dark twins of pictures leave no trace. Code is never touched.
Questions are taken out and leave a mark, by which `mdx_page` finds where they stood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate
from textwrap import dedent
from typing import Any

from ujuzi.authoring.importers.html_tree import Element
from ujuzi.authoring.importers.html_unseen import COLOURED, is_coloured, unseen
from ujuzi.authoring.importers.js_literal import parse_literal
from ujuzi.authoring.marks import FRONT_MATTER

QUESTION_MARK = re.compile("\ue000(\\d+)\ue001")
"""Where question number N stood; private-use characters, taken out of the source beforehand."""

FENCE = re.compile(
    r"^[ \t>]*(?P<tick>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=tick)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_TOKEN = re.compile(
    r"""
      (?P<fence>^[ \t>]*(?P<tick>`{3,}|~{3,})[^\n]*\n(?s:.*?)(?:^[ \t>]*(?P=tick)[`~]*[ \t]*$|\Z))
    | (?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)(?s:.))+?(?<!`)(?P=ticks)(?!`))
    | (?P<html_code><code>(?P<coded>(?s:.*?))</code>)
    | (?P<comment><!--(?s:.*?)-->|\{/\*(?s:.*?)\*/\})
    | (?P<branch>\{(?P<turn>\#if|:else|/if)(?P<condition>[^}]*)\})
    | (?P<formula>\\\\(?:\((?P<inline>.+?)\\\\\)|\[(?P<displayed>(?s:.+?))\\\\\]))
    | (?P<picture>!\[(?P<alternative>[^\]]*)\]\((?P<source>[^()\s]+)(?:\s+"[^"]*")?\))
    | (?P<link>(?<![!\\])\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\]){0,1000})\]
        \((?P<href>[^()\s]+)(?:\s+"[^"]*")?\))
    | (?P<tag><(?P<close>/?)(?P<name>[A-Za-z][\w.-]*)(?=[\s/>]))
    """,
    re.MULTILINE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"\s*(?P<name>[A-Za-z_][\w:.-]*)\s*(?P<given>=\s*)?|\s*\{\s*\w+\s*\}")
_TAG_END = re.compile(r"\s*(?P<slash>/?)>")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BRACE = re.compile(r"[{}]|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`", re.DOTALL)
_PROGRAM = re.compile(
    r"""^(?:import\s(?:[^\n]|\n(?![ \t]*\n))*?\bfrom\s*['"][^'"\n]*['"]|import\s*['"][^'"\n]*['"]
    |export\s+(?:default|const|let|var|(?:async\s+)?function|class)\b(?:[^\n]|\n(?![ \t]*\n))*
    |export\s+(?:\{[^{}]*\}|\*)[^\n]*)[ \t]*;?[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
"""What a page of MDX imports and exports."""
_ANCHOR = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\[\[[^\]]*\]\][ \t]*$", re.MULTILINE)
_PARAGRAPH_ENDS = re.compile(r"(\n(?:[ \t]*\n)+)")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")

EMPHASIS = {"em": "*", "i": "*", "strong": "**", "b": "**", "kbd": "`", "s": "~~", "del": "~~"}
LAYOUT = frozenset(
    {
        "div", "span", "p", "center", "u", "small", "section", "article", "figure", "figcaption",
        "font", "mark", "abbr", "tabs", "tab", "tabitem", "hfoptions", "hfoption",
        "tip",
    }
)  # fmt: skip
"""Tags whose text is all there is to them."""
STRUCTURE = frozenset(
    {
        "table", "thead", "tbody", "tr", "td", "th", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2",
        "h3", "h4", "h5", "h6", "pre", "blockquote",
    }
)  # fmt: skip
"""Tags whose meaning is lost, which is reported; their text is kept."""
EMPTY = frozenset({"br", "hr", "img", "input", "wbr", "source"})
SUMMARY = "the summary of it"
"""Where an element keeps what its summary says: no attribute has a name with blanks."""
TABS = {"tab": "title", "tabitem": "label", "hfoption": "id"}
"""Sides of a choice, and the attribute that says what each is about."""
IN_LINE = EMPHASIS.keys() | {"sub", "sup"}
"""Tags that end in the paragraph where they begin."""
UNENDED = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "branch"})
"""Tags that need no end."""
ENDLESS = EMPTY | {"question", "youtube", "iframe", "video", "audio", "coursefloatingbanner"}
"""Tags that are done with where they begin."""
PLAIN = LAYOUT | EMPHASIS.keys() | {"a", "sub", "sup", "details", "summary"}
TAGS = PLAIN | STRUCTURE | EMPTY | {"iframe", "video", "audio"}
"""Tags in small letters that are tags; any other, such as <mask>, is text."""
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
BRANCHES = {"pt": "PyTorch", "tf": "TensorFlow"}
"""What the two sides of `{#if fw === 'pt'}` are about."""

WORDS = {
    "en": {
        "video": "A video belongs here. It needs internet:",
        "page": "An interactive page belongs here. It needs internet:",
        "picture": "Picture",
        "folded": "{label}: at the end of this page, number {number}.",
        "answer": "Answer",
    },
    "fr": {
        "video": "Une vidéo a sa place ici. Elle demande une connexion internet :",
        "page": "Une page interactive a sa place ici. Elle demande une connexion internet :",
        "picture": "Image",
        "folded": "{label} : à la fin de cette page, numéro {number}.",
        "answer": "Réponse",
    },
}
"""What a reader is told in place of what is missing; English where the language is not known."""


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """One choice of a question, in our Markdown."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    """A question without its prompt, which stands in the text before it."""

    line: int
    choices: tuple[SourceChoice, ...]


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page cannot know of itself.

    `resolve_link` returns a link's target in the new course, None where there is none;
    `take_picture` brings a picture of the source along and returns its new path, or None.
    """

    language: str
    omit: Callable[[int, str], None]
    resolve_link: Callable[[str], str | None]
    take_picture: Callable[[str], str | None]

    def words(self, name: str) -> str:
        """Return a sentence in the course's language."""
        return WORDS.get(self.language.split("-")[0], WORDS["en"])[name]


@dataclass(slots=True)
class _Frame:
    """An open element: its name, its attributes, and what stands in it so far."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    line: int = 0
    source: str = ""
    """How it begins, as it is written."""


def convert(
    text: str, around: PageContext, first_line: int = 1
) -> tuple[str, tuple[SourceQuestion, ...]]:
    """Return the text as our Markdown with question marks in it, and the questions."""
    converter = _Converter(text.replace("\ue000", "").replace("\ue001", ""), around, first_line)
    return tidied(converter.converted()), tuple(converter.questions)


def without_programs(text: str, omit: Callable[[int, str], None]) -> str:
    """Return a page without its front matter and its lines of a program; each line stays one."""
    front = FRONT_MATTER.match(text)
    if front:
        omit(1, "front matter is left out")
        text = "\n" * front[0].count("\n") + text[front.end() :]
    pieces: list[str] = []
    at = 0

    def leave_out(found: re.Match[str]) -> str:
        line = text.count("\n", 0, at + found.start()) + 1
        omit(line, f"{found[0].splitlines()[0].strip()} is left out: a lesson runs no program")
        return "\n" * found[0].count("\n")

    for fence in FENCE.finditer(text):
        pieces += (_PROGRAM.sub(leave_out, text[at : fence.start()]), fence[0])
        at = fence.end()
    return "".join((*pieces, _PROGRAM.sub(leave_out, text[at:])))


def tidied(text: str) -> str:
    """Return the text without heading anchors, trailing spaces and heaps of blank lines."""
    pieces: list[str] = []
    at = 0
    for fence in FENCE.finditer(text):
        pieces += (_tidied_prose(text[at : fence.start()]), fence[0])
        at = fence.end()
    return "".join((*pieces, _tidied_prose(text[at:]))).strip("\n")


def _tidied_prose(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", _ANCHOR.sub(r"\1", text))


class _Converter:
    def __init__(self, text: str, around: PageContext, first_line: int) -> None:
        self._text = text
        self._around = around
        self._first_line = first_line
        self._lines = text.split("\n")
        self._line_ends = list(accumulate(len(line) + 1 for line in self._lines))
        self._stack = [_Frame("")]
        self._folded: list[str] = []
        self._closed = frozenset(re.findall(r"</([A-Za-z][\w.-]*)", text))
        """Names that end somewhere: a word in angle brackets that never does is no tag."""
        self.questions: list[SourceQuestion] = []

    def converted(self) -> str:
        at = 0
        while found := _TOKEN.search(self._text, at):
            self._put_words(self._text[at : found.start()])
            at = self._token(found)
        self._put_words(self._text[at:])
        while len(self._stack) > 1:
            self._end_top()
        return "".join((*self._stack[0].parts, *self._folded))

    def _token(self, found: re.Match[str]) -> int:
        """Convert what was found; return where to go on."""
        line = self._line(found.start())
        match found.lastgroup:
            case "fence" | "code":
                self._put(found[0])
            case "html_code":
                self._put(_code(unescape(re.sub(r"</?\w+[^>]*>", "", found["coded"]))))
            case "branch":
                self._branch(found["turn"], found["condition"], line)
            case "formula" if found["inline"] is not None:
                self._put(f"${found['inline'].strip()}$")
            case "formula":
                self._put(f"\n\n$$\n{found['displayed'].strip()}\n$$\n\n")
            case "picture":
                self._picture(found["source"], found["alternative"], line)
            case "link":
                self._link(self._inner(found["label"], line), found["href"], line)
            case "tag":
                return self._tag(found, line)
        return found.end()

    def _tag(self, found: re.Match[str], line: int) -> int:
        name = found["name"]
        parsed = _attributes(self._text, found.end())
        if parsed is None or not (name.lower() in TAGS or name[0].isupper()):
            if not found["close"] and (name in self._closed or (parsed and parsed[0])):
                self._omit(line, f"<{name}> is no tag that is known, and kept as text")
            self._put("\\" + found[0])
            return found.end()
        attributes, empty, end = parsed
        if found["close"]:
            self._close(name, line)
        else:
            frame = _Frame(
                name.lower(), attributes, line=line, source=self._text[found.start() : end]
            )
            self._open(name, frame, empty=empty)
        return end

    def _open(self, name: str, frame: _Frame, *, empty: bool) -> None:
        attributes, line = frame.attributes, frame.line
        match frame.name:
            case "question":
                self._question(attributes.get("choices", ""), line)
            case "youtube":
                address = f"https://www.youtube.com/watch?v={attributes.get('id', '')}"
                self._elsewhere("video", address, line, "a video on the network")
            case "iframe":
                self._elsewhere("page", attributes.get("src", ""), line, "a page on the network")
            case "video" | "audio" | "source" if attributes.get("src"):
                self._elsewhere("video", attributes["src"], line, f"<{name}> is not imported")
            case "img":
                if "hidden" not in attributes.get("class", "").split():
                    self._picture(attributes.get("src", ""), attributes.get("alt", ""), line)
            case "br":
                self._put(self._line_break(line))
            case "hr":
                self._put("\n\n---\n\n")
            case "coursefloatingbanner":
                self._omit(line, "a banner with links to notebooks on the network")
            case lower if lower in EMPTY:
                self._omit(line, f"<{name}> is not imported")
            case lower:
                if lower not in PLAIN:
                    self._omit(line, f"<{name}> is not imported; its text is kept")
                if not empty:
                    self._stack.append(frame)

    def _close(self, name: str, line: int) -> None:
        lower = name.lower()
        if any(frame.name == lower for frame in self._stack[1:]):
            while self._stack[-1].name != lower:
                self._end_top()
            self._close_top()
        elif lower not in ENDLESS | UNENDED:
            self._omit(line, f"</{name}> ends nothing, and is left out")

    def _end_top(self) -> None:
        """End the innermost element where its end is missing: its tag is text."""
        frame = self._stack[-1]
        if frame.name in UNENDED:
            self._close_top()
            return
        self._stack.pop()
        self._omit(frame.line, f"{' '.join(frame.source.split())} has no end, and is kept as text")
        self._put("".join(("\\", frame.source, frame.attributes.get(SUMMARY, ""), *frame.parts)))

    def _close_top(self) -> None:
        """End the innermost element, and put what becomes of it into the next one."""
        frame = self._stack.pop()
        inner = "".join(frame.parts)
        element = Element(frame.name, frame.attributes)
        if frame.name != "details" and (said := unseen(element)):
            self._omit(frame.line, said)
            return
        if is_coloured(element):
            self._omit(frame.line, COLOURED)
        match frame.name:
            case "a":
                self._link(" ".join(inner.split()), frame.attributes.get("href", ""), frame.line)
            case "tip":
                kind = "WARNING" if "warning" in frame.attributes else "TIP"
                self._put(_callout(kind, inner))
            case "sup":
                self._put(_shifted(inner, RAISED, "^"))
            case "sub":
                self._put(_shifted(inner, LOWERED, "_"))
            case "div" | "p" | "center" | "section" | "figure":
                self._put(f"\n\n{_outdented(inner)}\n\n")
            case "details":
                self._fold(frame, inner)
            case "summary" if self._stack[-1].name == "details":
                self._stack[-1].attributes[SUMMARY] = " ".join(inner.split())
            case name if name in TABS:
                label = frame.attributes.get(TABS[name]) or frame.attributes.get("value", "")
                self._put(f"\n\n{_labelled(label, _outdented(inner))}\n\n")
            case "branch":
                self._put(_labelled(frame.attributes["label"], inner))
            case "li":
                self._put(f"\n- {inner.strip()}")
            case name if name in STRUCTURE:
                self._put(f"{inner.strip()}\n" if "\n" in inner or name == "tr" else f"{inner} ")
            case name if name in EMPHASIS:
                self._put(_emphasised(inner, EMPHASIS[name]))
            case _:
                self._put(inner)

    def _fold(self, frame: _Frame, inner: str) -> None:
        """Keep what was folded off its place, so that nobody reads an answer with its question."""
        if not inner.strip():
            return
        label = frame.attributes.get(SUMMARY) or self._around.words("answer")
        number = len(self._folded) + 1
        self._omit(frame.line, "what was folded stands at the end of the page")
        where = self._around.words("folded").format(label=label, number=number)
        self._put(f"\n\n*{where}*\n\n")
        self._folded.append(f"\n\n---\n\n**{number}. {label}**\n\n{_outdented(inner)}\n")

    def _branch(self, turn: str, condition: str, line: int) -> None:
        """Keep every side of an `{#if}`, each under what it is about."""
        label = next(
            (BRANCHES[word] for word in re.findall(r"\w+", condition) if word in BRANCHES), ""
        )
        if turn != "#if":
            before = next((f for f in reversed(self._stack) if f.name == "branch"), None)
            if before is None:
                self._omit(line, f"{{{turn}}} without its {{#if}}")
                return
            self._close("branch", line)
            others = [name for name in BRANCHES.values() if name != before.attributes["label"]]
            if not label and before.attributes["label"] and len(others) == 1:
                label = others[0]
        if turn != "/if":
            self._stack.append(_Frame("branch", {"label": label}, line=line))

    def _question(self, literal: str, line: int) -> None:
        try:
            values = parse_literal(literal)
            choices = tuple(
                SourceChoice(
                    text=self._inner(_text(value, "text"), line),
                    right=value.get("correct") is True,
                    feedback=self._inner(_text(value, "explain"), line),
                )
                for value in values
            )
        except (ValueError, TypeError, AttributeError) as error:
            self._omit(line, f"a question that cannot be read: {error}")
            return
        self._put(f"\n\n\ue000{len(self.questions)}\ue001\n\n")
        self.questions.append(SourceQuestion(line, choices))

    def _picture(self, source: str, alternative: str, line: int) -> None:
        alternative = alternative.replace("[", "(").replace("]", ")").strip()
        path = self._around.take_picture(source)
        if path is None:
            reason = "on the network" if "://" in source else "missing or not fit for a course"
            self._omit(line, f"the picture {source} is {reason}")
        alternative = alternative or self._around.words("picture")
        self._put(f"![{alternative}]({path or source})")

    def _link(self, label: str, href: str, line: int) -> None:
        target = self._around.resolve_link(href)
        if target is None:
            self._omit(line, f"the link to {href} leads out of the course; its text is kept")
            self._put(label)
        else:
            self._put(f"[{label}]({target})")

    def _elsewhere(self, words: str, address: str, line: int, what: str) -> None:
        self._omit(line, f"{what}: {address}")
        self._put(_callout("NOTE", f"{self._around.words(words)} [{address}]({address})"))

    def _inner(self, text: str, line: int) -> str:
        """Convert a text that stands inside another, such as a link's or a choice's."""
        return QUESTION_MARK.sub("", convert(text, self._around, line)[0])

    def _line_break(self, line: int) -> str:
        """Return a break that keeps the line's indentation; a table's row has no room for one."""
        source = self._lines[line - self._first_line]
        indentation = source[: len(source) - len(source.lstrip())]
        return " " if source.lstrip().startswith("|") else f"\\\n{indentation}"

    def _omit(self, line: int, reason: str) -> None:
        self._around.omit(line, reason)

    def _put_words(self, text: str) -> None:
        """Put words; at the end of a paragraph what stands in a line ends too."""
        if len(self._stack) > 1 and (blank := _PARAGRAPH_ENDS.search(text)):
            self._put(text[: blank.start()])
            while self._stack[-1].name in IN_LINE:
                self._end_top()
            text = text[blank.start() :]
        self._put(text)

    def _put(self, text: str) -> None:
        self._stack[-1].parts.append(text)

    def _line(self, offset: int) -> int:
        return self._first_line + bisect_right(self._line_ends, offset)


def _attributes(text: str, at: int) -> tuple[dict[str, str], bool, int] | None:
    """Return the attributes of a tag, whether it is empty, and where it ends; None if it is none.

    Values in braces come without them, as they stand.
    """
    found: dict[str, str] = {}
    while not (end := _TAG_END.match(text, at)):
        name = _ATTRIBUTE.match(text, at)
        if name is None or name.end() == at:
            return None
        at = name.end()
        if name["name"] is None:
            continue
        value = ""
        if name["given"]:
            after = _value_end(text, at)
            if after is None:
                return None
            value, at = text[at:after], after
        found[name["name"]] = value[1:-1] if value[:1] in {'"', "'", "{"} else value
    return found, bool(end["slash"]), end.end()


def _value_end(text: str, at: int) -> int | None:
    if quoted := _QUOTED.match(text, at):
        return quoted.end()
    if not text.startswith("{", at):
        bare = re.compile(r"[^\s>]+").match(text, at)
        return bare.end() if bare else None
    depth = 0
    for brace in _BRACE.finditer(text, at):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return None


def _text(value: dict[str, Any], key: str) -> str:
    text = value.get(key) or ""
    if not isinstance(text, str):
        raise TypeError(f"{key} is no text")
    return text


def _code(text: str) -> str:
    """Return a code span around a text that may hold backticks."""
    ticks = "`"
    while ticks in text:
        ticks += "`"
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"


def _emphasised(text: str, mark: str) -> str:
    stripped = text.strip()
    if not stripped:
        return text
    before, _, after = text.partition(stripped)
    return f"{before}{mark}{stripped}{mark}{after}"


def _shifted(text: str, letters: dict[int, int], sign: str) -> str:
    shifted = text.translate(letters)
    return shifted if all(ord(character) in letters for character in text) else f"{sign}({text})"


def _callout(kind: str, text: str) -> str:
    lines = [f"[!{kind}]", *dedent(text).strip("\n").split("\n")]
    return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _labelled(label: str, text: str) -> str:
    if not text.strip() or not label:
        return text
    return f"\n\n**{label}**\n\n{text}" if "\n" in text else f"**{label}** {text}"


def _outdented(text: str) -> str:
    """Return the text without the indentation that layout tags gave it; code stays as it is."""
    pieces: list[str] = []
    at = 0
    for fence in FENCE.finditer(text):
        pieces += (_flush_left(text[at : fence.start()]), fence[0])
        at = fence.end()
    return "".join((*pieces, _flush_left(text[at:]))).strip("\n")


def _flush_left(text: str) -> str:
    """Take from every paragraph the indentation that its lines share."""
    return "".join(dedent(block) for block in _PARAGRAPH_ENDS.split(text))
