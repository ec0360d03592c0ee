"""What is wrong with a window as it stands: clipped texts, nameless stops, blank pages.

clipped     a label or button whose text does not fit its box, or that leaves its window
nameless    a widget that Tab reaches and a screen reader cannot name
blank       a page that shows nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt, QTextBoundaryFinder
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QPushButton,
    QWidget,
)

SLACK = 2
"""Pixels that rounding may cost."""
COLOURS_LEAST = 4
EVERY = 7
"""Of how many pixels one is looked at."""
TAG = re.compile(r"<[^>]+>")


def clipped(window: QWidget) -> list[str]:
    """Return the texts that a person cannot read whole."""
    return [
        f"{type(widget).__name__}: {said_by(widget)}"
        for widget in _shown(window)
        if isinstance(widget, QLabel | QAbstractButton)
        and said_by(widget)
        and (not _fits(widget) or _leaves_window(widget, window))
    ]


def nameless(window: QWidget) -> list[str]:
    """Return the stops of the Tab key that have no name."""
    return [
        f"{type(widget).__name__} {widget.objectName()}".strip()
        for widget in _shown(window)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _name(widget)
    ]


def unpainted(window: QWidget) -> list[str]:
    """Return what is shown in a window and is not painted, while the window is."""
    if not window.updatesEnabled():
        return []
    return [
        f"{type(widget).__name__} {said_by(widget)}".strip()
        for widget in _shown(window)
        if not widget.updatesEnabled()
    ]


def is_blank(page: QWidget) -> bool:
    """Whether a page shows fewer colours than any text would."""
    image = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(image.constBits()).cast("I")
    return len(set(pixels[::EVERY])) < COLOURS_LEAST


def said_by(widget: QWidget) -> str:
    """Return the text of a label or button."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return TAG.sub("", text).replace("&", "").strip()


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and widget.isVisible():
            yield widget


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _fits(widget: QLabel | QAbstractButton) -> bool:
    if widget.property("elided") or "Elided" in type(widget).__name__:
        return True
    if isinstance(widget, QLabel):
        room = widget.contentsRect()
        if widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            return needed <= widget.height() + SLACK and _longest_word_fits(widget, room.width())
        return widget.sizeHint().width() <= widget.width() + SLACK
    if isinstance(widget, QPushButton):
        hint = widget.sizeHint()
        return hint.width() <= widget.width() + SLACK and hint.height() <= widget.height() + SLACK
    return True


def _longest_word_fits(label: QLabel, width: int) -> bool:
    metrics = label.fontMetrics()
    pieces = _unbreakable(said_by(label))
    return all(metrics.horizontalAdvance(piece) <= width + SLACK for piece in pieces)


def _unbreakable(text: str) -> Iterator[str]:
    """Yield the pieces between the places where Qt may begin a new line."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    start = 0
    while (end := finder.toNextBoundary()) >= 0:
        yield text[start:end].strip()
        start = end


def _leaves_window(widget: QWidget, window: QWidget) -> bool:
    """Whether part of a widget lies where no scrolling brings it."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            if parent.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                return False
            left = widget.mapTo(parent, QPoint()).x()
            return left < -SLACK or left + widget.width() > parent.width() + SLACK
        parent = parent.parentWidget()
    box = QRect(widget.mapTo(window, QPoint()), widget.size())
    return not window.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box)
