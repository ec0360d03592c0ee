"""All that is announced and not over, the newest first, whether it was read or not."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.services.delivery.announcements import ReadableAnnouncement
from ujuzi.ui.cards.announcement_text import AnnouncementText
from ujuzi.ui.cards.card_grid import CardGrid
from ujuzi.ui.shell.destinations import ToAnnouncements, ToLearn
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label

WIDTH = 760


class AnnouncementsPage(ScrollPage[ToAnnouncements]):
    """A card an announcement."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._learner = learner
        self._live: tuple[ReadableAnnouncement, ...] | None = None
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToLearn()))
        self._title = Label("display")
        self.notice = PageNotice()
        self.empty = EmptyState("notice")
        self.empty.acted.connect(lambda: self.go(ToLearn()))
        self.cards = CardGrid(across=1)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (self._title, self.notice, self.empty, self.cards):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, _at: ToAnnouncements) -> None:
        """Show what is announced now."""
        self.scroll_to_top()
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.DOCUMENTS | Changes.PREFERENCES):
            self._ask()

    def first_stop(self) -> QWidget:
        return self.back

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("Learn"))
        self._title.setText(self.tr("Announcements"))
        self.empty.say(
            self.tr("Nothing is announced now"),
            self.tr(
                "What your campus, your institution or your National Centre lets everybody know"
                " stands here until its last day, and once on the page where you start."
            ),
            self.tr("Go to Learn"),
        )
        self._show()

    def _ask(self) -> None:
        learner = self._learner
        self._jobs.ask(
            self, lambda desk: desk.announcements.live(learner), self._keep, self.notice.refuse
        )

    def _keep(self, live: tuple[ReadableAnnouncement, ...]) -> None:
        self.notice.clear()
        self._live = live
        self._show()

    def _show(self) -> None:
        live = self._live
        self.empty.setVisible(live == ())
        self.cards.setVisible(bool(live))
        self.cards.set_cards([partial(_card, each) for each in live or ()])


def _card(shown: ReadableAnnouncement) -> Card:
    card = Card()
    card.column.addWidget(AnnouncementText(shown.text, shown.language, shown.by, shown.until))
    return card
