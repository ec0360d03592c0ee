"""Assessments: what may be sat, what waits for the hub, and what came of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.course import Course
from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.assess.offers import AssessmentOffer
from ujuzi.ui.assess.offer_card import OfferCard
from ujuzi.ui.cards.card_grid import CardGrid
from ujuzi.ui.shell.destinations import (
    ToActivity,
    ToAppeal,
    ToAssessments,
    ToCourse,
    ToLearn,
    ToSitting,
    ToSync,
)
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label

WIDTH = 760


class AssessmentsPage(ScrollPage[ToAssessments]):
    """A card an assessment."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._learner = learner
        self._offers: tuple[AssessmentOffer, ...] | None = None
        self._title = Label("display")
        self.notice = PageNotice()
        self.empty = EmptyState("assessments")
        self.empty.acted.connect(lambda: self.go(ToLearn()))
        self.cards = CardGrid(across=1)
        for widget in (self._title, self.notice, self.empty, self.cards):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, _at: ToAssessments) -> None:
        """Show the assessments of this computer as this learner stands in them."""
        self.scroll_to_top()
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.ASSESSMENTS | Changes.LIBRARY | Changes.DOCUMENTS | Changes.SYNC):
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
        learner = self._learner
        self._jobs.ask(
            self, lambda desk: desk.assessments.offers(learner), self._keep, self._refuse
        )

    def _keep(self, offers: tuple[AssessmentOffer, ...]) -> None:
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

    def _card(self, offer: AssessmentOffer) -> OfferCard:
        card = OfferCard(offer)
        card.begin_chosen.connect(lambda offer: self.go(ToSitting(offer.pack, offer.assessment.id)))
        card.study_chosen.connect(self._study)
        card.appeal_wished.connect(self._appeal)
        card.sync_asked.connect(lambda: self.go(ToSync()))
        return card

    def _appeal(self, offer: AssessmentOffer, attempt: str) -> None:
        self.go(ToAppeal(attempt, offer.assessment.title))

    def _study(self, offer: AssessmentOffer, competency: str) -> None:
        """Open the first activity of the module about a competency, or else the course."""

        def found(course: Course) -> None:
            for module in course.modules:
                if competency in module.competencies and module.activities:
                    self.go(ToActivity(offer.pack, module.activities[0].id))
                    return
            self.go(ToCourse(course.id))

        self._jobs.ask(self, lambda desk: desk.library.outline(offer.pack), found, self._refuse)
