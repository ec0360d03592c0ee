"""How pictures stand in a document: where the layout asks for their size, and draws them.

Takes the place of Qt's own images, which load what they are told to and know no baseline. A
formula whose address begins with `line:` stands on the line of its words and reaches below it; it
is given the room of its ascent alone, as a letter with a tail is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QPyTextObject, QTextDocument, QTextFormat

IN_LINE: Final = "line:"
OF_PACK: Final = "pack:"


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture drawn for the screen; `descent` is how far a formula reaches below its line."""

    image: QImage
    descent: float = 0.0

    @property
    def size(self) -> QSizeF:
        """Its size in logical pixels."""
        return self.image.deviceIndependentSize()


class PictureObject(QPyTextObject):
    """Lays out and draws the pictures of one document."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures: Mapping[str, DrawnPicture] = {}

    def over(self, document: QTextDocument) -> None:
        """Draw this document's pictures from now on."""
        layout = document.documentLayout()
        layout.registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self)

    def show(self, pictures: Mapping[str, DrawnPicture]) -> None:
        """Draw these, by the address that the document has for them."""
        self._pictures = pictures

    def intrinsicSize(self, _doc: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        found = self._find(form)
        if found is None:
            return QSizeF(0, 0)
        drawn, address, scale = found
        below = drawn.descent if address.startswith(IN_LINE) else 0.0
        return QSizeF(drawn.size.width(), drawn.size.height() - below) * scale

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _doc: QTextDocument,
        _position: int,
        form: QTextFormat,
    ) -> None:
        found = self._find(form)
        if found is not None:
            drawn, _, scale = found
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(QPointF(rect.topLeft()), drawn.size * scale), drawn.image)
            painter.restore()

    def _find(self, form: QTextFormat) -> tuple[DrawnPicture, str, float] | None:
        """Return the picture of a format, its address, and how much smaller it stands."""
        image = form.toImageFormat()
        path = unquote(image.name().removeprefix(IN_LINE).removeprefix(OF_PACK))
        drawn = self._pictures.get(path)
        if drawn is None:
            return None
        return drawn, image.name(), (image.width() or drawn.size.width()) / drawn.size.width()
