"""Marks of other dialects are found in the words of a text, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.authoring.marks import BY_LINE, MAY_BE_MARKED, marks
from ujuzi.packs.lesson.markup import parse

SHOWN = {
    "front matter": ("---\ntitle: x\n---\n\nText.", 1),
    "front matter in TOML": ("+++\ntitle = 'x'\n+++\n\nText.", 1),
    "a tag": ("One.\n\nH<sub>2</sub>O", 3),
    "a component": ("<Tip>Text</Tip>", 1),
    "a comment": ("a <!-- note --> b", 1),
    "a footnote": ("A\nclaim[^1].", 2),
    "a footnote in the line": ("A claim^[The source].", 1),
    "a fence of colons": (":::note\nText\n:::", 1),
    "an admonition": ("!!! note\n    Text", 1),
    "a folded admonition": ("??? note\n    Text", 1),
    "a directive of MyST": ("```{note}\nText\n```", 1),
    "a directive of reStructuredText": (".. note:: Text", 1),
    "a box to tick": ("- one\n- [ ] two", 2),
    "a definition": ("Well\n: A hole.", 2),
    "an unknown callout": ("Text\n\n> [!HINT]\n> Look.", 3),
    "an import": ("import Tip from './tip'", 1),
    "a template": ("{% raw %}", 1),
    "a shortcode": ("{{< figure src=x >}}", 1),
    "attributes": ("# Head {#id}", 1),
    "a wiki link": ("See [[Other page]].", 1),
    "a highlight": ("==marked==", 1),
    "a picture with a blank": ("![a map](figures/my map.svg)", 1),
    "an undefined reference": ("![r][p]", 1),
    "LaTeX in brackets": ("So \\(x^2\\).", 1),
    "LaTeX on its own": ("\\[ x = 1 \\]", 1),
    "a blank in the dollars": ("So $ x + 1 $.", 1),
    "a table without its line": ("| a | b |\n|---|\n| c | d |", 1),
    "a heading without its blank": ("##Heading", 1),
    "a tab": ('=== "One"\n\nText', 1),
    "a block of slashes": ("/// note\nText\n///", 1),
    "a short name of a sign": ("Well done :tada: all", 1),
    "a raised number": ("It is 10^3^ metres.", 1),
    "a lowered number": ("Drink H~2~O.", 1),
    "what was put in": ("a ++new word++ here", 1),
    "LaTeX of a page": ("One\n\\newpage", 2),
    "a surrounding of LaTeX": ("\\begin{align} a \\end{align}", 1),
    "a hidden comment": ("a %%note%% b", 1),
    "an abbreviation": ("*[HTML]: a language", 1),
    "a source": ("So it is [@smith2020].", 1),
    "a variable": ("{{ page.title }}", 1),
    "a picture's size": ("A [word](https://example.org){width=50%}", 1),
    "a language of words": ("the [mot]{lang=fr}", 1),
    "an address that is no link": ("[run](javascript:run)", 1),
    "a role": ("One\nSee {ref}`the well`.", 2),
    "a formula in a role": ("{math}`x^2` is", 1),
    "a comment of MyST": ("One\n\n% nobody reads this", 3),
    "a comment over lines": ("One\n\n%%\nhidden\n%%", 3),
    "a comment with blanks": ("a %% note %% b", 1),
    "a name of a place": ("(my-place)=\n# Head", 1),
    "what is shown from elsewhere": ("One\n![[map.png]]", 2),
    "a wiki link with words": ("See [[page|the page]].", 1),
    "a highlight of words": ("so ==these words== are", 1),
    "a name of a block": ("A claim. ^37066d", 1),
    "a callout that folds": ("Text\n\n> [!note]- Answer\n> Four.", 3),
    "a callout that folds open": ("> [!TIP]+\n> Four.", 1),
    "a blank by its name": ("One\n10&nbsp km", 2),
    "a letter by its name": ("caf&eacute is", 1),
    "a letter by its number": ("caf&#233 is", 1),
    "a tag over two lines": ("One <span\nstyle='display:none'>four</span>", 1),
    "a figure of MyST": ("```{figure} x.png\nWords\n```", 1),
    "a heading of AsciiDoc": ("Text\n\n== Head", 3),
    "a picture of AsciiDoc": ("image::x.png[A map]", 1),
    "a field": ("Text\n\nstatus:: done", 3),
    "a heading with a blank that does not break": ("Text\n\n#\u00a0Head", 3),
    "a point with a blank that does not break": ("-\u202fone", 1),
    "words turned around": ("Text \u202eabc\u202c.", 1),
    "a thumb": ("Done :+1: so", 1),
    "a picture in its address": ("![A map](data:image/png;base64,AAAA)", 1),
    "the size of a picture": ("![A map|200](figures/stall.svg)", 1),
    "a link to nothing": ("[here]() and [there](#)", 1),
    "a call of a template": ("{{query (and x)}}", 1),
    "a role of reStructuredText": ("See :ref:`the well`.", 1),
    "a link of reStructuredText": ("See `here <https://x.org>`_.", 1),
    "a box that is crossed": ("- [-] one", 1),
    "a drawing as code": ("```mermaid\na --> b\n```", 1),
    "a formula as code": ("Text\n\n```math\nx\n```", 3),
    "code without an end": ("One\n\n```\nx = 1\n\nTwo", 3),
    "code without an end in a point": ("- one\n  ```\n  x\n\nTwo", 2),
    "a row that is too long": ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 3),
}  # fmt: skip


def found_in(text: str) -> Iterator[tuple[int, str]]:
    return marks(text, parse(text))


def test_letters_that_an_encoding_spoilt_are_found_at_their_line() -> None:
    ((line, sentence),) = found_in(
        "Sound.\n\nWhat of Ã‰tÃ© and lâ€™eau?\n\nÉté, naïve, ×, Ωμέγα, አማርኛ."
    )
    assert line == 3
    assert "Ã‰tÃ©" in sentence


@pytest.mark.parametrize("name", SHOWN)
def test_a_mark_of_another_dialect_is_found_at_its_line(name: str) -> None:
    text, line = SHOWN[name]
    assert line in [number for number, _ in found_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "`<sub>` and ``[^1]`` and `a || b`",
        "```html\n<table>\n[^1]\n```",
        "    <indented>",
        "\\<sub> and \\[^1] and \\[ ] and a \\== b ==",
        "a < b and b > c, <https://example.org/a> and <awa@example.org>",
        "$a_{1}^{2}$ and $x<y>z$ and $$\\left[[x]\\right]$$",
        '- [a link](activity:b)\n- ![a map](figures/map.svg "A map")',
        "[here][there] and [there]\n\n[there]: https://example.org",
        "> [!NOTE]\n> Text\n\n> [!CAUTION] Mind\n> Text",
        "It costs $5 and 10$, at 10:30: so.\n\nTime\n:-) and A: b",
        "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n| 1 |",
        "---\n\nA rule first.\n\n---\n",
        "Fill {{gap}} and {{other}}.",
        "```\nx\n```",
        "> ```python\n> x\n> ```\n\n- one\n\n  ~~~\n  y\n  ~~~~",
        "~5 or ~/notes~ or 10:30:15, \\textbook, # 1, #1, 50%, [@], a++ and b++, 2^3 and 4^5",
        "~~gone~~ and C:\\Users and **a**: b: c",
        "x == y and import this from there",
        "`{ref}` and ``{ref}`x` `` and {a} `b` and \\{ref}`x`",
        "R&D, AT&T, &nbsp; &eacute; &#233; a & b, [x](https://e.org/?a=1&copy=2), \\&nbsp",
        "50 % of them, 50%, 2 ^ n",
    ],
)
def test_what_is_meant_as_it_stands_is_left_alone(text: str) -> None:
    assert list(found_in(text)) == []


@given(st.text(alphabet="$[]()!<>/{}|`\\:=-+^_ab1 \n", max_size=80))
def test_no_text_raises_and_lines_are_those_of_the_text(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line, _ in found_in(text))


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in BY_LINE])
@given(data=st.data())
def test_no_line_with_a_mark_is_passed_over_at_a_first_glance(
    pattern: str, data: st.DataObject
) -> None:
    assert MAY_BE_MARKED.search(data.draw(st.from_regex(pattern)))
