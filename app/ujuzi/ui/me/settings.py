"""Settings: how the windows look and speak, who one is, one's PIN, and this computer.

What is chosen is kept with the person, so that it comes back on whichever day she signs in here
again; the window wears it as soon as it is kept. There is nothing to press to save: a field is
saved when it is left, and the page says what it holds that is not saved yet.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QWidget

from ujuzi.domain.authority import Role
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.errors import RefusedError, UjuziError
from ujuzi.services.desk import Desk
from ujuzi.services.people.office import OfficeState
from ujuzi.services.people.people import Person, Preferences, save_archive
from ujuzi.services.people.roster import ProfileLink
from ujuzi.ui.cards.privacy import PAGE
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.me.appearance_card import AppearanceCard
from ujuzi.ui.me.computer_card import ComputerCard
from ujuzi.ui.me.link_card import LinkCard
from ujuzi.ui.me.passphrase_card import PassphraseCard
from ujuzi.ui.me.pin_card import PinCard
from ujuzi.ui.me.privacy_card import PrivacyCard
from ujuzi.ui.me.profile_card import ProfileCard
from ujuzi.ui.me.seat_card import SeatCard
from ujuzi.ui.me.steward_card import StewardCard
from ujuzi.ui.me.told_card import ToldCard
from ujuzi.ui.me.update_card import UpdateCard
from ujuzi.ui.shell.destinations import ToHelp, ToLeadersReports, ToSettings
from ujuzi.ui.shell.jobs import Jobs, Reporter
from ujuzi.ui.shell.office_card import OfficeCard
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.label import Label

WIDTH = 760


class SettingsPage(ScrollPage[ToSettings]):
    """A card a subject."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._learner = learner
        self._at = ToSettings()
        self._title = Label("display")
        self.appearance = AppearanceCard()
        self.profile = ProfileCard()
        self.link = LinkCard()
        self.seat = SeatCard()
        self.office = OfficeCard(jobs, learner)
        self.office.hide()
        self._is_coordinator = False
        self.pin = PinCard()
        self.privacy = PrivacyCard()
        self.told = ToldCard(jobs, learner)
        self.computer = ComputerCard()
        self.passphrase = PassphraseCard(jobs)
        self.newer = UpdateCard(jobs)
        self.steward = StewardCard(jobs, learner)
        self.column.addWidget(self._title)
        self.column.addSpacing(SPACE)
        cards = (self.appearance, self.profile, self.link, self.seat, self.pin, self.office)
        for card in (
            *cards,
            self.privacy,
            self.told,
            self.computer,
            self.passphrase,
            self.newer,
            self.steward,
        ):
            self.column.addWidget(card)
        self.column.addStretch(1)
        self.appearance.wished.connect(self._dress)
        self.profile.wished.connect(self._change_profile)
        self.profile.typed.connect(self.unsaved_changed)
        self.link.code_wished.connect(self._link_with)
        self.link.unlink_wished.connect(self._unlink)
        self.link.reports_wished.connect(lambda: self.go(ToLeadersReports()))
        self.office.stood.connect(lambda _standing: self._show_office())
        self.seat.code_typed.connect(self._confirm_with)
        self.seat.code_wished.connect(self._take_along)
        self.pin.wished.connect(self._change_pin)
        self.privacy.more_wished.connect(lambda: self.go(ToHelp(PAGE)))
        self.computer.export_wished.connect(self._export)
        self.retranslate()

    def show_at(self, at: ToSettings) -> None:
        """Show this learner's settings."""
        self._at = at
        self.pin.clear()
        self.profile.notice.clear()
        self.computer.notice.clear()
        self.passphrase.clear()
        self.newer.look_at_sticks()
        self.steward.begin()
        self.seat.show_code("")
        self.told.begin()
        self.office.begin()
        self.scroll_to_top()
        self._look_at_person(self._meet)
        self._look_at_link()
        self._look_at_code()
        self._jobs.ask(self, _about_computer, lambda about: self._show_computer(*about))

    def leave(self) -> None:
        """Save what was typed and not left yet."""
        self.profile.wish()

    def saves_again(self) -> None:
        self.profile.wish()

    def unsaved(self) -> bool:
        return bool(self.profile.edited())

    def _show_computer(self, data_dir: Path, trusted: tuple[tuple[str, str], ...]) -> None:
        self.computer.show_computer(data_dir, trusted)
        self.passphrase.show_folder(data_dir)

    def _show_office(self) -> None:
        """Show the office to who has one, or may get one: the roster calls her coordinator."""
        standing = self.office.standing
        has_one = standing is not None and standing.state is not OfficeState.NONE
        self.office.setVisible(has_one or self._is_coordinator)

    def _look_at_link(self) -> None:
        learner = self._learner
        self._jobs.ask(self, lambda desk: desk.roster.link(learner), self._show_link)

    def _look_at_code(self) -> None:
        learner = self._learner
        self._jobs.ask(
            self, lambda desk: desk.people.steward_code_for(learner), self.steward.show_code
        )

    def _look_at_person(self, then: Callable[[Person], None]) -> None:
        learner = self._learner
        self._jobs.ask(self, lambda desk: desk.people.person(learner), then)

    def _meet(self, person: Person) -> None:
        self.appearance.show_preferences(person.preferences)
        if self.profile.edited():
            self.profile.wish()  # what the disk refused when the page was left
        else:
            self.profile.show_person(person)

    def _show_link(self, link: ProfileLink) -> None:
        self.link.show_link(link)
        self._is_coordinator = link.role == Role.COORDINATOR
        self._show_office()
        self.seat.show_seat(link.seat)

    def _link_with(self, code: str) -> None:
        learner = self._learner
        self._jobs.ask(self, lambda desk: desk.roster.link_with(learner, code), self._show_link)

    def _unlink(self) -> None:
        learner = self._learner
        self._jobs.ask(self, lambda desk: desk.roster.unlink(learner), self._show_link)

    def _confirm_with(self, code: str) -> None:
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: desk.roster.confirm_with(learner, code),
            self._show_link,
            lambda error: self.seat.code_field.refuse(sentence(error)),
        )

    def _take_along(self) -> None:
        learner = self._learner
        self._jobs.ask(self, lambda desk: desk.roster.take_along(learner), self.seat.show_code)

    def first_stop(self) -> QWidget:
        return self.seat.code if self._at.at_code else self.appearance.language

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.PEOPLE | Changes.DOCUMENTS):
            self._look_at_link()
        if changes & Changes.PEOPLE:
            self._look_at_code()
        if changes & Changes.PEOPLE and not self.profile.edited():
            self._look_at_person(self.profile.show_person)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Settings"))

    def _dress(self, wished: Preferences) -> None:
        learner = self._learner

        def keep(desk: Desk) -> None:
            known = desk.people.person(learner).preferences
            kept = msgspec.structs.replace(
                known,
                language=wished.language,
                theme=wished.theme,
                text_size=wished.text_size,
            )
            desk.people.set_preferences(learner, kept)

        def not_kept(error: UjuziError) -> None:
            self._look_at_person(self._meet)
            self._jobs.failed.emit(error)

        self._jobs.ask(self, keep, fail=not_kept)

    def _change_profile(self, edited: dict[str, str]) -> None:
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: desk.people.change_profile(learner, **edited),
            lambda person: self._profile_changed(person, edited),
            self._profile_refused,
        )

    def _profile_changed(self, person: Person, sent: dict[str, str]) -> None:
        self.profile.notice.clear()
        self.profile.keep(person, sent)

    def _profile_refused(self, error: UjuziError) -> None:
        if not self.isVisible():
            # Nobody sees it there: what cannot be is forgotten, what the disk refused waits.
            if isinstance(error, RefusedError):
                self.profile.forget_edits()
            self._jobs.failed.emit(error)
        elif error.code.startswith("name-"):
            self.profile.name_field.refuse(sentence(error))
        else:
            self.profile.notice.say(sentence(error), "refusal")

    def _change_pin(self, present: str, new: str) -> None:
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: desk.people.change_pin(learner, present, new),
            lambda _: self.pin.succeed(),
            self.pin.refuse,
        )

    def _export(self, folder: Path) -> None:
        learner = self._learner

        def export(_reporter: Reporter) -> Path:
            archive = self._jobs.wait_for(lambda desk: desk.people.archive(learner))
            return save_archive(archive, learner, folder)

        self._jobs.aside(
            self,
            export,
            lambda file: self.computer.notice.say(
                self.tr("Saved as {path}").format(path=file), "done"
            ),
            lambda error: self.computer.notice.say(sentence(error), "refusal"),
        )


def _about_computer(desk: Desk) -> tuple[Path, tuple[tuple[str, str], ...]]:
    trusted = tuple((key.publisher, key.fingerprint) for key in desk.library.trusted())
    return desk.computer.data_dir, trusted
