"""Buttons: with words, whose icon follows the theme, or with an icon alone and a name to say."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from ujuzi.ui.look.icons import icon
from ujuzi.ui.look.theme import SPACE

ICON_SIZE = 20
GAP = 4
"""Pixels between icon and words, beside those that Qt leaves."""
_TONES = {"primary": "on_accent", "quiet": "accent", "danger": "danger"}
_REDRAWN_BY = {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}


class Button(QPushButton):
    """A push button; `kind` is primary, quiet, danger or nothing."""

    def __init__(self, kind: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setIconSize(QSize(ICON_SIZE + GAP, ICON_SIZE))
        self._draw_icon()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _REDRAWN_BY:
            self._draw_icon()

    def _draw_icon(self) -> None:
        if self._icon:
            tone = _TONES.get(self.property("kind"), "ink")
            self.setIcon(icon(self._icon, tone, ICON_SIZE, GAP))


class IconButton(QToolButton):
    """A square button with an icon; always has a name."""

    def __init__(self, icon: str, tone: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tone = tone
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self._draw_icon()

    def name(self, text: str) -> None:
        """Say what it does, to the screen reader and as a tool tip."""
        self.setAccessibleName(text)
        self.setToolTip(text)

    def set_icon(self, name: str, tone: str = "") -> None:
        """Show another icon."""
        self._icon, self._tone = name, tone or self._tone
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _REDRAWN_BY:
            self._draw_icon()

    def _draw_icon(self) -> None:
        self.setIcon(icon(self._icon, self._tone, ICON_SIZE))


def button_row(*buttons: QWidget) -> QHBoxLayout:
    """Return buttons side by side, from where lines begin."""
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
