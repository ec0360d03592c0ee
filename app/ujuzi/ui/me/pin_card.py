"""Another PIN, for who knows the present one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ujuzi.errors import Code, UjuziError
from ujuzi.ui.cards.pin_step import NewPin
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.pin_edit import PinEdit


class PinCard(SettingCard):
    """Replaces a PIN."""

    wished = Signal(str, str)
    """The present PIN, and the new one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: UjuziError | None = None
        self.present = PinEdit()
        self.present_field = LabelledField(self.present)
        self.present.textEdited.connect(lambda _text: self.present_field.accept())
        self.new_pin = NewPin()
        self.new_pin.again_edit.returnPressed.connect(self._wish)
        self.change = Button()
        self.change.clicked.connect(self._wish)
        actions = button_row(self.change)
        self.column.addWidget(self.present_field)
        self.column.addWidget(self.new_pin)
        self.column.addWidget(self.notice)
        self.column.addLayout(actions)
        self.retranslate()

    def succeed(self) -> None:
        """Say that the PIN was replaced."""
        self.clear()
        self.notice.say(self.tr("Your PIN is changed."), "done")

    def refuse(self, error: UjuziError) -> None:
        """Say why it was not."""
        self._error = error
        self._field_of(error).refuse(sentence(error))

    def clear(self) -> None:
        """Forget what was typed."""
        self.present.clear()
        self.present_field.accept()
        self.new_pin.clear()
        self.notice.clear()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Your PIN"))
        self.present_field.say(self.tr("Current PIN"))
        self.new_pin.retranslate()
        if self._error is not None and self._field_of(self._error).refusal:
            self._field_of(self._error).refuse(sentence(self._error))
        self.change.setText(self.tr("Change PIN"))

    def _field_of(self, error: UjuziError) -> LabelledField:
        return self.new_pin.first if error.code == Code.PIN_TOO_SHORT else self.present_field

    def _wish(self) -> None:
        self.notice.clear()
        if not self.present.pin:
            self.present_field.refuse(self.tr("Type your current PIN."))
            self.present.setFocus()
        elif self.new_pin.check():
            self.wished.emit(self.present.pin, self.new_pin.pin)
