"""Long work under way: a sentence, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.spoken import announce

STEPS = 1000


class Busy(Retranslated, QWidget):
    """Hidden until work begins; shows movement while the total is not known."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = Button("quiet")
        self.stop.clicked.connect(self._stop)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 2)
        row.addLayout(words, 1)
        row.addWidget(self.stop)
        self.hide()
        self.retranslate()

    def say(self, text: str) -> None:
        """Begin, or go on, with this sentence."""
        is_new = self.isHidden() or text != self._text.text()
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()
        if is_new:
            announce(self, text)

    def show_progress(self, done: int, total: int) -> None:
        """Show how much is done; sizes may be larger than Qt's integers."""
        if total > 0:
            self._bar.setRange(0, STEPS)
            self._bar.setValue(STEPS * done // total)

    def clear(self) -> None:
        """The work has ended."""
        self.hide()

    def retranslate(self) -> None:
        """Say the button in the language of the windows."""
        self.stop.setText(self.tr("Stop"))

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.cancelled.emit()
