"""What needs the coordinator this week: at most ten lines, each with one button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.services.campus.computers import WeekErrand, WeekLine
from ujuzi.ui.campus.appeals_line import AppealsLine
from ujuzi.ui.campus.arrival_words import week_button, week_sentence
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.destinations import (
    Destination,
    ToCampus,
    ToCampusAnnouncements,
    ToCampusComputer,
    ToCollect,
    ToCollectionReceipt,
    ToComputers,
    ToHelp,
    ToPeople,
    ToReports,
)
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

WIDTH = 760
HELP = "8-coordinators-week"
"""The topic of the help with the week on one page."""

ICONS = {
    WeekErrand.TAKE_IN: "computer",
    WeekErrand.SEATS: "person",
    WeekErrand.COPIES: "warning",
    WeekErrand.QUARANTINE: "warning",
    WeekErrand.SEND_ON: "sync",
    WeekErrand.HELD_LONG: "clock",
    WeekErrand.COLLECT: "stick",
    WeekErrand.NEVER_SEEN: "help",
    WeekErrand.PUT_BACK: "sync",
    WeekErrand.CLOCKS: "clock",
    WeekErrand.NEARLY_FULL: "warning",
    WeekErrand.MAY_GO: "check",
}
BY_COLLECTING = {
    WeekErrand.SEND_ON,
    WeekErrand.HELD_LONG,
    WeekErrand.COLLECT,
    WeekErrand.PUT_BACK,
}
"""What collecting and sending settle."""


def errand_place(line: WeekLine) -> Destination:
    """Return where what a line says is looked after."""
    if line.errand in BY_COLLECTING:
        return ToCollect()
    if len(line.keys) == 1:
        return ToCampusComputer(line.keys[0])
    return ToComputers(only=line.keys)


class WeekPage(ScrollPage[ToCampus]):
    """What needs her, and the ways to the other rooms of the wing."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._learner = learner
        self._lines: tuple[WeekLine, ...] | None = None
        self._knows_computers = False
        self._title = Label("display", wraps=False)
        self.collect = Button("primary", "stick")
        self.collect.clicked.connect(lambda: self.go(ToCollect()))
        self.computers = Button("", "computer")
        self.computers.clicked.connect(lambda: self.go(ToComputers()))
        self.people = Button("", "person")
        self.people.clicked.connect(lambda: self.go(ToPeople()))
        self.reports = Button("", "progress")
        self.reports.clicked.connect(lambda: self.go(ToReports()))
        self.announce = Button("", "notice")
        self.announce.clicked.connect(lambda: self.go(ToCampusAnnouncements()))
        self.receipt = Button("", "print")
        self.receipt.clicked.connect(lambda: self.go(ToCollectionReceipt()))
        self.help = Button("quiet", "help")
        self.help.clicked.connect(lambda: self.go(ToHelp(HELP)))
        self.notice = PageNotice()
        self.empty = EmptyState("check")
        self.empty.acted.connect(self._begin)
        self.appeals = AppealsLine(jobs, learner, self.notice.refuse, "soft")
        self.needs = Label("lead")
        self._lines_held = QWidget()
        self._rows = QVBoxLayout(self._lines_held)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE)
        self.buttons: list[Button] = []
        self.column.addWidget(self._title)
        rooms = (self.collect, self.computers, self.people, self.reports)
        others = (self.announce, self.receipt, self.help)
        self.column.addWidget(WrappedRow((*rooms, *others)))
        for widget in (self.notice, self.empty, self.needs, self._lines_held, self.appeals):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, _at: ToCampus) -> None:
        """Show what needs her now."""
        self.scroll_to_top()
        self._ask()
        self.appeals.ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.SYNC | Changes.DOCUMENTS):
            self._ask()

    def first_stop(self) -> QWidget:
        return self.buttons[0] if self.buttons else self.collect

    def retranslate(self) -> None:
        self._title.setText(self.tr("This week"))
        self.collect.setText(self.tr("Collect and send"))
        self.computers.setText(self.tr("Computers"))
        self.people.setText(self.tr("People"))
        self.reports.setText(self.tr("Reports"))
        self.announce.setText(self.tr("Announcements"))
        self.receipt.setText(self.tr("Receipt"))
        self.help.setText(self.tr("How the week goes"))
        self.needs.setText(self.tr("This needs you:"))
        self._say_empty()
        self._show()

    def _say_empty(self) -> None:
        if self._knows_computers:
            self.empty.say(
                self.tr("Nothing needs you"),
                self.tr(
                    "What is known of each computer stands under Computers. On Friday collect"
                    " again: what was recorded since is not known here."
                ),
            )
        else:
            self.empty.say(
                self.tr("No computers yet"),
                self.tr(
                    "Write down which computers you expect, so that none is forgotten. Those that"
                    " are registered come by themselves when you collect and send."
                ),
                self.tr("Write down computers"),
            )

    def _begin(self) -> None:
        self.go(ToComputers())

    def _ask(self) -> None:
        self._jobs.ask(
            self,
            lambda desk: (desk.campus_computers.week(), bool(desk.campus_computers.rows())),
            lambda found: self._keep(*found),
            self.notice.refuse,
        )

    def _keep(self, lines: tuple[WeekLine, ...], knows_computers: bool) -> None:
        self.notice.clear()
        self._lines, self._knows_computers = lines, knows_computers
        self._say_empty()
        self._show()

    def _show(self) -> None:
        lines = self._lines or ()
        held = self.window().focusWidget()
        held_at = next((at for at, each in enumerate(self.buttons) if each is held), None)
        while (item := self._rows.takeAt(0)) is not None:
            if (card := item.widget()) is not None:
                card.hide()
                card.deleteLater()
        self.buttons = []
        for line in lines:
            self._rows.addWidget(self._card(line))
        self.needs.setVisible(bool(lines))
        self._lines_held.setVisible(bool(lines))
        self.empty.setVisible(self._lines is not None and not lines)
        if held_at is not None:
            self.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, line: WeekLine) -> QWidget:
        card = Card()
        sentence = Label("body", week_sentence(line))
        button = Button()
        button.setText(week_button(line))
        button.setAccessibleDescription(sentence.text())
        button.clicked.connect(lambda: self.go(errand_place(line)))
        self.buttons.append(button)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(Icon(ICONS.get(line.errand, "notice"), "accent"))
        row.addWidget(sentence, 1)
        row.addWidget(button)
        card.column.addLayout(row)
        return card
