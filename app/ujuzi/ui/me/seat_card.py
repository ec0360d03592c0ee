"""Whether the hub has confirmed that one sits at this computer, and a code to go on at another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ujuzi.services.people.roster import SeatState
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.shell.seat_words import seat_words
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.code_edit import CodeEdit
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label


class SeatCard(SettingCard):
    """A code to type, where the computer waits to be confirmed; else one to take along."""

    code_typed = Signal(str)
    code_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = SeatState.CONFIRMED
        self._text = Label("soft")
        self.code = CodeEdit()
        self.code_field = LabelledField(self.code)
        self.confirm = Button("primary")
        self.take_along = Button()
        self.shown = Label("title")
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.shown.hide()
        self.code.textEdited.connect(lambda _text: self.code_field.accept())
        self.code.returnPressed.connect(self._type)
        self.confirm.clicked.connect(self._type)
        self.take_along.clicked.connect(self.code_wished)
        actions = button_row(self.confirm, self.take_along)
        for widget in (self._text, self.code_field, self.shown, self.notice):
            self.column.addWidget(widget)
        self.column.addLayout(actions)
        self.retranslate()

    def show_seat(self, state: SeatState) -> None:
        """Show how the profile stands at this computer."""
        if state is not self._state:
            self.code.clear()
        self._state = state
        self.retranslate()

    def show_code(self, code: str) -> None:
        """Show a code to take along; empty, no more."""
        self.shown.setText(code)
        self.shown.setVisible(bool(code))
        self.retranslate()

    def retranslate(self) -> None:
        confirmed = self._state is SeatState.CONFIRMED
        self.title.setText(
            self.tr("Your other computers") if confirmed else self.tr("You at this computer")
        )
        self.code_field.say(self.tr("Sign-in code"))
        self.confirm.setText(self.tr("Confirm"))
        self.take_along.setText(self.tr("Take my profile along"))
        self.code_field.setVisible(not confirmed)
        self.confirm.setVisible(not confirmed)
        self.take_along.setVisible(confirmed)
        self._text.setText(
            self.tr(
                "To go on at another computer, take a code along: type it there under your name,"
                " within 14 days. Your notes, results and certificates follow you there."
            )
            if confirmed
            else seat_words(self._state)
        )
        if self._state is SeatState.TYPED:
            self.notice.say(self.tr("The code goes to the hub with the next exchange."))
        elif self._state is SeatState.REFUSED:
            self.notice.say(
                self.tr(
                    "The hub does not know this code as yours: it was used, has run out, or was"
                    " mistyped. Ask your coordinator for a new one."
                ),
                "refusal",
            )
        elif not self.shown.isHidden():
            self.notice.say(self.tr("Write the code down: it is shown only now."), "warning")
        else:
            self.notice.clear()

    def _type(self) -> None:
        if self.code.text().strip():
            self.code_typed.emit(self.code.text())
        else:
            self.code_field.refuse(self.tr("Type the code."))
            self.code.setFocus()
