"""What is said of an answer: a head in words, and why.

The frame's colour only repeats what the words say.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ujuzi.ui.questions.part import Standing
from ujuzi.ui.questions.plain import plain
from ujuzi.ui.theme import restyle


class Feedback(QFrame):
    """A panel under a question; hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("feedback")
        self._right = False
        self._head = QLabel()
        self._head.setObjectName("feedbackHead")
        self._why = QLabel()
        self._why.setWordWrap(True)
        self._why.setTextFormat(Qt.TextFormat.RichText)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._why)
        self.hide()

    @property
    def words(self) -> str:
        """Everything that is said, on one line."""
        return f"{self._head.text()}. {plain(self._why.text())}".strip()

    def say(self, html: Sequence[str], *, right: bool) -> None:
        """Show whether the answer was right, and why."""
        self._right = right
        self._why.setText("".join(html))
        self._why.setVisible(bool(html))
        standing = Standing.RIGHT if right else Standing.WRONG
        for widget in (self, self._head):
            widget.setProperty("standing", standing.value)
            restyle(widget)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        self._head.setText(self.tr("That is right") if self._right else self.tr("Not yet"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
