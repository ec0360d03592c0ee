"""A report on A4 paper on its side: the same rows and columns, numbered, headings on each page.

A text that its column does not hold is cut with an ellipsis; the files for spreadsheets hold it
whole. Runs in the direction of the table's language. May be called on any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from ujuzi.services.campus.report_files import CellKind, ReportTable
from ujuzi.ui.look.fonts import font
from ujuzi.ui.look.theme import LIGHT
from ujuzi.ui.shell.report_words import NUMERIC, shown
from ujuzi.ui.widgets.elided import draw_elided

RESOLUTION = 144
"""Dots an inch; what is drawn are outlines, so that it is as sharp at any other."""
MARGIN_MILLIMETRES = 12
TYPE, SMALL = 17, 14
"""Heights in dots."""
LINE = 28
AROUND = 7
SAMPLE = 300
"""Rows by which the widths of columns are found."""
LONGEST = 320
"""Dots that a column of words asks for at most."""


def report_pdf(table: ReportTable, under: Sequence[str]) -> bytes:
    """Return a report as a PDF; `under` are lines under its title, on the first page."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(table.title)
    writer.setCreator("Ujuzi")
    writer.setResolution(RESOLUTION)
    around = QMarginsF(*[MARGIN_MILLIMETRES] * 4)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            around,
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter(writer)
    _Drawing(painter, writer, table).draw(under)
    painter.end()
    return bytes(content.data())


class _Drawing:
    """Where on the paper one is."""

    def __init__(self, painter: QPainter, writer: QPdfWriter, table: ReportTable) -> None:
        self._painter, self._writer, self._table = painter, writer, table
        self._locale = QLocale()
        self._width, self._height = writer.width(), writer.height()
        self._rtl = table.rtl
        painter.setFont(font(TYPE))
        self._edges = self._columns(painter.fontMetrics())
        self._top = 0
        self._page = 1

    def draw(self, under: Sequence[str]) -> None:
        """Draw everything."""
        painter = self._painter
        painter.setFont(font(TYPE + 8))
        self._line(self._table.title, LIGHT.ink, LINE + 10)
        painter.setFont(font(TYPE))
        for words in under:
            self._line(words, LIGHT.ink_soft, LINE)
        self._top += LINE // 2
        self._headings()
        for number, row in enumerate(self._table.rows, 1):
            if self._top + LINE > self._height - LINE:
                self._foot()
                self._writer.newPage()
                self._page, self._top = self._page + 1, 0
                self._headings()
            cells = [
                shown(cell, kind, self._locale)
                for cell, kind in zip(row, self._table.kinds, strict=True)
            ]
            self._row([self._locale.toString(number), *cells], LIGHT.ink, LIGHT.hairline)
        self._foot()

    def _line(self, words: str, ink: str, height: int) -> None:
        self._painter.setPen(QColor(ink))
        box = QRect(0, self._top, self._width, height)
        draw_elided(self._painter, box, words, self._side() | Qt.AlignmentFlag.AlignVCenter)
        self._top += height

    def _headings(self) -> None:
        painter = self._painter
        painter.setFont(font(SMALL))
        self._row(["", *self._table.headings], LIGHT.ink_soft, LIGHT.line)
        painter.setFont(font(TYPE))

    def _row(self, cells: Sequence[str], ink: str, rule: str) -> None:
        painter = self._painter
        painter.setPen(QColor(ink))
        kinds = (CellKind.NUMBER, *self._table.kinds)
        for cell, kind, (start, end) in zip(cells, kinds, pairwise(self._edges), strict=True):
            box = QRect(start + AROUND, self._top, end - start - 2 * AROUND, LINE)
            if self._rtl:
                box.moveRight(self._width - 1 - box.left())
            side = self._side(trailing=kind in NUMERIC)
            draw_elided(painter, box, cell, side | Qt.AlignmentFlag.AlignVCenter)
        self._top += LINE
        painter.setPen(QPen(QColor(rule), 1))
        painter.drawLine(0, self._top, self._width, self._top)

    def _foot(self) -> None:
        painter = self._painter
        painter.setFont(font(SMALL))
        painter.setPen(QColor(LIGHT.ink_soft))
        box = QRect(0, self._height - LINE, self._width, LINE)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._locale.toString(self._page))
        painter.setFont(font(TYPE))

    def _side(self, *, trailing: bool = False) -> Qt.AlignmentFlag:
        right = self._rtl != trailing
        return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft

    def _columns(self, metrics: QFontMetrics) -> list[int]:
        """Return where columns begin and the last one ends, in the reading direction.

        The first is that of the row's number.
        """
        table = self._table
        number = self._locale.toString(len(table.rows))
        digit = max(metrics.horizontalAdvance(self._locale.toString(each)) for each in range(10))
        wanted = [digit * (len(number) + 1) + 2 * AROUND]
        for column, (heading, kind) in enumerate(zip(table.headings, table.kinds, strict=True)):
            texts = [heading]
            texts += [shown(row[column], kind, self._locale)[:80] for row in table.rows[:SAMPLE]]
            widest = max(map(metrics.horizontalAdvance, texts))
            wanted.append(min(widest, LONGEST) + 2 * AROUND + 4)
        most = _most(wanted, self._width)
        return list(accumulate((min(each, most) for each in wanted), initial=0))


def _most(wanted: Sequence[int], room: int) -> int:
    """Return how wide a column may be so that all have room: what is narrower keeps its width."""
    for number, each in enumerate(sorted(wanted)):
        share = room // (len(wanted) - number)
        if each > share:
            return share
        room -= each
    return max(wanted)
