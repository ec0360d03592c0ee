"""One thing to fill in: its label above, and below it a hint, or why it was refused."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE, restyle
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.spoken import announce


class LabelledField(QWidget):
    """An editor with its words; the screen reader hears them with it."""

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._label = Label("strong")
        self._label.setBuddy(editor)
        self._hint = Label("caption")
        self._refusal = Label("refusal")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        for widget in (self._label, editor, self._hint, self._refusal):
            column.addWidget(widget)
        column.addStretch(1)
        self._refusal.hide()
        self._hint.hide()

    @property
    def refusal(self) -> str:
        """Why it was refused; empty where it was not."""
        return self._refusal.text()

    def say(self, label: str, hint: str = "") -> None:
        """Set the words."""
        self._label.setText(label)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and not self.refusal)
        self.editor.setAccessibleName(label)
        self.editor.setAccessibleDescription(self.refusal or hint)

    def refuse(self, why: str) -> None:
        """Say why what was filled in will not do, and bring the keyboard there."""
        if why and not self.refusal and self.isVisible():
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        is_new = why != self.refusal
        self._refusal.setText(why)
        self._refusal.setVisible(bool(why))
        self._hint.setVisible(bool(self._hint.text()) and not why)
        self.editor.setProperty("refused", bool(why))
        self.editor.setAccessibleDescription(why or self._hint.text())
        restyle(self.editor)
        if is_new:
            announce(self.editor, why)

    def accept(self) -> None:
        """Take the refusal back."""
        self.refuse("")
