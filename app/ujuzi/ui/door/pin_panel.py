"""The PIN of the person who was chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.errors import UjuziError
from ujuzi.services.people.people import Person
from ujuzi.ui.door.person_tile import Initials
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.countdown import Countdown
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.pin_edit import PinEdit
from ujuzi.ui.widgets.retranslated import Retranslated


class PinPanel(Retranslated, QWidget):
    """Asks for a PIN; after wrong ones, says how long to wait."""

    typed = Signal(str)
    turned_back = Signal()
    forgotten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: UjuziError | None = None
        self.edit = PinEdit()
        self.edit.returnPressed.connect(self._try)
        self.field = LabelledField(self.edit)
        self.edit.textEdited.connect(self._typing)
        self.waiting = Countdown(self)
        self.waiting.told.connect(self.field.refuse)
        self.waiting.over.connect(self._may_try_again)
        self._name = Label("display")
        self._initials = Initials(diameter=SPACE * 8)
        self.enter = Button("primary")
        self.enter.clicked.connect(self._try)
        self.back = Button("quiet", "back")
        self.back.clicked.connect(self.turned_back)
        self.forgot = Button("quiet")
        self.forgot.clicked.connect(self.forgotten)
        actions = button_row(self.enter, self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self._initials)
        column.addWidget(self._name)
        column.addSpacing(SPACE)
        column.addWidget(self.field)
        column.addLayout(actions)
        forgot = button_row(self.forgot)
        column.addLayout(forgot)
        column.addStretch(1)
        self.retranslate()

    def show_person(self, person: Person) -> None:
        """Ask for this person's PIN."""
        self._initials.show_name(person.name)
        self._name.setText(person.name)
        self.edit.clear()
        self.field.accept()
        self.waiting.start(0)
        self._may_try_again()

    def refuse(self, error: UjuziError) -> None:
        """Say why it did not open."""
        self.edit.clear()
        self._error = error
        wait = error.facts.get("wait_seconds")
        if isinstance(wait, int) and wait > 0:
            self.enter.setEnabled(False)
            self.waiting.start(wait)
        else:
            self.enter.setEnabled(True)
            self.field.refuse(sentence(error))
        self.edit.setFocus()

    def first_stop(self) -> QWidget:
        """Return where the keyboard starts."""
        return self.edit

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.field.say(self.tr("PIN"))
        if self.field.refusal and self._error is not None:
            self.field.refuse(sentence(self._error))
        self.waiting.retell()
        self.enter.setText(self.tr("Sign in"))
        self.back.setText(self.tr("Somebody else"))
        self.forgot.setText(self.tr("I forgot my PIN"))

    def _typing(self, _text: str) -> None:
        if not self.waiting.is_on:
            self.field.accept()

    def _try(self) -> None:
        if self.edit.pin and not self.waiting.is_on and self.enter.isEnabled():
            self.enter.setEnabled(False)
            self.typed.emit(self.edit.pin)

    def _may_try_again(self) -> None:
        self.field.accept()
        self.enter.setEnabled(True)
