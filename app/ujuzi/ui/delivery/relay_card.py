"""Brings results to the campus's collection point, where computers share a network.

It looks around only when the button is pressed, or where somebody asked for it once a day. It never
says sent: the point *holds* what was left there, and the hub's receipt comes back by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ujuzi.errors import Code, UjuziError
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.dates import moment
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.exchange_words import records
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

if TYPE_CHECKING:
    from ujuzi.services.delivery.relays import PointVisit

OF_FIELD = {Code.ADDRESS_WRONG}
"""What is said beside the address."""


class RelayCard(SettingCard):
    """An address, which may stay empty, and one button."""

    visited = Signal()
    """Something was left there, or taken: where the records are is another by now."""

    courses_wished = Signal(str)
    """Which courses there are, at an address or where it is found."""

    def __init__(self, jobs: Jobs, courier: Courier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._courier = courier
        self._job: LongJob | None = None
        self._text = Label("soft")
        self.missed = Label("body")
        self.missed.hide()
        self._missed_at: int | None = None
        self.address = QLineEdit()
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field = LabelledField(self.address)
        self.busy = Busy()
        self.by_itself = QCheckBox()
        self._while = Label("caption")
        self.bring = Button("", "computer")
        self.courses = Button("quiet", "learn")
        said = (self._text, self.missed, self.field, self.by_itself, self._while)
        for widget in (*said, self.busy, self.notice):
            self.column.addWidget(widget)
        self.column.addWidget(WrappedRow((self.bring, self.courses)))
        self.address.textEdited.connect(lambda _text: self.field.accept())
        self.address.returnPressed.connect(self._wish)
        self.bring.clicked.connect(self._wish)
        self.courses.clicked.connect(self._wish_courses)
        self.by_itself.clicked.connect(self._wish_by_itself)
        self.busy.cancelled.connect(self._cancel)
        self.retranslate()

    def look(self) -> None:
        """Ask where the collection point was last, and whether it could be reached."""
        self._jobs.ask(
            self,
            lambda desk: (
                desk.relays.address(),
                desk.relays.missed_at(),
                desk.unattended.settings().visits,
            ),
            self._stands,
        )

    def show_standing(self) -> None:
        """Let nothing be left there while an exchange is under way."""
        self.bring.setEnabled(self.busy.isHidden() and not self._courier.is_busy)
        self.courses.setEnabled(self.busy.isHidden())

    def retranslate(self) -> None:
        self.title.setText(self.tr("By the collection point"))
        self._text.setText(
            self.tr(
                "Where your coordinator has opened a collection point in this network, no stick is"
                " needed. Everything stays on this computer until the hub has it, and nobody there"
                " can read it."
            )
        )
        self.field.say(
            self.tr("Address"), self.tr("Leave it empty, and Ujuzi looks around in this network.")
        )
        self.by_itself.setText(self.tr("Go there once a day"))
        self._while.setText(self.tr("By itself, while Ujuzi is open."))
        self.bring.setText(self.tr("Bring to the collection point"))
        self.courses.setText(self.tr("Courses there"))
        self._show_missed()

    def _stands(self, known: tuple[str, int | None, bool]) -> None:
        address, self._missed_at, visits = known
        self.by_itself.setChecked(visits)
        if not self.address.text() and not self.address.hasFocus():
            self.address.setPlaceholderText(address)
        self._show_missed()

    def _show_missed(self) -> None:
        missed_at = self._missed_at
        self.missed.setVisible(missed_at is not None)
        if missed_at is not None:
            said = self.tr(
                "It was seen in this network on {date} and could not be reached. Your coordinator"
                " reads that with your next stick."
            )
            self.missed.setText(said.format(date=moment(missed_at)))

    def _wish(self) -> None:
        if not self.bring.isEnabled():
            return
        address = self.address.text().strip()
        self.notice.clear()
        self.field.accept()
        self.busy.say(
            self.tr("Bringing records to the collection point.")
            if address
            else self.tr("Looking around in this network for the collection point.")
        )
        self.show_standing()
        self._job = self._jobs.aside(
            self, lambda reporter: self._visit(address, reporter), self._brought, self._failed
        )

    def _wish_courses(self) -> None:
        self.field.accept()
        self.courses_wished.emit(self.address.text().strip())

    def _wish_by_itself(self, on: bool) -> None:
        self._jobs.ask(
            self,
            lambda desk: desk.unattended.visit_by_itself(on=on),
            fail=lambda error: self.notice.say(sentence(error), "refusal"),
        )

    def _visit(self, address: str, reporter: Reporter) -> PointVisit:
        """Visit, on a thread of its own: the store is asked for a moment at a time."""
        wait_for = self._jobs.wait_for
        relays = wait_for(lambda desk: desk.relays).through(wait_for)
        return relays.visit(address, reporter.cancelled)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _brought(self, done: PointVisit) -> None:
        self._ended()
        visit = done.visit
        waiting = visit.holds - visit.landed
        if waiting > 0:
            said = self.tr(
                "The collection point at {address} holds {records} now, for your coordinator."
            ).format(address=done.address, records=records(waiting))
        else:
            said = self.tr("Everything recorded here had arrived at the hub before.")
        if visit.refused:
            said += " " + self.tr(
                "It had no room for the rest, which stays here: tell your coordinator."
            )
        self.notice.say(said, "warning" if visit.refused else "done")
        self.look()
        self.visited.emit()
        self._courier.look()

    def _failed(self, error: UjuziError) -> None:
        self._ended()
        if error.code in OF_FIELD:
            self.field.refuse(
                self.tr("This is no address. It looks like {example}.").format(
                    example="192.168.1.20"
                )
            )
        elif error.code is Code.HUB_BUSY and error.facts.get("reason") == Code.DISK_FULL:
            self.notice.say(
                self.tr(
                    "The disk of the collection point is full. Nothing is lost; tell your"
                    " coordinator, and try again later."
                ),
                "refusal",
            )
        else:
            self.notice.say(sentence(error), "refusal")
        self.look()

    def _ended(self) -> None:
        self.busy.clear()
        self.show_standing()
        if self.isVisible() and self.window().focusWidget() is None:
            self.bring.setFocus()
