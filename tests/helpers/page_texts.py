"""Everything that a page says, so that two ways to the same page can be compared."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListWidget, QWidget


def texts(page: QWidget, *, hidden: bool = True) -> list[tuple[str, ...]]:
    """Return what each widget says, in their order; those that say nothing are left out."""
    return [
        said
        for widget in (page, *page.findChildren(QWidget))
        if hidden or widget.isVisibleTo(page)
        if any(said := _said(widget))
    ]


def _said(widget: QWidget) -> tuple[str, ...]:
    own: tuple[str, ...] = ()
    if isinstance(widget, QLabel | QAbstractButton):
        own = (widget.text(),)
    elif isinstance(widget, QLineEdit):
        own = (widget.text(), widget.placeholderText())
    elif isinstance(widget, QComboBox):
        own = tuple(widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QListWidget):
        own = tuple(widget.item(row).text() for row in range(widget.count()))
    return (*own, widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
