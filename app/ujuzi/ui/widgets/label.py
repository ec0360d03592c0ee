"""A label of the type scale. Its text is plain: a person's name is never taken for markup.

Qt aligns a label by the direction of its text, so that a Latin name in an Arabic window would
stand on the wrong side; this one begins where the window's lines begin. One that Tab stops at is
underlined while it has the keyboard; leave it room for that.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ujuzi.ui.look.theme import current


class Label(QLabel):
    """Text in a role: display, title, lead, strong, body, soft, caption, refusal or code."""

    def __init__(
        self,
        role: str = "body",
        text: str = "",
        *,
        wraps: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self._align_leading()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.focusPolicy() & Qt.FocusPolicy.TabFocus:
            painter = QPainter(self)
            painter.fillRect(
                0,
                self.height() - current().ring,
                self.width(),
                current().ring,
                QColor(current().focus),
            )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align_leading()

    def _align_leading(self) -> None:
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
