"""A page whose content scrolls as one centred column, and follows the keyboard's focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.page import D, Page

WIDTH_MOST = 960
FOCUS_MARGIN = SPACE * 6


class ScrollPage(Page[D]):
    """Put widgets into `column`; what stays in place above it goes into `head`."""

    def __init__(self, parent: QWidget | None = None, *, width: int = WIDTH_MOST) -> None:
        super().__init__(parent)
        self.area = QScrollArea(self)
        self._centred = QWidget(self.area)
        held = QWidget(self._centred)
        held.setMaximumWidth(width)
        self.column = QVBoxLayout(held)
        self.column.setContentsMargins(SPACE * 4, SPACE * 4, SPACE * 4, SPACE * 4)
        self.column.setSpacing(SPACE * 2)
        row = QHBoxLayout(self._centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(held, 1000)
        row.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._centred)
        self.head = QVBoxLayout()
        self.head.setContentsMargins(0, 0, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self.head)
        whole.addWidget(self.area, 1)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def scrolled(self) -> QScrollArea:
        return self.area

    def scroll_to_top(self) -> None:
        """Show the page from its beginning."""
        self.area.verticalScrollBar().setValue(0)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._centred.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, FOCUS_MARGIN)
