"""A lesson's HTML, said again in the few words that Qt's rich text understands.

In goes the sanitised HTML of a section (its dialect is told in `ujuzi.packs.lesson.markup`); out
comes HTML without a style of its own: `style_of` has the style. What Qt cannot draw from a style
sheet, callouts, code and quotations, becomes a table of one cell, whose kind is noted in `frames`
in the order in which tables open, so that the view can paint around it. Reads nothing and measures
only by what it is given. No picture and no table is wider than its place: what is would move all
that stands around it.

Every block says its direction: Qt lets a block inherit the direction of the one before. A paragraph
whose letters all have the other direction runs in theirs; what stands in a row of its kind (a
heading, an item, a cell) keeps its side, and its words are isolated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final

from ujuzi.domain.direction import direction_of
from ujuzi.ui.pictures.picture_object import IN_LINE, OF_PACK

ENLARGE: Final = "picture:"
"""The scheme of the link around a figure: to see it larger."""
EXTERNAL_MARK: Final = "icon:external"
"""Drawn after a link that leads out of the course."""
FORMULAS: Final = "formulas/"
"""The folder of a pack's formulas."""
OPEN_WORDS: Final = 12
"""Characters below which a table's cell is not worth breaking."""
BLOCKS: Final = {"p", "h1", "h2", "h3", "h4", "ul", "ol", "li"}
ROOM_LEAST: Final = 80
"""Pixels that any place is taken to have."""
DEPTH_MOST: Final = 3
"""Frames in frames; Qt lays each level out twice as often as the one around it."""
CENTRED: Final = {"formula", "caption"}
ISOLATES: Final = {"ltr": "\u2066", "rtl": "\u2067"}
ISOLATE, END_ISOLATE, LEFT_MARK = ISOLATES["ltr"], "\u2069", "\u200e"
"""Unicode marks that keep words in their order, among those of the other direction and around."""
STRUT: Final = "\u200b"
"""Draws nothing, and gives the line of a lone formula the height of the words beside it."""
MARKS: Final = str.maketrans("", "", "".join(ISOLATES.values()) + END_ISOLATE + LEFT_MARK + STRUT)
"""Takes the marks away, from what is copied."""
RIGHT_TO_LEFT_RUN: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the dressing says itself, in the language of the windows."""

    needs_internet: str
    picture_missing: str
    enlarge: str


@dataclass(frozen=True, slots=True)
class Measure:
    """The room for a line, and what takes how much of it, in pixels."""

    column: int
    width_of: Callable[[str], int]
    """Of a word in a table."""
    padding: int
    """Beside the words of a cell."""
    frame: int = 0
    """Around what stands in a callout, a quotation or code."""
    indent: int = 0
    """Before the items of a list."""


@dataclass(frozen=True, slots=True)
class Dressed:
    """HTML for a QTextDocument, what each of its tables is, and what its figures show in words."""

    html: str
    frames: tuple[str, ...]
    words: dict[str, str]


@dataclass(slots=True)
class _Cell:
    """A table's cell: its dressed HTML, and its words to measure."""

    align: str
    html: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    widest: int = 0
    """Of its pictures, in pixels."""


@dataclass(slots=True)
class _Block:
    """A block that is open: where its words begin in `out`, and what they are."""

    at: int
    keeps_side: bool
    words: list[str] = field(default_factory=list)


def dress(
    html: str,
    *,
    title: str,
    rtl: bool,
    pictures: Mapping[str, float],
    tall: Collection[str],
    measure: Measure,
    wording: Wording,
) -> Dressed:
    """Return a section as Qt draws it.

    `pictures` are the objects that can be drawn, and how wide they are; `tall` those formulas among
    them that need more room below their line than it has.
    """
    dresser = _Dresser(rtl=rtl, pictures=pictures, tall=tall, measure=measure, wording=wording)
    if title:
        dresser.feed(f"<h1>{escape(title)}</h1>")
    dresser.feed(html)
    dresser.close()
    direction = "rtl" if rtl else "ltr"
    body = f'<body dir="{direction}">{"".join(dresser.out)}</body>'
    return Dressed(body, tuple(dresser.frames), dresser.words)


class _Dresser(HTMLParser):
    """Writes what it reads to `out`, in other words."""

    def __init__(
        self,
        *,
        rtl: bool,
        pictures: Mapping[str, float],
        tall: Collection[str],
        measure: Measure,
        wording: Wording,
    ) -> None:
        super().__init__()
        self.out: list[str] = []
        self.frames: list[str] = []
        self.words: dict[str, str] = {}
        self._direction = "rtl" if rtl else "ltr"
        self._rtl = rtl
        self._pictures = pictures
        self._tall = tall
        self._displays = False
        self._measure = measure
        self._wording = wording
        self._sink = self.out
        self._head: list[_Cell] = []
        self._rows: list[list[_Cell]] = []
        self._open: _Cell | None = None
        self._in_head = self._in_code = self._in_inline_code = self._in_figure = False
        self._depth = self._lists = 0
        self._blocks: list[_Block] = []
        self._after_list = False
        self._callout = ""
        """The kind of a callout whose word has not been said yet."""
        self._links: list[bool] = []
        """Of each link that is open, whether it leads out."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        kind = attributes.get("class", "")
        match tag:
            case "img":
                self._show_picture(attributes, formula=kind == "formula")
            case "p" if kind == "figure":
                self._in_figure = True
            case "strong" if self._callout:
                self._write(f'<span class="word-{self._callout}">')
            case "blockquote":
                self._callout = kind.removeprefix("callout ")
                self._open_frame(kind.replace("callout ", "callout-") if kind else "quote")
            case "pre":
                self._in_code = True
                self._open_frame("code", direction="ltr")
                self._write('<pre dir="ltr">')
            case "code" if not self._in_code:
                self._in_inline_code = True
                self._write("<code>" + (ISOLATE if self._rtl else ""))
            case "code":
                pass
            case "a":
                self._open_link(attributes)
            case "table":
                self._end_words()
                self._head, self._rows = [], []
            case "thead" | "tbody":
                self._in_head = tag == "thead"
            case "tr":
                if not self._in_head:
                    self._rows.append([])
            case "th" | "td":
                self._open_cell(attributes.get("align", ""))
            case _ if tag in BLOCKS:
                self._open_block(tag, attributes)
            case "span":
                self._write(f'<span class="{escape(kind)}">')
            case _:
                self._write(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "p" if self._in_figure:
                self._in_figure = False
            case "strong" if self._callout:
                self._callout = ""
                self._write("</span>")
            case _ if tag in BLOCKS:
                self._close_block(tag)
            case "blockquote":
                self._callout = ""
                self._close_frame()
            case "pre":
                self._in_code = False
                self._write("</pre>")
                self._close_frame()
            case "code" if not self._in_code:
                self._in_inline_code = False
                self._write((END_ISOLATE if self._rtl else "") + "</code>")
            case "code" | "thead" | "tbody" | "tr":
                pass
            case "a":
                self._close_link()
            case "th" | "td":
                self._close_cell()
            case "table":
                self._write_table()
            case _:
                self._write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.words.append(data)
        elif self._blocks and not self._in_inline_code:
            self._blocks[-1].words.append(data)
        if self._in_code:
            data = RIGHT_TO_LEFT_RUN.sub(rf"\g<0>{LEFT_MARK}", data)
        self._write(escape(data, quote=False))

    def _write(self, text: str) -> None:
        self._sink.append(text)

    def _open_block(self, tag: str, attributes: dict[str, str]) -> None:
        kept = {name: attributes[name] for name in ("id", "class", "start") if name in attributes}
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        if kept.get("class") in CENTRED:
            written += ' align="center"'
        if tag == "p" and not kept and self._after_list:
            written += ' class="after"'
        self._after_list = False
        self._displays = kept.get("class") == "formula"
        self._end_words()
        self._write(f'<{tag} dir="{self._direction}"{written}>')
        keeps_side = tag != "p" or bool(self._lists) or kept.get("class", "after") != "after"
        self._blocks.append(_Block(len(self.out), keeps_side))
        self._lists += tag in {"ul", "ol"}

    def _close_block(self, tag: str) -> None:
        # Qt drops the margin below a list.
        self._after_list = tag in {"ul", "ol"}
        self._lists -= self._after_list
        self._end_words()
        if self._blocks:
            self._blocks.pop()
        self._write(f"</{tag}>")

    def _end_words(self) -> None:
        """Let the words of the open block so far run in their own direction, if they have one."""
        if not self._blocks:
            return
        block = self._blocks[-1]
        own = self._other_direction(block.words)
        block.words.clear()
        if own and block.keeps_side:
            self.out.insert(block.at, ISOLATES[own])
            self._write(END_ISOLATE)
        elif own:
            opening = self.out[block.at - 1]
            self.out[block.at - 1] = opening.replace(self._direction, own, 1)

    def _other_direction(self, words: list[str]) -> str:
        """Return the direction of words whose letters all have the other one."""
        own = direction_of("".join(words))
        return own if own and own != self._direction else ""

    # Links

    def _open_link(self, attributes: dict[str, str]) -> None:
        target = attributes.get("href", "")
        leads_out = attributes.get("class") == "external"
        self._links.append(leads_out)
        hint = f' title="{escape(self._wording.needs_internet)}"' if leads_out else ""
        self._write(f'<a href="{escape(target)}"{hint}>' if target else "<a>")

    def _close_link(self) -> None:
        leads_out = self._links.pop() if self._links else False
        self._write(f'</a>&nbsp;<img src="{EXTERNAL_MARK}">' if leads_out else "</a>")

    # Pictures

    def _show_picture(self, attributes: dict[str, str], *, formula: bool) -> None:
        path = attributes.get("src", "").removeprefix(OF_PACK)
        words = escape(attributes.get("alt", ""))
        shown = path in self._pictures
        if formula and shown:
            self._write(self._formula(path, words))
        elif formula:
            marks = (ISOLATE, END_ISOLATE) if self._rtl else ("", "")
            self._write(f'<code dir="ltr">{words.join(marks)}</code>')
        elif not self._in_figure:
            self._write(
                f'<img src="{OF_PACK}{escape(path)}" alt="{words}"{self._width(path)}>'
                if shown
                else f'<span class="missing">[{words}]</span>'
            )
        elif shown:
            self.words[path] = attributes.get("alt", "")
            self._write(
                f'<p class="figure" dir="{self._direction}" align="center">'
                f'<a href="{ENLARGE}{escape(path)}" title="{escape(self._wording.enlarge)}">'
                f'<img src="{OF_PACK}{escape(path)}" alt="{words}"{self._width(path)}></a></p>'
            )
        else:
            missing = escape(self._wording.picture_missing)
            self._open_frame("missing")
            self._write(f'<p class="soft" dir="{self._direction}">{missing}</p>')
            self._write(f'<p dir="{self._direction}">{words}</p>')
            self._close_frame()

    def _formula(self, path: str, words: str) -> str:
        width = self._width(path)
        if self._displays or path in self._tall:
            # What reaches far below its line makes the line taller.
            middle = "" if self._displays else ' style="vertical-align: middle"'
            drawn = f'<img src="{OF_PACK}{escape(path)}" alt="{words}"{width}{middle}>'
        else:
            drawn = f'<img src="{IN_LINE}{escape(path)}" alt="{words}"{width}>'
        if not width or self._links:
            return drawn
        self.words[path] = unescape(words)
        hint = escape(self._wording.enlarge)
        return f'<a href="{ENLARGE}{escape(path)}" title="{hint}">{drawn}</a>'

    def _width(self, path: str) -> str:
        """Return what says how wide a picture is, where it would be wider than its place."""
        natural = self._pictures[path]
        room = self._room() - (self._measure.frame if self._open is not None else 0)
        if self._open is not None:
            self._open.widest = max(self._open.widest, min(round(natural), room))
        return f' width="{room}"' if natural > room else ""

    def _room(self) -> int:
        """Return the width of a line where the next thing stands."""
        frames = min(self._depth, DEPTH_MOST) * self._measure.frame
        return max(self._measure.column - frames - self._lists * self._measure.indent, ROOM_LEAST)

    # Frames

    def _open_frame(self, kind: str, direction: str = "") -> None:
        self._end_words()
        self._depth += 1
        if self._depth > DEPTH_MOST:
            return
        self.frames.append(kind)
        direction = direction or self._direction
        inside = "beside" if kind == "quote" else "inside"
        self._write(
            f'<table class="frame" dir="{direction}" width="100%" cellspacing="0">'
            f'<tr><td class="{inside}" dir="{direction}">'
        )

    def _close_frame(self) -> None:
        if self._depth <= DEPTH_MOST:
            self._write("</td></tr></table>")
        self._depth -= 1

    # Tables

    def _open_cell(self, align: str) -> None:
        cell = _Cell(align)
        if self._in_head:
            self._head.append(cell)
        elif self._rows:
            self._rows[-1].append(cell)
        self._open, self._sink = cell, cell.html

    def _close_cell(self) -> None:
        if self._open is not None and (own := self._other_direction(self._open.words)):
            self._open.html.insert(0, ISOLATES[own])
            self._open.html.append(END_ISOLATE)
        elif self._open is not None and self._open.widest and not self._open.words:
            self._open.html.insert(0, STRUT)
        self._open, self._sink = None, self.out

    def _write_table(self) -> None:
        if self._least_width() <= self._room():
            self._write_grid()
        else:
            self._write_stack()

    def _least_width(self) -> int:
        """Return what the columns need so that no word, and no short cell, is broken."""
        rows = [self._head, *self._rows]
        return sum(
            self._measure.padding
            + max(self._least_of(row[column]) for row in rows if column < len(row))
            for column in range(max(map(len, rows), default=0))
        )

    def _least_of(self, cell: _Cell) -> int:
        pieces = (*" ".join(cell.words).split(), _opening(cell))
        return max(cell.widest, *map(self._measure.width_of, pieces))

    def _write_grid(self) -> None:
        self.frames.append("data")
        self._write(f'<table class="data" dir="{self._direction}" width="100%" cellspacing="0">')
        for kind, row in [("th", self._head), *(("td", row) for row in self._rows)]:
            # Qt sets columns from left to right in any language.
            ordered = reversed(row) if self._rtl else row
            cells = "".join(self._grid_cell(kind, cell) for cell in ordered)
            self._write(f"<tr>{cells}</tr>")
        self._write("</table>")

    def _grid_cell(self, kind: str, cell: _Cell) -> str:
        leading = "right" if self._rtl else "left"
        align = cell.align or leading
        return (
            f'<{kind} dir="{self._direction}" align="{align}">'
            f'<p class="cell" dir="{self._direction}" align="{align}">{"".join(cell.html)}</p>'
            f"</{kind}>"
        )

    def _write_stack(self) -> None:
        """Write each row as a block of "header: cell"."""
        for row in self._rows:
            self._open_frame("stack")
            for head, cell in zip(self._head, row, strict=False):
                if not cell.html:
                    continue
                self._write(
                    f'<p class="cell" dir="{self._direction}"><b>{"".join(head.html)}:</b> '
                    f"{''.join(cell.html)}</p>"
                )
            self._close_frame()


def _opening(cell: _Cell) -> str:
    """Return the words of a cell that should stand on one line."""
    return "".join(cell.words).strip()[:OPEN_WORDS]
