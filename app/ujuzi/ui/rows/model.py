"""A read-only list of rows with one way in, `set_rows`; a long one is handed out by the window."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ujuzi.ui.rows.row import Row

WINDOW = 100
"""Rows that are handed out at a time."""


class RowRole(IntEnum):
    """What a delegate or a test asks an index for."""

    ROW = Qt.ItemDataRole.UserRole + 1


class RowModel(QAbstractListModel):
    """The rows of one list."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._shown = 0

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows in place of all others."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._shown = min(WINDOW, len(self._rows))
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and self._shown < len(self._rows)

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        if not self.canFetchMore(parent):
            return
        until = min(self._shown + WINDOW, len(self._rows))
        self.beginInsertRows(QModelIndex(), self._shown, until - 1)
        self._shown = until
        self.endInsertRows()

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid() or index.row() >= self._shown:
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken or ", ".join(filter(None, (row.title, row.detail, row.trailing)))
            case RowRole.ROW:
                return row
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        row = self.data(index, RowRole.ROW)
        if not isinstance(row, Row) or row.is_heading:
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren
