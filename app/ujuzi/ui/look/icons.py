"""Drawn icons of one weight: tinted by the theme, sharp at any pixel ratio, turned right to left.

An icon is an SVG in `resources/icons` on a grid of 24, stroked with `currentColor`. Rendered
pixmaps are kept; a theme switch asks for new ones.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QTransform

from ujuzi.paths import resource
from ujuzi.ui.look.theme import current

DIRECTIONAL = frozenset({"back", "external", "learn", "next", "previous", "quiz", "contents"})
"""Those that point along the line of reading."""


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
