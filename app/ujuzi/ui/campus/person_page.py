"""Somebody of the campus: what is known of her, what is decided about her, and how that stands.

Of nobody it is the page on which somebody is added to the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.services.campus.computers import ComputerRow
from ujuzi.services.campus.people import CampusPerson, Enlisting
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.campus_people import KnownPeople, known_people
from ujuzi.ui.campus.chosen_people import ChosenPeople
from ujuzi.ui.campus.closed_office import refuse, tell_closed
from ujuzi.ui.campus.decided_card import DecidedCard
from ujuzi.ui.campus.facts_card import FactsCard
from ujuzi.ui.campus.people_words import profile_sentence, seen_sentence, standing_sentence
from ujuzi.ui.campus.person_form import PersonForm
from ujuzi.ui.campus.pin_help_card import PinHelpCard
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.dates import day
from ujuzi.ui.shell.destinations import ToOffice, ToPeople, ToPerson, ToSlips
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk

WIDTH = 760


@dataclass(frozen=True, slots=True)
class _Around:
    """Everybody, the computers of the campus, and which of them told of her, and when."""

    known: KnownPeople
    computers: tuple[ComputerRow, ...]
    used: Mapping[str, Milliseconds]

    @property
    def hers_first(self) -> tuple[ComputerRow, ...]:
        """The computers, those first that she used, the latest before others."""
        used = self.used
        return tuple(sorted(self.computers, key=lambda row: -used.get(row.device, 0)))


class PersonPage(ScrollPage[ToPerson]):
    """Her standing in a line, then facts, and a card a subject."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs, self._learner = jobs, learner
        self._at = ToPerson()
        self._around: _Around | None = None
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToPeople()))
        self._title = Label("display")
        self.standing = Label("lead")
        self.notice = PageNotice()
        self.notice.acted.connect(lambda: self.go(ToOffice(after=self._at)))
        self.facts = PersonFacts()
        self.decide = DecideCard(jobs, learner, self.notice)
        self.decide.chosen.acted.connect(self._ask)
        self.decide.chosen.slips_wished.connect(lambda: self.go(ToSlips(self.decide.chosen.people)))
        self.form = PersonForm(jobs, learner, self.notice)
        self.form.saved.connect(self._saved)
        self.pin = PinHelpCard(jobs, learner)
        self.pin.page_notice.acted.connect(lambda: self.go(ToOffice(after=self._at)))
        self.decided = DecidedCard(jobs)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (
            *(self._title, self.standing, self.notice, self.facts, self.decide),
            *(self.pin, self.form, self.decided),
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, at: ToPerson) -> None:
        """Show somebody, or empty fields for somebody new."""
        self._at = at
        self.notice.clear()
        self.form.begin()
        self.pin.forget()
        self.decided.begin()
        self.scroll_to_top()
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.DOCUMENTS | Changes.PEOPLE | Changes.SYNC):
            self._ask()

    def leave(self) -> None:
        """Forget codes, and what was typed."""
        self.pin.forget()
        self.form.begin()
        self.decided.begin()

    def first_stop(self) -> QWidget:
        return self.form.number if self._is_new else self.back

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("People"))
        self._show()

    @property
    def _is_new(self) -> bool:
        return not self._at.person and not self._at.learner

    def _ask(self) -> None:
        learner, at = self._learner, self._at
        self._jobs.ask(
            self,
            lambda desk: _around(desk, learner, at),
            lambda around: self._keep(around) if at == self._at else None,
            partial(refuse, self.notice),
        )

    def _keep(self, around: _Around) -> None:
        self._around = around
        if around.known.office is not OfficeState.OPEN and not self.notice.isVisible():
            tell_closed(self.notice, around.known.office)
        elif not self._is_new and self._person() is None:
            self.notice.tell(lambda: self.tr("Nobody of this number is known here."))
        self._show()

    def _saved(self, person: str) -> None:
        if person != self._at.person:
            self.go(ToPerson(person))
        else:
            self._ask()

    def _person(self) -> CampusPerson | None:
        return _somebody(self._around.known, self._at) if self._around is not None else None

    def _show(self) -> None:
        around, person = self._around, self._person()
        known = around is not None and person is not None
        listed = person is not None and bool(person.person)
        here = person is not None and person.standing is Enlisting.HERE
        self._title.setText(
            self.tr("Add a person")
            if self._is_new
            else (person.name or self.tr("Not known by name yet"))
            if person is not None
            else ""
        )
        said = standing_sentence(person) if person is not None else ""
        self.standing.setText(said)
        self.standing.setVisible(bool(said))
        self.facts.setVisible(known)
        self.decide.setVisible(known and listed)
        self.form.setVisible(self._is_new or (known and listed))
        self.pin.setVisible(known and here and bool(person and person.learners))
        if self._is_new:
            self.decided.hide()
            self.form.show_person(None)
        if around is None or person is None:
            return
        self.facts.show_facts(tuple(self._facts(person, around)))
        self.decided.look_about(person.person, person.learners)
        if listed:
            self.form.show_person(person)
            self.decide.chosen.show_people((person.person,), around.known)
        self.pin.show_profiles(person.name, person.learners, around.hers_first)

    def _facts(self, person: CampusPerson, around: _Around) -> Iterator[tuple[str, str]]:
        known = around.known
        if person.person:
            yield self.tr("Staff number"), person.person
        if person.role:
            yield self.tr("Role"), role_name(person.role) or person.role
        if person.email:
            yield self.tr("E-mail"), person.email
        if person.campus:
            campus = dict(known.campuses).get(person.campus, person.campus)
            yield self.tr("Campus"), campus
        yield self.tr("Profile"), profile_sentence(person)
        if person.seen_at is not None:
            yield self.tr("Seen"), seen_sentence(person)
        names = {row.device: row.name for row in around.computers}
        for device, used in around.used.items():
            if device in names:
                yield (
                    self.tr("Computer"),
                    self.tr("{name}, last used {day}").format(name=names[device], day=day(used)),
                )
        if person.code_until:
            yield (
                self.tr("Code"),
                self.tr("given, and good until {day}").format(day=day(person.code_until)),
            )
        for cohort in person.cohorts:
            yield self.tr("Cohort"), known.cohort_names.get(cohort, cohort)
        for course in person.courses:
            yield self.tr("Course"), known.course_titles.get(course, course)


class PersonFacts(FactsCard):
    """What is known of somebody."""

    def retranslate(self) -> None:
        self.title.setText(self.tr("What is known of her"))


class DecideCard(SettingCard):
    """The buttons about one person."""

    def __init__(self, jobs: Jobs, learner: LearnerId, notice: PageNotice) -> None:
        super().__init__()
        self._text = Label("soft")
        self.chosen = ChosenPeople(jobs, learner, notice)
        self.column.addWidget(self._text)
        self.column.addWidget(self.chosen)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("What you decide"))
        self._text.setText(
            self.tr(
                "A slip holds a code. With it she links her profile to the list; if she has one"
                " that is linked, it lets her in at a computer where she has never been."
            )
        )


def _somebody(known: KnownPeople, at: ToPerson) -> CampusPerson | None:
    """Return who is asked about; None where nobody is, or nobody is known so."""
    if at.person:
        return next((each for each in known.everybody if each.person == at.person), None)
    return next((each for each in known.everybody if at.learner in each.learners), None)


def _around(desk: Desk, learner: LearnerId, at: ToPerson) -> _Around:
    """Return what the page shows. Runs on the worker."""
    known = known_people(desk, learner)
    person = _somebody(known, at)
    used = desk.campus_people.computers_of(learner, person.learners) if person is not None else ()
    rows = (row for row in desk.campus_computers.rows() if not row.is_expected)
    return _Around(known, tuple(rows), dict(used))
