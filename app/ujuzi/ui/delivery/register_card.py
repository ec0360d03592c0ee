"""Registers this computer at a hub: an address and a code from the coordinator, or a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ujuzi.errors import Code, UjuziError
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.dialogs import ChooseOpen, choose_file_to_open
from ujuzi.ui.shell.exchange_words import registration_problem
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.code_edit import CodeEdit
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label

OF_STEWARD = (Code.ANOTHER_HUB, Code.STEWARD_CODE_WRONG, Code.STEWARD_CODE_WAIT)
"""What is refused where this computer would leave its hub for another."""


class RegisterCard(SettingCard):
    """Shown until the computer is registered, and when it must be registered anew."""

    wished = Signal(str, str, str)
    """Address, code, and what people call this computer."""
    file_wished = Signal(object, str)
    """A registration file, a `Path`, and what people call this computer."""

    def __init__(
        self, choose: ChooseOpen = choose_file_to_open, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        self._error = ""
        self._text = Label("soft")
        self.address, self.code, self.name = QLineEdit(), QLineEdit(), QLineEdit()
        self.steward_code = CodeEdit(masked=True)
        self.address_field = LabelledField(self.address)
        self.code_field = LabelledField(self.code)
        self.name_field = LabelledField(self.name)
        self.steward_field = LabelledField(self.steward_code)
        self.steward_field.hide()
        self.register = Button("primary")
        self.from_file = Button("", "stick")
        fields = QHBoxLayout()
        fields.setSpacing(SPACE * 2)
        fields.addWidget(self.address_field, 2)
        fields.addWidget(self.code_field, 1)
        actions = button_row(self.register, self.from_file)
        self.column.addWidget(self._text)
        self.column.addWidget(self.name_field)
        self.column.addLayout(fields)
        self.column.addWidget(self.steward_field)
        self.column.addWidget(self.notice)
        self.column.addLayout(actions)
        for edit, field in (
            (self.address, self.address_field),
            (self.code, self.code_field),
            (self.steward_code, self.steward_field),
        ):
            edit.textEdited.connect(lambda _text, field=field: field.accept())
            edit.returnPressed.connect(self._wish)
        self.register.clicked.connect(self._wish)
        self.from_file.clicked.connect(self._wish_file)
        self.retranslate()

    def refuse(self, error: UjuziError) -> None:
        """Say why this computer was not registered."""
        self._error = error.code
        if error.code == Code.ANOTHER_HUB:
            self.steward_field.show()
        field = {
            Code.ADDRESS_WRONG: self.address_field,
            Code.CODE_UNKNOWN: self.code_field,
            **dict.fromkeys(OF_STEWARD, self.steward_field),
        }.get(error.code)
        of_code = error.code.startswith("steward-code")
        said = sentence(error) if of_code else registration_problem(error.code)
        if field is not None:
            field.refuse(said)
            field.editor.setFocus()
        else:
            self.notice.say(said, "refusal")

    def take_steward_code(self) -> str:
        """Return the steward code that was typed, if any; it is shown no longer."""
        code = self.steward_code.text().strip()
        self.steward_code.clear()
        return code

    def suggest(self, address: str) -> None:
        """Fill in the address that is known, unless somebody typed one."""
        if not self.address.text():
            self.address.setText(address)

    def wait(self, *, waiting: bool) -> None:
        """While the hub is asked, nothing can be pressed."""
        self.register.setEnabled(not waiting)
        self.from_file.setEnabled(not waiting)
        if waiting:
            self.notice.say(self.tr("Asking the hub…"))
        elif not self._error:
            self.notice.clear()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Register this computer"))
        self._text.setText(
            self.tr(
                "Your work is saved on this computer. Once it is registered, results also reach"
                " your institution's hub, and what you do on other computers of the campus shows"
                " here. Your coordinator has the address and a code, or a file."
            )
        )
        self.name_field.say(self.tr("What people call this computer"))
        self.address_field.say(self.tr("Address of the hub"))
        self.code_field.say(self.tr("Code"))
        self.steward_field.say(self.tr("Steward code"))
        self.register.setText(self.tr("Register"))
        self.from_file.setText(self.tr("From a file or stick"))

    def _wish(self) -> None:
        self._clear()
        address, code = self.address.text().strip(), self.code.text().strip()
        if not address:
            self.address_field.refuse(self.tr("Type the address that you were given."))
            self.address.setFocus()
        elif not code:
            self.code_field.refuse(self.tr("Type the code that you were given."))
            self.code.setFocus()
        else:
            self.wished.emit(address, code, self.name.text().strip())

    def _wish_file(self) -> None:
        self._clear()
        file: Path | None = self._choose(self, self.tr("The registration file"))
        if file is not None:
            self.file_wished.emit(file, self.name.text().strip())

    def _clear(self) -> None:
        self._error = ""
        self.notice.clear()
        self.address_field.accept()
        self.code_field.accept()
        self.steward_field.accept()
