"""Dressing says a lesson again in Qt's words: nothing is lost, and the rest is frames."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ujuzi.packs.lesson.page import render_lesson
from ujuzi.ui.read.dressing import MARKS, Dressed, Measure, Wording, dress

WORDING = Wording(needs_internet="Needs it", picture_missing="Missing:", enlarge="Larger")
TABLE = "|Task|Who|\n|:-|-:|\n|Draft|The model|\n|Check|The *lecturer*|"


def dressed(
    text: str,
    *,
    pictures: tuple[str, ...] = (),
    tall: tuple[str, ...] = (),
    language: str = "en",
    column: int = 600,
    widths: int = 100,
) -> Dressed:
    view = render_lesson(text, title="T", language=language)
    return dress(
        view.sections[0].html,
        title="T",
        rtl=view.rtl,
        pictures=dict.fromkeys(pictures, widths),
        tall=tall,
        measure=Measure(
            column=column, width_of=lambda words: 8 * len(words), padding=18, frame=40, indent=50
        ),
        wording=WORDING,
    )


def words(html: str) -> list[str]:
    return re.sub(r"<[^>]*>", " ", html).translate(MARKS).split()


def test_a_callout_is_a_frame_of_its_kind() -> None:
    found = dressed("> [!WARNING] Mind\n> The gap.\n\n> A quotation.")
    assert found.frames == ("callout-warning", "quote")
    assert '<span class="word-warning">Warning</span> Mind' in found.html


def test_frames_are_noted_in_the_order_in_which_tables_open() -> None:
    found = dressed(f"> [!CASE]\n> ```\n> code\n> ```\n\n{TABLE}\n\n![gone](a.png)")
    assert found.frames == ("callout-case", "code", "data", "missing")
    assert found.html.count("<table") == len(found.frames)


def test_frames_in_frames_end_before_they_cost_too_much() -> None:
    found = dressed("> " * 12 + "deep")
    assert found.frames == ("quote",) * 3
    assert found.html.count("<table") == found.html.count("</table>") == 3
    assert "deep" in found.html


def test_a_table_that_fits_stays_a_table() -> None:
    found = dressed(TABLE)
    assert found.frames == ("data",)
    assert re.search(r'<td dir="ltr" align="right"><p[^>]*>The <em>lecturer</em></p></td>',
                     found.html)  # fmt: skip


def test_a_table_that_does_not_fit_is_a_block_a_row_that_names_each_cell() -> None:
    found = dressed(TABLE, column=120)
    assert found.frames == ("stack", "stack")
    assert "<b>Task:</b> Check" in found.html
    assert "<b>Who:</b> The <em>lecturer</em>" in found.html


def test_columns_of_a_right_to_left_table_begin_at_the_right() -> None:
    found = dressed("|أول|ثان|\n|-|-|\n|أ|ب|", language="ar")
    cells = re.findall(r'<t[hd] dir="rtl" align="right"><p[^>]*>(\w+)</p>', found.html)
    assert cells == ["ثان", "أول", "ب", "أ"]


def test_every_block_of_a_right_to_left_lesson_says_so_but_code() -> None:
    found = dressed("فقرة\n\n- بند\n\n## عنوان\n\n```\nx = 1\n```", language="ar")
    blocks = re.findall(r"<(p|ul|li|h2|pre)\b([^>]*)>", found.html)
    assert [(tag, "rtl" in attributes) for tag, attributes in blocks] == [
        ("p", True), ("ul", True), ("li", True), ("h2", True), ("pre", False),
    ]  # fmt: skip


def test_code_with_words_of_the_other_direction_keeps_its_order() -> None:
    found = dressed('```\n{"سلام": 1, "علم": 2}\n```')
    assert "سلام\u200e" in found.html


def test_inline_code_is_isolated_in_a_right_to_left_lesson_only() -> None:
    assert "<code>\u2066a.b\u2069</code>" in dressed("كلمة `a.b`.", language="ar").html
    assert "<code>a.b</code>" in dressed("A word `a.b`.").html


def test_a_figure_leads_to_itself_larger_and_one_that_is_missing_shows_its_words() -> None:
    text = '![A map](figures/map.svg "The campus")'
    found = dressed(text, pictures=("figures/map.svg",))
    assert '<a href="picture:figures/map.svg" title="Larger">' in found.html
    assert found.words == {"figures/map.svg": "A map"}
    gone = dressed(text)
    assert gone.frames == ("missing",)
    assert words(gone.html) == ["T", "Missing:", "A", "map", "The", "campus"]


def test_a_formula_stands_on_its_line_unless_it_is_tall_and_is_code_where_it_is_missing() -> None:
    [path] = render_lesson("So $x$.", title="T", language="en").sections[0].pictures
    assert f'src="line:{path}"' in dressed("So $x$.", pictures=(path,)).html
    assert "vertical-align: middle" in dressed("So $x$.", pictures=(path,), tall=(path,)).html
    assert '<code dir="ltr">x</code>' in dressed("So $x$.").html


def test_a_link_out_is_marked_and_says_what_it_needs() -> None:
    html = dressed("[out](https://e.org) [in](activity:b)").html
    assert '<a href="https://e.org" title="Needs it">out</a>&nbsp;<img src="icon:external">' in html
    assert '<a href="activity:b">in</a>' in html


FORMULA = re.compile(r'<img class="formula"[^>]* alt="([^"]*)">')


@example(["$$y$$", "word ", "word ", "$$y$$"], 100, "en")
@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["word ", "*em*", "\n\n", "> [!TIP] t\n> b\n", "> q\n", "- item\n", "`c`",
             "|a|b|\n|-|-|\n|c|d|\n", "```py\nx\n```\n", "## head\n\n", "![a](b.svg)", "[l](https://e.org)",
             "$x$", "$$y$$", "سلام "]
        ),
        max_size=25,
    ),
    st.sampled_from([100, 600]),
    st.sampled_from(["en", "ar"]),
)  # fmt: skip
def test_no_word_is_lost_and_every_table_has_a_kind(
    pieces: list[str], column: int, language: str
) -> None:
    text = "".join(pieces)
    found = dressed(text, column=column, language=language)
    assert found.html.count("<table") == found.html.count("</table>") == len(found.frames)
    source = render_lesson(text, title="T", language=language).sections[0].html
    source = FORMULA.sub(r"<code>\1</code>", source)  # drawn by nothing here, so shown as typed
    for word in ("word", "item", "head"):
        assert words(found.html).count(word) == words(source).count(word)


WIDE = render_lesson("$$wide$$", title="T", language="en").sections[0].pictures[0]


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("$$wide$$", None),
        ("> $$wide$$", 560),
        ("> [!TIP] t\n> > $$wide$$", 520),
        ("- a\n\n  $$wide$$", 550),
        ("1. - a\n\n     $$wide$$", 500),
        ("> - a\n>\n>   $$wide$$", 510),
    ],
)
def test_a_formula_is_no_wider_than_its_place(text: str, room: int | None) -> None:
    html = dressed(text, pictures=(WIDE,), widths=600).html
    found = re.search(rf'<img src="pack:{WIDE}" alt="wide"(?: width="(\d+)")?', html)
    assert found is not None
    assert found[1] == (str(room) if room else None)
    assert (f'<a href="picture:{WIDE}"' in html) is (room is not None)


def test_a_table_around_a_wide_formula_is_a_block_a_row_and_the_formula_fits_it() -> None:
    found = dressed("|a|b|\n|-|-|\n|word|$$wide$$|", pictures=(WIDE,), widths=700)
    assert found.frames == ("stack",)
    assert 'width="560"' in found.html


def test_a_table_in_a_callout_has_the_room_of_the_callout() -> None:
    table = "|aaaaaaaaaaaa|bbbbbbbbbbbb|\n|-|-|\n|a|b|"
    assert dressed(table, column=240).frames == ("data",)
    quoted = "> [!TIP] t\n" + "\n".join(f"> {line}" for line in table.split("\n"))
    assert dressed(quoted, column=240).frames == ("callout-tip", "stack")


def test_a_paragraph_of_the_other_direction_runs_in_its_own() -> None:
    found = dressed("نص.\n\nAn English sentence.\n\nنص `code` here.", language="ar")
    assert '<p dir="ltr">An English sentence.</p>' in found.html
    assert found.html.count('dir="ltr"') == 1
    assert '<p dir="rtl">نص أول.</p>' in dressed("Words.\n\nنص أول.").html


@pytest.mark.parametrize(
    "text",
    ["- English item.", "## English item.", "|English item.|\n|-|\n|أ|", "- أ\n\n- English item.",
     "> [!TIP] أ\n> - English item.", "- English item.\n  - أ\n  - ب"],
)  # fmt: skip
def test_what_stands_in_a_row_keeps_its_side_and_its_words_their_order(text: str) -> None:
    html = dressed(text, language="ar").html
    assert "\u2066English item.\u2069" in html.replace("\n", "")
    assert 'dir="ltr"' not in html


def test_code_alone_turns_no_paragraph() -> None:
    assert 'dir="ltr"' not in dressed("`file.txt`", language="ar").html


def test_a_formula_that_is_shown_as_code_keeps_its_order_in_a_right_to_left_lesson() -> None:
    html = dressed(r"نص $\color{red}{x}$", language="ar").html
    assert '<code dir="ltr">\u2066\\color{red}{x}\u2069</code>' in html


def test_a_formula_alone_in_a_cell_stands_on_the_line_of_the_others() -> None:
    [path] = render_lesson("$x$", title="T", language="en").sections[0].pictures
    assert f'>\u200b<img src="line:{path}"' in dressed("|a|\n|-|\n|$x$|", pictures=(path,)).html
