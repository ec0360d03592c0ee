"""Competencies: how a person rates herself in each framework of her role, and what to study."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.study.self_assessment import Profile, SelfAssessmentOffer
from ujuzi.ui.competencies.framework_card import FrameworkCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.destinations import ToActivity, ToCompetencies, ToSelfAssessment
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label

Standings = tuple[tuple[SelfAssessmentOffer, Profile], ...]


class CompetenciesPage(ScrollPage[ToCompetencies]):
    """A card a framework."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._is_known = False
        self.cards: dict[str, FrameworkCard] = {}
        self._title = Label("display")
        self._about = Label("soft")
        self.notice = PageNotice()
        self.empty = EmptyState("competencies")
        self.empty.hide()
        self._held = QVBoxLayout()
        self._held.setSpacing(3 * SPACE)
        for widget in (self._title, self._about, self.notice, self.empty):
            self.column.addWidget(widget)
        self.column.addLayout(self._held)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, _at: ToCompetencies) -> None:
        """Show how this learner stands."""
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (
            Changes.COMPETENCIES
            | Changes.PROGRESS
            | Changes.LIBRARY
            | Changes.PEOPLE
            | Changes.PREFERENCES
        ):
            self._ask()

    def first_stop(self) -> QWidget | None:
        return next((card.begin for card in self.cards.values()), None)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Competencies"))
        self._about.setText(
            self.tr("What you can do, as you see it yourself, and what to study next.")
        )
        self.empty.say(
            self.tr("Nothing to rate yet"),
            self.tr(
                "No framework on this computer has statements for your role. Your National Centre"
                " can add one; your role is in Settings."
            ),
        )
        self.empty.setVisible(self._is_known and not self.cards)

    def _ask(self) -> None:
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: desk.self_assessment.standings(learner),
            self._show,
            self._refuse,
        )

    def _show(self, standings: Standings) -> None:
        self._is_known = True
        self.notice.clear()
        gone = self.cards.keys() - {profile.framework for _, profile in standings}
        for framework in gone:
            card = self.cards.pop(framework)
            card.hide()
            card.deleteLater()
        for offer, profile in standings:
            if profile.framework in self.cards:
                self.cards[profile.framework].show_standing(offer, profile)
            else:
                self._add(FrameworkCard(offer, profile))
        self.empty.setVisible(not self.cards)

    def _add(self, card: FrameworkCard) -> None:
        framework = card.profile.framework
        card.begun.connect(partial(self.go, ToSelfAssessment(framework)))
        card.activity_chosen.connect(lambda pack, it: self.go(ToActivity(pack, it)))
        card.sharing_wished.connect(partial(self._share, card))
        self.cards[framework] = card
        self._held.addWidget(card)
        card.show()

    def _share(self, card: FrameworkCard, shared: bool) -> None:
        learner, profile = self._learner, card.profile
        self._jobs.ask(
            self,
            lambda desk: desk.self_assessment.share(
                learner, profile.framework, profile.round, shared=shared
            ),
            fail=self._refuse,
        )

    def _refuse(self, error: UjuziError) -> None:
        self.notice.refuse(error)
        for card in self.cards.values():
            card.retranslate()
