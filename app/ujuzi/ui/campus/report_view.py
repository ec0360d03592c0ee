"""A report as a table: sorted by its headings, scrolled over thousands of rows, painted natively.

What a row is about stands in the margin and stays there while the rest scrolls sideways. A heading
that is clicked orders the rows by it; a second click turns the order round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ujuzi.domain.report_filter import ReportColumn, ReportRow
from ujuzi.ui.campus.report_model import ReportModel, ReportRole
from ujuzi.ui.look.theme import current, size
from ujuzi.ui.rows.delegate import FRAME
from ujuzi.ui.shell.report_words import ReportWords, kind_of
from ujuzi.ui.widgets.elided import draw_elided

AROUND = 10
"""Pixels beside the words of a cell."""
BAR = 6
ROW_TO_TYPE = 2.2
"""The height of a row, in heights of body type."""
MARGIN_SHARE = 0.28
"""Of the table's width, that of what its rows are about."""
MARGIN_LETTERS = (10, 22)
"""Of body type, as high as wide: that width at least and at most."""
ARROWS = ("▲", "▼")
LETTERS: Mapping[ReportColumn, float] = {
    ReportColumn.STANDING: 7.5,
    ReportColumn.SEEN: 9,
    ReportColumn.BEGINS: 8.5,
    ReportColumn.ENDS: 8.5,
    ReportColumn.STUCK_AT: 17,
    ReportColumn.COURSES: 18,
    ReportColumn.COURSE: 14,
    ReportColumn.CAMPUS: 9,
    ReportColumn.ROLE: 9,
}
"""How wide columns of words are, in heights of body type; those of numbers are as their heading."""


class ReportTableView(QTableView):
    """A table; emits by which column a person wants the rows ordered."""

    ordered = Signal(object)
    """A `ReportColumn`."""

    def __init__(self) -> None:
        super().__init__()
        self._corner = _Corner(self)
        self._corner.pressed.connect(lambda: self._order(-1))
        self.report = ReportModel()
        self.report.setParent(self)
        self.setModel(self.report)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self._top = _Headings(Qt.Orientation.Horizontal, self)
        self._margin = _Headings(Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(self._top)
        self.setVerticalHeader(self._margin)
        self._top.setSectionsClickable(True)
        self._top.sectionClicked.connect(self._order)
        self._sorted: tuple[ReportColumn | None, bool] = (None, False)

    def set_rows(
        self,
        rows: Sequence[ReportRow],
        columns: Sequence[ReportColumn],
        words: ReportWords,
        sort: ReportColumn | None,
        *,
        descending: bool,
    ) -> None:
        """Show these rows, and by which column they are ordered."""
        anew = tuple(columns) != self.report.columns
        self._sorted = (sort or columns[0], descending)
        self.report.set_rows(rows, columns, words)
        self._corner.say(f"{words.headings[columns[0]]}{self._arrow(columns[0])}")
        for section, column in enumerate(columns[1:]):
            self._top.mark(section, self._arrow(column))
        if anew:
            self.horizontalScrollBar().setValue(0)
        self.scrollToTop()
        self._measure()

    def sizeHintForRow(self, _row: int) -> int:
        return round(size("body") * ROW_TO_TYPE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measure()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        top, margin = self.horizontalHeader(), self.verticalHeader()
        box = QRect(margin.x(), top.y(), margin.width(), top.height())
        self._corner.setGeometry(box)

    def _measure(self) -> None:
        letter = size("body")
        height = self.sizeHintForRow(0)
        self._margin.setMinimumSectionSize(height)
        self._margin.setDefaultSectionSize(height)
        metrics = self._top.fontMetrics()
        whole = 0
        for section, column in enumerate(self.report.columns[1:]):
            heading = str(self.report.headerData(section, Qt.Orientation.Horizontal) or "")
            wanted = metrics.horizontalAdvance(f"{heading} {ARROWS[0]}") + 2 * AROUND
            width = round(max(wanted, LETTERS.get(column, 0) * letter))
            self.setColumnWidth(section, width)
            whole += width
        least, most = (letter * letters for letters in MARGIN_LETTERS)
        margin = round(min(max(self.width() * MARGIN_SHARE, least), most))
        beside = self.verticalScrollBar().sizeHint().width() + whole
        self._margin.setFixedWidth(max(margin, self.width() - beside))

    def _arrow(self, column: ReportColumn) -> str:
        sort, descending = self._sorted
        return f" {ARROWS[descending]}" if column is sort else ""

    def _order(self, section: int) -> None:
        columns = self.report.columns
        if section + 1 < len(columns):
            self.ordered.emit(columns[section + 1])


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell: words, a number, or a number with a bar under it."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, rect = current(), option.rect
        painter.save()
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected:
            painter.fillRect(rect, QColor(theme.accent_soft))
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        inner = rect.adjusted(AROUND, 0, -AROUND, -1)
        part = index.data(ReportRole.PART)
        if isinstance(part, float):
            inner.setBottom(inner.bottom() - BAR)
            self._paint_bar(painter, option, part)
        painter.setPen(QColor(theme.ink))
        painter.setFont(option.font)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        trailing = bool(index.data(ReportRole.IS_NUMBER))
        side = Qt.AlignmentFlag.AlignRight if rtl != trailing else Qt.AlignmentFlag.AlignLeft
        draw_elided(painter, inner, text, side | Qt.AlignmentFlag.AlignVCenter)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.focus), FRAME))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(option.rect.width(), round(size("body") * ROW_TO_TYPE))

    def _paint_bar(self, painter: QPainter, option: QStyleOptionViewItem, part: float) -> None:
        theme, rect = current(), option.rect
        whole = QRectF(
            rect.left() + AROUND, rect.bottom() - BAR - 3, rect.width() - 2 * AROUND, BAR
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.hairline))
        painter.drawRoundedRect(whole, BAR / 2, BAR / 2)
        if part > 0:
            done = QRectF(whole)
            done.setWidth(max(BAR, whole.width() * min(part, 1.0)))
            if option.direction == Qt.LayoutDirection.RightToLeft:
                done.moveRight(whole.right())
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(done, BAR / 2, BAR / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


class _Headings(QHeaderView):
    """Headings over the columns, or what each row is about in the margin."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._marks: dict[int, str] = {}
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        resize = QHeaderView.ResizeMode.Fixed
        if orientation == Qt.Orientation.Horizontal:
            resize = QHeaderView.ResizeMode.Interactive
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSectionResizeMode(resize)

    def mark(self, section: int, mark: str) -> None:
        """Put a mark after a heading, or none."""
        self._marks[section] = mark
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid():
            return
        theme, model = current(), self.model()
        over = self.orientation() == Qt.Orientation.Horizontal
        painter.save()
        ground = theme.surface if over else theme.paper
        table = self.parentWidget()
        if not over and isinstance(table, QTableView):
            chosen = table.selectionModel().isRowSelected(section, QModelIndex())
            ground = theme.accent_soft if chosen else ground
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(theme.line if over else theme.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = str(model.headerData(section, self.orientation()) or "")
        text += self._marks.get(section, "")
        font = QFont(self.font())
        font.setPixelSize(size("caption" if over else "body"))
        font.setBold(over)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink_soft if over else theme.ink))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        trailing = over and self._is_number(section)
        side = Qt.AlignmentFlag.AlignRight if rtl != trailing else Qt.AlignmentFlag.AlignLeft
        inner = rect.adjusted(AROUND, 0, -AROUND, -1)
        draw_elided(painter, inner, text, side | Qt.AlignmentFlag.AlignVCenter)
        painter.restore()

    def sizeHint(self) -> QSize:
        found = super().sizeHint()
        if self.orientation() == Qt.Orientation.Horizontal:
            found.setHeight(round(size("caption") * ROW_TO_TYPE))
        return found

    def _is_number(self, section: int) -> bool:
        model = self.model()
        if not isinstance(model, ReportModel) or section + 1 >= len(model.columns):
            return False
        return kind_of(model.columns[section + 1]).value in ("number", "part")


class _Corner(QWidget):
    """The heading of what rows are about; a click orders by it."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, text: str) -> None:
        """Set the words."""
        self._text = text
        self.update()

    def mousePressEvent(self, _event: object) -> None:
        self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, rect = current(), self.rect()
        painter = QPainter(self)
        painter.fillRect(rect, QColor(theme.surface))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = QFont(self.font())
        font.setPixelSize(size("caption"))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink_soft))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        inner = rect.adjusted(AROUND, 0, -AROUND, -1)
        draw_elided(painter, inner, self._text, side | Qt.AlignmentFlag.AlignVCenter)
        painter.end()
