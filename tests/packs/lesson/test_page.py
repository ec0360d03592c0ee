"""Lessons: what authors write comes out as they meant it, and nothing hostile comes out at all."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ujuzi.packs.lesson.formula import formula_path
from ujuzi.packs.lesson.markup import blocks, finished
from ujuzi.packs.lesson.page import fragment_html, plain_text, references, render_lesson
from ujuzi.packs.lesson.sanitiser import TAGS, sanitised


def html(text: str, language: str = "en") -> str:
    return render_lesson(text, title="Lesson", language=language).sections[0].html


class Inspector(HTMLParser):
    """Lists what a sanitiser must not have let through."""

    def __init__(self) -> None:
        super().__init__()
        self.offences: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.offences.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name not in TAGS.get(tag, set()):
                self.offences.append(f"{tag} {name}")
            if name == "src" and not address.startswith("pack:"):
                self.offences.append(address)
            if name == "href" and not address.startswith(
                ("#", "activity:", "http://", "https://", "http:", "https:", "mailto:")
            ):
                self.offences.append(address)


def offences(markup: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(markup)
    inspector.close()
    return inspector.offences


class TestWhatAuthorsWrite:
    def test_a_callout_has_its_word_in_the_language_of_the_course_and_its_title(self) -> None:
        markup = html("> [!CASE] The *night* before\n> Body.", language="fr")
        assert '<blockquote class="callout case">' in markup
        assert "<strong>Cas</strong> The <em>night</em> before" in markup
        assert "<p>Body.</p>" in markup

    @pytest.mark.parametrize("kind", ["NOTE", "TIP", "IMPORTANT", "WARNING", "CASE", "warning"])
    def test_every_kind_of_callout_is_known(self, kind: str) -> None:
        assert f'class="callout {kind.lower()}"' in html(f"> [!{kind}]\n> Body.")

    def test_a_callout_in_a_language_without_words_speaks_english(self) -> None:
        assert "<strong>Warning</strong>" in html("> [!WARNING]\n> x", language="yo-NG")

    def test_a_quotation_stays_a_quotation(self) -> None:
        assert html("> [!OTHER]\n> Body.").startswith("<blockquote>\n<p>[!OTHER]")

    def test_a_lone_picture_is_a_figure_with_its_title_as_caption(self) -> None:
        assert html('![A map](figures/map.svg "The campus")') == (
            '<p class="figure"><img src="pack:figures/map.svg" alt="A map"></p>\n'
            '<p class="caption">The campus</p>\n'
        )

    @pytest.mark.parametrize(
        "source", ["https://e.org/x.png", "../x.png", "/etc/x.png", "data:image/png;base64,AA",
                   "file:///etc/passwd", "a/../../x.png", "%2e%2e/x.png", "C:/x.png"],
    )  # fmt: skip
    def test_a_picture_outside_the_pack_leaves_only_its_alternative_text(self, source: str) -> None:
        markup = html(f"![A map]({source})")
        assert "src" not in markup
        assert "A map" in markup

    def test_links_inside_the_course_stay_and_links_out_are_marked(self) -> None:
        markup = html("[in](activity:next-word) [out](https://e.org) [here](#part)")
        assert '<a href="activity:next-word">in</a>' in markup
        assert '<a href="https://e.org" class="external">out</a>' in markup
        assert '<a href="#part">here</a>' in markup

    def test_headings_have_anchors_that_differ(self) -> None:
        section = render_lesson(
            "## Try it!\n\n### Try it!\n\n# مثال محلول", title="x", language="en"
        ).sections[0]
        assert [(h.level, h.text, h.anchor) for h in section.headings] == [
            (2, "Try it!", "try-it"),
            (3, "Try it!", "try-it-1"),
            (2, "مثال محلول", "مثال-محلول"),
        ]
        assert '<h3 id="try-it-1">' in section.html

    def test_formulas_become_pictures_with_their_latex_as_alternative(self) -> None:
        section = render_lesson(
            "So $a<b$:\n\n$$\n\\frac{a}{b}\n$$", title="x", language="en"
        ).sections[0]
        line, display = formula_path("a<b", False), formula_path("\\frac{a}{b}", True)
        assert f'<img class="formula" src="pack:{line}" alt="a&lt;b">' in section.html
        assert f'<p class="formula"><img class="formula" src="pack:{display}"' in section.html
        assert section.pictures == (line, display)

    def test_prices_in_dollars_are_no_formulas(self) -> None:
        assert "formula" not in html("It costs $5 here and $6 there.")

    def test_code_keeps_every_character_and_its_parts_are_told_apart(self) -> None:
        code = 'def f(x):\n    return "<b>" * 2  # twice'
        markup = html(f"```python\n{code}\n```")
        assert '<span class="kw">def</span>' in markup
        assert '<span class="cm"># twice</span>' in markup
        shown = re.sub(r"<[^>]*>", "", markup).replace("&lt;", "<").replace("&gt;", ">")
        assert code in shown

    def test_a_table_keeps_its_alignment(self) -> None:
        markup = html("|a|b|\n|-|-:|\n|1|2|")
        assert '<table class="data">' in markup
        assert '<td align="right">2</td>' in markup

    def test_a_quiz_text_of_one_paragraph_has_no_paragraph_around_it(self) -> None:
        assert fragment_html("Which is *true*?") == "Which is <em>true</em>?"
        assert fragment_html("One.\n\nTwo.").count("<p>") == 2

    def test_direction_comes_from_the_language(self) -> None:
        assert render_lesson("a", title="T", language="ha-Arab").rtl
        assert not render_lesson("a", title="T", language="ha").rtl

    def test_plain_text_holds_the_words_and_none_of_the_marks(self) -> None:
        text = "## Head\n\nA **bold** [link](https://e.org).\n\n> [!TIP] T\n> Body\n\n|a|\n|-|\n|b|"
        assert plain_text(text) == "Head\nA bold link.\nTip T\nBody\na\nb"

    def test_references_name_all_that_a_lesson_points_to(self) -> None:
        found = references(
            "![a](figures/a.svg) $x$ [b](activity:b) [c](https://c.org) ![d](../d.png)"
        )
        assert found.pictures == {"figures/a.svg"}
        assert found.formulas == {("x", False)}
        assert found.activities == {"b"}
        assert found.external == {"https://c.org"}


class TestHostileText:
    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](data:text/html;base64,PHNjcmlwdD4=)",
            "![a](data:image/svg+xml;base64,PHN2Zz4=)",
            "[a](file:///etc/passwd)",
            "[a](pack:lesson.md)",
            "[a](vbscript:x)",
            "<div style='background:url(https://e.org)'>a</div>",
            "<style>p{}</style>",
            '$"><script>alert(1)</script>$',
            '![" onerror="alert(1)](figures/a.svg)',
            "```\"><script>\nx\n```",
            '> [!NOTE] <script>alert(1)</script>\n> "',
            "<iframe src='https://e.org'></iframe>",
        ],
    )  # fmt: skip
    def test_nothing_that_runs_or_reaches_out_is_let_through(self, text: str) -> None:
        assert offences(html(text)) == []
        assert offences(fragment_html(text)) == []

    @pytest.mark.parametrize(
        "markup",
        [
            "<script>alert(1)</script><p>a</p>",
            "<p onclick='x' style='color:red'>a</p>",
            "<img src='https://e.org/x.png'><img src='file:///x'><img src='pack:a.svg'>",
            "<a href='pack:a'>a</a><a href='javascript:x'>b</a>",
            "<svg><a xlink:href='javascript:x'>a</a></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=x>",
        ],
    )
    def test_the_sanitiser_alone_holds_whatever_wrote_the_html(self, markup: str) -> None:
        assert offences(sanitised(markup)) == []

    @settings(max_examples=150)
    @given(
        st.lists(
            st.one_of(
                st.text(max_size=30),
                st.sampled_from(
                    ["\n", "\n\n", "> [!CASE] ", "|a|b|\n|-|-|\n", "![", "](", ")", "[", "$$", "$",
                     "```python\n", "# ", "- ", "<script>", "javascript:", "onerror=", "\x00", "&#",
                     "\u202e", "~~", "**", "[a]: b\n", '"', "'", "<a href=", "activity:"],
                ),
            ),
            max_size=40,
        )
    )  # fmt: skip
    def test_any_text_gives_harmless_html(self, pieces: list[str]) -> None:
        text = "".join(pieces)
        assert offences(html(text)) == []
        assert offences(fragment_html(text)) == []
        plain_text(text)
        references(text)

    def test_half_a_surrogate_does_not_raise(self) -> None:
        assert html("a\ud800b")

    def test_a_paragraph_of_brackets_does_not_take_quadratic_time(self) -> None:
        assert "[" in html("![" * 30_000)

    def test_brackets_that_are_text_are_no_token_each_and_stand_as_they_were_written(self) -> None:
        text = "[" * 30_000 + ' `a[0]` ![b[1](c.png "[")'
        found, environment = blocks(text)
        for _ in range(2):  # blocks may be read again
            (inline,) = (t for t in finished(found, environment) if t.type == "inline")
            assert inline.content == text
            assert len(inline.children or ()) < 10
        shown = html(text)
        assert shown.count("[") == 30_000 + 4
        assert "<code>a[0]</code>" in shown


def words(first: int, count: int, between: str) -> str:
    return "".join(between.format(first + n) for n in range(count))


BLOCKS = {
    "paragraph": words(0, 8_000, "word{} "),
    "lines": words(10_000, 2_000, "word{}\n"),
    "list": words(20_000, 1_000, "- word{} and what it means to us all\n"),
    "numbers": words(30_000, 1_000, "1. word{}\n\n   more of it\n"),
    "table": "|a|b|\n|-|-|\n" + words(40_000, 2_000, "|word{}|x|\n"),
    "code": "```\n" + words(50_000, 2_000, "word{}\n") + "```",
    "quote": words(60_000, 1_000, "> word{} is here\n>\n"),
    "nested": words(70_000, 700, "> - word{}\n>   - deeper\n"),
    "heading": "## word99999",
}
"""Blocks of which one alone may be longer than a section."""


class TestLongLessons:
    def test_an_ordinary_lesson_has_one_section_under_its_own_title(self) -> None:
        view = render_lesson("## Part\n\nText.", title="Who decides?", language="en")
        assert [section.title for section in view.sections] == ["Who decides?"]

    def test_a_long_lesson_is_cut_before_its_second_level_headings(self) -> None:
        text = "\n\n".join(f"## Part {n}\n\n" + "word " * 1_900 for n in range(10))
        sections = render_lesson(text, title="Long", language="en").sections
        assert [s.title for s in sections] == ["Part 0", "Part 2", "Part 4", "Part 6", "Part 8"]
        assert [h.text for h in sections[0].headings] == ["Part 0", "Part 1"]

    def test_five_megabytes_without_headings_are_cut_between_paragraphs(self) -> None:
        paragraph = "A paragraph that says what it says. " * 20
        text = f"{paragraph}\n\n" * 7_000
        sections = render_lesson(text, title="Long", language="en").sections
        assert len(sections) > 50
        assert plain_text(text).count("says what") == 140_000
        assert all(len(section.html) < 100_000 for section in sections[:3])
        assert all(s.html.count("<p>") == s.html.count("</p>") for s in sections[:3])

    def test_thousands_of_short_lines_are_cut_though_they_weigh_little(self) -> None:
        sections = render_lesson("|1|2|\n" * 4_000, title="Long", language="en").sections
        assert len(sections) == 3

    def test_code_that_is_cut_goes_on_as_code(self) -> None:
        text = "```python\n" + "print('# not a heading')\n" * 6_000 + "```\n\nAfter."
        sections = render_lesson(text, title="Long", language="en").sections
        assert len(sections) > 1
        assert all('<pre class="code">' in section.html for section in sections[:-1])
        assert "<p>After.</p>" in sections[-1].html

    def test_a_heading_inside_code_cuts_nothing(self) -> None:
        text = ("```\n## not a heading\n```\n\n" + "word " * 3_000 + "\n\n") * 6
        sections = render_lesson(text, title="Long", language="en").sections
        assert all(section.headings == () for section in sections)

    def test_link_definitions_hold_in_every_section(self) -> None:
        text = "\n\n".join(f"## Part {n}\n\nSee [it][x].\n\n" + "word " * 5_000 for n in range(5))
        view = render_lesson(f"{text}\n\n[x]: activity:next-word\n", title="L", language="en")
        assert len(view.sections) == 5
        assert view.sections[0].title == "Part 0"
        assert all('href="activity:next-word"' in section.html for section in view.sections)

    def test_one_line_of_megabytes_is_cut_at_spaces(self) -> None:
        view = render_lesson("word " * 200_000, title="L", language="en")
        assert len(view.sections) > 10
        words = " ".join(section.html for section in view.sections)
        assert words.count("word") == 200_000
        assert plain_text("word " * 200_000).split() == ["word"] * 200_000

    def test_a_table_that_is_cut_repeats_its_head(self) -> None:
        rows = "".join(f"| row {n} | {n} |\n" for n in range(4_000))
        sections = render_lesson(
            f"Before.\n\n| what | *how many* |\n|-|-:|\n{rows}", title="L", language="en"
        ).sections
        assert len(sections) > 2
        for section in sections:
            assert section.html.count("<thead>") == 1
            assert '<th align="right"><em>how many</em></th>' in section.html
        found = re.findall(r"row (\d+)<", "".join(section.html for section in sections))
        assert found == [str(n) for n in range(4_000)]

    @pytest.mark.parametrize("start", [1, 7])
    def test_a_list_that_is_cut_goes_on_counting(self, start: int) -> None:
        items = "".join(f"{n + start}. item {n} {'word ' * 20}\n" for n in range(1_500))
        sections = render_lesson(items, title="L", language="en").sections
        assert len(sections) > 2
        counted = start
        for section in sections:
            first = re.search(r'<ol(?: start="(\d+)")?>', section.html)
            assert first is not None
            assert int(first[1] or 1) == counted
            counted += section.html.count("<li>")
        assert counted == start + 1_500

    def test_an_item_that_is_cut_keeps_its_number(self) -> None:
        long = "".join(f"   paragraph {n} {'word ' * 100}\n\n" for n in range(300))
        view = render_lesson(f"1. one\n\n2. two\n\n{long}3. three\n", title="L", language="en")
        starts = [re.findall(r'<ol start="(\d+)">', s.html) for s in view.sections]
        assert starts == [[], *[["2"]] * (len(starts) - 1)]
        assert "<p>three</p>" in view.sections[-1].html

    def test_a_callout_that_is_cut_stays_one_and_says_its_word_once(self) -> None:
        body = "".join(f"> {n} {'word ' * 100}\n>\n" for n in range(300))
        sections = render_lesson(f"> [!TIP] title\n{body}", title="L", language="en").sections
        assert len(sections) > 1
        assert all('<blockquote class="callout tip">' in section.html for section in sections)
        assert sum(section.html.count("<strong>Tip</strong>") for section in sections) == 1

    def test_headings_of_all_sections_have_anchors_that_differ_and_are_known_unread(self) -> None:
        text = "\n\n".join(f"## The *same*\n\n{'word ' * 4_000}\n\n### Deeper" for _ in range(6))
        sections = render_lesson(text, title="L", language="en").sections
        assert len(sections) == 6
        assert sections[4].headings[0].anchor == "the-same-4"
        assert sections[4].headings[0].text == "The same"
        assert sections[4].known == sections[4].rendered.headings
        assert '<h2 id="the-same-4">' in sections[4].html

    def test_a_definition_in_any_section_holds_in_all(self) -> None:
        parts = [f"## Part {n}\n\nSee [it][x].\n\n{'word ' * 5_000}" for n in range(5)]
        parts[2] += "\n\n[x]: activity:next-word\n"
        view = render_lesson("\n\n".join(parts), title="L", language="en")
        assert all('href="activity:next-word"' in section.html for section in view.sections)

    @pytest.mark.parametrize("text", ["\n" * 100_000, "[x]: activity:b\n" * 5_000])
    def test_a_long_text_that_shows_nothing_is_one_empty_section(self, text: str) -> None:
        (section,) = render_lesson(text, title="L", language="en").sections
        assert section.html == ""

    @settings(max_examples=6, deadline=None)
    @given(st.lists(st.sampled_from(sorted(BLOCKS)), min_size=1, max_size=3))
    def test_every_word_stands_in_one_section_in_its_order(self, kinds: list[str]) -> None:
        text = "\n\n".join(BLOCKS[kind] for kind in kinds)
        sections = render_lesson(text, title="L", language="en").sections
        shown = "\n".join(token.content for section in sections for token in section.parsed())
        assert re.findall("word[0-9]+", shown) == re.findall("word[0-9]+", text)


@pytest.mark.parametrize(
    "text",
    ["de $5 à 10$ le kilo", "Entre US$20 et 30$", "from $5 to $10 a metre, or 20$", "$5 a 10$"],
)
def test_two_prices_are_no_formula(text: str) -> None:
    assert fragment_html(text) == text


@pytest.mark.parametrize("text", ["$5$", "$2 x$", "$50 n$", r"$12 \text{ kg}$", "($x$)", "$n$th"])
def test_a_number_and_a_letter_are_a_formula(text: str) -> None:
    assert 'class="formula"' in fragment_html(text)


def test_a_caution_is_a_warning() -> None:
    assert 'class="callout warning"' in fragment_html("> [!CAUTION]\n> Boil it first.")
