"""Widgets side by side, in as many lines as their words need: large type makes more of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ujuzi.ui.look.theme import SPACE


class WrappedRow(QWidget):
    """Lines of widgets from the leading edge, each as wide as it asks for."""

    def __init__(self, widgets: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets = tuple(widgets)
        for widget in widgets:
            widget.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((box.bottom() + 1 for _, box in self._placed(width)), default=0)

    def sizeHint(self) -> QSize:
        hints = [widget.sizeHint().width() + SPACE for widget in self._widgets]
        return QSize(sum(hints), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        widest = max((widget.sizeHint().width() for widget in self._widgets), default=0)
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange):
            self._place()
            self.updateGeometry()
        return super().event(event)

    def _place(self) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for widget, box in self._placed(self.width()):
            if rtl:
                box.moveRight(self.width() - 1 - box.left())
            widget.setGeometry(box)

    def _placed(self, width: int) -> Iterator[tuple[QWidget, QRect]]:
        """Yield where each widget lies, as if lines ran from left to right."""
        left = top = height = 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            hint = widget.sizeHint()
            if left and left + hint.width() > width:
                left, top, height = 0, top + height + SPACE, 0
            yield widget, QRect(left, top, min(hint.width(), width), hint.height())
            left += hint.width() + SPACE
            height = max(height, hint.height())
