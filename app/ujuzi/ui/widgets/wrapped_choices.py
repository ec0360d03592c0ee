"""The list that a drop-down shows, with words wrapped within the room that its choices have."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

PADDING = 16
"""Pixels of a choice around its words."""


def wrap_choices(view: QAbstractItemView) -> None:
    """Let the list of a drop-down wrap what does not fit on a line."""
    # Qt's own delegate for drop-downs knows nothing of the heights in the style sheet.
    view.setItemDelegate(_Wrapping(view))
    assert isinstance(view, QListView)
    view.setWordWrap(True)


class _Wrapping(QStyledItemDelegate):
    """Asks for room within the padding of the style sheet, which Qt adds after it has wrapped."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        within = QStyleOptionViewItem(option)
        within.rect = option.rect.adjusted(0, 0, -PADDING, 0)
        return super().sizeHint(within, index)
