"""Widgets side by side, or one under the other where there is no room for all in a line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE


class WrappingRow(QWidget):
    """From where lines begin; those that are hidden take no room."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._widgets: list[QWidget] = []
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE)
        self._box.addStretch(1)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Put another one after those that are there."""
        self._box.insertWidget(len(self._widgets), widget, 0, Qt.AlignmentFlag.AlignLeading)
        self._widgets.append(widget)

    def minimumSizeHint(self) -> QSize:
        widths = [each.minimumSizeHint().width() for each in self._shown()]
        return QSize(max(widths, default=0), self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [each for each in self._widgets if not each.isHidden()]

    def _arrange(self) -> None:
        widths = [each.sizeHint().width() for each in self._shown()]
        needed = sum(widths) + SPACE * max(0, len(widths) - 1)
        way = QBoxLayout.Direction
        wanted = way.LeftToRight if needed <= self.width() else way.TopToBottom
        if wanted != self._box.direction():
            self._box.setDirection(wanted)
            self.updateGeometry()
