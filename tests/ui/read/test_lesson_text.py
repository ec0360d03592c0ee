"""The text itself: nothing is loaded, the place is kept, links say where they lead."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.reader_fakes import SVG
from ujuzi.packs.lesson.formula import formula_path, formula_svg
from ujuzi.packs.lesson.page import references, render_lesson
from ujuzi.ui.look import theme
from ujuzi.ui.read.lesson_text import LessonText, _border_box

ASSETS = Path(__file__).resolve().parents[2] / "assets"
SAMPLES = ASSETS / "courses"
CASES = ASSETS / "cases"
Shown = Callable[..., LessonText]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(text: str, language: str = "en", width: int = 800, **pictures: bytes) -> LessonText:
        view = render_lesson(text, title="The title", language=language)
        found = {f"figures/{name}.svg": data for name, data in pictures.items()}
        for latex, display in references(text).formulas:
            with suppress(ValueError):
                found[formula_path(latex, display)] = formula_svg(latex, display)
        widget = LessonText()
        qtbot.addWidget(widget)
        widget.resize(width, 500)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.show_section(view.title, view.sections[0].html, found, rtl=view.rtl)
        return widget

    return show


@pytest.mark.parametrize(
    "address", ["https://e.org/x.png", "file:///etc/passwd", "qrc:/x", "pack:figures/box.svg"]
)
def test_no_address_is_ever_loaded(shown: Shown, address: str) -> None:
    text = shown("![box](figures/box.svg)", box=SVG)
    assert text.loadResource(2, QUrl(address)) is None


def test_a_picture_fills_its_place_at_any_width(shown: Shown, qtbot: QtBot) -> None:
    text = shown("![box](figures/box.svg)", width=800, box=SVG)
    wide = text.document().size().height()
    text.resize(420, 500)
    qtbot.waitUntil(lambda: text.document().size().height() < wide)
    assert text.horizontalScrollBar().maximum() == 0


def test_the_column_is_no_wider_than_is_good_to_read(shown: Shown) -> None:
    text = shown("word " * 400, width=1900)
    margins = text.document().rootFrame().frameFormat()
    assert 400 < text.viewport().width() - margins.leftMargin() - margins.rightMargin() < 700


def test_the_place_is_the_same_at_another_width_and_another_size(
    shown: Shown, qtbot: QtBot
) -> None:
    text = shown("\n\n".join(f"Paragraph {n}. " + "word " * 60 for n in range(60)))
    text.go_to(0.5)
    before = text.document().findBlock(text._top_position()).text()
    assert before.startswith("Paragraph 30")
    text.resize(500, 400)
    qtbot.waitUntil(lambda: not text._settle.isActive())
    assert text.document().findBlock(text._top_position()).text() == before
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        theme.wear(app, theme.DARK, 150)
        qtbot.waitUntil(text._settle.isActive)
        qtbot.waitUntil(lambda: not text._settle.isActive())
        assert text.document().findBlock(text._top_position()).text() == before
    finally:
        theme.wear(app, theme.LIGHT)


def test_the_end_is_one_and_the_beginning_nought(shown: Shown) -> None:
    text = shown("word " * 3_000)
    assert text.place() == 0.0
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    assert text.place() == 1.0
    assert text.at_end()


@pytest.mark.parametrize(
    ("link", "signal", "told"),
    [
        ("activity:next-word", "activity_chosen", "next-word"),
        ("https://e.org/x", "external_chosen", "https://e.org/x"),
        ("mailto:a@e.org", "external_chosen", "mailto:a@e.org"),
        ("picture:figures/box.svg", "picture_chosen", "figures/box.svg"),
        ("#elsewhere", "anchor_chosen", "elsewhere"),
    ],
)
def test_a_link_says_where_it_leads(
    shown: Shown, qtbot: QtBot, link: str, signal: str, told: str
) -> None:
    text = shown("A word.")
    with qtbot.waitSignal(getattr(text, signal)) as said:
        text.anchorClicked.emit(QUrl(link))
    assert said.args == [told]


@pytest.mark.parametrize("link", ["file:///etc/passwd", "javascript:x", "pack:a.md", ""])
def test_any_other_link_leads_nowhere(shown: Shown, qtbot: QtBot, link: str) -> None:
    text = shown("A word.")
    told: list[object] = []
    for signal in (text.activity_chosen, text.external_chosen, text.picture_chosen):
        signal.connect(told.append)
    text.anchorClicked.emit(QUrl(link))
    assert told == []


def test_a_link_to_a_heading_scrolls_to_it(shown: Shown) -> None:
    text = shown("word " * 2_000 + "\n\n## Näxt step\n\n" + "word " * 2_000)
    text.anchorClicked.emit(QUrl("#n%C3%A4xt-step"))
    top = text.document().findBlock(text._top_position())
    assert top.text() == "Näxt step" or top.next().text() == "Näxt step"


def test_words_are_found_round_the_end(shown: Shown) -> None:
    text = shown("One word. Two words.\n\n## A Word")
    assert text.find_all("word") == 3
    text.moveCursor(QTextCursor.MoveOperation.End)
    assert text.find_next("word")
    assert text.textCursor().selectedText().lower() == "word"
    assert text.find_all("nothing like it") == 0
    assert not text.find_next("nothing like it")


def test_what_is_copied_is_what_the_author_wrote(shown: Shown) -> None:
    text = shown('كلمة `a.b` ثم:\n\n```\n{"سلام": 1}\n```', language="ar")
    text.selectAll()
    text.copy()
    copied = QGuiApplication.clipboard().text()
    assert '{"سلام": 1}' in copied
    assert not set("\u200e\u2066\u2069\ufffc") & set(copied)


def test_a_right_to_left_lesson_is_mirrored_in_a_left_to_right_window(shown: Shown) -> None:
    text = shown("فقرة.", language="ar")
    assert text.layoutDirection() == Qt.LayoutDirection.RightToLeft
    block = text.document().findBlockByNumber(1)
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    assert QApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("language", ["ar", "am"])
@pytest.mark.parametrize("width", [420, 960])
def test_the_sample_lessons_are_drawn_whole(shown: Shown, language: str, width: int) -> None:
    folder = SAMPLES / f"{language}-sample"
    figure = (folder / "figures" / "next-word.svg").read_bytes()
    source = (folder / "next-word.md").read_text("utf-8")
    text = shown(source, language, width, **{"next-word": figure})
    kinds = [kind for _, kind in text._frames]
    assert kinds[0] == "callout-case"
    assert kinds[-2:] == ["code", "callout-warning"]
    assert set(kinds[1:-2]) in ({"data"}, {"stack"})
    assert text.horizontalScrollBar().maximum() == 0
    assert not text.grab().isNull()


WIDE = r"P(A)=" + r"\frac{a+b+c+d+e+f+g}{h+i+j+k}\cdot " * 5 + "z"


PLACES = (
    "$$\n{0}\n$$",
    "Words ${0}$ words",
    "> [!WARNING] t\n> $$\n> {0}\n> $$",
    "> a\n>\n> 1. b\n>\n>    $$\n>    {0}\n>    $$",
    "|a|b|\n|-|-|\n|c|${0}$|",
    "- ${0}$",
    "> [!TIP] t\n> ![box](figures/box.svg)",
    "- a ![box](figures/box.svg)",
    "|a|\n|-|\n|b|",
    "> [!NOTE] t\n> b",
)
"""A formula and a figure wherever one can stand, then a table and a callout with neither."""


@pytest.mark.parametrize("width", [420, 1024])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wider_than_its_column(shown: Shown, language: str, width: int) -> None:
    source = "\n\n".join(PLACES).replace("{0}", WIDE)
    page = shown(source, language, width, box=SVG)
    assert page.horizontalScrollBar().maximum() == 0
    layout = page.document().documentLayout()
    column = layout.frameBoundingRect(page.document().rootFrame()).width()
    assert column <= page.viewport().width()
    boxes = [_border_box(table, layout) for table, _ in page._frames[-2:]]
    assert round(boxes[0].left()) == round(boxes[1].left())
    assert round(boxes[0].right()) == round(boxes[1].right())


def test_the_arabic_lesson_with_a_wide_formula_keeps_one_edge(shown: Shown) -> None:
    source = (CASES / "content-07-rtl-wide-formula/input/a.md").read_text("utf-8")
    page = shown(source, "ar", 1024)
    assert page.horizontalScrollBar().maximum() == 0
    english = page.document().find("full stop").block()
    assert english.textDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_number_of_a_list_stands_outside_and_its_stop_inside(
    shown: Shown, language: str
) -> None:
    source = (CASES / "bugs-22-rtl-list-numbers/list.md").read_text("utf-8")
    page = shown(source, language, 800)
    item = page.document().find("English first").block()
    assert item.textList() is not None
    image = page.grab().toImage()
    top = round(page.document().documentLayout().blockBoundingRect(item).top())
    rows = range(top, top + 28)
    paper = image.pixelColor(2, top).rgb()
    inked = [
        x for x in range(image.width()) if any(image.pixelColor(x, y).rgb() != paper for y in rows)
    ]
    edge = inked[-5:] if language == "ar" else inked[:5]
    ink = [y for y in rows for x in edge if image.pixelColor(x, y).rgb() != paper]
    assert max(ink) - min(ink) > 8  # a digit is tall, a stop is not


def test_a_transparent_dark_picture_lies_on_paper_in_a_dark_theme(shown: Shown) -> None:
    folder = CASES / "content-22-dark-picture/input"
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    view = render_lesson((folder / "a.md").read_text("utf-8"), title="T", language="en")
    page = shown("word")
    try:
        theme.wear(app, theme.DARK)
        pictures = {"black.png": (folder / "black.png").read_bytes()}
        page.show_section("T", view.sections[0].html, pictures, rtl=False)
        drawn = page._objects._pictures["black.png"].image
        assert drawn.pixelColor(drawn.width() // 2, 4) == QColor(theme.LIGHT.paper)
    finally:
        theme.wear(app, theme.LIGHT)


def test_a_formula_that_is_drawn_smaller_leads_to_itself_larger(shown: Shown) -> None:
    page = shown(f"$$\n{WIDE}\n$$", width=420)
    path = formula_path(WIDE, True)
    assert page.words_of(path) == WIDE
    assert page.picture(path)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_lesson_that_holds_all_that_is_hard_is_shown_whole(shown: Shown, language: str) -> None:
    folder = SAMPLES / f"shown-{language}"
    page = shown((folder / "depth.md").read_text("utf-8"), language, 968)
    assert page.horizontalScrollBar().maximum() == 0
    left = [latex for latex in ("\\\\frac", "\\\\text") if latex in page.toPlainText()]
    assert left == []
    assert "\\color{red}{d > 50}" in page.toPlainText()
