"""Drawings of real tools keep what is drawn, and lose what a pack may not hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course_folders import KEY
from ujuzi.authoring.builder import build_pack
from ujuzi.authoring.lint import lint_course
from ujuzi.authoring.svg_cleaning import cleaned_svg
from ujuzi.packs.lesson.drawing import is_sound_svg
from ujuzi.packs.reader import open_pack

PLOT = Path(__file__).parents[1] / "assets" / "cases" / "content-20-svg-of-tools" / "input"
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def cleaned(inside: str, before: str = "") -> tuple[str, list[str]]:
    found = cleaned_svg(f"{before}{OPEN}{inside}</svg>".encode())
    assert found is not None
    assert is_sound_svg(found[0])
    return found[0].decode(), [fault.sentence for fault in found[1]]


def test_a_plot_is_packed_clean_and_what_was_left_out_is_told(tmp_path: Path) -> None:
    (warning,) = lint_course(PLOT).findings.warnings
    assert str(warning) == "figures/plot.svg:2: the document type was left out"
    build_pack(PLOT, tmp_path / "a.pack", KEY)
    with open_pack(tmp_path / "a.pack") as pack:
        drawing = pack.read("figures/plot.svg")
    assert is_sound_svg(drawing)
    assert b'<rect width="10" height="10" stroke-linejoin="round"' in drawing


STYLES = {
    "a class": (".a{fill:red}", '<rect class="a"/>', 'fill="red"'),
    "the more special": ("#k{fill:red}.a{fill:blue}", '<rect id="k" class="a"/>', 'fill="red"'),
    "the later": (".a{fill:red}.a{fill:blue}", '<rect class="a"/>', 'fill="blue"'),
    "what is important": (
        ".a{fill:red !important}", '<rect class="a" style="fill:blue"/>', 'fill="red"',
    ),
    "its own style": (".a{fill:red}", '<rect class="a" style="fill:blue"/>', 'fill="blue"'),
    "a rule over an attribute": ("rect{fill:red}", '<rect fill="blue"/>', 'fill="red"'),
    "what stands in a group": ("g > rect{fill:red}", "<g><rect/></g>", 'fill="red"'),
    "nothing from elsewhere": (
        ".a{fill:url(http://x/y)}", '<rect class="a" fill="blue"/>', 'fill="blue"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STYLES)
def test_rules_become_attributes(name: str) -> None:
    rules, shape, expected = STYLES[name]
    drawing, _ = cleaned(f"<style>{rules}</style>{shape}")
    assert expected in drawing
    assert "style" not in drawing


LEFT_OUT = {
    "an event": '<rect onload="alert(1)"/>',
    "a picture": '<image xlink:href="file:///etc/passwd"/>',
    "a link": '<a xlink:href="http://x"><text>kept</text></a>',
    "a filter": '<filter id="f"/><rect filter="url(#f)"/>',
    "a rule that imports": "<style>@import url(http://x);</style>",
    "a paint from elsewhere": '<rect fill="url(http://x#y)"/>',
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_left_out_is_told(name: str) -> None:
    drawing, told = cleaned(LEFT_OUT[name])
    assert any("left out" in each for each in told)
    assert ("kept" in drawing) == ("kept" in LEFT_OUT[name])


def test_entities_of_the_file_are_read_and_those_of_others_are_not() -> None:
    name = "http://www.w3.org/2000/svg"
    found = cleaned_svg(
        f'<!DOCTYPE svg [<!ENTITY s "{name}">]><svg xmlns="&s;"><rect/></svg>'.encode()
    )
    assert found is not None
    assert b"<rect" in found[0]
    drawing, _ = cleaned(
        "<text>&a;b</text>", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    )
    assert "<text>b</text>" in drawing
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    assert (
        cleaned_svg(
            f'<!DOCTYPE svg [<!ENTITY a0 "x">{bomb}]>{OPEN}<text>&a9;</text></svg>'.encode()
        )
        is None
    )


@pytest.mark.parametrize("data", ["<svg", f"{OPEN}<script>alert(1)</script></svg>", "<html/>"])
def test_a_program_and_what_is_no_drawing_are_not_made_into_one(data: str) -> None:
    assert cleaned_svg(data.encode()) is None


def test_words_after_what_goes_stay() -> None:
    drawing, _ = cleaned("<text>one<set/>two<tspan>three</tspan><set/>four</text>")
    assert "onetwo" in drawing
    assert "</tspan>four" in drawing


@given(st.text(alphabet='<>/"= abgsvrect{}:;#.&!', max_size=60))
def test_whatever_comes_out_is_sound(inside: str) -> None:
    found = cleaned_svg(f"{OPEN}<style>{inside.replace('<', '')}</style>{inside}</svg>".encode())
    assert found is None or is_sound_svg(found[0])


def test_a_use_of_what_is_elsewhere_goes_and_the_rest_stays() -> None:
    drawing, told = cleaned(
        '<use href="http://x.org/y.svg#a"/><rect width="3" height="3" fill="url(http://x.org)"/>'
    )
    assert "use" not in drawing
    assert "<rect" in drawing
    assert "<use> was left out: it draws nothing of this file" in told


def test_a_colour_that_css_says_elsewhere_is_told() -> None:
    _, told = cleaned(
        "<style>:root{--c:red} .a{fill:var(--c)}</style>"
        '<rect class="a" style="stroke:url(http://x.org)"/>'
    )
    assert {"fill was left out: write what it is", "stroke was left out: write what it is"} <= set(
        told
    )
