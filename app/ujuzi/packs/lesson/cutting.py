"""Where a long lesson is cut into sections.

Works on the Markdown source, line by line, so that the time grows with the length and nothing
else. Guarantees that every word stands in exactly one section, and that fenced code is never
left open: code that is cut goes on in a fence of its own. Link definitions hold in all sections.

A lesson of up to `LESSON_BYTES` is one section. A longer one is cut before its `##` headings,
neighbours staying together up to `SECTION_BYTES`; a part that is still longer than a lesson may
be is cut at the next blank line, or, where there is none, at the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LESSON_BYTES = 60_000
SECTION_BYTES = 20_000
"""About 3,000 words of English: a quarter of an hour."""
LINE_CHARACTERS = 4_000
LINE_BYTES_LEAST = 40
"""What a row of a table or a line of code counts, however short: to draw thousands is slow."""
DEFINITIONS_MOST = 500

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
SECOND_LEVEL = re.compile(r"##(?:\s|$)")
DEFINITION = re.compile(r" {0,3}\[[^\]]{1,200}\]:\s*\S+")


def cut(text: str) -> tuple[str, ...]:
    """Return the sections of a lesson, in order; there is always one."""
    source = text.splitlines()
    if sum(map(_weight, source)) <= LESSON_BYTES:
        return (text,)
    lines = [piece for line in source for piece in _bounded(line)]
    definitions = [line for line in lines if DEFINITION.match(line)][:DEFINITIONS_MOST]
    parts = [part for chapter in _chapters(lines) for part in _blocks(chapter)]
    shared = "\n".join([*definitions, "", ""]) if definitions else ""
    return tuple(shared + "\n".join(part) for part in parts) or ("",)


def _chapters(lines: list[str]) -> Iterator[list[str]]:
    """Yield runs of lines that begin with `##` headings, small neighbours together."""
    chapter: list[str] = []
    weight = 0
    for run in _runs(lines):
        heavier = sum(map(_weight, run))
        if chapter and weight + heavier > SECTION_BYTES:
            yield chapter
            chapter, weight = [], 0
        chapter += run
        weight += heavier
    if chapter:
        yield chapter


def _runs(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines before the first `##` heading, then each heading's."""
    run: list[str] = []
    fence = ""
    for line in lines:
        fence = _fence_after(fence, line)
        if not fence and run and SECOND_LEVEL.match(line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _blocks(chapter: list[str]) -> Iterator[list[str]]:
    """Yield a chapter whole, or cut between blocks where it is too long."""
    block: list[str] = []
    weight, fence, left = 0, "", sum(map(_weight, chapter))
    if left <= LESSON_BYTES:
        yield chapter
        return
    for line in chapter:
        block.append(line)
        weight += _weight(line)
        left -= _weight(line)
        fence = _fence_after(fence, line)
        gap = not fence and not line.strip()
        if left and (weight > LESSON_BYTES or (gap and weight > SECTION_BYTES)):
            yield [*block, _closing(fence)] if fence else block
            block, weight = ([fence] if fence else []), 0
    if block:
        yield block


def _fence_after(fence: str, line: str) -> str:
    """Return the line that opened the fence in which the next line stands, or nothing."""
    mark = FENCE.fullmatch(line)
    if mark is None:
        return fence
    if not fence:
        return "" if mark[1][0] == "`" and "`" in mark[2] else line
    closes = mark[1].startswith(_closing(fence)) and not mark[2].strip()
    return "" if closes else fence


def _closing(fence: str) -> str:
    mark = FENCE.fullmatch(fence)
    return mark[1] if mark else ""


def _bounded(line: str) -> Iterator[str]:
    """Yield a line, cut at spaces into pieces that a section can hold."""
    start = 0
    while len(line) - start > LINE_CHARACTERS:
        place = line.rfind(" ", start + 1, start + LINE_CHARACTERS)
        place = place if place > 0 else start + LINE_CHARACTERS
        yield line[start:place]
        start = place
    yield line[start:]


def _weight(line: str) -> int:
    """Return the bytes of a line and its end; drawing makes short lines weigh more."""
    size = len(line.encode("utf-8", "replace")) + 1
    return max(size, LINE_BYTES_LEAST) if line.strip() else size
