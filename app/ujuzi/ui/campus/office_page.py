"""The coordinator's office: how she becomes one, and how she opens what she signs with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.ui.shell.destinations import ToCampus, ToOffice
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.office_card import OfficeCard
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label

WIDTH = 760


class OfficePage(ScrollPage[ToOffice]):
    """One card, and the way back to where an office was wanted."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCampus()))
        self._title = Label("display")
        self.office = OfficeCard(jobs, learner)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self._title)
        self.column.addWidget(self.office)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, _at: ToOffice) -> None:
        """Show how the office stands, and nothing of what was typed before."""
        self.scroll_to_top()
        self.office.begin()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.PEOPLE | Changes.DOCUMENTS):
            self.office.look()

    def leave(self) -> None:
        """Forget what was typed, and the words that were shown."""
        self.office.begin()

    def first_stop(self) -> QWidget:
        return self.back

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("This week"))
        self._title.setText(self.tr("Act as coordinator"))
