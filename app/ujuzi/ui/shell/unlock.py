"""The window in place of the window: the passphrase of data that is carried on a stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ujuzi.errors import UjuziError
from ujuzi.services.carried import PASSPHRASE_LEAST, open_with
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label

WIDTH = 560


class Unlock(QWidget):
    """Asks for what opens the data; where there is none yet, for a new passphrase, twice."""

    unlocked = Signal()

    def __init__(self, data_dir: Path, *, is_new: bool) -> None:
        super().__init__()
        self._data_dir = data_dir
        self._is_new = is_new
        self.setWindowTitle("Ujuzi")
        self.secret, self.again = _secret_field(), _secret_field()
        if is_new:
            title = Label("title", self.tr("A passphrase for this stick"))
            why = self.tr(
                "What you do is kept on this stick, encrypted. Nobody brings back a passphrase that"
                " is forgotten; the steward code, which you are given next, opens the stick too."
            )
            hint = self.tr("{count} letters or more; several words are best.")
            self.secret.say(self.tr("Passphrase"), hint.format(count=PASSPHRASE_LEAST))
            self.again.say(self.tr("The same again"))
        else:
            title = Label("title", self.tr("This stick is locked"))
            why = self.tr("Type its passphrase, or the steward code.")
            self.secret.say(self.tr("Passphrase or steward code"))
            self.again.hide()
        self.open = Button("primary")
        self.open.setText(self.tr("Continue") if is_new else self.tr("Unlock"))
        self.open.clicked.connect(self._try)
        self.quit = Button()
        self.quit.setText(self.tr("Close"))
        self.quit.clicked.connect(self.close)
        for field in (self.secret, self.again):
            field.editor.returnPressed.connect(self._try)
        actions = QHBoxLayout()
        actions.addWidget(self.open)
        actions.addWidget(self.quit)
        actions.addStretch(1)
        block = QWidget()
        block.setFixedWidth(WIDTH)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (title, Label("body", why), self.secret, self.again):
            column.addWidget(widget)
        column.addLayout(actions)
        folder = Label("soft", self.tr("Data folder: {path}").format(path=data_dir))
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(folder)
        centred = QVBoxLayout(self)
        centred.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        centred.addStretch(2)
        row = QHBoxLayout()  # an alignment would keep labels from growing with their lines
        row.addStretch(1)
        row.addWidget(block)
        row.addStretch(1)
        centred.addLayout(row)
        centred.addStretch(3)
        self.secret.editor.setFocus()

    def _try(self) -> None:
        for field in (self.secret, self.again):
            field.accept()
        typed = self.secret.editor.text()
        if self._is_new and typed != self.again.editor.text():
            self.again.refuse(self.tr("These are two different passphrases."))
            return
        try:
            open_with(self._data_dir, typed, is_new=self._is_new)
        except UjuziError as error:
            self.secret.refuse(sentence(error))
            return
        self.unlocked.emit()


class _SecretField(LabelledField):
    """A field whose text nobody reads over a shoulder."""

    editor: QLineEdit


def _secret_field() -> _SecretField:
    editor = QLineEdit()
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    editor.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    return _SecretField(editor)
