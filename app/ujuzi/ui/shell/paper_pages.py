"""A document on A4 pages: the same on the screen, on paper and in a PDF, no table cut by a page.

Who draws brings a painter of any device and the rectangle that a page fills.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPalette,
    QPdfWriter,
    QPen,
    QTextDocument,
    QTextFormat,
    QTextFrame,
)
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from ujuzi.ui.look.theme import LIGHT, SPACE, current
from ujuzi.ui.shell.printing import new_printer

A4 = QSizeF(794, 1123)
"""At 96 dots an inch, which is the unit of the document."""
AROUND = 76
"""Two centimetres."""
NUMBER_ABOVE = 40
"""Of the foot of a page stands its number."""
NUMBER_PIXELS = 12
RESOLUTION = 600
NARROWEST = 200


@dataclass(frozen=True, slots=True)
class DrawnPages:
    """So many pages of A4, and what draws one of them, counted from 0, into a rectangle."""

    count: int
    draw: Callable[[QPainter, QRectF, int], None]


def pages_of(document: QTextDocument) -> DrawnPages:
    """Return the pages of a document that is set on pages; it must outlive them."""
    return DrawnPages(
        document.pageCount(),
        lambda painter, target, page: draw_page(painter, target, document, page),
    )


def set_on_pages(document: QTextDocument) -> QTextDocument:
    """Lay a document out on A4; a table that a page would cut begins on the next one."""
    document.setDocumentMargin(AROUND)
    document.setPageSize(A4)
    layout = document.documentLayout()
    for frame in document.rootFrame().childFrames():
        box = layout.frameBoundingRect(frame)
        if box.top() // A4.height() != (box.bottom() + AROUND) // A4.height():
            _begin_page(frame)
    return document


def draw_page(painter: QPainter, target: QRectF, document: QTextDocument, page: int) -> None:
    """Draw one page, counted from 0, into `target`, in the painter's units."""
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.ink))
    context.clip = QRectF(0, page * A4.height(), A4.width(), A4.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(target.topLeft())
    painter.scale(target.width() / A4.width(), target.height() / A4.height())
    painter.fillRect(QRectF(0, 0, A4.width(), A4.height()), QColor(LIGHT.raised))
    painter.setClipRect(QRectF(0, 0, A4.width(), A4.height()))
    painter.translate(0, -page * A4.height())
    document.documentLayout().draw(painter, context)
    painter.translate(0, page * A4.height())
    font = QFont(document.defaultFont())
    font.setPixelSize(NUMBER_PIXELS)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.ink_soft))
    number = QLocale().toString
    told = f"{number(page + 1)} / {number(document.pageCount())}"
    width = painter.fontMetrics().horizontalAdvance(told)
    painter.drawText(round((A4.width() - width) / 2), round(A4.height() - NUMBER_ABOVE), told)
    painter.restore()


def pdf_of(document: QTextDocument, title: str) -> bytes:
    """Return a document that is set on pages as a PDF."""
    return pdf_of_pages(pages_of(document), title)


def pdf_of_pages(
    pages: DrawnPages, title: str, progress: Callable[[int, int], None] | None = None
) -> bytes:
    """Return pages as a PDF; `progress` hears of each page. May be called on any thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Ujuzi")
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    painter = QPainter(writer)
    for page in range(pages.count):
        if page:
            writer.newPage()
        pages.draw(painter, QRectF(0, 0, writer.width(), writer.height()), page)
        if progress is not None:
            progress(page + 1, pages.count)
    painter.end()
    return bytes(content.data())


def ask_and_print_pages(parent: QWidget, document: QTextDocument, title: str) -> None:
    """Open the platform's print dialog over `parent`, and print when it is accepted."""
    document.setParent(parent)
    dialog = ask_and_print_drawn(parent, pages_of(document), title)
    dialog.finished.connect(document.deleteLater)


def ask_and_print_drawn(parent: QWidget, pages: DrawnPages, title: str) -> QDialog:
    """Open the platform's print dialog over `parent`, and print pages when it is accepted."""
    from PySide6.QtPrintSupport import QPrintDialog

    printer = new_printer(title)
    printer.setFullPage(True)

    def print_pages() -> None:
        painter = QPainter(printer)
        for page in range(pages.count):
            if page:
                printer.newPage()
            pages.draw(painter, QRectF(0, 0, printer.width(), printer.height()), page)
        painter.end()

    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(print_pages)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog


class PagesPreview(QWidget):
    """Every page under the other; a picture to a screen reader, with a name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: QTextDocument | None = None
        self._pages = DrawnPages(0, lambda _painter, _target, _page: None)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._pages.count

    def show_document(self, document: QTextDocument) -> None:
        """Show a document that is set on pages from now on."""
        document.setParent(self)
        self.show_pages(pages_of(document))
        self._document = document

    def show_pages(self, pages: DrawnPages) -> None:
        """Show pages from now on."""
        if self._document is not None:
            self._document.deleteLater()
            self._document = None
        self._pages = pages
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        page = round(width * A4.height() / A4.width())
        return self.pages * page + max(0, self.pages - 1) * 2 * SPACE

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST * 2, self.heightForWidth(NARROWEST * 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self.heightForWidth(NARROWEST))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.width() * A4.height() / A4.width()
        for page in range(self.pages):
            box = QRectF(0, page * (height + 2 * SPACE), self.width(), height)
            if box.intersects(QRectF(event.rect())):
                self._pages.draw(painter, box, page)
                painter.setPen(QPen(QColor(current().hairline), 1))
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _begin_page(frame: QTextFrame) -> None:
    how = frame.frameFormat()
    how.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    frame.setFrameFormat(how)
