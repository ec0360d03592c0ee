"""One assessment: how one stands in it, its rules, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ujuzi.services.assess.offers import AssessmentOffer, OfferState, Result, counts
from ujuzi.ui.assess.appeal_part import AppealPart
from ujuzi.ui.assess.heading import AssessmentHeading
from ujuzi.ui.assess.result_view import ResultView, score, verdict, weakest
from ujuzi.ui.assess.rules import in_short
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.competencies import competency_name
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.rule import Rule


class OfferCard(Card):
    """Made anew whenever something of it changes."""

    begin_chosen = Signal(object)
    study_chosen = Signal(object, str)
    """(the offer, a competency; empty where the whole course is meant)"""
    sync_asked = Signal()
    appeal_wished = Signal(object, str)
    """(the offer, the attempt)"""

    def __init__(self, offer: AssessmentOffer) -> None:
        super().__init__()
        self.offer = offer
        self._waiting = [
            each.submitted_at
            for each in offer.handed_in
            if each.result is None or each.result.state == "waiting"
        ]
        results = [each.result for each in offer.handed_in if each.result is not None]
        self._unreadable = any(result.state == "unreadable" for result in results)
        graded = [result for result in results if result.state == "graded"]
        self._graded = sorted(graded, key=lambda result: not counts(result))
        self._weak = weakest(self._graded[0]) if self._graded else ""
        self.column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        self.column.setSpacing(SPACE * 3 // 2)
        self.column.addWidget(Label("caption", offer.course_title))
        self.column.addWidget(Label("title", offer.assessment.title))
        self._add_waiting()
        self._add_results()
        if offer.state is not OfferState.PASSED:
            self._add_rules()
        self._add_actions()

    def _add_waiting(self) -> None:
        if self._waiting:
            handed_in = self.tr("Handed in on {date}.").format(date=day(max(self._waiting)))
            about = self.tr("The result comes with the next exchange, or a later one: see Sync.")
            words = self.tr("%n attempt(s) wait for the hub", "", len(self._waiting))
            self.column.addWidget(AssessmentHeading("sync", words, f"{handed_in} {about}"))
        if self._unreadable:
            self.column.addWidget(
                AssessmentHeading(
                    "help",
                    self.tr("The hub could not read an attempt"),
                    self.tr("Tell your coordinator, who can find out why."),
                )
            )

    def _add_results(self) -> None:
        """Show the attempt that was passed, or else the latest, and the others in a line each."""
        if not self._graded:
            return
        first, *others = self._graded
        self.column.addWidget(ResultView(first))
        self._add_appeal(first)
        if others:
            self.column.addWidget(Label("strong", self.tr("Other attempts")))
        for result in others:
            self.column.addWidget(Label("caption", f"{verdict(result)} · {score(result)}"))
            self._add_appeal(result)

    def _add_appeal(self, result: Result) -> None:
        attempt = result.attempt
        appeals = {each.attempt: each.appeal for each in self.offer.handed_in}
        about = f"{self.offer.assessment.title} · {score(result)}"
        part = AppealPart(appeals.get(attempt), about)
        part.wished.connect(lambda: self.appeal_wished.emit(self.offer, attempt))
        self.column.addWidget(part)

    def _add_rules(self) -> None:
        if self._graded:
            self.column.addWidget(Rule())
        self.column.addWidget(Label("body", in_short(self.offer)))
        self.column.addWidget(
            Label(
                "caption",
                self.tr(
                    "Passing counts for your certificate. Answers are sealed when you hand in: only"
                    " the hub can read them."
                ),
            )
        )

    def _add_actions(self) -> None:
        if not self.offer.linked:
            self.column.addWidget(
                Label(
                    "caption",
                    self.tr(
                        "Certificates are given to people on their institution's list: link your"
                        " profile in Settings."
                    ),
                )
            )
        why = self._why_not()
        if why:
            self.column.addWidget(Label("body", why))
        actions = QHBoxLayout()
        actions.setSpacing(SPACE)
        for button in self._buttons():
            button.setAccessibleDescription(self.offer.assessment.title)
            actions.addWidget(button)
        actions.addStretch(1)
        self.column.addSpacing(SPACE // 2)
        self.column.addLayout(actions)

    def _why_not(self) -> str:
        """Return why it cannot be begun, or what is needed to begin it."""
        match self.offer.state:
            case OfferState.OPEN | OfferState.PASSED:
                return ""
            case OfferState.MAY_BEGIN:
                supervised = self.offer.assessment.supervised
                return (
                    self.tr("Supervised: your coordinator gives you a code to begin.")
                    if supervised
                    else ""
                )
        return sentence(self.offer.refusal)

    def _buttons(self) -> Sequence[Button]:
        """Return what to press: the main thing first."""
        match self.offer.state:
            case OfferState.OPEN:
                return [self._begin(self.tr("Go on where you stopped"))]
            case OfferState.NOT_REGISTERED:
                return [self._sync(self.tr("Register this computer"))]
            case OfferState.NO_TICKET:
                return [self._sync(self.tr("Go to Sync")), self._study("quiet")]
            case OfferState.MAY_BEGIN if self._graded or self._waiting:
                return [self._begin(self.tr("Try again")), self._study("quiet")]
            case OfferState.MAY_BEGIN:
                return [self._begin(self.tr("Begin"))]
            case OfferState.PASSED if not self._weak:
                return []
        return [self._study()]

    def _begin(self, words: str) -> Button:
        begin = Button("primary")
        begin.setText(words)
        begin.clicked.connect(lambda: self.begin_chosen.emit(self.offer))
        return begin

    def _sync(self, words: str) -> Button:
        sync = Button("primary")
        sync.setText(words)
        sync.clicked.connect(self.sync_asked)
        return sync

    def _study(self, kind: str = "") -> Button:
        study = Button(kind)
        study.setText(
            self.tr("Study: {competency}").format(competency=competency_name(self._weak))
            if self._weak
            else self.tr("Go to the course")
        )
        study.clicked.connect(lambda: self.study_chosen.emit(self.offer, self._weak))
        return study
