"""A page around one list: what stands over it stays, the list scrolls by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.rows.view import RowList
from ujuzi.ui.shell.page import D, Page
from ujuzi.ui.shell.scroll_page import WIDTH_MOST
from ujuzi.ui.widgets.empty_state import EmptyState

LIST_STRETCH = 1000
"""The list takes what room there is; without it the words stay at the top."""


class ListPage(Page[D]):
    """Put what stands over the list into `head`; show either the list or why it is empty."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RowList()
        self.empty = EmptyState(icon)
        held = QWidget()
        held.setMaximumWidth(WIDTH_MOST)
        self.head = QVBoxLayout()
        self.head.setSpacing(SPACE)
        column = QVBoxLayout(held)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(self.head)
        column.addWidget(self.empty)
        column.addWidget(self.list, LIST_STRETCH)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(held, LIST_STRETCH)
        row.addStretch(1)

    def show_list(self, *, filled: bool) -> None:
        """Show the list, or what to do while it is empty."""
        self.list.setVisible(filled)
        self.empty.setVisible(not filled)
