"""A short text of an item: a label that also shows the pictures and formulas of its pack.

Takes sanitised HTML alone. A picture that is missing or unsound is told by its alternative text.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QResizeEvent,
    QTextDocumentFragment,
)

from ujuzi.errors import RefusedError
from ujuzi.services.desk import Desk
from ujuzi.ui.look.fonts import MONOSPACED_STYLE, font
from ujuzi.ui.look.lesson_style import number_style
from ujuzi.ui.look.theme import current, size
from ujuzi.ui.pictures.picture_object import DrawnPicture
from ujuzi.ui.pictures.pictures import Frame, draw_figure, draw_formula
from ujuzi.ui.widgets.label import Label

PICTURE = re.compile(r'<img(?: class="(?P<kind>[^"]*)")?(?: src="pack:(?P<path>[^"]*)")?'
                     r' alt="(?P<alt>[^"]*)"[^>]*>')  # fmt: skip
FIGURE_WIDTH, FIGURE_HEIGHT = 480, 320
"""Logical pixels that a figure in a question may take."""
ISOLATE, END_ISOLATE = "\u2066", "\u2069"
"""Unicode marks that keep code in its order among words of the other direction."""
PLACE_LEAST = 80
"""What a picture is given in the narrowest row."""
INDENT = 40
"""Before the items of a list."""
STYLE = (
    "p, pre, ul, ol { margin-top: 0; margin-bottom: 8px; }"
    f" code, pre {{ {MONOSPACED_STYLE}; }} pre {{ white-space: pre-wrap; }}"
)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a quiz: Markdown -> sanitised HTML, and the pictures that they show."""

    html: Mapping[str, str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def passage(self, text: str, name: str = "") -> Passage:
        """Return a label with a text; `name` is what the style sheet knows it by."""
        passage = Passage(self.pictures)
        passage.setObjectName(name)
        passage.show_html(self.html.get(text, ""))
        return passage

    def plain(self, text: str) -> str:
        """Return the words of a text on one line, as a screen reader says them."""
        return plain(self.html.get(text, ""))


class Passage(Label):
    """Rich text that wraps, drawn anew when the theme changes, or the width of its pictures."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__()
        self._pictures = pictures
        self._html = ""
        self._place = FIGURE_WIDTH
        self.setTextFormat(Qt.TextFormat.RichText)

    @property
    def words(self) -> str:
        """The text as a person reads it."""
        return plain(self._html)

    def show_html(self, html: str) -> None:
        """Show another text."""
        self._html = html
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        turned = event.type() == QEvent.Type.LayoutDirectionChange and "<ol" in self._html
        if turned or (event.type() == QEvent.Type.StyleChange and "<img" in self._html):
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if "<img" in self._html and self.width() != self._place:
            self._place = self.width()
            self._draw()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than the narrowest row: pictures fit where they are."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), PLACE_LEAST), hint.height())

    def _draw(self) -> None:
        drawn = PICTURE.sub(self._drawn, self._html)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        style = f"<style>{STYLE} {number_style(rtl=rtl)}</style>"
        self.setText(style + drawn if "<" in drawn else drawn)

    def _drawn(self, found: re.Match[str]) -> str:
        """Return an image element that holds its own picture, or the words in its place."""
        data = self._pictures.get(unescape(found["path"] or ""))
        image = self._image(data, is_formula=found["kind"] == "formula") if data else None
        if image is None:
            words = f"<i>{found['alt']}</i>"
            is_formula = found["kind"] == "formula"
            return f"<code>{ISOLATE}{words}{END_ISOLATE}</code>" if is_formula else words
        ratio = image.devicePixelRatio()
        width, height = round(image.width() / ratio), round(image.height() / ratio)
        return (
            f'<img src="data:image/png;base64,{_png(image)}" width="{width}" height="{height}"'
            f' style="vertical-align: middle" alt="{found["alt"]}">'
        )

    def _image(self, data: bytes, *, is_formula: bool) -> QImage | None:
        ratio, room = self.devicePixelRatioF(), self._room()
        if is_formula:
            drawn = draw_formula(data, size("body"), QColor(current().ink), ratio)
            return _fitted(_on_the_line(drawn), room) if drawn is not None else None
        frame = Frame(min(FIGURE_WIDTH, room), FIGURE_HEIGHT, ratio)
        figure = draw_figure(data, frame, QColor(current().paper))
        return figure.image if figure is not None else None

    def _room(self) -> int:
        """Return the width of a line, in the deepest place that the text has."""
        inset = INDENT * (("<li>" in self._html) + 2 * ("<blockquote" in self._html))
        return max(self._place - inset, PLACE_LEAST)


def plain(html: str) -> str:
    """Return the words of an HTML fragment on one line; a picture is its alternative text."""
    said = PICTURE.sub(lambda found: found["alt"], html)
    return " ".join(QTextDocumentFragment.fromHtml(said).toPlainText().split())


def pictures_of(texts: Iterable[str]) -> set[str]:
    """Return the paths of the pack's objects that these HTML texts show."""
    return {
        unescape(found["path"])
        for html in texts
        for found in PICTURE.finditer(html)
        if found["path"]
    }


def texts_of_pack(desk: Desk, pack: str, html: Mapping[str, str]) -> Texts:
    """Return texts with the pictures they show; one that the pack lacks is told by its words.

    Runs on the worker.
    """
    found = {}
    for path in pictures_of(html.values()):
        with suppress(RefusedError):
            found[path] = desk.library.object(pack, path)
    return Texts(html, found)


def _on_the_line(formula: DrawnPicture) -> QImage:
    """Return a formula padded such that, aligned to the middle of a line, its baseline is right."""
    image, ratio = formula.image, formula.image.devicePixelRatio()
    x_height = QFontMetricsF(font(size("body"))).xHeight()
    lack = 2 * formula.descent - image.height() / ratio + x_height / 2
    above, below = round(max(lack, 0.0) * ratio), round(max(-lack, 0.0) * ratio)
    padded = image.copy(0, -above, image.width(), image.height() + above + below)
    padded.setDevicePixelRatio(ratio)
    return padded


def _fitted(image: QImage, width: int) -> QImage:
    """Return a formula no wider than its line."""
    ratio = image.devicePixelRatio()
    if image.width() <= width * ratio:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    fitted = image.scaledToWidth(round(width * ratio), smooth)
    fitted.setDevicePixelRatio(ratio)
    return fitted


def _png(image: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return b64encode(buffer.data().data()).decode("ascii")
