"""One framework on the Competencies page: how one stands in it, what to do next, who may see it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from ujuzi.services.study.self_assessment import Profile, SelfAssessmentOffer
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.competencies.profile_view import ProfileView
from ujuzi.ui.look.dates import day, minutes
from ujuzi.ui.look.theme import SPACE, restyle
from ujuzi.ui.shell.competencies import framework_name, in_window_language
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.rule import Rule

SECONDS_A_STATEMENT = 20


class FrameworkCard(SettingCard):
    """Tells what was pressed; decides nothing."""

    begun = Signal()
    activity_chosen = Signal(str, str)
    sharing_wished = Signal(bool)

    def __init__(self, offer: SelfAssessmentOffer, profile: Profile) -> None:
        super().__init__()
        self.offer = offer
        self.profile = profile
        self._framework = Label("caption")
        self._state = Label("soft")
        self.begin = Button()
        self.begin.clicked.connect(self.begun)
        self.view = ProfileView()
        self.view.activity_chosen.connect(self.activity_chosen)
        self.shared = QCheckBox()
        self.shared.clicked.connect(self.sharing_wished)
        self._seen = Label("caption")
        self._sharing = (Rule(), self.shared, self._seen)
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addWidget(self._state, 1)
        row.addWidget(self.begin)
        self.column.setSpacing(SPACE)
        self.column.addWidget(self._framework)
        self.column.addLayout(row)
        self.column.addSpacing(SPACE)
        self.column.addWidget(self.view)
        self.column.addSpacing(SPACE)
        for widget in self._sharing:
            self.column.addWidget(widget)
        self.retranslate()

    def show_standing(self, offer: SelfAssessmentOffer, profile: Profile) -> None:
        """Show how things stand now."""
        self.offer, self.profile = offer, profile
        self.retranslate()

    def retranslate(self) -> None:
        offer, profile = self.offer, self.profile
        finished = bool(profile.round)
        self.title.setText(in_window_language(offer.questionnaire.title))
        self._framework.setText(framework_name(profile.framework))
        self._state.setText(" ".join(self._standing()))
        self.begin.setText(
            self.tr("Go on")
            if offer.rated
            else self.tr("Do it again")
            if finished
            else self.tr("Begin")
        )
        self.begin.setAccessibleDescription(self.title.text())
        self.begin.setProperty("kind", "" if finished and not offer.rated else "primary")
        restyle(self.begin)
        self.view.show_profile(profile)
        self.view.setVisible(finished)
        for widget in self._sharing:
            widget.setVisible(finished)
        self.shared.setText(self.tr("Show this to my institution, with my name"))
        self.shared.setChecked(profile.shared)
        self._seen.setText(
            self.tr(
                "Your institution sees your name and how you rated yourself by competency. Remove"
                " the tick and it no longer does."
            )
            if profile.shared
            else self.tr(
                "Without this tick your institution sees only averages of five people or more,"
                " and never your name."
            )
        )
        self.shared.setAccessibleDescription(self._seen.text())

    def _standing(self) -> Iterator[str]:
        """Yield what is done, and what is under way."""
        number = QLocale().toString
        offer, profile = self.offer, self.profile
        count = len(offer.questionnaire.statements)
        if profile.finished_at is not None:
            yield self.tr("You rated yourself on {day}.").format(day=day(profile.finished_at))
        if profile.first_finished_at is not None:
            yield self.tr("The first time was on {day}.").format(day=day(profile.first_finished_at))
        if offer.rated:
            yield self.tr(
                "{rated} of {count} statements are rated; go on where you stopped."
            ).format(rated=number(offer.rated), count=number(count))
        elif profile.finished_at is None:
            yield self.tr(
                "Statements to rate: {count}. It takes about {time}, and you can stop at any time."
            ).format(count=number(count), time=minutes(count * SECONDS_A_STATEMENT // 60 or 1))
        elif profile.first_finished_at is None:
            yield self.tr("Do it again after studying, to compare with the first time.")
