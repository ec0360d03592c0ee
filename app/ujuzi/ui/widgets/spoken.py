"""What a screen reader says by itself, because it appears where the keyboard is not."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

ANNOUNCEMENT = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
"""Where Qt has none, an alert stands for it: some readers say nothing then."""


def announce(widget: QWidget, words: str) -> None:
    """Have words said that appear in a widget; nothing where nobody sees them."""
    if not words or not widget.isVisible():
        return
    if ANNOUNCEMENT is not None:
        QAccessible.updateAccessibility(ANNOUNCEMENT(widget, words))
    else:
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
