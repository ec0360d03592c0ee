"""What may be drawn: a drawing that says all it draws, and points nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.packs.lesson.formula import formula_svg
from ujuzi.ui.pictures.svg_safety import BYTES_MOST, is_sound_svg

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 10 10">'
)
ASSETS = Path(__file__).resolve().parents[2] / "assets" / "courses"


def svg(inside: str) -> bytes:
    return f"{HEAD}{inside}</svg>".encode()


def doubling(generations: int) -> str:
    """Return groups of which each draws the one before twice."""
    groups = "".join(
        f'<g id="g{n}"><use xlink:href="#g{n - 1}"/><use xlink:href="#g{n - 1}"/></g>'
        for n in range(1, generations + 1)
    )
    return f'<g id="g0"><rect/></g>{groups}'


@pytest.mark.parametrize(
    "data",
    [
        svg('<rect width="4" height="4" fill="#fff"/><text>word</text>'),
        svg('<rect fill="url(#paint)"/><linearGradient id="paint"/>'),
        svg(doubling(5)),
        formula_svg(r"\frac{a}{b}", True),
        *(file.read_bytes() for file in sorted(ASSETS.glob("*/figures/*.svg"))),
    ],
)
def test_drawings_as_authors_make_them_are_sound(data: bytes) -> None:
    assert is_sound_svg(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(svg(doubling(40)), id="a doubling of references"),
        pytest.param(svg('<g id="a"><use xlink:href="#a"/></g>'), id="a drawing of itself"),
        pytest.param(
            svg('<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>'),
            id="two that draw each other",
        ),
        pytest.param(svg("<rect/>" * 30_000), id="too many elements"),
        pytest.param(svg("<g>" * 100 + "</g>" * 100), id="too deep"),
        pytest.param(svg("<!--" + "x" * BYTES_MOST + "-->"), id="too large"),
        pytest.param(svg("<script>alert(1)</script>"), id="a script"),
        pytest.param(svg('<image xlink:href="file:///etc/passwd"/>'), id="a file"),
        pytest.param(svg('<use xlink:href="other.svg#a"/>'), id="another drawing"),
        pytest.param(svg('<rect fill="url(https://e.org/#a)"/>'), id="an address"),
        pytest.param(svg("<foreignObject/>"), id="a foreign object"),
        pytest.param(svg('<animate attributeName="x"/>'), id="an animation"),
        pytest.param(b'<!DOCTYPE svg SYSTEM "file:///x">' + svg(""), id="a document type"),
        pytest.param(svg("<rect/>").decode().encode("utf-16"), id="another encoding"),
        pytest.param(b'<?xml version="1.0" encoding="utf-7"?>' + svg(""), id="a declared encoding"),
        pytest.param(svg("<rect>"), id="not well-formed"),
    ],
)
def test_what_is_hostile_is_refused(data: bytes) -> None:
    assert not is_sound_svg(data)


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    is_sound_svg(data)
    is_sound_svg(HEAD.encode() + data)
