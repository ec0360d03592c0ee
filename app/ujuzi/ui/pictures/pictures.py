"""Pictures of a pack, drawn for the screen: figures fit the column, formulas stand on the line.

Guarantees that no picture, however hostile, hangs the windows, reaches another file or fills the
memory: what is not sound is not drawn (None), and its alternative text is shown in its place.
Knows no files: bytes in, image out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QImageReader, QPainter, QPainterPath
from PySide6.QtSvg import QSvgRenderer, QtSvg

from ujuzi.services.study.library import is_sound_svg
from ujuzi.ui.look.theme import RADIUS
from ujuzi.ui.pictures.paper import on_paper
from ujuzi.ui.pictures.picture_object import DrawnPicture

IMAGE_BYTES_MOST: Final = 8_000_000
PIXELS_MOST: Final = 40_000_000
"""Of the picture as it is stored."""
SIDE_MOST: Final = 6_000
"""Device pixels on one side of what is drawn."""
FORMATS: Final = {"png", "jpeg", "jpg", "webp", "gif"}
FORMULA_EM: Final = 20
"""Pixels an em in which packs hold their formulas."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How large a picture may become, in logical pixels, at which pixel ratio."""

    width: int
    height: int
    ratio: float


def draw_figure(data: bytes, frame: Frame, ground: QColor) -> DrawnPicture | None:
    """Return a picture that fits the frame, no larger than it is, with rounded corners.

    It can be seen on `ground`.
    """
    drawn = _draw_svg(data, frame) if _looks_like_svg(data) else _draw_raster(data, frame)
    if drawn is None:
        return None
    return DrawnPicture(_rounded(on_paper(drawn, ground), RADIUS * frame.ratio))


def enlarge(data: bytes, frame: Frame) -> QImage | None:
    """Return a picture as large as the frame allows; a drawing has no size of its own."""
    if not _looks_like_svg(data):
        return _draw_raster(data, frame)
    return _draw_svg(data, frame, may_grow=True)


def inked(image: QImage, ink: QColor) -> QImage:
    """Return what is drawn in black, in `ink`; as a formula is."""
    made = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(QPointF(0, 0), made.deviceIndependentSize()), ink)
    painter.end()
    return made


def draw_formula(data: bytes, pixels: int, ink: QColor, ratio: float) -> DrawnPicture | None:
    """Return a formula in `ink` beside text of a height in pixels.

    Its drawing has the baseline at y = 0.
    """
    renderer = _renderer(data)
    if renderer is None:
        return None
    box = renderer.viewBoxF()
    scale = pixels / FORMULA_EM
    image = _blank(box.size() * scale * ratio)
    if image is None:
        return None
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    image = inked(image, ink)
    image.setDevicePixelRatio(ratio)
    return DrawnPicture(image, descent=max(box.bottom() * scale, 0.0))


def tall_formulas(pictures: Mapping[str, DrawnPicture], metrics: QFontMetricsF) -> set[str]:
    """Return which of these reach further below a line of text than the next line leaves room."""
    room = metrics.descent() + metrics.height() / 6
    return {path for path, drawn in pictures.items() if drawn.descent > room}


def _looks_like_svg(data: bytes) -> bool:
    return data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _renderer(data: bytes) -> QSvgRenderer | None:
    if not is_sound_svg(data):
        return None
    renderer = QSvgRenderer()
    renderer.setOptions(QtSvg.Option.Tiny12FeaturesOnly)
    if not renderer.load(QByteArray(data)) or renderer.viewBoxF().isEmpty():
        return None
    return renderer


def _draw_svg(data: bytes, frame: Frame, *, may_grow: bool = False) -> QImage | None:
    renderer = _renderer(data)
    if renderer is None:
        return None
    natural = renderer.viewBoxF().size()
    image = _blank(_fitted(natural, frame, may_grow=may_grow) * frame.ratio)
    if image is None:
        return None
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(frame.ratio)
    return image


def _draw_raster(data: bytes, frame: Frame) -> QImage | None:
    if len(data) > IMAGE_BYTES_MOST:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if reader.format().toStdString() not in FORMATS:  # a zipped drawing is read to know its size
        return None
    natural = reader.size()
    if natural.isEmpty() or natural.width() * natural.height() > PIXELS_MOST:
        return None
    wanted = (_fitted(QSizeF(natural), frame, may_grow=False) * frame.ratio).toSize()
    if wanted.width() < natural.width():
        reader.setScaledSize(wanted.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return None
    # A picture with fewer pixels than the screen has for it still keeps its place.
    image.setDevicePixelRatio(image.width() / max(wanted.width() / frame.ratio, 1.0))
    return image


def _fitted(natural: QSizeF, frame: Frame, *, may_grow: bool) -> QSizeF:
    """Return the natural size, scaled to fit the frame; up as well where it `may_grow`."""
    bounds = QSizeF(max(frame.width, 1), max(frame.height, 1))
    if not may_grow:
        bounds = bounds.boundedTo(natural)
    return natural.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio)


def _blank(size: QSizeF) -> QImage | None:
    """Return a transparent image, None where it would be out of all proportion."""
    pixels = size.toSize().expandedTo(QSize(1, 1))
    if max(pixels.width(), pixels.height()) > SIDE_MOST:
        return None
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _rounded(image: QImage, radius: float) -> QImage:
    """Return the image with its corners rounded, as everything else on the page has them."""
    made = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    around = QPainterPath()
    around.addRoundedRect(QRectF(made.rect()), radius, radius)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(around)
    painter.drawImage(made.rect(), image)
    painter.end()
    made.setDevicePixelRatio(image.devicePixelRatio())
    return made
