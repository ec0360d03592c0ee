"""A lesson, and notes, on paper: black on white, in the lesson's own direction, pictures and all.

What the window paints around callouts and code is a border here.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QTextDocument,
)

from ujuzi.services.study.learning import Note
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.fonts import font
from ujuzi.ui.look.lesson_style import style_of
from ujuzi.ui.look.theme import LIGHT, SPACE, size
from ujuzi.ui.pictures.picture_object import DrawnPicture, PictureObject
from ujuzi.ui.pictures.pictures import Frame, draw_figure, draw_formula, tall_formulas
from ujuzi.ui.read.dressing import FORMULAS, Measure, Wording, dress
from ujuzi.ui.read.opening import OpenedSection

TEXT_SIZE = 80
"""Percent of the type on the screen: a little under 11 points."""
PIXELS_AN_INCH = 96
MARGIN = 48
"""Within the edge that the printer keeps white."""
COLUMN = 640
"""Pixels of 1/96 inch between the margins of A4."""
SHARPNESS = 3.0
"""Device pixels of a picture for each of those."""


class Paper(QTextDocument):
    """A document in pixels of 1/96 inch, printed at that size on whatever paper is chosen."""

    def print_(self, printer: QPagedPaintDevice) -> None:
        room = printer.pageLayout().paintRect(QPageLayout.Unit.Inch)
        # A document that has pages of its own is scaled to the printer; type in pixels else is not.
        self.setPageSize(room.size() * PIXELS_AN_INCH)
        super().print_(printer)


def lesson_paper(section: OpenedSection, wording: Wording) -> QTextDocument:
    """Return the section that is read, to print."""
    lesson = section.lesson
    part = lesson.sections[section.index]
    document = Paper()
    document.setDocumentMargin(MARGIN)
    text = size("lead", TEXT_SIZE)
    document.setDefaultFont(font(text))
    rule = f"table.frame td {{ border: 1px solid {LIGHT.line}; }}"
    document.setDefaultStyleSheet(style_of(LIGHT, rtl=lesson.rtl, text_size=TEXT_SIZE) + rule)
    option = document.defaultTextOption()
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if lesson.rtl else Qt.LayoutDirection.LeftToRight
    )
    document.setDefaultTextOption(option)
    drawn = {
        path: picture
        for path, data in section.pictures.items()
        if (picture := _drawn(path, data, text)) is not None
    }
    objects = PictureObject(document)
    objects.over(document)
    objects.show(drawn)
    metrics = QFontMetrics(font(size("body", TEXT_SIZE), bold=True))
    dressed = dress(
        part.html,
        title=lesson.title if section.index == 0 else part.title,
        rtl=lesson.rtl,
        pictures=drawn,
        tall=tall_formulas(drawn, QFontMetricsF(document.defaultFont())),
        measure=Measure(COLUMN, metrics.horizontalAdvance, 2 * SPACE + 2),
        wording=wording,
    )
    document.setHtml(dressed.html)
    return document


def notes_html(title: str, notes: Sequence[Note]) -> str:
    """Return notes on one activity as HTML for `ujuzi.ui.shell.printing.paper`."""
    written = "".join(
        f'<p class="soft">{escape(day(note.written_at))}</p>'
        f"<p>{escape(note.text).replace(chr(10), '<br>')}</p>"
        for note in notes
    )
    return f"<h1>{escape(title)}</h1>{written}"


def _drawn(path: str, data: bytes, text: int) -> DrawnPicture | None:
    if path.startswith(FORMULAS):
        return draw_formula(data, text, QColor(LIGHT.ink), SHARPNESS)
    return draw_figure(data, Frame(COLUMN, COLUMN, SHARPNESS))
