"""Assessments: what may be sat, what waits for the hub, and what came of it.

Emits what was chosen; knows no other page.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ujuzi.domain.course import Course
from ujuzi.errors import UjuziError
from ujuzi.services.assess.assessment import Offer
from ujuzi.services.people.people import Person
from ujuzi.ui.assess.offer_card import OfferCard
from ujuzi.ui.cards.card_grid import CardGrid
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label

WIDTH = 760


class AssessmentsPage(ScrollPage):
    """A card an assessment."""

    begin_chosen = Signal(str, str)
    activity_chosen = Signal(str, str)
    course_chosen = Signal(str)
    learn_asked = Signal()
    sync_asked = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._person: Person | None = None
        self._offers: tuple[Offer, ...] | None = None
        self._title = Label("display")
        self.notice = PageNotice()
        self.empty = EmptyState("assessments")
        self.empty.acted.connect(self.learn_asked)
        self.cards = CardGrid(across=1)
        for widget in (self._title, self.notice, self.empty, self.cards):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_for(self, person: Person) -> None:
        """Show the assessments of this computer as this person stands in them."""
        self._person = person
        self.scroll_to_top()
        self._ask()

    def changed(self, topics: frozenset[str]) -> None:
        if topics & {"assessments", "library", "documents"}:
            self._ask()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Assessments"))
        self.empty.say(
            self.tr("No assessment is on this computer yet"),
            self.tr(
                "An assessment comes with its course. Add the course, study it, and sit the"
                " assessment here when you are ready."
            ),
            self.tr("Go to Learn"),
        )
        self._show()

    def _ask(self) -> None:
        if self._person is not None:
            learner = self._person.learner
            self._jobs.ask(
                self, lambda desk: desk.assessments.offers(learner), self._keep, self._refuse
            )

    def _keep(self, offers: tuple[Offer, ...]) -> None:
        self.notice.clear()
        if offers != self._offers:  # else the button that has the keyboard would lose it
            self._offers = offers
            self._show()

    def _refuse(self, error: UjuziError) -> None:
        self.notice.refuse(error)

    def _show(self) -> None:
        offers = self._offers
        self.empty.setVisible(offers == ())
        self.cards.setVisible(bool(offers))
        self.cards.set_cards([partial(self._card, offer) for offer in offers or ()])

    def _card(self, offer: Offer) -> OfferCard:
        card = OfferCard(offer)
        card.begin_chosen.connect(
            lambda offer: self.begin_chosen.emit(offer.pack, offer.assessment.id)
        )
        card.study_chosen.connect(self._study)
        card.sync_asked.connect(self.sync_asked)
        return card

    def _study(self, offer: Offer, competency: str) -> None:
        """Open the first activity of the module about a competency, or else the course."""

        def found(course: Course) -> None:
            for module in course.modules:
                if competency in module.competencies and module.activities:
                    self.activity_chosen.emit(offer.pack, module.activities[0].id)
                    return
            self.course_chosen.emit(course.id)

        self._jobs.ask(self, lambda desk: desk.library.outline(offer.pack), found, self._refuse)
