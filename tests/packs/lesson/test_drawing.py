"""What may be drawn: a drawing that says all it draws, and points nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.packs.lesson.drawing import BYTES_MOST, is_sound_svg, svg_faults
from ujuzi.packs.lesson.formula import formula_svg

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


OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n'

HARMLESS = {
    "shapes": '<g transform="scale(2)"><rect width="1" height="1" fill="#FBFAF6"/></g>',
    "a link inside the file": '<use xlink:href="#heap"/><use href="#heap"/>',
    "a pattern of the file": '<rect fill="url(#stripes)"/>',
    "an arrow head": '<marker id="head"><path d="M0 0L4 2L0 4z"/></marker><path d="M0 0L9 9" '
    'marker-end="url(#head)"/>',
    "what a program notes": '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax'
    '-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Heap</dc:title></rdf:RDF>'
    '</metadata><g xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    ' inkscape:label="Layer 1" data-name="layer" aria-label="a heap"/>',
    "words": '<text x="1" y="2">The script of the film, on loading</text>',
}
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a script in capitals": "<SCRIPT>alert(1)</SCRIPT>",
    "an event": '<rect onload="alert(1)"/>',
    "a picture from elsewhere": '<image href="https://example.org/spy.png"/>',
    "a file of the computer": '<image xlink:href="file:///etc/passwd"/>',
    "a fill from elsewhere": '<rect fill="url(https://example.org/x#y)"/>',
    "a fill from elsewhere, quoted": "<rect fill=\"url('//example.org/x')\"/>",
    "a style sheet": "<style>@import url(https://example.org/x.css)</style>",
    "a style that fetches": '<rect style="fill: url( https://example.org/x )"/>',
    "a page inside": "<foreignObject><body/></foreignObject>",
    "a link": '<a xlink:href="#x"><rect/></a>',
    "an animation": '<rect><set attributeName="href" to="javascript:alert(1)"/></rect>',
    "a picture inside the file": '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    "a style sheet by instruction": '<?xml-stylesheet href="file:///dev/zero"?>',
    "another instruction": "<?php echo 1 ?>",
    "a mask": '<mask id="m"/>',
    "a pattern": '<pattern id="p"/>',
    "words along a path": '<text><textPath href="#p"/></text>',
    "an element of nobody": "<drawing/>",
    "an attribute of nobody": '<rect src="#a"/>',
    "an event in capitals": '<rect ONLOAD="alert(1)"/>',
    "a script of another namespace": '<x:script xmlns:x="urn:x">alert(1)</x:script>',
    "a picture of another namespace": '<x:image xmlns:x="urn:x" href="data:image/png;base64,"/>',
    "a reference by another xlink": '<use xmlns:xlink="urn:x" xlink:href="other.svg#a"/>',
    "a style that hides its url": '<rect style="fill:u\\72l(https://example.org/x)"/>',
    "a script as data": '<image href="data:text/html,x"/>',
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_drawing_passes(name: str) -> None:
    assert list(svg_faults(f"{OPEN}{HARMLESS[name]}</svg>".encode())) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_anything_else_is_found_with_its_line(name: str) -> None:
    found = list(svg_faults(f"{OPEN}{HOSTILE[name]}</svg>".encode()))
    assert found
    assert found[0][0] == 2


@pytest.mark.parametrize(
    "doctype",
    [
        "svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'https://www.w3.org/x.dtd'",
        """svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]""",
        """svg [<!ENTITY b SYSTEM "file:///etc/passwd">]""",
        """svg [<!ENTITY % a SYSTEM "https://example.org/x.dtd"> %a;]""",
    ],
)
def test_entities_are_refused(doctype: str) -> None:
    found = list(svg_faults(f"<!DOCTYPE {doctype}>{OPEN}<text>b</text></svg>".encode()))
    assert found == [(1, "a document type and entities may not stand in a drawing")]


@pytest.mark.parametrize("data", [b"", b"<svg", b"\x89PNG", b"<html/>", b"<svg>\xff</svg>"])
def test_what_is_no_svg_is_said_so(data: bytes) -> None:
    (found,) = svg_faults(data)
    assert found[1].startswith("expected ")


def test_what_is_wrong_everywhere_is_said_a_few_times() -> None:
    assert 1 < len(list(svg_faults(f"{OPEN}{'<a/>' * 9_999}</svg>".encode()))) < 50


@pytest.mark.parametrize("times", [20_000, 1])
def test_arrow_heads_are_counted_at_every_point(times: int) -> None:
    head = '<marker id="head">' + "<path/>" * 2_000 + "</marker>"
    line = f'<path d="{"M1 1" * times}" marker-mid="url(#head)"/>'
    assert is_sound_svg(svg(head + line)) is (times == 1)


def test_our_own_formulas_pass() -> None:
    assert list(svg_faults(formula_svg(r"\sqrt{\frac{a}{b}}", display=True))) == []
