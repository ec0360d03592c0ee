"""A new PIN with a code: for who forgot hers, or for who has studied on another computer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.errors import Code, UjuziError
from ujuzi.services.people.people import Person
from ujuzi.services.people.roster import Colleague
from ujuzi.ui.cards.pin_step import NewPin
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.code_edit import CodeEdit
from ujuzi.ui.widgets.countdown import Countdown
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class ResetPanel(Retranslated, QWidget):
    """Asks for a code and a new PIN; `joining`, for somebody who has none on this computer."""

    asked = Signal(str, str)
    """The code, and the new PIN."""
    turned_back = Signal()
    keeper_asked = Signal()
    """Whoever typed the code wants another one, for somebody was looking."""

    def __init__(self, parent: QWidget | None = None, *, joining: bool = False) -> None:
        super().__init__(parent)
        self._joining = joining
        self._name = ""
        self._error: UjuziError | None = None
        self._title = Label("title")
        self._text = Label("soft")
        self.code = CodeEdit(masked=True)
        self.code_field = LabelledField(self.code)
        self.steward = CodeEdit(masked=True)
        self.steward_field = LabelledField(self.steward)
        self.steward_field.hide()
        self.new_pin = NewPin()
        self.waiting = Countdown(self)
        self.waiting.told.connect(self.code_field.refuse)
        self.waiting.over.connect(self._may_try_again)
        self.code.textEdited.connect(self._typing)
        self.code.returnPressed.connect(self.new_pin.first_edit.setFocus)
        self.steward.textEdited.connect(lambda _text: self.steward_field.accept())
        self.steward.returnPressed.connect(self.new_pin.first_edit.setFocus)
        self.new_pin.first_edit.returnPressed.connect(self.new_pin.again_edit.setFocus)
        self.new_pin.again_edit.returnPressed.connect(self._try)
        self.enter = Button("primary")
        self.enter.clicked.connect(self._try)
        self.back = Button("quiet", "back")
        self.back.clicked.connect(self.turned_back)
        actions = button_row(self.enter, self.back)
        self.renew = Button("quiet", "lock")
        self.renew.clicked.connect(self.keeper_asked)
        renew = button_row(self.renew)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        fields = (self.code_field, self.steward_field, self.new_pin)
        for widget in (self._title, self._text, *fields):
            column.addWidget(widget)
        column.addLayout(actions)
        column.addLayout(renew)
        column.addStretch(1)
        self.retranslate()

    def show_person(self, person: Person | Colleague) -> None:
        """Help this person."""
        self._name = person.name
        self.code.clear()
        self.steward.clear()
        self.steward_field.hide()
        self.steward_field.accept()
        self.new_pin.clear()
        self.waiting.start(0)
        self._may_try_again()
        self.retranslate()

    def refuse(self, error: UjuziError) -> None:
        """Say why the PIN was not replaced."""
        self.enter.setEnabled(True)
        self._error = error
        if (
            self._joining
            and error.code == Code.STEWARD_CODE_WRONG
            and self.steward_field.isHidden()
        ):
            self.steward_field.show()
            self.code_field.refuse(self._cannot_tell())
            return
        wait = error.facts.get("wait_seconds")
        if isinstance(wait, int) and wait > 0:
            self.enter.setEnabled(False)
            self.waiting.start(wait)
        else:
            field = self._field_of(error)
            field.refuse(sentence(error))
            if isinstance(field.editor, CodeEdit):
                # What cannot be read cannot be mended: it is typed anew.
                field.editor.clear()
            field.editor.setFocus()

    @property
    def steward_code(self) -> str:
        """What was typed as the steward code beside a person's own."""
        return "" if self.steward_field.isHidden() else self.steward.text().strip()

    def first_stop(self) -> QWidget:
        """Return where the keyboard starts."""
        return self.code

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        title = (
            self.tr("{name} on this computer") if self._joining else self.tr("A new PIN for {name}")
        )
        self._title.setText(title.format(name=self._name))
        self._text.setText(
            self.tr(
                "Type the code that your coordinator gave you, or ask whoever keeps this computer"
                " to type the steward code. Then choose a PIN for this computer. What you did"
                " elsewhere shows here after the next exchange with the hub."
            )
            if self._joining
            else self.tr(
                "Type the code that your coordinator gave you for this computer, or ask whoever"
                " keeps it to type the steward code. That the PIN was replaced is written down."
            )
        )
        self.code_field.say(self.tr("Code"))
        self.steward_field.say(self.tr("Steward code"))
        self.new_pin.retranslate()
        if self._error is not None and self._field_of(self._error).refusal:
            self._field_of(self._error).refuse(sentence(self._error))
        elif self.code_field.refusal and not self.steward_field.isHidden():
            self.code_field.refuse(self._cannot_tell())
        self.waiting.retell()
        self.enter.setText(self.tr("Sign in") if self._joining else self.tr("Replace the PIN"))
        self.back.setText(self.tr("Back"))
        self.renew.setText(self.tr("Make a new code"))

    def _field_of(self, error: UjuziError) -> LabelledField:
        if error.code.startswith("pin-"):
            return self.new_pin.first
        beside = error.code.startswith("steward-code") and not self.steward_field.isHidden()
        return self.steward_field if beside else self.code_field

    def _cannot_tell(self) -> str:
        return self.tr(
            "This computer does not know this code. If it is yours, ask whoever keeps this"
            " computer to type the steward code below; the hub compares yours."
        )

    def _typing(self, _text: str) -> None:
        if not self.waiting.is_on:
            self.code_field.accept()

    def _try(self) -> None:
        if self.waiting.is_on or not self.enter.isEnabled():
            return
        if not self.code.text().strip():
            self.code_field.refuse(self.tr("Type the code."))
            self.code.setFocus()
        elif self.new_pin.check():
            self.enter.setEnabled(False)
            self.asked.emit(self.code.text(), self.new_pin.pin)

    def _may_try_again(self) -> None:
        self.code_field.accept()
        self.enter.setEnabled(True)
