"""Paints a row: icon, title, detail and passage, wrapped to the width there is; trailing words.

Marked words are bold and underlined, so that their ground is not the only sign. Runs in either
direction; a text keeps its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ujuzi.ui.look.icons import pixmap
from ujuzi.ui.look.theme import RADIUS, SPACE, TypeRole, current, size
from ujuzi.ui.rows.model import RowRole
from ujuzi.ui.rows.row import Row

ICON_TO_TYPE = 4 / 3
"""An icon's side, in heights of body type."""
LINE_SPACING = 1.25
FRAME = 2.0
AROUND = 12
"""Pixels on each side of a row."""
HEADING_ABOVE = 24
NARROWEST = 160


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A laid-out text, its place in the row from the top, and its ink."""

    layout: QTextLayout
    top: float
    ink: str


@dataclass(frozen=True, slots=True)
class _Composed:
    """A row laid out for one width."""

    paragraphs: tuple[_Paragraph, ...]
    height: int


class RowDelegate(QStyledItemDelegate):
    """Paints the rows of a `RowModel`."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else NARROWEST
        row = index.data(RowRole.ROW)
        composed = self._compose(row, option, width)
        return QSize(width, composed.height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row = index.data(RowRole.ROW)
        rect = option.rect
        composed = self._compose(row, option, rect.width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not row.is_heading:
            paint_ground(painter, option)
        self._paint_icons(painter, option, row)
        column = self._text_rect(row, option, rect)
        for paragraph in composed.paragraphs:
            painter.setPen(QColor(paragraph.ink))
            paragraph.layout.draw(painter, QPointF(column.left(), rect.top() + paragraph.top))
        if row.trailing:
            painter.setFont(row_font(option, "caption"))
            painter.setPen(QColor(current().ink_soft))
            painter.drawText(
                self._trailing_rect(row, option, rect),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine,
                row.trailing,
            )
        painter.restore()

    def _compose(self, row: Row, option: QStyleOptionViewItem, width: int) -> _Composed:
        room = self._text_rect(row, option, QRect(0, 0, max(width, NARROWEST), 1)).width()
        theme = current()
        top = float(HEADING_ABOVE if row.is_heading else AROUND)
        texts: list[tuple[tuple[tuple[str, bool], ...], QFont, str]] = [
            (((row.title, False),), _title_font(row, option), theme.ink)
        ]
        if row.detail:
            texts.append((((row.detail, False),), row_font(option, "caption"), theme.ink_soft))
        if row.pieces:
            texts.append((row.pieces, row_font(option, "body"), theme.ink))
        paragraphs = []
        for pieces, font, ink in texts:
            layout = _laid_out(pieces, font, room, option.direction)
            paragraphs.append(_Paragraph(layout, top, ink))
            top += layout.boundingRect().height() + SPACE / 2
        below = SPACE if row.is_heading else AROUND
        return _Composed(tuple(paragraphs), int(top - SPACE / 2 + below))

    def _paint_icons(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        rect, ratio = option.rect, painter.device().devicePixelRatio()
        line = QFontMetrics(_title_font(row, option)).height()
        if row.icon:
            top = rect.top() + AROUND + (line - icon_side()) // 2
            place = QRect(rect.left() + AROUND, top, icon_side(), icon_side())
            drawn = pixmap(row.icon, "ink_soft", icon_side(), ratio)
            painter.drawPixmap(QStyle.visualRect(option.direction, rect, place), drawn)
        if row.trailing_icon:
            top = rect.top() + AROUND + (line - icon_side()) // 2
            left = rect.right() - AROUND - icon_side()
            place = QRect(left, top, icon_side(), icon_side())
            drawn = pixmap(row.trailing_icon, "accent", icon_side(), ratio)
            painter.drawPixmap(QStyle.visualRect(option.direction, rect, place), drawn)

    def _text_rect(self, row: Row, option: QStyleOptionViewItem, rect: QRect) -> QRect:
        leading = AROUND + (icon_side() + AROUND if row.icon else 0)
        trailing = AROUND + self._trailing_width(row, option)
        inner = rect.adjusted(leading, 0, -trailing, 0)
        return QStyle.visualRect(option.direction, rect, inner)

    def _trailing_rect(self, row: Row, option: QStyleOptionViewItem, rect: QRect) -> QRect:
        words = QFontMetrics(row_font(option, "caption")).horizontalAdvance(row.trailing)
        right = rect.right() - AROUND - (icon_side() + SPACE if row.trailing_icon else 0)
        line = QFontMetrics(_title_font(row, option)).height()
        place = QRect(right - words, rect.top() + AROUND, words, line)
        return QStyle.visualRect(option.direction, rect, place)

    def _trailing_width(self, row: Row, option: QStyleOptionViewItem) -> int:
        words = QFontMetrics(row_font(option, "caption")).horizontalAdvance(row.trailing)
        icon = icon_side() + SPACE if row.trailing_icon else 0
        return words + icon + (AROUND if words or icon else 0)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint what is under a row: the pointer, the choice, and where the keyboard is."""
    theme, state = current(), QStyle.StateFlag
    ground = QColor(Qt.GlobalColor.transparent)
    if option.state & state.State_MouseOver:
        ground = QColor(theme.hover)
    if option.state & state.State_Selected and option.state & state.State_Active:
        ground = QColor(theme.accent_soft)
    focused = option.state & state.State_HasFocus and option.state & state.State_Active
    painter.setBrush(ground)
    painter.setPen(QPen(QColor(theme.focus), FRAME) if focused else Qt.PenStyle.NoPen)
    inset = FRAME / 2
    frame = QRectF(option.rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(frame, RADIUS, RADIUS)


def icon_side() -> int:
    """Return the side of a row's icon, in pixels: it follows the text size."""
    return round(size("body") * ICON_TO_TYPE)


def row_font(option: QStyleOptionViewItem, role: TypeRole, *, bold: bool = False) -> QFont:
    """Return the font of a row's texts of one role."""
    font = QFont(option.font)
    font.setPixelSize(size(role))
    font.setBold(bold)
    return font


def _title_font(row: Row, option: QStyleOptionViewItem) -> QFont:
    strong = row.is_heading or bool(row.pieces)
    return row_font(option, "lead" if row.is_heading else "body", bold=strong)


def _laid_out(
    pieces: tuple[tuple[str, bool], ...], font: QFont, width: int, direction: Qt.LayoutDirection
) -> QTextLayout:
    """Lay out a text of marked and plain pieces, aligned to the window's leading edge."""
    layout = QTextLayout("".join(text for text, _ in pieces).replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    leading = Qt.AlignmentFlag.AlignLeft
    if direction == Qt.LayoutDirection.RightToLeft:
        leading = Qt.AlignmentFlag.AlignRight
    option.setAlignment(leading | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setFormats(_marks(pieces))
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, top))
        top += line.height() * LINE_SPACING
    layout.endLayout()
    return layout


def _marks(pieces: tuple[tuple[str, bool], ...]) -> list[QTextLayout.FormatRange]:
    ranges, start = [], 0
    for text, marked in pieces:
        if marked:
            found = QTextLayout.FormatRange()
            found.start, found.length = start, len(text.encode("utf-16-le")) // 2
            style = QTextCharFormat()
            style.setFontWeight(QFont.Weight.Bold)
            style.setFontUnderline(True)
            style.setBackground(QColor(current().mark))
            found.format = style
            ranges.append(found)
        start += len(text.encode("utf-16-le")) // 2
    return ranges
