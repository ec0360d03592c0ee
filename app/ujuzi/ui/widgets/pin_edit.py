"""A PIN as it is typed: hidden, digits only, of any script's keyboard."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

LENGTH_MOST = 12
_DIGITS = QRegularExpression(
    rf"\d{{0,{LENGTH_MOST}}}", QRegularExpression.PatternOption.UseUnicodePropertiesOption
)


class PinEdit(QLineEdit):
    """A field whose `pin` is the same, whichever digits the keyboard has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "pin")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
        )
        self.setValidator(QRegularExpressionValidator(_DIGITS, self))

    @property
    def pin(self) -> str:
        """What was typed, as the digits 0 to 9."""
        return "".join(str(unicodedata.digit(digit)) for digit in self.text())
