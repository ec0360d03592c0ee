"""The HTML of short texts, as Markdown that shows the same words.

Paragraphs, breaks, emphasis, powers and indices, code, lists with their numbers, tables,
quotations, headings and links on the network are kept; whatever else had a meaning is told as
lost, and its words are kept, unless nobody saw them. Where Markdown cannot emphasise a word (in the
midst of letters and signs), the emphasis goes, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ujuzi.authoring.importers.html_tree import BLOCKS, Element, parsed
from ujuzi.authoring.importers.html_unseen import leave_out_unseen
from ujuzi.packs.lesson.markup import EXTERNAL, parse

AROUND = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "var", "cite", "dfn"), "*"),
    **dict.fromkeys(("s", "del", "strike"), "~~"),
}
CODE = frozenset({"code", "kbd", "samp", "tt"})
LOST = frozenset(
    {
        "img", "video", "audio", "iframe", "object", "embed", "svg", "canvas", "input", "select",
        "textarea", "button",
    }
)  # fmt: skip
MEANT = frozenset({"u", "ins", "mark", "q", "ruby", "rt", "bdo", "abbr", "acronym"})
"""What says something that a lesson cannot say; its words are kept."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "ère", "ème", "eme", "nde", "os", "as"})
RAISED = dict(zip("0123456789+-−=()neoa", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿᵉºª", strict=True))
LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
ROWS = frozenset({"thead", "tbody", "tfoot"})

_MEANING = re.compile(r"([\\`*_\[\]<&$~])")
_LINE_START = re.compile(r"^([ \t]*)(?:([#>+=-]|:(?=-))|(\d{1,9})([.)]))", re.MULTILINE)
_FORMULA = re.compile(
    r"\$\$(?=[^$]*\S)([^$]{1,500})\$\$|\\\((?=\s*\S)(.{1,500}?)\\\)"
    r"|\\\[(?=(?:(?!\\\]).){0,499}(?!\\\])[\\^_={])(.{1,500}?)\\\]"
)
"""LaTeX in a line, as Moodle's filters find it."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EXCLAIMED = re.compile(r"(?<!\\)!$")
_TRAILING = re.compile(r"^ +$", re.MULTILINE)
_STYLES = (
    (re.compile(r"text-decoration[^;]*line-through"), "s"),
    (re.compile(r"text-decoration[^;]*underline"), "u"),
    (re.compile(r"vertical-align\s*:\s*super"), "sup"),
    (re.compile(r"vertical-align\s*:\s*sub"), "sub"),
    (re.compile(r"font-weight\s*:\s*(bold|[6-9]00)"), "b"),
    (re.compile(r"font-style\s*:\s*italic"), "i"),
)
"""What editors write in place of an element."""


def literal(words: str) -> str:
    """Return words such that Markdown shows them as they are, inside a line; formulas stay."""
    said = []
    end = 0
    for found in _FORMULA.finditer(words):
        said.append(_MEANING.sub(r"\\\1", words[end : found.start()]))
        said.append(f"${(found[1] or found[2] or found[3]).strip()}$")
        end = found.end()
    return "".join(said) + _MEANING.sub(r"\\\1", words[end:])


def as_lines(markdown: str) -> str:
    """Return the Markdown of a paragraph in which no line begins anything else."""
    return _LINE_START.sub(
        lambda found: f"{found[1]}{found[3] or ''}\\{found[4] or found[2]}", markdown
    )


def markdown_from_html(html: str, lost: Callable[[str], None]) -> str:
    """Return the Markdown of an HTML fragment; `lost` hears what is lost of it, in words."""
    tree = parsed(html, lost)
    leave_out_unseen(tree, lost)
    return "\n\n".join(_Writer(lost).blocks_of(tree))


@dataclass(frozen=True, slots=True)
class _Run:
    """Some words of a paragraph: `said` as Markdown where it is not the words, as of code."""

    words: str
    marks: tuple[str, ...] = ()
    said: str = ""


_BREAK = _Run("\n", said="\\\n")


class _Writer:
    """Writes what stands in one element, block by block."""

    def __init__(
        self, lost: Callable[[str], None], marks: tuple[str, ...] = (), *, in_cell: bool = False
    ) -> None:
        self._lost = lost
        self._marks = marks
        self._in_cell = in_cell
        self._blocks: list[str] = []
        self._runs: list[_Run] = []
        self._lists = 0

    def blocks_of(self, element: Element) -> list[str]:
        """Return the Markdown of what stands in an element."""
        self._walk(element, self._marks)
        self._flush()
        return self._blocks

    def _inside(
        self, element: Element, marks: tuple[str, ...], *, in_cell: bool = False
    ) -> list[str]:
        return _Writer(self._lost, marks, in_cell=in_cell or self._in_cell).blocks_of(element)

    def _walk(self, element: Element, marks: tuple[str, ...]) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._runs.append(_Run(child, marks))
            else:
                self._take(child, marks)

    def _take(self, element: Element, marks: tuple[str, ...]) -> None:
        name = element.name
        style = element.attributes.get("style", "").lower()
        for meant in (meant for pattern, meant in _STYLES if pattern.search(style)):
            if meant in AROUND and AROUND[meant] not in marks:
                marks = (*marks, AROUND[meant])
            elif name == "span":
                name = meant
        match name:
            case "br":
                self._runs.append(_BREAK)
            case "sup" | "sub":
                self._runs.append(_Run(_shifted(_text(element), is_raised=name == "sup"), marks))
            case "a":
                self._link(element, marks)
            case "math":
                self._lost("<math> is left out; what it shows is written on a line")
                self._runs.append(_Run(f" {_on_a_line(element)} ", marks))
            case _ if name in CODE:
                code = " ".join(_text(element).split())
                self._runs.append(_Run(code or " ", marks, _code(code) if code else ""))
            case _ if name in LOST:
                self._lost(f"<{name}> is left out")
                self._runs.append(_Run(f" {element.attributes.get('alt', '')} ", marks))
                self._walk(element, marks)
            case _ if name in AROUND:
                mark = AROUND[name]
                self._walk(element, marks if mark in marks else (*marks, mark))
            case _ if name in BLOCKS:
                self._flush()
                self._block(element, marks)
                self._flush()
            case _:
                if name in MEANT:
                    self._lost(f"<{name}> is left out; its words are kept")
                self._walk(element, marks)

    def _block(self, element: Element, marks: tuple[str, ...]) -> None:
        if self._in_cell:
            if element.name in {"pre", "ul", "ol", "table", "blockquote", *HEADINGS}:
                self._lost(f"<{element.name}> in a table stands on one line")
            self._walk(element, marks)
            return
        match element.name:
            case "hr":
                self._blocks.append("***")
            case "pre":
                if block := _text(element).strip("\n").rstrip():
                    self._blocks.append(_fence(block))
            case "ul" | "ol":
                self._list(element, marks)
            case "table":
                self._table(element, marks)
            case "blockquote":
                if inner := "\n\n".join(self._inside(element, marks)):
                    self._blocks.append(
                        "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
                    )
            case name if name in HEADINGS:
                blocks = self._inside(element, marks)
                if len(blocks) == 1 and "\n" not in blocks[0] and not element.holds(BLOCKS):
                    text = re.sub(r"#+$", lambda found: r"\#" * len(found[0]), blocks[0])
                    blocks = [f"{'#' * HEADINGS[name]} {text}"]
                self._blocks += blocks
            case _:
                self._walk(element, marks)

    def _link(self, element: Element, marks: tuple[str, ...]) -> None:
        href = element.attributes.get("href", "").strip()
        if (
            element.holds(BLOCKS)
            or not href.lower().startswith(EXTERNAL)
            or re.search(r"[<>\s\\]", href)
        ):
            if href:
                self._lost(f"the link to {href} is left out; its words are kept")
            self._walk(element, marks)
            return
        inside = _Writer(self._lost, in_cell=True)
        inside._walk(element, ())
        label = inside._paragraph(inside._runs)
        words = " ".join(_words(inside._runs).split())
        if label:
            self._runs.append(_Run(words, marks, f"[{label}](<{href}>)"))

    def _list(self, element: Element, marks: tuple[str, ...]) -> None:
        """Write a list; where its numbers leap, another begins."""
        items: list[str] = []
        is_loose = False
        number = _whole(element.attributes.get("start", ""), 1)
        if element.name == "ol" and element.attributes.get("type", "1") not in {"1", ""}:
            self._lost("the letters of a list are numbers")
        for child in element.children:
            if isinstance(child, str) and not child.strip():
                continue
            item = child if isinstance(child, Element) and child.name == "li" else None
            wanted = _whole(item.attributes.get("value", ""), number) if item else number
            if wanted != number and items:
                self._put_list(items, is_loose=is_loose)
                items = []
            number = wanted
            inner = self._inside(item or Element("", children=[child]), marks)
            if not inner:
                number += item is not None
                continue
            sign = self._lists % 2
            marker = f"{number}{'.)'[sign]} " if element.name == "ol" else f"{'-+'[sign]} "
            body = "\n\n".join(inner).replace("\n", f"\n{' ' * len(marker)}")
            if item is None and items:  # a list that stands beside the point that it is under
                items[-1] += f"\n\n{' ' * len(marker)}{body}"
            else:
                items.append(f"{marker}{body}")
            is_loose |= len(inner) > 1 or item is None
            number += item is not None
        self._put_list(items, is_loose=is_loose)

    def _put_list(self, items: Sequence[str], *, is_loose: bool) -> None:
        if items:
            text = ("\n\n" if is_loose else "\n").join(items)
            self._blocks.append(_TRAILING.sub("", text))
            self._lists += 1

    def _table(self, element: Element, marks: tuple[str, ...]) -> None:
        rows = list(_gathered(_unfolded(element), {"tr", "caption"}, "tr"))
        while rows and rows[0].name == "caption":
            self._blocks += self._inside(rows.pop(0), marks)
        cells = [list(_gathered(row.children, {"td", "th"}, "td")) for row in rows]
        cells = [row for row in cells if row]
        spans = (
            each.attributes.get(name, "1")
            for row in cells
            for each in row
            for name in ("colspan", "rowspan")
        )
        if any(span != "1" for span in spans):
            self._lost("cells of a table that span several stand in one")
        columns = max(map(len, cells), default=0)
        if columns < 2:
            for row in cells:
                for cell in row:
                    self._blocks += self._inside(cell, marks)
            return
        written = [[self._cell(cell, marks) for cell in row] for row in cells]
        padded = [row + [""] * (columns - len(row)) for row in written]
        if not all(cell.name == "th" for cell in cells[0]):
            padded.insert(0, [""] * columns)
        padded.insert(1, ["---"] * columns)
        self._blocks.append("\n".join(f"| {' | '.join(row)} |" for row in padded))

    def _cell(self, cell: Element, marks: tuple[str, ...]) -> str:
        return " ".join(self._inside(cell, marks, in_cell=True)).replace("|", r"\|")

    def _flush(self) -> None:
        """End the paragraph; several breaks in a row end one, too."""
        paragraph: list[_Run] = []
        breaks = 0
        for run in (*self._runs, _BREAK, _BREAK):
            blank = run is not _BREAK and not run.words.strip()
            breaks = breaks + 1 if run is _BREAK else breaks if blank else 0
            paragraph.append(run)
            if breaks > 1:
                if said := self._paragraph(paragraph):
                    self._blocks.append(said)
                paragraph = []
        self._runs = []

    def _paragraph(self, runs: Sequence[_Run]) -> str:
        """Return one paragraph as Markdown that shows its words, and nothing beside them."""
        whole = list(_joined(runs, in_cell=self._in_cell))
        said = as_lines(_written(whole))
        if any(run.marks for run in whole) and _shown(said) != _plain(_words(whole)):
            self._lost("emphasis that Markdown cannot set there is left out")
            said = as_lines(_written([_Run(run.words, (), run.said) for run in whole]))
        return said


def _joined(runs: Iterable[_Run], *, in_cell: bool) -> Iterator[_Run]:
    """Yield the runs with single blanks, none at an end, and no blank that is marked at one."""
    pieces: list[_Run] = []
    for run in runs:
        if (run is _BREAK and not in_cell) or (run.said and run is not _BREAK):
            pieces.append(run)
        else:
            parts = re.split(r"(\s+)", run.words)
            pieces += (_Run(part, run.marks) for part in parts if part)
    kept: list[_Run] = []
    for piece in pieces:
        if piece is _BREAK:
            _drop_blanks(kept)
            if kept and kept[-1] is not _BREAK:
                kept.append(piece)
        elif kept and piece.said.startswith("`") and kept[-1].said.startswith("`"):
            code = kept[-1].words + piece.words
            kept[-1] = _Run(code, kept[-1].marks, _code(code))
        elif not _is_blank(piece):
            kept.append(piece)
        elif kept:
            words = _BLANKS.sub(" ", piece.words)
            if kept[-1] is _BREAK or (_is_blank(kept[-1]) and kept[-1].words.endswith(" ")):
                words = words.lstrip(" ")
            if words:
                kept.append(_Run(words, piece.marks))
    _drop_blanks(kept)
    while kept and kept[-1] is _BREAK:
        kept.pop()
        _drop_blanks(kept)
    for place, piece in enumerate(kept):
        if not _is_blank(piece):
            yield piece
        else:
            around = _shared(kept[place - 1].marks, kept[place + 1].marks)
            yield _Run(piece.words, _shared(around, piece.marks))


def _is_blank(run: _Run) -> bool:
    return not run.said and not run.words.strip()


def _drop_blanks(kept: list[_Run]) -> None:
    while kept and _is_blank(kept[-1]):
        kept.pop()


def _written(runs: Sequence[_Run]) -> str:
    said: list[str] = []
    opened: tuple[str, ...] = ()
    words = ""
    for run in (*runs, _Run("")):
        if run.marks != opened or run.said or not run.words:
            said.append(literal(words))
            words = ""
            same = len(_shared(opened, run.marks))
            said += reversed(opened[same:])
            said += run.marks[same:]
            opened = run.marks
        if run.said.startswith("["):
            said[-1] = _EXCLAIMED.sub(r"\\!", said[-1])  # else the link would be a picture
        if run.said:
            said.append(run.said)
        else:
            words += run.words
    return "".join(said)


def _shared(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    """Return the marks that both begin with."""
    both = zip(before, after, strict=False)
    return tuple(mark for mark, _ in takewhile(lambda two: two[0] == two[1], both))


def _words(runs: Iterable[_Run]) -> str:
    return "".join(run.words for run in runs)


def _plain(words: str) -> str:
    """Return words without blanks, formulas as what they hold."""
    shown = _FORMULA.sub(lambda found: found[1] or found[2] or found[3], words)
    return "".join(shown.split())


def _shown(markdown: str) -> str:
    """Return the words that a paragraph of Markdown shows, without blanks."""
    inside = (child for token in parse(markdown) for child in token.children or ())
    return "".join("".join(child.content.split()) for child in inside)


def _shifted(text: str, *, is_raised: bool) -> str:
    """Return what stands above or below the line, such that no digit changes its meaning."""
    words = " ".join(text.split())
    signs = RAISED if is_raised else LOWERED
    if words in ORDINALS or not words:
        return words
    if all(each in signs for each in words) and (
        len(words) == 1 or not any(map(str.isalpha, words))
    ):
        return "".join(signs[each] for each in words)
    return f"{'^' if is_raised else '_'}({words})"


def _text(element: Element) -> str:
    """Return the words that stand in an element: lines stay, and powers and indices."""
    words = []
    for child in element.children:
        if isinstance(child, str):
            words.append(child)
        elif child.name in {"sup", "sub"}:
            words.append(_shifted(_text(child), is_raised=child.name == "sup"))
        else:
            words.append("\n" if child.name == "br" else _text(child))
    return "".join(words)


def _on_a_line(element: Element) -> str:
    """Return the words of MathML such that no power, index or fraction changes its meaning."""
    parts = [
        each.strip() if isinstance(each, str) else _on_a_line(each)
        for each in element.children
        if not isinstance(each, Element) or not each.name.startswith("annotation")
    ]
    said = [part for part in parts if part]
    match element.name, said:
        case "msup", [base, power]:
            return f"{base}{_shifted(power, is_raised=True)}"
        case "msub", [base, index]:
            return f"{base}{_shifted(index, is_raised=False)}"
        case "msubsup", [base, index, power]:
            return f"{base}{_shifted(index, is_raised=False)}{_shifted(power, is_raised=True)}"
        case "mfrac", [above, below]:
            return f"({above})/({below})"
        case "mroot", [inside, root]:
            return f"{_shifted(root, is_raised=True)}√({inside})"
        case "msqrt", _:
            return f"√({''.join(said)})"
        case "mfenced", _:
            return f"({', '.join(said)})"
        case (("mover" | "munder" | "munderover"), [base, *others]):
            return f"{base}({', '.join(others)})"
        case "mtr", _:
            return f"{' '.join(said)}; "
        case "mtd", _:
            return f"{''.join(said)} "
    return "".join(said)


def _code(text: str) -> str:
    ticks = "`" * (max((len(each) for each in re.findall("`+", text)), default=0) + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"


def _fence(text: str) -> str:
    ticks = "`" * max(3, max((len(each) for each in re.findall("`+", text)), default=0) + 1)
    return f"{ticks}\n{text}\n{ticks}"


def _unfolded(table: Element) -> Iterator[Element | str]:
    """Yield what stands in a table and in the groups of its rows."""
    for child in table.children:
        if isinstance(child, Element) and child.name in ROWS:
            yield from child.children
        else:
            yield child


def _gathered(children: Iterable[Element | str], names: set[str], wanted: str) -> Iterator[Element]:
    """Yield the elements of these names, and between them, as one that is wanted, what strayed."""
    strayed: list[Element | str] = []
    for child in children:
        if isinstance(child, Element) and child.name in names:
            if strayed:
                yield Element(wanted, children=strayed)
                strayed = []
            yield child
        elif not isinstance(child, str) or child.strip():
            strayed.append(child)
    if strayed:
        yield Element(wanted, children=strayed)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII) else otherwise
