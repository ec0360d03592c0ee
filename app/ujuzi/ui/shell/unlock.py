"""The window in place of the window: the passphrase of data that is carried on a stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from ujuzi.errors import UjuziError
from ujuzi.services.carried import PASSPHRASE_LEAST, open_with
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.plain_window import PlainWindow
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label


class Unlock(PlainWindow):
    """Asks for what opens the data; where there is none yet, for a new passphrase, twice."""

    unlocked = Signal()

    def __init__(self, data_dir: Path, *, is_new: bool) -> None:
        super().__init__(data_dir)
        self._data_dir = data_dir
        self._is_new = is_new
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
        for field in (self.secret, self.again):
            field.editor.returnPressed.connect(self._try)
        self.fill(
            *(title, Label("body", why), self.secret, self.again),
            button_row(self.open, self.quit),
            self.folder,
            spacing=SPACE,
            margin=SPACE * 2,
        )
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
