"""A PIN, typed twice; also where a new one is chosen later."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.services.people.people import PIN_LENGTH_LEAST
from ujuzi.ui.cards.step import Step
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.pin_edit import PinEdit


class NewPin(QWidget):
    """Two fields that must hold the same PIN."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = LabelledField(PinEdit())
        self.again = LabelledField(PinEdit())
        self.first_edit = self._edit(self.first)
        self.again_edit = self._edit(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.first)
        column.addWidget(self.again)
        self.retranslate()

    @property
    def pin(self) -> str:
        """The PIN, as the digits 0 to 9."""
        return self.first_edit.pin

    def first_stop(self) -> QWidget:
        """Return where the keyboard starts: where something is wrong, else at the first."""
        return self.again_edit if self.again.refusal else self.first_edit

    def clear(self) -> None:
        """Forget what was typed."""
        for field, edit in ((self.first, self.first_edit), (self.again, self.again_edit)):
            edit.clear()
            field.accept()

    def check(self) -> bool:
        """Whether the PIN will do; says on the spot what is wrong."""
        self.first.refuse(
            ""
            if len(self.pin) >= PIN_LENGTH_LEAST
            else self.tr("A PIN has at least %n digit(s).", "", PIN_LENGTH_LEAST)
        )
        same = self.pin == self.again_edit.pin
        self.again.refuse(
            ""
            if same or self.first.refusal
            else self.tr("The two are not the same. Type it again.")
        )
        return not self.first.refusal and same

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.first.say(self.tr("New PIN"), self.tr("At least %n digit(s)", "", PIN_LENGTH_LEAST))
        self.again.say(self.tr("The same PIN again"))
        if self.first.refusal or self.again.refusal:
            self.check()

    def _edit(self, field: LabelledField) -> PinEdit:
        edit = field.editor
        assert isinstance(edit, PinEdit)
        edit.textEdited.connect(lambda _text: field.accept())
        return edit


class PinStep(Step):
    """Asks for a PIN."""

    def __init__(self) -> None:
        super().__init__()
        self.new_pin = NewPin()
        self.new_pin.first_edit.returnPressed.connect(self.new_pin.again_edit.setFocus)
        self.new_pin.again_edit.returnPressed.connect(self.completed)
        self.column.addWidget(self.new_pin)
        self.column.addStretch(1)
        self.retranslate()

    def begin(self) -> None:
        self.new_pin.clear()

    def check(self) -> bool:
        return self.new_pin.check()

    def first_stop(self) -> QWidget:
        return self.new_pin.first_stop()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Choose a PIN"))
        self.text.setText(
            self.tr("It keeps your work apart from your colleagues' on a shared computer.")
        )
        self.new_pin.retranslate()
