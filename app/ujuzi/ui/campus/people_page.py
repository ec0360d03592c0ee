"""The people of the campus: found by a piece of the name, looked at, and decided about together.

Who is ticked stays so while others are looked for. Rows are found beside the windows, and an answer
to something that is no longer asked is not shown.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, QSignalBlocker
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.campus_people import KnownPeople, known_people
from ujuzi.ui.campus.chosen_people import ChosenPeople
from ujuzi.ui.campus.closed_office import refuse, tell_closed
from ujuzi.ui.campus.people_found import FoundPeople, PeopleOnly, found, key_of
from ujuzi.ui.campus.people_words import only_meaning, only_words, person_row
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.rows.tick_list import TickList
from ujuzi.ui.shell.destinations import (
    ToCampus,
    ToCohort,
    ToOffice,
    ToPeople,
    ToPerson,
    ToRosterImport,
    ToSlips,
)
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.current_stack import CurrentStack
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.find_field import FindField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.scrolling import scrolling
from ujuzi.ui.widgets.wrapped_row import WrappedRow

STRETCH = 1000
LETTERS = 15
"""Of a cohort, as far as they are seen."""


class PeoplePage(Page[ToPeople]):
    """A list, what narrows it, and what is decided about those who are ticked."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._learner = jobs, learner
        self._known: KnownPeople | None = None
        self._found = FoundPeople()
        self._only, self._cohort, self._words = PeopleOnly.ALL, "", ""
        self._says_closed = False
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCampus()))
        self._title = Label("display", wraps=False)
        self.bring, self.add = Button("", "contents"), Button("", "add")
        self.bring.clicked.connect(lambda: self.go(ToRosterImport()))
        self.add.clicked.connect(lambda: self.go(ToPerson()))
        self.cohorts = Button("", "competencies")
        self.cohorts.clicked.connect(lambda: self.go(ToCohort()))
        self.notice = PageNotice()
        self.notice.acted.connect(lambda: self.go(ToOffice(after=ToPeople())))
        self.list = TickList()
        self.words = FindField(self.list)
        self.words.rested.connect(self._narrow_to_words)
        self.cohort = DropDown()
        self.cohort.setMinimumContentsLength(LETTERS)
        self.cohort.activated.connect(lambda _row: self._narrow_to_cohort())
        self.chips: dict[PeopleOnly, Button] = {}
        group = QButtonGroup(self)
        for only in PeopleOnly:
            chip = self.chips[only] = Button()
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._choose_only, only))
            group.addButton(chip)
        self.chips[PeopleOnly.ALL].setChecked(True)
        self.list.chosen.connect(lambda key: self.go(ToPerson(*key)))
        self.list.ticks_changed.connect(self._show_chosen)
        self.empty = EmptyState("person")
        self.empty.acted.connect(lambda: self.go(ToRosterImport()))
        self._held = CurrentStack(self.list, self.empty)
        self.count = Label("caption")
        self.tick_all, self.tick_none = Button("quiet"), Button("quiet")
        self.tick_all.clicked.connect(self.list.tick_all)
        self.tick_none.clicked.connect(lambda: self.list.set_ticked(()))
        self.chosen_people = ChosenPeople(jobs, learner, self.notice)
        self.chosen_people.acted.connect(self._read)
        self.chosen_people.slips_wished.connect(lambda: self.go(ToSlips(self.chosen_people.people)))
        self._lay_out()
        self.retranslate()

    def show_at(self, at: ToPeople) -> None:
        """Show who is known now; those who are asked about, where somebody is."""
        self.notice.clear()
        self._says_closed = False
        if at.words or at.only or at.cohort:
            self._only, self._cohort = PeopleOnly(at.only or PeopleOnly.ALL), at.cohort
            self._words = at.words
            self.chips[self._only].setChecked(True)
            self.words.show_words(at.words)
        self._read()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.DOCUMENTS | Changes.PEOPLE | Changes.SYNC):
            self._read()

    def first_stop(self) -> QWidget:
        return self.empty.action if self._held.current is self.empty else self.words

    def way_back(self) -> QAbstractButton:
        return self.back

    def find_words(self) -> None:
        self.words.take_keyboard()

    def retranslate(self) -> None:
        self.back.setText(self.tr("This week"))
        self._title.setText(self.tr("People"))
        self.bring.setText(self.tr("Import a list"))
        self.add.setText(self.tr("Add a person"))
        self.cohorts.setText(self.tr("Cohorts"))
        self.words.setPlaceholderText(self.tr("A piece of a name"))
        self.words.setAccessibleName(self.tr("A piece of a name"))
        self.cohort.setAccessibleName(self.tr("Cohort"))
        self.list.setAccessibleName(self.tr("People of the campus"))
        self.tick_none.setText(self.tr("Choose nobody"))
        self.empty.say(
            self.tr("Nobody is on your list yet"),
            self.tr(
                "Import the list of your staff: a table with staff number, name and role. You see"
                " what it will do before it does anything."
            ),
            self.tr("Import a list"),
        )
        self._fill_cohorts()
        self._show()

    # What is asked

    def _read(self) -> None:
        learner = self._learner
        self._jobs.ask(self, lambda desk: known_people(desk, learner), self._keep, self._refused)

    def _refused(self, error: UjuziError) -> None:
        refuse(self.notice, error)

    def _keep(self, known: KnownPeople) -> None:
        self._known = known
        closed = known.office is not OfficeState.OPEN
        if closed and not self.notice.isVisible():
            tell_closed(self.notice, known.office)
        elif self._says_closed and not closed:
            self.notice.clear()
        self._says_closed = closed
        there = {key_of(each) for each in known.everybody if each.person}
        self.list.set_ticked(self.list.ticked & there)
        if self._cohort not in known.cohort_names:
            self._cohort = ""
        self._fill_cohorts()
        self._find()

    def _find(self) -> None:
        """Find who is asked about, beside the windows."""
        known, asked = self._known, (self._only, self._cohort, self._words)
        if known is not None:
            self._jobs.ask(
                self,
                lambda _desk: found(known.everybody, *asked),
                lambda people: self._take(known, asked, people),
                self._refused,
            )

    def _take(
        self, known: KnownPeople, asked: tuple[PeopleOnly, str, str], people: FoundPeople
    ) -> None:
        if known is self._known and asked == (self._only, self._cohort, self._words):
            self._found = people
            self._show()

    def _narrow_to_words(self) -> None:
        if self.words.text().strip() != self._words:
            self._words = self.words.text().strip()
            self._find()

    def _narrow_to_cohort(self) -> None:
        self._cohort = self.cohort.chosen
        self._find()

    def _choose_only(self, only: PeopleOnly) -> None:
        self._only = only
        self._find()

    # What is shown

    def _fill_cohorts(self) -> None:
        cohorts = self._known.cohorts if self._known is not None else ()
        with QSignalBlocker(self.cohort):
            self.cohort.clear()
            self.cohort.addItem(self.tr("All cohorts"), "")
            for each in cohorts:
                self.cohort.addItem(each.name, each.cohort)
            self.cohort.choose(self._cohort)
        self.cohort.setVisible(bool(cohorts))

    def _show(self) -> None:
        known = self._known
        filled = known is not None and bool(known.everybody)
        self._held.show_only(self.list if filled else self.empty)
        self._held.setVisible(known is not None)
        for widget in (self._tools, self._chips, self._under):
            widget.setVisible(filled)
        if known is None:
            return
        names, number = known.cohort_names, QLocale().toString
        self.list.set_things(self._found.people, lambda person: person_row(person, names))
        for only, chip in self.chips.items():
            count = self._found.counts.get(only, 0)
            chip.setText(f"{only_words(only)}  {number(count)}")
            chip.setVisible(bool(count) or only in {PeopleOnly.ALL, self._only})
            chip.setToolTip(only_meaning(only))
            chip.setAccessibleDescription(only_meaning(only))
        self._show_chosen()

    def _show_chosen(self) -> None:
        known = self._known
        if known is None:
            return
        ticked, number = self.list.ticked, QLocale().toString
        shown = {key_of(each) for each in self._found.people}
        hidden = len(ticked - shown)
        if not self._found.people:
            said = self.tr("Nobody is found. Remove a word, or choose Everybody.")
        elif not ticked:
            said = self.tr("Shown: {count}. Tick whom you want to decide about.").format(
                count=number(len(shown))
            )
        elif hidden:
            said = self.tr("Chosen: {count}, of whom {hidden} are not shown now").format(
                count=number(len(ticked)), hidden=number(hidden)
            )
        else:
            said = self.tr("Chosen: {count}").format(count=number(len(ticked)))
        self.count.setText(said)
        self.tick_all.setText(
            self.tr("Choose all {count}").format(count=number(len(self._found.people)))
        )
        self.tick_all.setVisible(bool(self._found.people))
        self.tick_none.setVisible(bool(ticked))
        people = [each.person for each in known.everybody if key_of(each) in ticked]
        self.chosen_people.show_people(people, known)
        self.chosen_people.setVisible(bool(people))

    def _lay_out(self) -> None:
        head = WrappedRow((self.back, self._title, self.bring, self.add, self.cohorts))
        self._chips = WrappedRow(list(self.chips.values()))
        self._tools = WrappedRow((self.words, self.cohort, self.tick_all, self.tick_none))
        self._under = QWidget()
        under = QVBoxLayout(self._under)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(SPACE)
        under.addWidget(self.count)
        under.addWidget(self.chosen_people)
        held = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(held))
        column = QVBoxLayout(held)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, SPACE)
        column.setSpacing(SPACE)
        for widget in (head, self.notice, self._tools, self._chips):
            column.addWidget(widget)
        column.addWidget(self._held, STRETCH)
        column.addWidget(self._under)
