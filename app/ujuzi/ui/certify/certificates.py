"""The certificates that a person holds, each a step from its sheet; and the way to check one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.services.assess.certificates import HeldCertificate
from ujuzi.ui.cards.card_grid import CardGrid
from ujuzi.ui.certify.preview import Preview
from ujuzi.ui.certify.words import left_hub_line, revoked_line
from ujuzi.ui.look.dates import date_of
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.destinations import (
    ToAssessments,
    ToCertificate,
    ToCertificates,
    ToCheck,
)
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import CardButton
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label

PREVIEW = 220


class CertificatesPage(ScrollPage[ToCertificates]):
    """My certificates."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._held: tuple[HeldCertificate, ...] = ()
        self._title = Label("display")
        self.check_button = Button("", "check")
        self.check_button.clicked.connect(lambda: self.go(ToCheck()))
        self.notice = PageNotice()
        self.empty = EmptyState("certificates")
        self.empty.acted.connect(lambda: self.go(ToAssessments()))
        self.cards = CardGrid(across=1)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.check_button)
        self.column.addLayout(head)
        for widget in (self.notice, self.empty, self.cards):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, _at: ToCertificates) -> None:
        """Show what this learner holds."""
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & Changes.DOCUMENTS:
            self._ask()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Certificates"))
        self.check_button.setText(self.tr("Check a certificate"))
        self.empty.say(
            self.tr("No certificate yet"),
            self.tr(
                "Pass an assessment and send it to the hub: your certificate comes back with the"
                " next exchange, and stays here to save and print."
            ),
            self.tr("Assessments"),
        )
        self._show()

    def _ask(self) -> None:
        learner = self._learner
        self._jobs.ask(
            self, lambda desk: desk.certificates.held(learner), self._keep, self.notice.refuse
        )

    def _keep(self, held: tuple[HeldCertificate, ...]) -> None:
        self._held = held
        self.notice.clear()
        self._show()

    def _show(self) -> None:
        self.cards.set_cards([partial(self._card, held) for held in self._held])
        self.cards.setVisible(bool(self._held))
        self.empty.setVisible(not self._held)

    def _card(self, held: HeldCertificate) -> QWidget:
        card = CertificateCard(held)
        card.clicked.connect(lambda: self.go(ToCertificate(held.certificate.id)))
        return card


class CertificateCard(CardButton):
    """One certificate, small, and what it says."""

    def __init__(self, held: HeldCertificate) -> None:
        super().__init__()
        achievement = held.certificate.achievement
        preview = Preview()
        preview.setFixedWidth(PREVIEW)
        preview.show_certificate(held)
        lines = [achievement.awarding_body, date_of(held.certificate.issued)]
        if held.revoked is not None:
            lines.append(revoked_line(held.revoked))
        elif held.is_of_left_hub:
            lines.append(left_hub_line())
        words = QVBoxLayout()
        words.setSpacing(SPACE // 2)
        words.addWidget(Label("lead", achievement.name))
        for line in lines:
            words.addWidget(Label("soft", line))
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        row.addWidget(preview, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)
        self.setAccessibleName(". ".join((achievement.name, *lines)))
