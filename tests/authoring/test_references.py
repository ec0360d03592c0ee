"""What a text refers to is found where the reader would draw it, with its line."""

from __future__ import annotations

from collections.abc import Iterator

from ujuzi.authoring.references import ActivityLink, Formula, Picture, Reference, references
from ujuzi.packs.lesson.markup import parse


def found_in(text: str) -> Iterator[Reference]:
    return references(text, parse(text))


def test_pictures_links_and_formulas_are_found_with_their_lines() -> None:
    text = (
        "A line\nand $x$ here,\nand [there](activity:next).\n\n"
        "![alt](figures/a.svg)\n\n$$\ny\n$$\n\n| a | b |\n|---|---|\n| $z$ | ![c](b.png) |\n"
    )
    assert list(found_in(text)) == [
        Formula("x", display=False, line=2),
        ActivityLink("next", 3),
        Picture("figures/a.svg", 5),
        Formula("y", display=True, line=7),
        Formula("z", display=False, line=13),
        Picture("b.png", 13),
    ]


def test_code_refers_to_nothing() -> None:
    text = "`$x$ ![a](b.png)`\n\n```\n[a](activity:b) $y$\n```\n\n    $z$\n"
    assert list(found_in(text)) == []


def test_prices_are_no_formulas() -> None:
    assert list(found_in("It costs $5 here and $6 there.")) == []


def test_a_displayed_formula_in_a_line_is_displayed() -> None:
    assert list(found_in("As $$x$$ says")) == [Formula("x", display=True, line=1)]


def test_a_picture_from_elsewhere_has_no_path() -> None:
    assert list(found_in("![a](https://example.org/a.png)")) == [Picture(None, 1)]


def test_a_link_to_a_heading_of_an_activity_names_the_activity() -> None:
    assert list(found_in("[a](activity:next#part)")) == [ActivityLink("next", 1)]
