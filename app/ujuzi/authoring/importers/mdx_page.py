"""One page of the foreign course, cut into a lesson and a quiz.

A question's prompt is the heading above it and all that stands between. What stands elsewhere is
the lesson. Pure functions over Markdown that `mdx_text` has converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from string import ascii_lowercase

from ujuzi.authoring.importers.mdx_text import FENCE, QUESTION_MARK, PageContext, SourceQuestion
from ujuzi.domain.item import Choice, ChoiceItem
from ujuzi.domain.text import comparable

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
_NUMBER = re.compile(r"^\d+[.)]\s+")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class MdxSection:
    """A heading (level 0 and no title before the first) and the text under it."""

    level: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class MdxPage:
    """A lesson, empty where the page had only questions, and a quiz, empty where it had none."""

    lesson: str
    items: tuple[ChoiceItem, ...]


def cut_page(
    text: str,
    questions: Sequence[SourceQuestion],
    around: PageContext,
    *,
    title: str,
    item_id: str,
) -> MdxPage:
    """Return the page's lesson and quiz; `title` is the activity's, `item_id` starts every id."""
    lesson: list[str] = []
    items: list[ChoiceItem] = []
    found = list(_without_title(sections(text), title))
    for section, following in zip_longest(found, found[1:]):
        asked = QUESTION_MARK.search(following.body) if following else None
        if asked and following and following.level > section.level and _is_bare(section):
            line = questions[int(asked[1])].line
            around.omit(line, f"the heading {section.title!r} has only questions under it")
            continue
        parts = QUESTION_MARK.split(section.body)
        rest, marks = parts[::2], parts[1::2]
        heading = section.title
        for before, mark in zip(rest, marks, strict=False):
            question = questions[int(mark)]
            kept, prompt = _prompt(heading, before.strip(), whole=section.level > 1)
            lesson.append(kept)
            item = _item(f"{item_id}-{len(items) + 1}", prompt or title, question)
            if item is None:
                around.omit(question.line, "a question with fewer than two choices or none right")
                lesson += (prompt, *(f"- {choice.text}" for choice in question.choices))
            else:
                items.append(item)
            heading = ""
        after = rest[-1].strip()
        lesson.append(after if marks else _whole(section, after))
    text = "\n\n".join(part for part in lesson if part)
    only_headings = all(_HEADING.fullmatch(line) for line in text.split("\n") if line.strip())
    return MdxPage("" if items and only_headings else f"{text}\n" if text else "", tuple(items))


def sections(text: str) -> Iterator[MdxSection]:
    """Yield the sections of a text in order; what looks like a heading in code is none."""
    fences = [(fence.start(), fence.end()) for fence in FENCE.finditer(text)]
    level, title, at = 0, "", 0
    for heading in _HEADING.finditer(text):
        if any(start <= heading.start() < end for start, end in fences):
            continue
        yield MdxSection(level, title, text[at : heading.start()])
        level, title, at = len(heading[1]), heading[2], heading.end()
    yield MdxSection(level, title, text[at:])


def _is_bare(section: MdxSection) -> bool:
    return bool(section.title) and not section.body.strip()


def _without_title(found: Iterable[MdxSection], title: str) -> Iterator[MdxSection]:
    """Drop the page's own title, which the activity has; one that differs becomes a heading."""
    for section in found:
        same = comparable(_plain(section.title)) == comparable(_plain(title))
        if section.level == 1 and (same or not section.title):
            yield MdxSection(0, "", section.body)
        else:
            yield section


def _prompt(heading: str, body: str, *, whole: bool) -> tuple[str, str]:
    """Return what stays in the lesson, and the prompt.

    Under a heading of its own, everything is the prompt; at the head of a page, the last paragraph.
    """
    heading = _NUMBER.sub("", heading)
    if whole or not body:
        return "", "\n\n".join(part for part in (heading, body) if part)
    *kept, last = _PARAGRAPHS.split(body)
    return "\n\n".join(part for part in (f"## {heading}" if heading else "", *kept) if part), last


def _item(item_id: str, prompt: str, question: SourceQuestion) -> ChoiceItem | None:
    right = sum(choice.right for choice in question.choices)
    if right == 0 or len(question.choices) < 2 or not all(c.text for c in question.choices):
        return None
    return ChoiceItem(
        id=item_id,
        prompt=prompt,
        multiple=right > 1,
        choices=tuple(
            Choice(id=_letters(n), text=choice.text, right=choice.right, feedback=choice.feedback)
            for n, choice in enumerate(question.choices)
        ),
    )


def _letters(number: int) -> str:
    """Return a, b, ... z, then a1, b1, ..."""
    turn, letter = divmod(number, len(ascii_lowercase))
    return ascii_lowercase[letter] + (str(turn) if turn else "")


def _whole(section: MdxSection, body: str) -> str:
    marks = "#" * max(2, section.level)
    heading = f"{marks} {section.title}" if section.title else ""
    return "\n\n".join(part for part in (heading, body) if part)


def _plain(title: str) -> str:
    return re.sub(r"[*_`]", "", title)
