"""The rows of a report for a table: read-only, a cell made when it is painted.

The first column stands in the table's margin, which does not scroll away sideways; the model's
columns are the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QPersistentModelIndex, Qt

from ujuzi.domain.report_filter import ReportColumn, ReportRow
from ujuzi.services.campus.report_files import CellKind
from ujuzi.ui.shell.report_words import NUMERIC, ReportWords, kind_of, shown

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ReportRole(IntEnum):
    """What a delegate asks an index for."""

    PART = Qt.ItemDataRole.UserRole + 1
    """A number from 0 to 1, of which a bar is painted."""
    IS_NUMBER = Qt.ItemDataRole.UserRole + 2


class ReportModel(QAbstractTableModel):
    """Rows and columns of one report."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ReportRow, ...] = ()
        self._columns: tuple[ReportColumn, ...] = ()
        self._words: ReportWords | None = None
        self._locale = QLocale()

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """The rows that are shown, in their order."""
        return self._rows

    @property
    def columns(self) -> tuple[ReportColumn, ...]:
        """Every column that is shown, that of the margin first."""
        return self._columns

    def set_rows(
        self,
        rows: Sequence[ReportRow],
        columns: Sequence[ReportColumn],
        words: ReportWords,
    ) -> None:
        """Show these rows in place of all others."""
        self.beginResetModel()
        self._rows, self._columns, self._words = tuple(rows), tuple(columns), words
        self._locale = QLocale()
        self.endResetModel()

    def text(self, row: int, column: ReportColumn) -> str:
        """Return what stands in a cell."""
        if self._words is None:
            return ""
        return shown(self._words.cell(self._rows[row], column), kind_of(column), self._locale)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else max(0, len(self._columns) - 1)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._words is None:
            return None
        column = self._columns[index.column() + 1]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(index.row(), column)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = self.text(index.row(), column)
                return f"{self._words.headings[column]}: {said}"
            case Qt.ItemDataRole.ToolTipRole if kind_of(column) is CellKind.TEXT:
                return self.text(index.row(), column) or None
            case ReportRole.PART if column is ReportColumn.PROGRESS:
                return self._words.cell(self._rows[index.row()], column)
            case ReportRole.IS_NUMBER:
                return kind_of(column) in NUMERIC
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if self._words is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        if orientation == Qt.Orientation.Horizontal:
            if section + 1 >= len(self._columns):
                return None
            return self._words.headings[self._columns[section + 1]]
        return self.text(section, self._columns[0]) if section < len(self._rows) else None
