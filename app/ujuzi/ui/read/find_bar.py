"""Finding words in the lesson that is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.buttons import IconButton
from ujuzi.ui.widgets.label import Label


class FindBar(QWidget):
    """A field, how many places there are, and the steps between them; Escape closes it."""

    changed = Signal(str)
    stepped = Signal(str, bool)
    """Words, and whether backward."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.textChanged.connect(self.changed)
        self.field.returnPressed.connect(lambda: self.step(backward=False))
        self.previous = IconButton("up")
        self.previous.clicked.connect(lambda: self.step(backward=True))
        self.next = IconButton("down")
        self.next.clicked.connect(lambda: self.step(backward=False))
        for button in (self.previous, self.next):
            button.setAutoRepeat(True)
        self.close_button = IconButton("close")
        self.close_button.clicked.connect(self.closed)
        self._count = Label("caption", wraps=False)
        self._places = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        for button in (self.previous, self.next, self.close_button):
            row.addWidget(button)
        self.hide()

    def begin(self) -> None:
        """Show the bar, ready to type."""
        self.show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step(self, *, backward: bool) -> None:
        """Ask for the next place."""
        if self.field.text():
            self.stepped.emit(self.field.text(), backward)

    def show_count(self, places: int) -> None:
        """Say how many places there are."""
        self._places = places
        self._say_count()

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.field.setPlaceholderText(self.tr("Find in this lesson"))
        self.field.setAccessibleName(self.tr("Find in this lesson"))
        self.previous.name(self.tr("Previous place"))
        self.next.name(self.tr("Next place"))
        self.close_button.name(self.tr("Close finding"))
        self._say_count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _say_count(self) -> None:
        if not self.field.text():
            words = ""
        elif not self._places:
            words = self.tr("Not in this part")
        else:
            words = self.tr("%n place(s)", "", self._places)
        self._count.setText(words)
        for button in (self.previous, self.next):
            button.setEnabled(self._places > 0)
