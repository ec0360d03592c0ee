"""The words of the HTML are the words of the import, and what had a meaning keeps or tells it."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course_folders import ASSETS
from ujuzi.authoring.importers import import_source
from ujuzi.authoring.importers.html_text import markdown_from_html
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.quiz_source import read_quiz
from ujuzi.domain.item import Choice, ChoiceItem, Item
from ujuzi.packs.lesson.page import fragment_html

CASES = ASSETS / "cases"


def written(html: str) -> tuple[str, list[str]]:
    """Return the Markdown of some HTML, and what is told of it."""
    told: list[str] = []
    return markdown_from_html(html, told.append), told


def words(html: str) -> str:
    """Return the words of HTML without tags and blanks."""
    return "".join(unescape(re.sub("<[^<>]*>", "", html)).split())


_TEXT = st.text("ab1é٣ .*_`#>|[]!~-+=:&<'\"\\\n\u00a0", max_size=8).map(escape)
_NAMES = ["b", "strong", "i", "em", "s", "del", "u", "span", "code", "a", "font", "o:p", "mark"]
_INLINE = st.sampled_from(_NAMES)
_BLOCK = st.sampled_from(
    ["p", "div", "ul", "ol", "li", "pre", "blockquote", "h2", "table", "tr", "td", "th", "dl", "dd"]
)


def _inside(name: str, parts: list[str]) -> str:
    attributes = ' href="https://x.org/a?b=1&amp;c"' if name == "a" else ""
    return f"<{name}{attributes}>{''.join(parts)}</{name}>"


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(_inside, _INLINE | _BLOCK, st.lists(inner, max_size=4))


_SOUND = st.recursive(_TEXT | st.sampled_from(["<br>", "<hr>", "<br/>", "&nbsp;"]), _nested)
_BROKEN = st.lists(
    _TEXT
    | st.sampled_from(["<b>", "</b>", "<p>", "</p>", "<li>", "</ul>", "<td>", "<table>", "<i>"])
    | st.sampled_from(["</td>", "<br>", "<tr>", "<ol>", "<code>", "</i>", "</code>", "<pre>"])
).map("".join)


def test_a_link_after_an_exclamation_mark_is_no_picture() -> None:
    markdown, _ = written('<b>Look!<a href="https://x.org/">here</a></b>')
    assert markdown == r"**Look\![here](<https://x.org/>)**"


@given(_SOUND | _BROKEN)
def test_the_words_of_the_html_are_the_words_of_the_import(html: str) -> None:
    markdown, told = written(html)

    shown = words(fragment_html(markdown))
    assert without_tags(shown) == without_tags(words(html))
    assert shown == words(html) or any("has no end, and is kept as text" in each for each in told)


def without_tags(shown: str) -> str:
    """Return words without the tags that are shown because they do not end."""
    while (fewer := re.sub(f"<(?:{'|'.join(_NAMES)})[^<>]*>", "", shown)) != shown:
        shown = fewer
    return shown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("10<sup>3</sup> &times; H<sub>2</sub>O", "10³ × H₂O"),
        ("2<sup>2<sup>2</sup></sup>", "2^(2²)"),
        ("<code>10<sup>3</sup></code>", "`10³`"),
        ("<pre>a = 10<sup>3</sup><br>b</pre>", "```\na = 10³\nb\n```"),
        (r"\[x^2\] and \[id\]", r"$x^2$ and \\\[id\\\]"),
        ("x<sub>1</sub><sup>2</sup>, 2<sup>n+1</sup>, 5<sup>th</sup>", "x₁², 2^(n+1), 5th"),
        ("a<sub>i</sub> 10<sup>-3</sup>", r"a\_(i) 10⁻³"),
        ("<p>Awa<br></p>", "Awa"),
        ("<p><br></p>", ""),
        ("<p>a<br>b<br/><br>c</p>", "a\\\nb\n\nc"),
        ("<b>Note: </b>read", "**Note:** read"),
        ("<b> </b>x<i></i>", "x"),
        ("<b>a</b><b>b</b> <strong><b>c</b></strong>", "**ab** **c**"),
        ("<i>a <b>b</b></i> c", "*a **b*** c"),
        ("<pre>if a:\n    b</pre>", "```\nif a:\n    b\n```"),
        ("<pre>a```b</pre>", "````\na```b\n````"),
        ("see <code>a_b*c</code>", "see `a_b*c`"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ol><li>a</li><li value=5>b</li></ol>", "1. a\n\n5) b"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1) b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n\n  - b"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n\n  - b"),
        ("<table><tr><td>a|b<td>c</table>", "|  |  |\n| --- | --- |\n| a\\|b | c |"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><tr><td>only</td></tr></table>", "only"),
        ("<del>x</del> <s>y</s>", "~~x~~ ~~y~~"),
        ('<span style="text-decoration: line-through">x</span>', "~~x~~"),
        ('<span style="vertical-align: super">2</span>', "²"),
        ('<a href="https://x.org/a">b</a>', "[b](<https://x.org/a>)"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<h3>Title</h3>text", "### Title\n\ntext"),
        ("1. no list", r"1\. no list"),
        ("<p># none</p>", r"\# none"),
        ("&#0;a&nope;b R&D", r"a\&nope;b R\&D"),
        ("<!-- note -->a<o:p></o:p>", "a"),
        ("<img alt='a > b' src=x>", r"a > b"),
        ("<p>a <b>b</p><p>c</p>", "a \\<b>b\n\nc"),
        ("if a <b and c> d", r"if a \<b and c> d"),
        ("<i>a <b>b</i> c", r"*a \<b>b* c"),
    ],
)
def test_what_has_a_meaning_keeps_it(html: str, markdown: str) -> None:
    assert written(html)[0] == markdown


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<u>x</u>", "<u> is left out; its words are kept"),
        ("<img src=x>", "<img> is left out"),
        ("a List<int> b", "<int> is no HTML, and kept as text"),
        ("<script>x</script>", "<script> is left out"),
        ("<math><mi>x</mi></math>", "<math> is left out; what it shows is written on a line"),
        ("<p style='background:url(x.png)'>x</p>", "a picture behind words is left out"),
        ("<a href='@@PLUGINFILE@@/a.pdf'>x</a>",
         "the link to @@PLUGINFILE@@/a.pdf is left out; its words are kept"),
        ("<table><tr><td colspan=2>a<td>b</table>",
         "cells of a table that span several stand in one"),
        ("<ol type=a><li>x</ol>", "the letters of a list are numbers"),
        ("<p>a <b>b</p><p>c</p>", "<b> has no end, and is kept as text"),
        ("if a <b and c> d", "<b> has no end, and is kept as text"),
        ("<div><p>a<p>b", "<div> has no end"),
        ("a<b>(b)</b>c", "emphasis that Markdown cannot set there is left out"),
    ],
)  # fmt: skip
def test_what_loses_its_meaning_is_told(html: str, told: str) -> None:
    assert written(html)[1] == [told]


def test_what_is_known_to_mean_nothing_is_not_told() -> None:
    html = "<div><p class=x><span>a</span> <font face=x>b</font></p><!-- c --><wbr></div>"
    assert written(html) == ("a b", [])


@pytest.mark.parametrize(
    "html",
    [
        "<details><summary>Answer</summary>4</details>",
        "<details>4",
        "<table><tr><td hidden>4</td></tr></table>",
        "<ul><li style='display: none'>4</li></ul>",
        "<div class='box d-none'><p>4</p></div>",
        "<pre><span style='VISIBILITY:hidden'>4</span></pre>",
        "<span style='color:white'>4</span>",
        "<font color=#FFFFFF>4</font>",
        "<p style='color: rgb(254, 254, 254) !important'><b>4</b></p>",
        "<span style='background-color:#000'>4</span>",
        "<span style='background:yellow;color:yellow'>4</span>",
        "<div bgcolor=black><b>4</b></div>",
        "<span style='color: rgba(0, 0, 0, 0)'>4</span>",
        "<span style='font-size:0px'>4</span>",
        "<p style='position:absolute; left:-9999px'>4</p>",
        "<span style='opacity:0'>4</span>",
    ],
)
def test_what_nobody_saw_stands_in_no_question(html: str) -> None:
    markdown, told = written(f"<p>2 + 2</p>{html}")
    assert markdown == "2 + 2"
    assert any("is left out" in each for each in told)


@pytest.mark.parametrize(
    ("html", "markdown", "is_told"),
    [
        ("<font color=red>b</font>", "b", True),
        ("<span style='background:#ff0'>b</span>", "b", True),
        ("<h4 style='background:navy'><span style='color:white'>b</span></h4>", "#### b", True),
        ("<span style='background:#00f'><i style='color:#fff'>b</i></span>", "*b*", True),
        ("<span style='color: rgb(51, 51, 51); background-color: rgb(255, 255, 255)'>b</span>",
         "b", False),
        ("<p style='color: rgb(0, 0, 0); background: rgba(0,0,0,0)'>b</p>", "b", False),
        ("<span style='color:inherit;background:transparent;opacity:0.9;top:-3px'>b</span>",
         "b", False),
        ("<p data-is-hidden style='font-size:0.9em; border-color:white'>b", "b", False),
    ],
)  # fmt: skip
def test_colours_go_and_are_told_and_the_words_that_they_adorn_stay(
    html: str, markdown: str, is_told: bool
) -> None:
    shown, told = written(html)
    assert shown == markdown
    assert told == ["the colours of words are left out, and the words are kept"] * len(told)
    assert bool(told) == is_told


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("caf&eacute", "café"),
        ("caf&eacutes", "cafés"),
        ("10&nbspkm", "10\u00a0km"),
        ("&copy2024 &reg", "©2024 ®"),
        ("5 &lt 6 &amp 7", "5 \\< 6 \\& 7"),
        ("&#233t&#xE9;", "été"),
        ("AT&T, R&D, &nosuch; a&b", "AT\\&T, R\\&D, \\&nosuch; a\\&b"),
    ],
)
def test_letters_are_decoded_as_html_does(html: str, shown: str) -> None:
    assert written(f"<i></i>{html}")[0] == shown


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<msup><mn>10</mn><mn>3</mn></msup>", "10³"),
        ("<mrow><msub><mi>x</mi><mn>1</mn></msub><mo>=</mo><mn>2</mn></mrow>", "x₁=2"),
        ("<mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac>", "(1)/(a+b)"),
        ("<msqrt><mi>x</mi></msqrt>", "√(x)"),
        ("<semantics><mi>x</mi><annotation encoding='TeX'>\\xi</annotation></semantics>", "x"),
    ],
)
def test_mathematics_keep_their_meaning_on_a_line(inside: str, shown: str) -> None:
    assert written(f"<p>So <math>{inside}</math>.</p>")[0] == f"So {shown} ."


def test_the_names_in_an_address_are_no_letters() -> None:
    address = "https://x.org/?a=1&copy=2&lt=3"
    assert written(f"<a href='{address}'>b</a>")[0] == f"[b](<{address}>)"


def test_a_depth_without_end_keeps_its_words() -> None:
    markdown, _ = written("<div><ul><li>" * 10_000 + "deep" + "<b>" * 10_000 + "er")
    assert markdown.replace("- ", "").replace("*", "").strip() == "deeper"


def case(name: str, folder: Path) -> dict[str, Item]:
    """Import the GIFT file of a case."""
    (source,) = (CASES / name).glob("*.gift")
    import_source(source, folder / "out")
    (bank,) = (folder / "out").glob("*.yaml")
    return {item.id: item for item in read_quiz(bank.read_bytes(), "", Findings()).quiz.items}


def test_a_case_keeps_its_powers(tmp_path: Path) -> None:
    found = case("bugs-01-gift-html-sup-sub", tmp_path)

    assert [item.prompt for item in found.values()] == [
        "What is 10³ × 10²?", "Which is water?", "x₁², 2^(n+1), 5th",
    ]  # fmt: skip
    assert texts(found["powers"]) == ["10⁵", "10⁶", "100⁵"]
    assert texts(found["water"]) == ["H₂O", "CO₂"]


def test_a_case_keeps_its_structure(tmp_path: Path) -> None:
    found = case("bugs-02-gift-html-structure", tmp_path)

    code = "```\nfor i in range(2):\n    if i:\n        print(i)\n```"
    assert found["loop"].prompt == f"What does it print?\n\n{code}"
    assert found["steps"].prompt.endswith("\n\n1. Boil\n2. Cool\n3. Drink")
    assert "| 2 | 31 |" in found["tbl"].prompt
    assert found["struck"].prompt == "Which word was struck out: ~~cat~~ dog hen?"


def test_a_case_leaves_no_stray_marks(tmp_path: Path) -> None:
    found = case("bugs-04-gift-html-br-and-bold", tmp_path)

    assert found["b1"].prompt == "Who signs?"
    assert texts(found["b1"]) == ["Awa", "Musa"]
    assert all(not choice.feedback for choice in choices(found["b1"]))
    assert found["b2"].prompt == "**Note :** read this *well* and **twice**."
    assert found["b3"].prompt == "one\n\ntwo"


def test_a_case_has_its_letters(tmp_path: Path) -> None:
    found = case("bugs-06-gift-entities", tmp_path)

    assert found["e1"].prompt == "Quelle est l’année de la loi ?"
    assert texts(found["e2"]) == [r"3 \< 4", "5 > 4"]
    assert found["e3"].prompt == "Prix en € ?"
    assert [each.feedback for each in choices(found["e3"])] == ["Oui évidemment", "Non – voir"]


def test_a_case_keeps_its_lines(tmp_path: Path) -> None:
    found = case("bugs-07-gift-line-breaks", tmp_path)

    assert fragment_html(found["lines"].prompt).count("<br>") == 3
    assert fragment_html(found["lines2"].prompt).count("<br>") == 2


def choices(item: Item) -> list[Choice]:
    """Return the choices of a question."""
    assert isinstance(item, ChoiceItem)
    return list(item.choices)


def texts(item: Item) -> list[str]:
    """Return what may be chosen."""
    return [choice.text for choice in choices(item)]
