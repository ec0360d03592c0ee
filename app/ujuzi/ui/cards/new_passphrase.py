"""A passphrase, typed twice; also where a new one is chosen later."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ujuzi.services.carried import PASSPHRASE_LEAST
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.field import LabelledField


class SecretField(LabelledField):
    """A field whose text nobody reads over a shoulder."""

    editor: QLineEdit
    entered = Signal()

    def __init__(self) -> None:
        editor = QLineEdit()
        editor.setEchoMode(QLineEdit.EchoMode.Password)
        editor.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        super().__init__(editor)
        editor.returnPressed.connect(self.entered)
        editor.textEdited.connect(lambda _text: self.accept())

    @property
    def text(self) -> str:
        """What was typed."""
        return self.editor.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.editor.clear()
        self.accept()


class NewPassphrase(QWidget):
    """Two fields that must hold the same passphrase."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.again = SecretField(), SecretField()
        self.first.entered.connect(self.again.editor.setFocus)
        self.again.entered.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.first)
        column.addWidget(self.again)
        self.retranslate()

    @property
    def text(self) -> str:
        """The passphrase."""
        return self.first.text

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def check(self) -> bool:
        """Whether both are the same; says so on the spot where they are not."""
        same = self.first.text == self.again.text
        self.again.refuse("" if same else self.tr("These are two different passphrases."))
        return same

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        hint = self.tr("{count} letters or more; several words are best.")
        self.first.say(self.tr("New passphrase"), hint.format(count=PASSPHRASE_LEAST))
        self.again.say(self.tr("The same again"))
        if self.again.refusal:
            self.check()
