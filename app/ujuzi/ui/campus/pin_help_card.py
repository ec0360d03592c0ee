"""A forgotten PIN: a code for one profile at one computer, shown once, and printed if need be."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QLocale, QSignalBlocker

from ujuzi.domain.event import LearnerId
from ujuzi.services.campus.computers import ComputerRow
from ujuzi.ui.campus.closed_office import refuse
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.steward_code import shown_code
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow


class PinHelpCard(SettingCard):
    """Where she sits, a button, and the code."""

    def __init__(self, jobs: Jobs, learner: LearnerId) -> None:
        super().__init__()
        self._jobs, self._learner = jobs, learner
        self._profiles: tuple[LearnerId, ...] = ()
        self._name = ""
        self._text = Label("soft")
        self.profile, self.computer = DropDown(), DropDown()
        self.profile_field = LabelledField(self.profile)
        self.computer_field = LabelledField(self.computer)
        self.make = Button()
        self.code = shown_code()
        self.print_button = Button("", "print")
        self.page_notice = PageNotice()
        self._printing = WrappedRow((self.print_button,))
        for widget in (
            *(self._text, self.profile_field, self.computer_field, WrappedRow((self.make,))),
            *(self.code, self.page_notice, self._printing),
        ):
            self.column.addWidget(widget)
        self.make.clicked.connect(self._make)
        self.print_button.clicked.connect(self._print)
        self.computer.activated.connect(lambda _row: self.forget())
        self.profile.activated.connect(lambda _row: self.forget())
        self.forget()
        self.retranslate()

    def forget(self) -> None:
        """Show no code any more."""
        self.code.clear()
        self.code.hide()
        self._printing.hide()
        self.page_notice.clear()

    def show_profiles(
        self, name: str, profiles: Sequence[LearnerId], computers: Sequence[ComputerRow]
    ) -> None:
        """Be about these profiles of somebody; those where she sits stand first."""
        if tuple(profiles) != self._profiles:
            self.forget()
        self._name, self._profiles = name, tuple(profiles)
        with QSignalBlocker(self.profile):
            chosen = self.profile.chosen
            self.profile.clear()
            for each in profiles:
                self.profile.addItem(each[:8], each)
            self.profile.choose(chosen)
        self.profile_field.setVisible(len(profiles) > 1)
        seated = [row for row in computers if set(row.seats) & set(profiles)]
        with QSignalBlocker(self.computer):
            chosen = self.computer.chosen
            self.computer.clear()
            for row in (*seated, *(row for row in computers if row not in seated)):
                if row.device:
                    self.computer.addItem(row.name, row.device)
            self.computer.choose(chosen)
        self.make.setEnabled(self.computer.count() > 0)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Forgotten PIN"))
        self._text.setText(
            self.tr(
                "A code lets her set a new PIN at one computer. That computer hears of it by your"
                " next stick or its next exchange; you never learn the PIN."
            )
        )
        self.profile_field.say(self.tr("Profile"))
        self.computer_field.say(self.tr("At which computer"))
        self.make.setText(self.tr("Code for a new PIN"))
        self.code.setAccessibleName(self.tr("Code to write down"))
        self.print_button.setText(self.tr("Print"))

    def _make(self) -> None:
        profile, device = self.profile.chosen, self.computer.chosen
        self.forget()
        self._jobs.ask(
            self,
            lambda desk: desk.campus_acts.reset_pin(self._learner, profile, device),
            self._show_code,
            lambda error: refuse(self.page_notice, error),
        )

    def _show_code(self, code: str) -> None:
        self.code.setText(code)
        self.code.show()
        self._printing.show()
        self.page_notice.tell(
            lambda: self.tr(
                "Write this code down: it is shown only now. At that computer, after it has taken"
                " in your next stick, it is typed for a new PIN, within 14 days."
            ),
            "warning",
        )

    def _print(self) -> None:
        from ujuzi.ui.shell.printing import ask_and_print, paper

        title = self.tr("Code for a new PIN")
        at = self.tr("At {computer}: choose your name, say that you forgot the PIN, and type this.")
        html = (
            f"<h1>{escape(title)}</h1><p>{escape(self._name)}</p>"
            f"<p dir='ltr' style='font-size: 28pt'><b>{escape(self.code.text())}</b></p>"
            f"<p>{escape(at.format(computer=self.computer.currentText()))}</p>"
        )
        ask_and_print(self, paper(html, QLocale().bcp47Name()), title)
