"""A drawing is only a drawing."""

from __future__ import annotations

import pytest

from ujuzi.authoring.svg import svg_faults
from ujuzi.packs.lesson.formula import formula_svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n'

HARMLESS = {
    "shapes": '<g transform="scale(2)"><rect width="1" height="1" fill="#FBFAF6"/></g>',
    "a link inside the file": '<use xlink:href="#heap"/><use href="#heap"/>',
    "a pattern of the file": '<rect fill="url(#stripes)"/>',
    "a picture inside the file": '<image href="data:image/png;base64,iVBORw0KGgo="/>',
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


def test_deep_nesting_is_read_without_harm() -> None:
    deep = "<g>" * 20_000 + "</g>" * 20_000
    assert list(svg_faults(f"{OPEN}{deep}</svg>".encode())) == []


def test_our_own_formulas_pass() -> None:
    assert list(svg_faults(formula_svg(r"\sqrt{\frac{a}{b}}", display=True))) == []
