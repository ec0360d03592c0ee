"""The coordinator's office: how she becomes one, and how she opens what she signs with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.services.people.office import OfficeStanding, OfficeState
from ujuzi.ui.campus.decided_card import DecidedCard
from ujuzi.ui.shell.destinations import (
    Destination,
    ToCampus,
    ToCampusComputer,
    ToOffice,
)
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.office_card import OfficeCard
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label

WIDTH = 760


class OfficePage(ScrollPage[ToOffice]):
    """How her office stands, and what was decided; once open she goes on where it was wanted."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCampus()))
        self._title = Label("display")
        self._after: Destination | None = None
        self._was_locked = False
        self.office = OfficeCard(jobs, learner)
        self.office.stood.connect(self._stands)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self._title)
        self.decided = DecidedCard(jobs)
        self.column.addWidget(self.office)
        self.column.addWidget(self.decided)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, at: ToOffice) -> None:
        """Show how the office stands, and nothing of what was typed before."""
        self._after = ToCampusComputer(at.computer) if at.computer else at.after
        self._was_locked = False
        self.scroll_to_top()
        self.office.begin()
        self.decided.begin()
        self.decided.look()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.PEOPLE | Changes.DOCUMENTS):
            self.office.look()
            self.decided.look()

    def leave(self) -> None:
        """Forget what was typed, and the words that were shown."""
        self.office.begin()
        self.decided.begin()

    def first_stop(self) -> QWidget:
        return self.back

    def way_back(self) -> QAbstractButton:
        return self.back

    def _stands(self, standing: OfficeStanding) -> None:
        is_open = standing.state is OfficeState.OPEN
        if is_open and self._was_locked and self._after is not None and self.isVisible():
            self.go(self._after)
        self._was_locked = not is_open

    def retranslate(self) -> None:
        self.back.setText(self.tr("This week"))
        self._title.setText(self.tr("Act as coordinator"))
