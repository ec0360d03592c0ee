"""Lessons as they are drawn: Markdown in, sanitised HTML by section out.

Guarantees that no text, however long or hostile, raises or takes more than a time that grows
with its length, and that what comes out passed the sanitiser. Reads no file; what the HTML may
hold is told in `markup`.

The Markdown library is loaded when the first lesson is rendered, not at start-up.

A long lesson is read by section (see `cutting`), and each section is rendered when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from ujuzi.domain.direction import is_rtl
from ujuzi.packs.lesson.formula import formula_path

if TYPE_CHECKING:
    from markdown_it.token import Token

NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading (`level` 2 to 4), and the anchor to go to it."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A section ready to draw; `pictures` are the objects of the pack that its HTML shows."""

    html: str
    headings: tuple[Heading, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class LessonSection:
    """What is read on one page; `title` is empty where a long part has no heading.

    Rendered when it is first asked for, which the windows do on their worker: of a lesson of
    5 MB only what is read costs time.
    """

    title: str
    parsed: Callable[[], list[Token]]
    """Returns its tokens, their words read."""
    known: tuple[Heading, ...] | None = None
    """Its headings, where they were read when the lesson was cut."""

    @cached_property
    def rendered(self) -> Rendered:
        """The section, ready to draw."""
        return _rendered(self.parsed())

    @property
    def html(self) -> str:
        """Sanitised HTML, in the dialect that `markup` tells."""
        return self.rendered.html

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, in order; anchors are unique within the lesson."""
        return self.rendered.headings if self.known is None else self.known

    @property
    def pictures(self) -> tuple[str, ...]:
        """The objects of the pack that the section shows."""
        return self.rendered.pictures


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson, ready to draw; it has one section at least, and more only where it is long."""

    title: str
    language: str
    sections: tuple[LessonSection, ...]

    @property
    def rtl(self) -> bool:
        """Whether the lesson is written from right to left."""
        return is_rtl(self.language)


@dataclass(frozen=True, slots=True)
class References:
    """What a lesson points to; a formula is its LaTeX and whether it is displayed."""

    formulas: frozenset[tuple[str, bool]]
    pictures: frozenset[str]
    activities: frozenset[str]
    external: frozenset[str]


def render_lesson(text: str, *, title: str, language: str) -> LessonView:
    """Return a lesson, cut into sections, each ready to be rendered."""
    sections = tuple(_sections(text, language)) or (LessonSection("", list),)
    if len(sections) == 1:
        sections = (replace(sections[0], title=title),)
    return LessonView(title=title, language=language, sections=sections)


def fragment_html(text: str) -> str:
    """Return the sanitised HTML of a short text; without a paragraph where it has but one."""
    from ujuzi.packs.lesson import markup

    rendered = markup.html(markup.parse(text)).strip()
    inner = rendered.removeprefix("<p>").removesuffix("</p>")
    return inner if len(rendered) == len(inner) + 7 and "<p" not in inner else rendered


def plain_text(text: str) -> str:
    """Return the words of a Markdown text, a line a block, as a search index wants them."""
    from ujuzi.packs.lesson import markup

    lines = []
    for section in _sections(text, "en"):
        for token in section.parsed():
            if token.type == "inline":
                lines.append(markup.words_of(token.children or ()))
            elif token.type in {"fence", "code_block"}:
                lines.append(token.content)
    return "\n".join(line for line in (line.strip() for line in lines) if line)


def references(text: str) -> References:
    """Return what a lesson points to, for whoever has to see that it is there."""
    from ujuzi.packs.lesson import markup

    formulas, pictures, links = set(), set(), set()
    for token in (token for each in _sections(text, "en") for token in _flat(each.parsed())):
        if token.type in markup.FORMULAS:
            formulas.add(markup.formula(token))
        elif token.type == "image" and "src" in token.attrs:
            pictures.add(str(token.attrs["src"]).removeprefix("pack:"))
        elif token.type == "link_open" and "href" in token.attrs:
            links.add(str(token.attrs["href"]))
    activities = {link.removeprefix("activity:") for link in links if link.startswith("activity:")}
    return References(
        formulas=frozenset(formulas),
        pictures=frozenset(pictures),
        activities=frozenset(activities),
        external=frozenset(link for link in links if link.lower().startswith(markup.EXTERNAL)),
    )


def _sections(text: str, language: str) -> Iterator[LessonSection]:
    """Yield the sections of a text; no word of a short one is read before it is asked for."""
    from ujuzi.packs.lesson import cutting, markup

    if not cutting.is_long(text):
        yield LessonSection("", partial(markup.parse, text, language))
        return
    blocks, environment = markup.blocks(text, language)
    taken: dict[str, int] = {}
    for tokens in cutting.cut(blocks, text):
        known = []
        for opening, inline in pairwise(tokens):
            if opening.type == "heading_open":
                read = markup.finished([inline], environment)
                known.append(_heading(opening, read[0], taken))
        begins = bool(known) and tokens[0].type == "heading_open"
        yield LessonSection(
            title=known[0].text if begins else "",
            parsed=partial(markup.finished, tokens, environment),
            known=tuple(known),
        )


def _heading(opening: Token, inline: Token, taken: dict[str, int]) -> Heading:
    """Return a heading, and give it its anchor, if it has none yet."""
    from ujuzi.packs.lesson import markup

    words = " ".join(markup.words_of(inline.children or ()).split())
    if "id" not in opening.attrs:
        opening.attrs["id"] = _anchor(words, taken)
    return Heading(int(opening.tag[1]), words, str(opening.attrs["id"]))


def _rendered(tokens: list[Token]) -> Rendered:
    from ujuzi.packs.lesson import markup

    taken: dict[str, int] = {}
    headings = [
        _heading(token, inline, taken)
        for token, inline in pairwise(tokens)
        if token.type == "heading_open"
    ]
    return Rendered(
        html=markup.html(tokens),
        headings=tuple(headings),
        pictures=tuple(dict.fromkeys(_pictures(tokens))),
    )


def _pictures(tokens: Iterable[Token]) -> Iterator[str]:
    from ujuzi.packs.lesson import markup

    for token in _flat(tokens):
        if token.type in markup.FORMULAS:
            yield formula_path(*markup.formula(token))
        elif token.type == "image" and "src" in token.attrs:
            yield str(token.attrs["src"]).removeprefix("pack:")


def _flat(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield tokens and what they hold, but not the parts of an alternative text."""
    for token in tokens:
        yield token
        if token.type == "inline":
            yield from token.children or ()


def _anchor(heading: str, taken: dict[str, int]) -> str:
    """Return a heading's anchor as GitHub makes it, numbered where it was taken."""
    slug = NOT_IN_ANCHOR.sub("", heading.lower()).replace(" ", "-") or "section"
    number = taken.get(slug, -1) + 1
    taken[slug] = number
    return f"{slug}-{number}" if number else slug
