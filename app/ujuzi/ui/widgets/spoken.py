"""What a screen reader says by itself, because it appears where the keyboard is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleEvent


def announcement() -> Callable[[QWidget, str], QAccessibleEvent] | None:
    """Return what Qt has for it; None where it has nothing."""
    from PySide6 import QtGui

    return getattr(QtGui, "QAccessibleAnnouncementEvent", None)


def announce(widget: QWidget, words: str) -> None:
    """Have words said that appear in a widget; nothing where nobody sees them."""
    if not words or not widget.isVisible():
        return
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    kind = announcement()
    if kind is not None:
        QAccessible.updateAccessibility(kind(widget, words))
    else:  # an alert stands for it: some readers say nothing then
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
