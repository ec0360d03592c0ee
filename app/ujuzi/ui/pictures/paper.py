"""Transparent pictures are laid on paper where the page would swallow them.

Authors draw dark on nothing and see it on white. On a dark page such a picture lies on paper, as it
does in the light theme; one that is light all over lies on a dark ground where the page is light.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ujuzi.ui.look.theme import DARK, LIGHT, SPACE

SAMPLE: Final = QSize(64, 64)
"""Pixels that are looked at."""
FAINT: Final = 4
"""Of 255: what is less opaque is no part of the picture."""
CONTRAST: Final = 2.5
"""As WCAG 2.2 counts it: what has less against its ground is hidden."""
SOME, MOST = 0.02, 0.6
"""Shares of a picture."""


def on_paper(image: QImage, ground: QColor) -> QImage:
    """Return a picture as it can be seen on a ground, within its size on one side at least."""
    if not image.hasAlphaChannel():
        return image
    opaque, colours = _looked_at(image)
    if opaque > 1 - SOME or not colours:
        return image
    here = luminance(ground)
    light, dark = QColor(LIGHT.paper), QColor(DARK.paper)
    hidden = _hidden(colours, here)
    if hidden <= SOME:
        return image
    if here < luminance(light) / 2:
        return _laid_on(image, light)
    if hidden > MOST and _hidden(colours, luminance(dark)) <= SOME:
        return _laid_on(image, dark)
    return image


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    return _luminance(colour.red(), colour.green(), colour.blue())


def _looked_at(image: QImage) -> tuple[float, dict[float, int]]:
    """Return which share of a picture is opaque, and how much of each luminance it shows."""
    small = image.scaled(
        SAMPLE.boundedTo(image.size()),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_ARGB32)
    pixels = memoryview(small.constBits()).cast("B").cast("I")
    colours: dict[float, int] = {}
    opaque = 0
    for pixel in pixels:
        alpha = pixel >> 24
        opaque += alpha
        if alpha >= FAINT:
            seen = _luminance(pixel >> 16 & 0xF0, pixel >> 8 & 0xF0, pixel & 0xF0)
            colours[seen] = colours.get(seen, 0) + alpha
    return opaque / (255 * len(pixels)), colours


def _hidden(colours: dict[float, int], ground: float) -> float:
    """Return which share of the colours cannot be told from a ground."""
    lost = sum(
        amount
        for seen, amount in colours.items()
        if (max(seen, ground) + 0.05) / (min(seen, ground) + 0.05) < CONTRAST
    )
    return lost / sum(colours.values())


def _laid_on(image: QImage, ground: QColor) -> QImage:
    """Return the picture on a ground, with a margin in which it grows, or else is smaller."""
    ratio = image.devicePixelRatio()
    margin = SPACE * ratio
    made = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(ground)
    inside = QRectF(made.rect()).adjusted(margin, margin, -margin, -margin)
    size = QRectF(image.rect()).size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(QPointF(0, 0), size)
    place.moveCenter(QRectF(made.rect()).center())
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image, QRectF(image.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _luminance(red: int, green: int, blue: int) -> float:
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


@cache
def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
