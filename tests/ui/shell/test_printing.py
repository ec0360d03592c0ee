"""Paper is readable whatever the theme, and runs with the language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from ujuzi.ui.shell.printing import new_printer, paper


def test_a_document_prints_to_paper(qtbot: QtBot, tmp_path: Path) -> None:
    printer = new_printer("My notes")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "notes.pdf"))
    paper("<h1>My notes</h1><p>One.</p>", "en").print_(printer)
    assert (tmp_path / "notes.pdf").read_bytes().startswith(b"%PDF")


def test_paper_runs_in_the_direction_of_its_language(qtbot: QtBot) -> None:
    option = paper("<p>نص</p>", "ar").defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
