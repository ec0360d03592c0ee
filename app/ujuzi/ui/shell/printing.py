"""Paper for what a person takes with her: notes, progress, a lesson.

Prints black on white whatever the theme, in the direction of its language. The dialog is the
platform's own and does not block the windows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument, QTextOption
from PySide6.QtWidgets import QDialog, QWidget

from ujuzi.domain.direction import is_rtl
from ujuzi.ui.look.language import layout_of
from ujuzi.ui.look.theme import LIGHT

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FONT_POINTS = 11
H1, H2 = 18 / 11, 14 / 11
"""Headings against the type of the text."""
MARGIN_MILLIMETRES = 5
"""Beside the two centimetres that Qt leaves around a document."""


def paper(html: str, language: str, points: float = FONT_POINTS) -> QTextDocument:
    """Return a document to print, in type of so many points; `html` is sanitised or made here."""
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSizeF(points)
    document.setDefaultFont(font)
    option = QTextOption()
    option.setTextDirection(layout_of(rtl=is_rtl(language)))
    document.setDefaultTextOption(option)
    document.setDefaultStyleSheet(
        f"body {{ color: {LIGHT.ink}; }} .soft {{ color: {LIGHT.ink_soft}; }}"
        f" h1 {{ font-size: {H1 * points:.1f}pt; }} h2 {{ font-size: {H2 * points:.1f}pt; }}"
        f" h3 {{ font-size: {points}pt; }}"
    )
    document.setHtml(f"<body>{html}</body>")
    return document


def ask_and_print(parent: QWidget, document: QTextDocument, title: str) -> None:
    """Open the platform's print dialog over `parent`, and print when it is accepted."""
    # Printing costs start-up time that nobody pays who does not print.
    from PySide6.QtPrintSupport import QPrintDialog

    printer = new_printer(title)
    document.setParent(parent)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: document.print_(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.finished.connect(document.deleteLater)
    # Its own `open` takes a receiver, as its ancestor's does not.
    QDialog.open(dialog)


def new_printer(title: str) -> QPrinter:
    """Return a printer of A4 with the margins that our paper has."""
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    around = QMarginsF(*[MARGIN_MILLIMETRES] * 4)
    printer.setPageMargins(around, QPageLayout.Unit.Millimeter)
    return printer
