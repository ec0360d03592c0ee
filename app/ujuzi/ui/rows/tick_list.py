"""A list of thousands of rows to tick and to open: two lines each, all of one height.

Space or a click on its box ticks a row, Shift and a click those between as well, Ctrl+A all that
are shown; Enter or a click elsewhere opens it, or ticks it where there is nothing to open. Ticks
stay while other rows are shown. What a row says is made when it is painted or read out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ujuzi.ui.look.icons import pixmap
from ujuzi.ui.look.theme import SPACE, current
from ujuzi.ui.rows.delegate import AROUND, icon_side, paint_ground, row_font
from ujuzi.ui.widgets.elided import draw_elided, elided

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TickRole(IntEnum):
    """What a delegate or a test asks an index for."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class TickRow:
    """One row. `trailing` stands at the end of its title; `spoken` is what a screen reader says."""

    title: str
    key: Hashable
    detail: str = ""
    trailing: str = ""
    may_tick: bool = True
    spoken: str = ""


class TickModel(QAbstractListModel):
    """Things of any kind, and which of them are ticked."""

    def __init__(self) -> None:
        super().__init__()
        self._things: Sequence[Any] = ()
        self._make: Callable[[Any], TickRow] = _nothing
        self._made: dict[int, TickRow] = {}
        self.ticked: set[Hashable] = set()
        """Keys, also of what is not shown now."""

    def set_things(self, things: Sequence[Any], make: Callable[[Any], TickRow]) -> None:
        """Show these in place of all others; `make` says what a row of one is."""
        self.beginResetModel()
        self._things, self._make, self._made = things, make, {}
        self.endResetModel()

    def row(self, number: int) -> TickRow:
        """Return what a row says."""
        if number not in self._made:
            self._made[number] = self._make(self._things[number])
        return self._made[number]

    def tick(self, rows: Sequence[int], *, on: bool) -> None:
        """Tick rows, or take their ticks away; those that cannot be ticked are passed over."""
        keys = {each.key for each in map(self.row, rows) if each.may_tick}
        self.ticked = self.ticked | keys if on else self.ticked - keys
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    def set_ticked(self, keys: Collection[Hashable]) -> None:
        """Tick these and nothing else."""
        self.ticked = set(keys)
        if self._things:
            self.dataChanged.emit(self.index(0), self.index(len(self._things) - 1))

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._things)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._things):
            return None
        row = self.row(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken or ", ".join(filter(None, (row.title, row.trailing, row.detail)))
            case Qt.ItemDataRole.ToolTipRole:
                return row.detail or None
            case Qt.ItemDataRole.CheckStateRole if row.may_tick:
                on = row.key in self.ticked
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case TickRole.ROW:
                return row
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        usual = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren
        return usual | flag.ItemIsUserCheckable if self.row(index.row()).may_tick else usual


class TickList(QListView):
    """Rows with a box each; emits the key of the one that was opened."""

    chosen = Signal(object)
    ticks_changed = Signal()

    def __init__(self, *, opens: bool = True) -> None:
        super().__init__()
        self._opens = opens
        self.rows = TickModel()
        self.rows.setParent(self)
        self._ticked_last = 0
        self.setModel(self.rows)
        self.setItemDelegate(_TickDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)

    @property
    def ticked(self) -> frozenset[Hashable]:
        """The keys of what is ticked, also of what is not shown now."""
        return frozenset(self.rows.ticked)

    def set_things(self, things: Sequence[Any], make: Callable[[Any], TickRow]) -> None:
        """Show these; the row that had the keyboard keeps it where it is still there."""
        held = self.currentIndex().data(TickRole.ROW)
        place, bar = self.currentIndex().row(), self.verticalScrollBar().value()
        self.rows.set_things(things, make)
        self._ticked_last = 0
        if isinstance(held, TickRow) and things:
            near = min(place, len(things) - 1)
            same = near if self.rows.row(near).key == held.key else self._found(held.key)
            if same is not None:
                self.setCurrentIndex(self.rows.index(same))
                self.verticalScrollBar().setValue(bar)
        if not self.currentIndex().isValid() and things and self.hasFocus():
            self.setCurrentIndex(self.rows.index(0))

    def set_ticked(self, keys: Collection[Hashable]) -> None:
        """Tick these and nothing else."""
        if self.rows.ticked != set(keys):
            self.rows.set_ticked(keys)
            self.ticks_changed.emit()

    def tick_all(self) -> None:
        """Tick all that are shown."""
        self.rows.tick(range(self.rows.rowCount()), on=True)
        self.ticks_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(TickRole.ROW)
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.tick_all()
        elif event.key() == Qt.Key.Key_Space and isinstance(row, TickRow):
            self._toggle(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(row, TickRow):
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setCurrentIndex(index)
        at, box = event.position().toPoint(), box_rect(self, self.visualRect(index))
        if box.contains(at) or not self._opens:
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._toggle(index.row(), since=self._ticked_last if shifted else None)
        else:
            self._open(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press of two as another one."""
        self.mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.scheduleDelayedItemsLayout()

    def _open(self, row: int) -> None:
        if self._opens:
            self.chosen.emit(self.rows.row(row).key)
        else:
            self._toggle(row)

    def _toggle(self, row: int, since: int | None = None) -> None:
        on = self.rows.row(row).key not in self.rows.ticked
        if since is None:
            self.rows.tick((row,), on=on)
        else:
            first, last = sorted((since, row))
            self.rows.tick(range(first, last + 1), on=True)
        self._ticked_last = row
        self.ticks_changed.emit()

    def _found(self, key: Hashable) -> int | None:
        """Return where a key is shown, among the first thousands."""
        rows = range(self.rows.rowCount())
        return next((row for row in rows if self.rows.row(row).key == key), None)


def box_rect(view: QListView, rect: QRect) -> QRect:
    """Return where a row is clicked to be ticked: its leading edge, as high as the row."""
    place = QRect(rect.left(), rect.top(), icon_side() + 2 * AROUND, rect.height())
    return QStyle.visualRect(view.layoutDirection(), rect, place)


class _TickDelegate(QStyledItemDelegate):
    """Paints a box, a title with what trails it, and a line under them."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        title = QFontMetrics(row_font(option, "body", bold=True)).height()
        detail = QFontMetrics(row_font(option, "caption")).height()
        return QSize(1, title + detail + SPACE // 2 + 2 * AROUND)

    def editorEvent(
        self,
        _event: QEvent,
        _model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        _index: _Index,
    ) -> bool:
        return False  # the list ticks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: TickRow = index.data(TickRole.ROW)
        theme, rect, direction = current(), option.rect, option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option)
        side, top = icon_side(), rect.top() + AROUND
        if row.may_tick:
            on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            place = QRect(rect.left() + AROUND, rect.center().y() - side // 2, side, side)
            drawn = pixmap(
                "box-ticked" if on else "box",
                "accent" if on else "ink_soft",
                side,
                painter.device().devicePixelRatio(),
            )
            painter.drawPixmap(QStyle.visualRect(direction, rect, place), drawn)
        inner = QStyle.visualRect(direction, rect, rect.adjusted(side + 2 * AROUND, 0, -AROUND, 0))
        rtl = direction == Qt.LayoutDirection.RightToLeft
        leading, trailing = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if rtl:
            leading, trailing = trailing, leading
        middle = Qt.AlignmentFlag.AlignVCenter
        small = row_font(option, "caption")
        words = min(QFontMetrics(small).horizontalAdvance(row.trailing), inner.width() // 2)
        font = row_font(option, "body", bold=True)
        high = QFontMetrics(font).height()
        room = inner.width() - words - (AROUND if words else 0)
        title = QRect(inner.left(), top, room, high)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink))
        draw_elided(
            painter, QStyle.visualRect(direction, inner, title), row.title, leading | middle
        )
        painter.setFont(small)
        painter.setPen(QColor(theme.ink_soft))
        end = QRect(inner.right() - words, top, words + 1, high)
        draw_elided(
            painter, QStyle.visualRect(direction, inner, end), row.trailing, trailing | middle
        )
        under = QRect(inner.left(), top + high + SPACE // 2, inner.width(), rect.height())
        under.setBottom(rect.bottom() - AROUND + 1)
        said = elided(row.detail, painter.fontMetrics(), inner.width())
        draw_elided(painter, under, said, leading | middle)
        painter.restore()


def _nothing(_thing: object) -> TickRow:
    return TickRow("", None)
