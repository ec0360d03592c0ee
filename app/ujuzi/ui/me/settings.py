"""Settings: how the windows look and speak, who one is, one's PIN, and this computer.

What is chosen is worn at once and kept with the person, so that it comes back on whichever day she
signs in here again.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.services.people.people import Person, Preferences
from ujuzi.services.people.roster import Link
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.me.appearance_card import AppearanceCard
from ujuzi.ui.me.computer_card import ComputerCard
from ujuzi.ui.me.link_card import LinkCard
from ujuzi.ui.me.pin_card import PinCard
from ujuzi.ui.me.profile_card import ProfileCard
from ujuzi.ui.me.seat_card import SeatCard
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.label import Label

WIDTH = 760


class SettingsPage(ScrollPage):
    """Six cards."""

    dress_chosen = Signal(object)
    """`Preferences` to put on now."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._person: Person | None = None
        self._title = Label("display")
        self.appearance = AppearanceCard()
        self.profile = ProfileCard()
        self.link = LinkCard()
        self.seat = SeatCard()
        self.pin = PinCard()
        self.computer = ComputerCard()
        self.column.addWidget(self._title)
        self.column.addSpacing(SPACE)
        cards = (self.appearance, self.profile, self.link, self.seat, self.pin, self.computer)
        for card in cards:
            self.column.addWidget(card)
        self.column.addStretch(1)
        self.appearance.wished.connect(self._dress)
        self.profile.wished.connect(self._change_profile)
        self.link.code_wished.connect(self._link_with)
        self.link.unlink_wished.connect(self._unlink)
        self.seat.code_typed.connect(self._confirm_with)
        self.seat.code_wished.connect(self._take_along)
        self.pin.wished.connect(self._change_pin)
        self.computer.export_wished.connect(self._export)
        self.retranslate()

    def show_for(self, person: Person) -> None:
        """Show this person's settings."""
        self._person = person
        self.appearance.show_preferences(person.preferences)
        self.profile.show_person(person)
        self.pin.clear()
        self.profile.notice.clear()
        self.computer.notice.clear()
        self.seat.show_code("")
        self.scroll_to_top()
        self._look_at_link()
        self._jobs.ask(self, _about_computer, lambda about: self.computer.show_computer(*about))

    def _look_at_link(self) -> None:
        if self._person is not None:
            learner = self._person.learner
            self._jobs.ask(self, lambda desk: desk.roster.link(learner), self._show_link)

    def _show_link(self, link: Link) -> None:
        self.link.show_link(link)
        self.seat.show_seat(link.seat)

    def _link_with(self, code: str) -> None:
        if self._person is not None:
            learner = self._person.learner
            self._jobs.ask(self, lambda desk: desk.roster.link_with(learner, code), self._show_link)

    def _unlink(self) -> None:
        if self._person is not None:
            learner = self._person.learner
            self._jobs.ask(self, lambda desk: desk.roster.unlink(learner), self._show_link)

    def _confirm_with(self, code: str) -> None:
        if self._person is not None:
            learner = self._person.learner
            self._jobs.ask(
                self,
                lambda desk: desk.roster.confirm_with(learner, code),
                self._show_link,
                lambda error: self.seat.code_field.refuse(sentence(error)),
            )

    def _take_along(self) -> None:
        if self._person is not None:
            learner = self._person.learner
            self._jobs.ask(self, lambda desk: desk.roster.take_along(learner), self.seat.show_code)

    def first_stop(self) -> QWidget:
        return self.appearance.language

    def go_to_code(self) -> None:
        """Let a person type her sign-in code."""
        self.seat.code.setFocus()

    def changed(self, topics: frozenset[str]) -> None:
        if topics & {"people", "documents"}:
            self._look_at_link()
        if "people" in topics and self._person is not None and not self.profile.edited():
            learner = self._person.learner
            self._jobs.ask(self, lambda desk: desk.people.person(learner), self._meet_again)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Settings"))

    def _meet_again(self, person: Person) -> None:
        self._person = person
        self.profile.show_person(person)

    def _dress(self, wished: Preferences) -> None:
        if self._person is None:
            return
        learner = self._person.learner

        def keep(desk: Desk) -> None:
            known = desk.people.person(learner).preferences
            kept = msgspec.structs.replace(
                known,
                language=wished.language,
                theme=wished.theme,
                text_size=wished.text_size,
            )
            desk.people.set_preferences(learner, kept)

        self.dress_chosen.emit(wished)
        self._jobs.ask(self, keep)

    def _change_profile(self, edited: dict[str, str]) -> None:
        if self._person is None:
            return
        learner = self._person.learner
        self._jobs.ask(
            self,
            lambda desk: desk.people.change_profile(learner, **edited),
            self._profile_changed,
            self._profile_refused,
        )

    def _profile_changed(self, person: Person) -> None:
        self._meet_again(person)
        self.profile.notice.say(self.tr("Saved."))

    def _profile_refused(self, error: UjuziError) -> None:
        if error.code.startswith("name-"):
            self.profile.name_field.refuse(sentence(error))
            self.profile.name.setFocus()
        else:
            self.profile.notice.say(sentence(error), "caution")

    def _change_pin(self, present: str, new: str) -> None:
        if self._person is None:
            return
        learner = self._person.learner
        self._jobs.ask(
            self,
            lambda desk: desk.people.change_pin(learner, present, new),
            lambda _: self.pin.succeed(),
            self.pin.refuse,
        )

    def _export(self, folder: Path) -> None:
        if self._person is None:
            return
        learner = self._person.learner
        self._jobs.ask(
            self,
            lambda desk: desk.people.export(learner, folder),
            lambda file: self.computer.notice.say(self.tr("Saved as {path}").format(path=file)),
            lambda error: self.computer.notice.say(sentence(error), "caution"),
        )


def _about_computer(desk: Desk) -> tuple[Path, tuple[tuple[str, str], ...]]:
    trusted = tuple((key.publisher, key.fingerprint) for key in desk.library.trusted())
    return desk.computer.data_dir, trusted
