"""A lesson, and notes, on paper: black on white, in the lesson's own direction, pictures and all.

What the window paints around callouts and code is a border here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TypeAlias

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
    QPalette,
    QTextDocument,
)

from ujuzi.services.study.learning import Note
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.fonts import font
from ujuzi.ui.look.language import layout_of
from ujuzi.ui.look.lesson_style import INSIDE, style_of
from ujuzi.ui.look.theme import LIGHT, SPACE, size
from ujuzi.ui.pictures.picture_object import DrawnPicture, PictureObject
from ujuzi.ui.pictures.pictures import Frame, draw_figure, draw_formula, tall_formulas
from ujuzi.ui.read.dressing import FORMULAS, Measure, Wording, dress
from ujuzi.ui.read.opening import OpenedSection

BORDER = 2
"""Pixels of the line that a frame has on paper, and beside it."""
TEXT_SIZE = 80
"""Percent of the type on the screen: a little under 11 points."""
PIXELS_AN_INCH = 96
MARGIN = 48
"""Within the edge that the printer keeps white."""
COLUMN = 640
"""Pixels of 1/96 inch between the margins of A4."""
FOOT = 32
"""Pixels of 1/96 inch at the foot of a page, for the line that says what it is a page of."""
SHARPNESS = 3.0
"""Device pixels of a picture for each of those."""
Foot: TypeAlias = Callable[[int, int], str]


class Paper(QTextDocument):
    """A document in pixels of 1/96 inch, printed at that size on whatever paper is chosen.

    `foot` returns what stands at the foot of a page: given its number, from 1, and how many
    there are.
    """

    def __init__(self, foot: Foot | None = None) -> None:
        super().__init__()
        self._foot = foot

    def print_(self, printer: QPagedPaintDevice) -> None:
        room = printer.pageLayout().paintRect(QPageLayout.Unit.Inch)
        width, height = room.width() * PIXELS_AN_INCH, room.height() * PIXELS_AN_INCH
        text = QRectF(0, 0, width, height - FOOT)
        self.setPageSize(text.size())
        wanted = printer.pageRanges()
        pages = [
            page
            for page in range(1, self.pageCount() + 1)
            if wanted.isEmpty() or wanted.contains(page)
        ]
        painter = QPainter(printer)
        scale = printer.logicalDpiX() / PIXELS_AN_INCH
        painter.scale(scale, scale)
        for page in pages:
            if page != pages[0]:
                printer.newPage()
            self._paint(painter, text.translated(0, (page - 1) * text.height()))
            if self._foot is not None:
                painter.setPen(QColor(LIGHT.ink_soft))
                painter.setFont(font(size("caption", TEXT_SIZE)))
                at = QRectF(MARGIN, text.height(), width - 2 * MARGIN, FOOT)
                centre = Qt.AlignmentFlag.AlignCenter
                painter.drawText(at, centre, self._foot(page, self.pageCount()))
        painter.end()

    def _paint(self, painter: QPainter, part: QRectF) -> None:
        """Paint a part of the document at the top of the page, whatever the windows wear."""
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = part
        palette = context.palette
        palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.ink))
        context.palette = palette
        painter.save()
        painter.translate(0, -part.top())
        painter.setClipRect(part)
        self.documentLayout().draw(painter, context)
        painter.restore()


def lesson_paper(
    section: OpenedSection, wording: Wording, foot: Foot | None = None
) -> QTextDocument:
    """Return the section that is read, to print, with what stands at the foot of each page."""
    lesson = section.lesson
    part = lesson.sections[section.index]
    document = Paper(foot)
    document.setDocumentMargin(MARGIN)
    text = size("lead", TEXT_SIZE)
    document.setDefaultFont(font(text))
    rule = f"table.frame td {{ border: 1px solid {LIGHT.line}; }}"
    document.setDefaultStyleSheet(style_of(LIGHT, rtl=lesson.rtl, text_size=TEXT_SIZE) + rule)
    option = document.defaultTextOption()
    option.setTextDirection(layout_of(rtl=lesson.rtl))
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
        pictures={path: picture.size.width() for path, picture in drawn.items()},
        tall=tall_formulas(drawn, QFontMetricsF(document.defaultFont())),
        measure=Measure(
            column=COLUMN,
            width_of=metrics.horizontalAdvance,
            padding=2 * SPACE + 2,
            frame=2 * (INSIDE + BORDER),
            indent=round(document.indentWidth()),
        ),
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
    return draw_figure(data, Frame(COLUMN, COLUMN, SHARPNESS), QColor(LIGHT.raised))
