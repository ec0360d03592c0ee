"""Slips to be cut and handed out, eight on a sheet of A4: whose it is, a code, and what to do.

They speak the language that is chosen, in its direction, and quote the labels of the windows as
they are in it. Nothing here keeps a code. May be used on any thread, by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QRectF, Qt, QTranslator
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QPen,
    QTextDocument,
)

from ujuzi.domain.direction import is_rtl
from ujuzi.services.campus.people import Slip, SlipKind
from ujuzi.ui.look.dates import day_in
from ujuzi.ui.look.fonts import MONOSPACED_STYLE
from ujuzi.ui.look.language import compiled, locale_of, territory
from ujuzi.ui.look.theme import LIGHT
from ujuzi.ui.shell.paper_pages import A4, DrawnPages
from ujuzi.ui.shell.printing import paper

COLUMNS, ROWS = 2, 4
AROUND = 19
"""Beside the slips: what many printers leave white, in 96ths of an inch."""
WITHIN = 18
"""From a cutting line to the words."""
POINTS = (10.5, 9.75, 9.0, 8.25, 7.5, 6.5, 5.5)
"""Sizes of type, of which the first is taken in which all is seen."""
CODE_SIZE, NAME_SIZE = 2.2, 1.15
"""In sizes of the type around them."""
KEPT_MOST = 64
"""Slips that are kept laid out."""


class SlipSheet:
    """The sheets of some slips in one language."""

    def __init__(self, slips: Sequence[Slip], language: str) -> None:
        self._slips = tuple(slips)
        self._language = language
        self._words = _SlipWords(language)
        self._rtl = is_rtl(language)
        self._laid_out: dict[int, QTextDocument] = {}

    @property
    def pages(self) -> DrawnPages:
        """The sheets, to be drawn."""
        return DrawnPages(-(-len(self._slips) // (COLUMNS * ROWS)), self.draw)

    def draw(self, painter: QPainter, target: QRectF, page: int) -> None:
        """Draw one sheet, counted from 0, into `target`, in the painter's units."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(target.topLeft())
        painter.scale(target.width() / A4.width(), target.height() / A4.height())
        painter.fillRect(QRectF(0, 0, A4.width(), A4.height()), QColor(LIGHT.raised))
        first = page * COLUMNS * ROWS
        for place, number in enumerate(range(first, min(first + COLUMNS * ROWS, len(self._slips)))):
            self._draw_slip(painter, self._box(place), number)
        painter.setPen(QPen(QColor(LIGHT.ink_soft), 0.75, Qt.PenStyle.DashLine))
        for column in range(COLUMNS + 1):
            across = AROUND + column * self._width
            painter.drawLine(round(across), AROUND, round(across), round(A4.height() - AROUND))
        for row in range(ROWS + 1):
            down = AROUND + row * self._height
            painter.drawLine(AROUND, round(down), round(A4.width() - AROUND), round(down))
        painter.restore()

    def words_of(self, number: int) -> str:
        """Return what stands on a slip, without its type."""
        return self._document(number).toPlainText()

    @property
    def _width(self) -> float:
        return (A4.width() - 2 * AROUND) / COLUMNS

    @property
    def _height(self) -> float:
        return (A4.height() - 2 * AROUND) / ROWS

    def _box(self, place: int) -> QRectF:
        """Return where a slip lies, less what is white around its words."""
        row, column = divmod(place, COLUMNS)
        if self._rtl:
            column = COLUMNS - 1 - column
        left, top = AROUND + column * self._width, AROUND + row * self._height
        whole = QRectF(left, top, self._width, self._height)
        return whole.adjusted(WITHIN, WITHIN, -WITHIN, -WITHIN)

    def _draw_slip(self, painter: QPainter, box: QRectF, number: int) -> None:
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.ink))
        context.clip = QRectF(0, 0, box.width(), box.height())
        painter.save()
        painter.translate(box.topLeft())
        painter.setClipRect(context.clip)
        self._document(number).documentLayout().draw(painter, context)
        painter.restore()

    def _document(self, number: int) -> QTextDocument:
        """Return a slip laid out in the largest type in which all of it is seen."""
        if number in self._laid_out:
            return self._laid_out[number]
        room = self._box(0)
        html = self._words.html(self._slips[number])
        for points in POINTS:
            document = paper(
                html.format(code=CODE_SIZE * points, name=NAME_SIZE * points),
                self._language,
                points,
            )
            document.setDocumentMargin(0)
            document.setTextWidth(room.width())
            if document.size().height() <= room.height():
                break
        if len(self._laid_out) >= KEPT_MOST:
            self._laid_out.clear()
        self._laid_out[number] = document
        return document


class _SlipWords:
    """The words of a slip, in the language that is chosen and not in that of the windows."""

    def __init__(self, language: str) -> None:
        self._translator = QTranslator()
        self._translator.load(compiled(language))
        self._locale = locale_of(language, territory())
        self._dir = "rtl" if is_rtl(language) else "ltr"

    def tr(self, text: str) -> str:
        """Return a text in the language of the slip; lupdate finds it by this name."""
        return self._in("_SlipWords", text)

    def html(self, slip: Slip) -> str:
        """Return a slip; `{code}` and `{name}` stand for sizes of type, in points."""
        until = self.tr("Good once, until {day}.").format(day=day_in(slip.until, self._locale))
        under = " · ".join(filter(None, (slip.person, slip.campus)))
        steps = "".join(
            self._line(f"{self._locale.toString(number)}. {step}", "margin: 2px 0 0 0")
            for number, step in enumerate(self._steps(slip), 1)
        )
        return (
            f"{self._line(slip.name, 'margin: 0; font-weight: bold', size='{name}')}"
            f"{self._line(under, 'margin: 0', kind='soft')}"
            f"<p dir='ltr' align='center' style='margin: 6px 0; font-size: {{code}}pt;"
            f" {MONOSPACED_STYLE}'><b>{_escaped(slip.code)}</b></p>"
            f"{steps}{self._line(until, 'margin: 6px 0 0 0; font-weight: bold')}"
        )

    def _line(self, words: str, style: str, *, kind: str = "", size: str = "") -> str:
        """Return a paragraph; Qt takes its direction from the one before unless it is said."""
        size = f"; font-size: {size}pt" if size else ""
        return f"<p dir='{self._dir}' class='{kind}' style='{style}{size}'>{_escaped(words)}</p>"

    def _steps(self, slip: Slip) -> tuple[str, str, str]:
        """Return what to do, in three steps."""
        guard = self.tr("Show this slip to nobody, and tear it up afterwards.")
        if slip.kind is SlipKind.SIGN_IN:
            return (
                self.tr(
                    "At the computer, open Ujuzi, press “{elsewhere}” and choose your name."
                ).replace(
                    "{elsewhere}", self._in("PeoplePanel", "I have studied on another computer")
                ),
                self.tr("Type this code, and choose a PIN for this computer."),
                guard,
            )
        return (
            self.tr(
                "At a computer of your campus, open Ujuzi and press “{new}”, or sign in."
            ).replace("{new}", self._in("PeoplePanel", "New person")),
            self.tr("Open “{settings}”. Under “{list}” type this code, and press “{link}”.")
            .replace("{settings}", self._in("Rail", "Settings"))
            .replace("{list}", self._in("LinkCard", "Your institution's list"))
            .replace("{link}", self._in("LinkCard", "Link")),
            guard,
        )

    def _in(self, context: str, text: str) -> str:
        return self._translator.translate(context, text) or text


def _escaped(text: str) -> str:
    """Return a text for HTML that is formatted afterwards."""
    return escape(text).replace("{", "{{").replace("}", "}}")
