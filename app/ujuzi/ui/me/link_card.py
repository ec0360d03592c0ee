"""Whom the institution's list knows a person as: linked by a code from the coordinator."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ujuzi.services.people.roster import LEADER, LinkState, ProfileLink, SeatState
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.code_edit import CodeEdit
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label


class LinkCard(SettingCard):
    """A code to type, or who one is there and a way to say that it is wrong."""

    code_wished = Signal(str)
    unlink_wished = Signal()
    reports_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = ProfileLink(LinkState.NONE)
        self._text = Label("soft")
        self.code = CodeEdit()
        self.code_field = LabelledField(self.code)
        self.link = Button("primary")
        self.unlink = Button()
        self.code.textEdited.connect(lambda _text: self.code_field.accept())
        self.code.returnPressed.connect(self._wish)
        self.link.clicked.connect(self._wish)
        self.unlink.clicked.connect(self.unlink_wished)
        self.reports = Button("", "progress")
        self.reports.clicked.connect(self.reports_wished)
        actions = button_row(self.link, self.reports, self.unlink)
        for widget in (self._text, self.code_field, self.notice):
            self.column.addWidget(widget)
        self.column.addLayout(actions)
        self.retranslate()

    def show_link(self, link: ProfileLink) -> None:
        """Show how the profile stands."""
        if link.state is not self._link.state:
            self.code.clear()
        self._link = link
        self.retranslate()

    def retranslate(self) -> None:
        linked = self._link.state is LinkState.LINKED
        self.title.setText(self.tr("Your institution's list"))
        self.code_field.say(self.tr("Code from your coordinator"))
        self.link.setText(self.tr("Link"))
        self.unlink.setText(self.tr("This is not me"))
        confirmed = self._link.seat is SeatState.CONFIRMED
        self.code_field.setVisible(not linked and confirmed)
        self.link.setVisible(not linked and confirmed)
        self.unlink.setVisible(linked)
        self.reports.setText(self.tr("Reports for leaders"))
        self.reports.setVisible(linked and self._link.role == LEADER)
        if not linked and not confirmed:
            words = self.tr(
                "Who you are on that list shows here once the hub has confirmed this computer."
            )
        elif linked:
            words = self.tr("You are {name}, {role}, on the list of your institution.")
        else:
            words = self.tr(
                "Your profile is not yet linked to the list of your institution. Certificates are"
                " given to people on that list: ask your coordinator for a code."
            )
        self._text.setText(
            words.format(name=self._link.name, role=role_name(self._link.role) or self._link.role)
        )
        if self._link.asked:
            self.notice.say(
                self.tr(
                    "A code of somebody else was typed for this profile. Your coordinator decides;"
                    " until then all stays as it is."
                ),
                "warning",
            )
        elif self._link.state is LinkState.WAITING:
            self.notice.say(self.tr("The code goes to the hub with the next exchange."))
        elif self._link.state is LinkState.REFUSED:
            self.notice.say(
                self.tr(
                    "The hub did not take this code: it was used, has run out, or was mistyped. Ask"
                    " your coordinator for a new one."
                ),
                "refusal",
            )
        else:
            self.notice.clear()

    def _wish(self) -> None:
        if self.code.text().strip():
            self.code_wished.emit(self.code.text())
        else:
            self.code_field.refuse(self.tr("Type the code."))
            self.code.setFocus()
