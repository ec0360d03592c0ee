"""A code as it is typed: from left to right in every language, and hidden where others look on.

A code of one's own is seen while it is typed; the steward code opens the computer for whoever has
read it, so it is masked like a PIN.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

LENGTH_MOST = 32


class CodeEdit(QLineEdit):
    """A field for a code; `masked`, its letters are not shown."""

    def __init__(self, parent: QWidget | None = None, *, masked: bool = False) -> None:
        super().__init__(parent)
        self.setMaxLength(LENGTH_MOST)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if masked:
            self.setProperty("kind", "pin")
            self.setEchoMode(QLineEdit.EchoMode.Password)
            hints = Qt.InputMethodHint
            self.setInputMethodHints(
                hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhPreferUppercase
            )
