"""A list of rows to choose from by click, Enter or Space; arrows move.

In a page that scrolls as a whole the list is as high as its rows (`fits`), and the page follows
the row that has the keyboard.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QCursor, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollArea, QSizePolicy

from ujuzi.ui.rows.delegate import RowDelegate
from ujuzi.ui.rows.model import RowModel, RowRole
from ujuzi.ui.rows.row import Row


class RowList(QListView):
    """Rows under headings; emits the key of the one that was chosen."""

    chosen = Signal(object)

    def __init__(self, *, fits: bool = False) -> None:
        super().__init__()
        self._fits = fits
        self.rows = RowModel()
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)
        if fits:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.rows.rowsInserted.connect(self._fit)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the one that had the keyboard keeps it while it is still there."""
        held = self.currentIndex().data(RowRole.ROW)
        self.rows.set_rows(rows)
        if isinstance(held, Row):
            self._hold(held.key)
        self._fit()

    def choose_current(self) -> None:
        """Choose the row that has the keyboard."""
        self._choose(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose_current()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        pressed = event.reason() == Qt.FocusReason.MouseFocusReason
        if pressed and not self.currentIndex().isValid():
            # Else Qt makes the first row the current one, and the page would jump to it.
            self.setCurrentIndex(self.indexAt(self.viewport().mapFromGlobal(QCursor.pos())))
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.scheduleDelayedItemsLayout()
            self._fit()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        area = self._scroll_area()
        page = area.widget() if area is not None else None
        if self._fits and area is not None and page is not None and current.isValid():
            rect = self.visualRect(current)
            for corner in (rect.bottomLeft(), rect.topLeft()):
                point = self.viewport().mapTo(page, QPoint(corner))
                area.ensureVisible(point.x(), point.y(), 0, rect.height() // 2)

    def _hold(self, key: object) -> None:
        """Give the keyboard to the row of a key."""
        for number in range(self.rows.rowCount()):
            index = self.rows.index(number)
            row: Row = index.data(RowRole.ROW)
            if not row.is_heading and key == row.key:
                self.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
                return

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(RowRole.ROW)
        if isinstance(row, Row) and not row.is_heading:
            self.chosen.emit(row.key)

    def _fit(self) -> None:
        """Be as high as the rows are, where the page scrolls instead of the list."""
        if not self._fits:
            return
        while self.rows.canFetchMore(QModelIndex()):
            self.rows.fetchMore(QModelIndex())
        self.setFixedHeight(
            sum(self.sizeHintForRow(number) for number in range(self.rows.rowCount())) + 2
        )

    def _scroll_area(self) -> QScrollArea | None:
        widget = self.parentWidget()
        while widget is not None and not isinstance(widget, QScrollArea):
            widget = widget.parentWidget()
        return widget
