"""Widgets of which one is shown, as tall as that one: what scrolls around it scrolls no further.

QStackedWidget asks for the room of its largest, which makes short pages scroll.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class CurrentStack(QWidget):
    """Shows one of its widgets at a time; at first, the first."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Take one more, which is shown when it is asked for; the first is shown at once."""
        is_first = not self._widgets
        widget.hide()
        self._widgets.append(widget)
        self._column.addWidget(widget)
        if is_first:
            self.show_only(widget)

    @property
    def current(self) -> QWidget:
        """The widget that is shown."""
        return self._current

    def show_only(self, widget: QWidget) -> None:
        """Show one of the widgets and hide the others."""
        self._current = widget
        for other in self._widgets:
            if other is not widget:
                other.hide()
        widget.show()
