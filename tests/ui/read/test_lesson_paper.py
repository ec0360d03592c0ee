"""On paper a lesson is whole: its pictures, its callouts, its direction."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from helpers.page_fakes import NOTES
from helpers.reader_fakes import LESSON, SVG
from ujuzi.packs.lesson.formula import formula_path, formula_svg
from ujuzi.packs.lesson.page import render_lesson
from ujuzi.ui.read.dressing import Wording
from ujuzi.ui.read.lesson_paper import COLUMN, MARGIN, lesson_paper, notes_html
from ujuzi.ui.read.opening import OpenedSection
from ujuzi.ui.shell.printing import new_printer

pytestmark = pytest.mark.usefixtures("qtbot")
WORDING = Wording("Needs it", "Missing:", "Larger")


def section(text: str, language: str = "en") -> OpenedSection:
    lesson = render_lesson(text, title="The title", language=language)
    return OpenedSection(lesson, 0, {"figures/box.svg": SVG})


def test_a_lesson_prints_with_its_picture(tmp_path: Path) -> None:
    def printed(shown: OpenedSection, name: str) -> int:
        printer = new_printer("A lesson")
        printer.setOutputFormat(printer.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / name))
        lesson_paper(shown, WORDING).print_(printer)
        data = (tmp_path / name).read_bytes()
        assert data.startswith(b"%PDF")
        return len(data)

    with_picture = printed(section(LESSON), "with.pdf")
    without = printed(OpenedSection(section(LESSON).lesson, 0, {}), "without.pdf")
    assert with_picture > without


def test_type_is_printed_at_a_size_that_one_reads(tmp_path: Path) -> None:
    printer = new_printer("A lesson")
    printer.setOutputFormat(printer.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "long.pdf"))
    lesson_paper(section("\n\n".join(["word " * 100] * 16)), WORDING).print_(printer)
    printed = QPdfDocument()
    printed.load(str(tmp_path / "long.pdf"))
    assert 3 <= printed.pageCount() <= 5


def test_every_printed_page_says_of_what_it_is_a_page(tmp_path: Path) -> None:
    printer = new_printer("A lesson")
    printer.setOutputFormat(printer.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "long.pdf"))
    words = "\n\n".join(f"word{number} " * 100 for number in range(16))
    paper = lesson_paper(section(words), WORDING, "Course, {} of {}, 29 November".format)
    paper.print_(printer)
    printed = QPdfDocument()
    printed.load(str(tmp_path / "long.pdf"))
    pages = printed.pageCount()
    said = [printed.getAllText(page).text() for page in range(pages)]
    assert all(f"Course, {n} of {pages}, 29 November" in text for n, text in enumerate(said, 1))
    assert all(f"word{number} " in "".join(said) for number in range(16))


def test_only_the_pages_that_were_chosen_are_printed(tmp_path: Path) -> None:
    printer = new_printer("A lesson")
    printer.setOutputFormat(printer.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "two.pdf"))
    printer.setPageRanges(QPageRanges.fromString("2"))
    text = "\n\n".join(["word " * 100] * 16)
    lesson_paper(section(text), WORDING, "Page {} of {}".format).print_(printer)
    printed = QPdfDocument()
    printed.load(str(tmp_path / "two.pdf"))
    assert printed.pageCount() == 1
    assert "Page 2 of" in printed.getAllText(0).text()


def test_a_right_to_left_lesson_prints_from_right_to_left() -> None:
    document = lesson_paper(section("فقرة.", "ar"), WORDING)
    assert document.defaultTextOption().textDirection() == Qt.LayoutDirection.RightToLeft
    assert "فقرة." in document.toPlainText()


def test_notes_are_printed_as_they_were_typed(qtbot: QtBot) -> None:
    html = notes_html("<Who> decides?", NOTES)
    assert "&lt;Who&gt; decides?" in html
    assert all(note.text in html for note in NOTES)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wider_than_the_paper(language: str) -> None:
    wide = r"\frac{a+b+c+d+e+f+g}{h+i+j+k}\cdot " * 7 + "z"
    text = f"$$\n{wide}\n$$\n\n> [!TIP] t\n> ![box](figures/box.svg)\n>\n> 1. ${wide}$"
    shown = section(text, language)
    for display in (True, False):
        shown.pictures[formula_path(wide, display)] = formula_svg(wide, display)
    document = lesson_paper(shown, WORDING)
    width = COLUMN + 2 * MARGIN
    document.setTextWidth(width)
    assert document.size().width() <= width
