"""Drawn icons of one weight: tinted by the theme, sharp at any pixel ratio, turned right to left.

An icon is an SVG in `resources/icons` on a grid of 24, stroked with `currentColor`. Rendered
pixmaps are kept; a theme switch asks for new ones. What reads them is loaded with the first: the
window that unlocks a stick has none but Ujuzi's own mark, which is drawn here.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTransform,
)

from ujuzi.paths import resource
from ujuzi.ui.look.theme import LIGHT, current

DIRECTIONAL = frozenset({"back", "external", "learn", "next", "previous", "quiz", "contents"})
"""Those that point along the line of reading."""
MARK_PIXELS = 16, 24, 32, 48, 64, 128


def mark() -> QIcon:
    """Return Ujuzi's own, for windows: what `icons/marks/ujuzi.svg` shows."""
    made = QIcon()
    for pixels in MARK_PIXELS:
        made.addPixmap(_mark(pixels))
    return made


def _mark(pixels: int) -> QPixmap:
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixels / 64, pixels / 64)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 14, 14)
    pen = QPen(QColor(LIGHT.paper), 3.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    book = QPainterPath()  # open, seen from before: its pages meet in the middle
    book.moveTo(32, 22)
    book.cubicTo(28, 19, 22, 18, 15, 18.5)
    book.lineTo(15, 41.5)
    book.cubicTo(22, 41, 28, 42, 32, 45)
    book.cubicTo(36, 42, 42, 41, 49, 41.5)
    book.lineTo(49, 18.5)
    book.cubicTo(42, 18, 36, 19, 32, 22)
    book.lineTo(32, 45)
    painter.drawPath(book)
    painter.end()
    return made


def icon(name: str, tone: str = "ink_soft", size: int = 20, gap: int = 0) -> QIcon:
    """Return an icon in a colour of the worn theme; faint where its button is disabled.

    `gap` is left free after it, in logical pixels, along the line of reading.
    """
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    colours = (str(getattr(current(), tone)), str(current().line))
    return _icon(name, *colours, size, gap, ratio, _rtl())


def pixmap(name: str, tone: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap of `size` logical pixels."""
    colour = str(getattr(current(), tone))
    return _rendered(name, colour, size, ratio, _rtl() and name in DIRECTIONAL)


@lru_cache(maxsize=256)
def _icon(
    name: str, colour: str, faint: str, size: int, gap: int, ratio: float, rtl: bool
) -> QIcon:
    mirrored = rtl and name in DIRECTIONAL
    made = QIcon(_spaced(_rendered(name, colour, size, ratio, mirrored), gap, rtl))
    pale = _spaced(_rendered(name, faint, size, ratio, mirrored), gap, rtl)
    made.addPixmap(pale, QIcon.Mode.Disabled)
    return made


def _rtl() -> bool:
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _spaced(drawn: QPixmap, gap: int, rtl: bool) -> QPixmap:
    """Return the pixmap with nothing beside it, on the side where a text follows."""
    if not gap:
        return drawn
    ratio = drawn.devicePixelRatio()
    wider = QPixmap(drawn.width() + round(gap * ratio), drawn.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(gap if rtl else 0, 0, drawn)
    painter.end()
    return wider


@lru_cache(maxsize=512)
def _rendered(name: str, colour: str, size: int, ratio: float, mirrored: bool) -> QPixmap:
    pixels = round(size * ratio)
    sized = f'<svg width="{pixels}" height="{pixels}"'
    drawing = resource("icons", f"{name}.svg").read_text("utf-8")
    made = QPixmap()
    made.loadFromData(
        drawing.replace("<svg", sized, 1).replace("currentColor", colour).encode(), "svg"
    )
    if mirrored:
        made = made.transformed(QTransform.fromScale(-1, 1))
    made.setDevicePixelRatio(ratio)
    return made
