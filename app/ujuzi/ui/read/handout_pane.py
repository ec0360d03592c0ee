"""A PDF to read on the screen, and to take away as a file.

QtPdf is loaded when the first handout is opened. Where it is missing, or the file is not one that
it can read, a sentence says so and the file can still be saved.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QPointF, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.files import proposed_name
from ujuzi.services.study.course_views import HandoutView
from ujuzi.ui.look.theme import SPACE, current
from ujuzi.ui.widgets.buttons import Button, IconButton
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView

ZOOM_STEP = 1.25
ZOOM_LEAST, ZOOM_MOST = 0.25, 4.0
FITTED_MOST = 1.5


class HandoutPane(QWidget):
    """The pages of a handout, one below the other."""

    save_asked = Signal(str)
    """Where to save a copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handout: HandoutView | None = None
        self._document: QPdfDocument | None = None
        self.view: QPdfView | None = None
        self.sorry = QWidget()
        self._sorry_title, self._sorry_text = Label("title"), Label("soft")
        sorry = QVBoxLayout(self.sorry)
        sorry.setContentsMargins(3 * SPACE, 4 * SPACE, 3 * SPACE, 3 * SPACE)
        sorry.addWidget(self._sorry_title)
        sorry.addWidget(self._sorry_text)
        sorry.addStretch(1)
        self.sorry.hide()
        self.previous, self.next = IconButton("up"), IconButton("down")
        self.smaller, self.larger = IconButton("remove"), IconButton("add")
        self.fit = IconButton("width")
        self.save = Button()
        self._where = Label("caption", wraps=False)
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        self.smaller.clicked.connect(lambda: self._zoom(1 / ZOOM_STEP))
        self.larger.clicked.connect(lambda: self._zoom(ZOOM_STEP))
        self.fit.clicked.connect(self._fit)
        self.save.clicked.connect(self._ask_where)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE // 2)
        for widget in (self.previous, self._where, self.next):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.smaller, self.fit, self.larger):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.save)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._tools)
        self._column.addWidget(self.sorry, 1)

    def show_handout(self, handout: HandoutView) -> None:
        """Open a handout at its first page."""
        self._handout = handout
        readable = self._load(handout.file)
        self.sorry.setVisible(not readable)
        if self.view is not None:
            self.view.setVisible(readable)
            self.view.setAccessibleName(handout.title)
        for widget in (self.previous, self.next, self.smaller, self.larger, self.fit, self._where):
            widget.setVisible(readable)
        self._fit()
        self._say_page()

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.previous.name(self.tr("Previous page"))
        self.next.name(self.tr("Next page"))
        self.smaller.name(self.tr("Smaller"))
        self.larger.name(self.tr("Larger"))
        self.fit.name(self.tr("Fit the width"))
        self.save.setText(self.tr("Save a copy"))
        self._sorry_title.setText(self.tr("This handout cannot be shown here"))
        self._sorry_text.setText(
            self.tr("Save a copy and open it with another program, or print it elsewhere.")
        )
        self._say_page()

    def place(self) -> float:
        """Return how far one has turned, from 0 to 1."""
        if self.view is None or self._document is None or self._document.pageCount() < 2:
            return 0.0
        return self.view.pageNavigator().currentPage() / (self._document.pageCount() - 1)

    def go_to(self, place: float) -> None:
        """Turn to what `place` returned."""
        if self._document is not None:
            self._jump(round(place * (self._document.pageCount() - 1)))

    def _load(self, file: Path) -> bool:
        try:
            from PySide6.QtPdf import QPdfDocument
            from PySide6.QtPdfWidgets import QPdfView
        except ImportError:
            return False
        if self.view is None:
            self._document = QPdfDocument(self)
            self.view = QPdfView(self)
            self.view.setPageMode(QPdfView.PageMode.MultiPage)
            self.view.setDocument(self._document)
            self.view.pageNavigator().currentPageChanged.connect(self._say_page)
            self._column.addWidget(self.view, 1)
            self._colour()
        assert self._document is not None
        return self._document.load(str(file)) == QPdfDocument.Error.None_

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        """Lay the pages on a quiet ground."""
        if self.view is not None:
            palette = self.view.palette()
            palette.setColor(QPalette.ColorRole.Dark, QColor(current().surface))
            self.view.setPalette(palette)

    def _turn(self, step: int) -> None:
        if self.view is not None:
            self._jump(self.view.pageNavigator().currentPage() + step)

    def _jump(self, page: int) -> None:
        if self.view is not None and self._document is not None:
            if 0 <= page < self._document.pageCount():
                self.view.pageNavigator().jump(page, QPointF())
            self._say_page()

    def _zoom(self, by: float) -> None:
        if self.view is not None:
            factor = min(max(self._factor() * by, ZOOM_LEAST), ZOOM_MOST)
            self.view.setZoomMode(self.view.ZoomMode.Custom)
            self.view.setZoomFactor(factor)

    def _factor(self) -> float:
        """Return how large a page is drawn, also while it fits the width."""
        if self.view is None or self._document is None:
            return 1.0
        if self.view.zoomMode() == self.view.ZoomMode.Custom:
            return self.view.zoomFactor()
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        natural = self._document.pagePointSize(0).width() * self.view.logicalDpiX() / 72
        return room / natural if natural else 1.0

    def _fit(self) -> None:
        """Fill the width, but do not blow a small page up to it."""
        if self.view is not None:
            self.view.setZoomMode(self.view.ZoomMode.FitToWidth)
            if self._factor() > FITTED_MOST:
                self.view.setZoomMode(self.view.ZoomMode.Custom)
                self.view.setZoomFactor(FITTED_MOST)

    def _say_page(self) -> None:
        if self.view is None or self._document is None:
            return
        page, pages = self.view.pageNavigator().currentPage(), self._document.pageCount()
        self._where.setText(
            self.tr("Page {page} of {pages}").format(
                page=QLocale().toString(page + 1), pages=QLocale().toString(pages)
            )
        )
        self.previous.setEnabled(page > 0)
        self.next.setEnabled(page + 1 < pages)

    def _ask_where(self) -> None:
        """Open the platform's dialog; it does not block the windows."""
        if self._handout is None:
            return
        dialog = QFileDialog(self, self.tr("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(proposed_name(self._handout.title, "pdf"))
        dialog.fileSelected.connect(self.save_asked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
