"""The cohorts of the campus: people who study together, what, and from when to when."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.services.campus.people import Cohort
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.campus_people import KnownPeople, known_people
from ujuzi.ui.campus.closed_office import refuse, tell_closed
from ujuzi.ui.campus.cohort_card import CohortCard
from ujuzi.ui.campus.people_words import cohort_sentence
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.rows.row import Row
from ujuzi.ui.rows.view import RowList
from ujuzi.ui.shell.destinations import ToCohort, ToOffice, ToPeople, ToPerson
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

WIDTH = 760
NEW = "new"
"""In place of the id of a cohort that is to be made."""


class CohortPage(ScrollPage[ToCohort]):
    """All of them, or one: what it is, who is in it, and its end."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs, self._learner = jobs, learner
        self._id = ""
        self._known: KnownPeople | None = None
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCohort() if self._id else ToPeople()))
        self._title = Label("display")
        self.new = Button("", "add")
        self.new.clicked.connect(lambda: self.go(ToCohort(NEW)))
        self.notice = PageNotice()
        self.notice.acted.connect(lambda: self.go(ToOffice(after=ToCohort(self._id))))
        self.empty = EmptyState("competencies")
        self.empty.acted.connect(lambda: self.go(ToCohort(NEW)))
        self.list = RowList(fits=True)
        self.list.chosen.connect(lambda key: self.go(ToCohort(str(key))))
        self.card = CohortCard(jobs, learner, self.notice)
        self.card.saved.connect(self._saved)
        self.card.ended.connect(self._ask)
        self.members = MembersCard()
        self.members.add.clicked.connect(lambda: self.go(ToPeople()))
        self.members.show_them.clicked.connect(lambda: self.go(ToPeople(cohort=self._id)))
        self.members.list.chosen.connect(lambda key: self.go(ToPerson(str(key))))
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (
            *(self._title, WrappedRow((self.new,)), self.notice, self.empty),
            *(self.list, self.card, self.members),
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, at: ToCohort) -> None:
        """Show all of them, or one."""
        self._id = at.cohort
        self.notice.clear()
        self.card.begin()
        self.scroll_to_top()
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.DOCUMENTS | Changes.PEOPLE | Changes.SYNC):
            self._ask()

    def first_stop(self) -> QWidget:
        if self._id:
            return self.card.name
        return self.list if self._known and self._known.cohorts else self.empty.action

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.new.setText(self.tr("New cohort"))
        self.list.setAccessibleName(self.tr("Cohorts of the campus"))
        self.empty.say(
            self.tr("No cohorts yet"),
            self.tr(
                "A cohort is people who study the same courses together, from one day to another."
                " Give it a name and its days, then put people into it."
            ),
            self.tr("New cohort"),
        )
        self._show()

    def _ask(self) -> None:
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: known_people(desk, learner),
            self._keep,
            partial(refuse, self.notice),
        )

    def _keep(self, known: KnownPeople) -> None:
        self._known = known
        if known.office is not OfficeState.OPEN and not self.notice.isVisible():
            tell_closed(self.notice, known.office)
        if self._id not in ("", NEW) and self._cohort() is None:
            self.notice.tell(lambda: self.tr("This cohort is no longer known here."))
        self._show()

    def _cohort(self) -> Cohort | None:
        cohorts = self._known.cohorts if self._known is not None else ()
        return next((each for each in cohorts if each.cohort == self._id), None)

    def _saved(self, cohort: str) -> None:
        if cohort != self._id:
            self.go(ToCohort(cohort))
        else:
            self._ask()

    def _show(self) -> None:
        known, cohort, one = self._known, self._cohort(), bool(self._id)
        self.back.setText(self.tr("Cohorts") if one else self.tr("People"))
        title = self.tr("Cohorts")
        if one:
            title = cohort.name if cohort is not None else ""
        if self._id == NEW:
            title = self.tr("New cohort")
        self._title.setText(title)
        filled = known is not None and bool(known.cohorts)
        self.new.setVisible(not one and filled)
        self.list.setVisible(not one and filled)
        self.empty.setVisible(not one and known is not None and not filled)
        self.card.setVisible(one and known is not None and (cohort is not None or self._id == NEW))
        self.members.setVisible(cohort is not None)
        if known is None:
            return
        self.list.set_rows(self._rows(known))
        self.card.show_cohort(cohort, known)
        if cohort is not None:
            self.members.show_members(cohort, known)

    def _rows(self, known: KnownPeople) -> list[Row]:
        rows = [self._row(each, known) for each in known.cohorts if not each.ended]
        ended = [self._row(each, known) for each in known.cohorts if each.ended]
        return [*rows, *([Row(self.tr("Have ended")), *ended] if ended else [])]

    def _row(self, cohort: Cohort, known: KnownPeople) -> Row:
        said = cohort_sentence(cohort, known.course_titles)
        return Row(
            cohort.name,
            key=cohort.cohort,
            pieces=((said, False),),
            icon="competencies",
            spoken=f"{cohort.name}. {said}",
        )


class MembersCard(SettingCard):
    """Who is in a cohort."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label("soft")
        self.add, self.show_them = Button("", "add"), Button("", "person")
        self.list = RowList(fits=True)
        for widget in (self._text, WrappedRow((self.add, self.show_them)), self.list):
            self.column.addWidget(widget)
        self.retranslate()

    def show_members(self, cohort: Cohort, known: KnownPeople) -> None:
        """Show who is in it, by name; beyond so many, how many others."""
        people = [each for each in known.everybody if each.person in set(cohort.people)]
        rows = [
            Row(each.name, key=each.person, icon="person", detail=each.person)
            for each in people[:MOST_MEMBERS]
        ]
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.show_them.setVisible(bool(people))
        self.add.setVisible(not cohort.ended)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Who is in it"))
        self._text.setText(
            self.tr(
                "To put people in or take them out, tick them under People, press “Enrol”, and"
                " choose this cohort."
            )
        )
        self.add.setText(self.tr("Put people in"))
        self.show_them.setText(self.tr("Show them under People"))
        self.list.setAccessibleName(self.tr("People of this cohort"))


MOST_MEMBERS = 100
"""Names that are listed; all stand under People."""
