"""What holds for every page: what it says, by language, and what the keyboard reaches."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

MARK = "«"


class Pseudo(QTranslator):
    """Marks every text that went through it."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"{MARK}{source}»" if source else ""

    def isEmpty(self) -> bool:
        return False


def texts(page: QWidget) -> list[tuple[str, ...]]:
    """Return everything that a page says, in the order of its widgets."""
    return [said for widget in (page, *page.findChildren(QWidget)) if any(said := _said(widget))]


def nameless(page: QWidget) -> list[str]:
    """Return what Tab reaches and a screen reader has no name for."""
    return [
        f"{type(widget).__name__} {widget.objectName()}".strip()
        for widget in reached(page)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]


def reached(page: QWidget) -> Iterator[QWidget]:
    """Yield what Tab reaches now."""
    for widget in page.findChildren(QWidget):
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tabbed and widget.isVisibleTo(page) and widget.isEnabled():
            yield widget


def clipped(page: QWidget) -> list[str]:
    """Return texts of visible labels and buttons that have less room than they need."""
    cut = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisibleTo(page) or not isinstance(widget, QLabel | QAbstractButton):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            too_small = widget.height() < widget.heightForWidth(widget.width())
        else:
            too_small = widget.width() < widget.minimumSizeHint().width()
        if too_small and widget.text():
            cut.append(f"{type(widget).__name__} {widget.text()}")
    return cut


def _said(widget: QWidget) -> tuple[str, ...]:
    own: tuple[str, ...] = ()
    if isinstance(widget, QLabel | QAbstractButton):
        own = (widget.text(),)
    elif isinstance(widget, QLineEdit):
        own = (widget.text(), widget.placeholderText())
    elif isinstance(widget, QComboBox):
        own = tuple(widget.itemText(row) for row in range(widget.count()))
    return (*own, widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
