"""Where a long lesson is cut into sections: between its blocks, as the parser sees them.

Guarantees that every word stands in exactly one section, and that what is cut goes on as what it
was: a table repeats its head, a numbered list goes on counting, code stays code, a callout stays in
its frame. The time grows with the length and nothing else.

A lesson of up to `LESSON_BYTES` is one section. A longer one is cut before its chapters (headings
of the two highest levels), neighbours staying together up to `SECTION_BYTES`; a chapter that is
still longer than a lesson may be is cut after the next block, and a block that is longer than that
is cut itself: between rows, items or lines, or between words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

LESSON_BYTES = 60_000
SECTION_BYTES = 20_000
"""About 3,000 words of English: a quarter of an hour."""
LINE_CHARACTERS = 4_000
LINE_BYTES_LEAST = 40
"""What a row of a table or a line of code counts, however short: to draw thousands is slow."""
CHAPTERS = {"h1", "h2"}
CONTAINERS = {"blockquote_open", "list_item_open", "tbody_open"}
LISTS = {"ordered_list_open", "bullet_list_open"}

Block = list[Token]
"""The tokens of one block, from what opens it to what closes it."""


def is_long(text: str) -> bool:
    """Whether a lesson is more than one section."""
    could_be = len(text) * LINE_BYTES_LEAST > LESSON_BYTES
    return could_be and sum(_weights(_lines(text))) > LESSON_BYTES


def cut(tokens: Sequence[Token], text: str) -> Iterator[Block]:
    """Yield the sections of a long lesson, of which `tokens` are the blocks."""
    scale = _Scale(text)
    for chapter in _chapters(_blocks(tokens), scale):
        yield from _sections(chapter, scale)


class _Scale:
    """Says what blocks weigh, by their lines."""

    def __init__(self, text: str) -> None:
        self._up_to = [0]
        for weight in _weights(_lines(text)):
            self._up_to.append(self._up_to[-1] + weight)

    def of(self, block: Block) -> int:
        """Return the bytes of a block's lines; drawing makes short lines weigh more."""
        lines = block[0].map
        if lines is None:
            return sum(sum(_weights(token.content.split("\n"))) for token in block)
        last = len(self._up_to) - 1
        return self._up_to[min(lines[1], last)] - self._up_to[min(lines[0], last)]


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _weights(lines: Iterable[str]) -> Iterator[int]:
    for line in lines:
        size = len(line.encode("utf-8", "replace")) + 1
        yield max(size, LINE_BYTES_LEAST) if line.strip() else size


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Yield the blocks that stand side by side."""
    block: Block = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []
    if block:
        yield block


def _chapters(blocks: Iterable[Block], scale: _Scale) -> Iterator[list[Block]]:
    """Yield runs of blocks that begin with headings, small neighbours together."""
    chapter: list[Block] = []
    weight = 0
    for run in _runs(blocks):
        heavier = sum(map(scale.of, run))
        if chapter and weight + heavier > SECTION_BYTES:
            yield chapter
            chapter, weight = [], 0
        chapter += run
        weight += heavier
    if chapter:
        yield chapter


def _runs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the blocks before the first heading of a chapter, then each heading's."""
    run: list[Block] = []
    for block in blocks:
        if run and block[0].type == "heading_open" and block[0].tag in CHAPTERS:
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _sections(chapter: list[Block], scale: _Scale) -> Iterator[Block]:
    """Yield a chapter whole, or cut between blocks where it is too long."""
    if sum(map(scale.of, chapter)) <= LESSON_BYTES:
        yield [token for block in chapter for token in block]
        return
    section: Block = []
    weight = 0
    pieces = (piece for block in chapter for piece in _pieces(block, scale.of(block), scale))
    for piece, heavier in pieces:
        section += piece
        weight += heavier
        if weight > SECTION_BYTES and piece[0].type != "heading_open":
            yield section
            section, weight = [], 0
    if section:
        yield section


def _pieces(block: Block, weight: int, scale: _Scale) -> Iterator[tuple[Block, int]]:
    """Yield a block and its weight, in pieces that a section can hold."""
    opening = block[0]
    if weight <= LESSON_BYTES:
        yield block, weight
    elif opening.type in {"fence", "code_block"}:
        for text in _texts(opening.content):
            yield [opening.copy(content=text)], _weight(text)
    elif len(block) == 3 and block[1].type == "inline":
        yield from _paragraphs(block)
    elif opening.type == "table_open":
        yield from _tables(block, scale)
    elif opening.type in LISTS:
        yield from _lists(block, scale)
    elif opening.type in CONTAINERS:
        for inside, heavy in _packed(block[1:-1], scale):
            yield [opening, *inside, block[-1]], heavy
    else:
        yield block, weight


def _paragraphs(block: Block) -> Iterator[tuple[Block, int]]:
    opening, inline, closing = block
    meta = inline.meta
    for text in _texts(inline.content):
        yield [opening, inline.copy(content=text, meta=meta), closing], _weight(text)
        meta = {}  # the word of a callout is said once


def _tables(block: Block, scale: _Scale) -> Iterator[tuple[Block, int]]:
    """Yield tables of some of the rows each, all with the head."""
    at = next((i for i, token in enumerate(block) if token.type == "tbody_open"), len(block) - 1)
    for rows, heavy in _packed(block[at + 1 : -2], scale):
        yield [*block[: at + 1], *rows, *block[-2:]], heavy


def _lists(block: Block, scale: _Scale) -> Iterator[tuple[Block, int]]:
    """Yield lists of some of the items each; numbers go on, a cut item keeps its own."""
    opening, number = block[0], int(block[0].attrs.get("start", 1))
    last: Token | None = None
    for inside, heavy in _packed(block[1:-1], scale):
        items = [item[0] for item in _blocks(inside)]
        number -= items[0] is last
        counts_on = opening.tag == "ol" and number != 1
        attrs = {**opening.attrs, "start": number} if counts_on else opening.attrs
        yield [opening.copy(attrs=attrs), *inside, block[-1]], heavy
        number += len(set(map(id, items)))
        last = items[-1]


def _packed(tokens: Sequence[Token], scale: _Scale) -> Iterator[tuple[Block, int]]:
    """Yield what stands side by side, as much together as a section can hold."""
    together: Block = []
    weight = 0
    for block in _blocks(tokens):
        for piece, heavy in _pieces(block, scale.of(block), scale):
            if together and weight + heavy > LESSON_BYTES:
                yield together, weight
                together, weight = [], 0
            together += piece
            weight += heavy
    if together:
        yield together, weight


def _texts(content: str) -> Iterator[str]:
    """Yield a text, cut between lines, or between words, into pieces that a section can hold."""
    piece: list[str] = []
    weight = 0
    for part in (part for line in content.split("\n") for part in _bounded(line)):
        heavier = _weight(part)
        if piece and weight + heavier > LESSON_BYTES:
            yield "\n".join(piece)
            piece, weight = [], 0
        piece.append(part)
        weight += heavier
    yield "\n".join(piece)


def _bounded(line: str) -> Iterator[str]:
    """Yield a line, cut at spaces into pieces that a section can hold."""
    start = 0
    while len(line) - start > LINE_CHARACTERS:
        place = line.rfind(" ", start + 1, start + LINE_CHARACTERS)
        place = place if place > 0 else start + LINE_CHARACTERS
        yield line[start:place]
        start = place
    yield line[start:]


def _weight(text: str) -> int:
    return sum(_weights(text.split("\n")))
