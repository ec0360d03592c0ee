"""What is on its way to the hub: what waits, what is moving, what came of the last try."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.amounts import bytes_
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.exchange_words import needs_a_person, problem, records, state_line
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label


class SendCard(SettingCard):
    """One button, and one switch."""

    offline_wished = Signal(bool)

    def __init__(self, courier: Courier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._courier = courier
        self._waiting = Label("body")
        self._where = Label("soft")
        self.busy = Busy()
        self.send = Button("primary", "sync")
        self.offline = QCheckBox()
        self._offline_means = Label("caption")
        for widget in (self._waiting, self._where, self.busy, self.notice):
            self.column.addWidget(widget)
        self.column.addWidget(self.send, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addSpacing(SPACE)
        self.column.addWidget(self.offline)
        self.column.addWidget(self._offline_means)
        self.send.clicked.connect(courier.send_now)
        self.busy.cancelled.connect(courier.stop)
        self.offline.clicked.connect(self.offline_wished)
        self.retranslate()

    def show_standing(self) -> None:
        """Show how things stand now."""
        standing = self._courier.standing
        busy = self._courier.is_busy
        self.title.setText(state_line(self._courier))
        self.send.setEnabled(not busy)
        if busy:
            self.busy.say(
                self.tr("Sending. {size} so far; for the hub: {records}").format(
                    size=bytes_(self._courier.sent_bytes), records=records(self._courier.waiting)
                )
            )
            self.busy.show_progress(
                self._courier.sent,
                self._courier.sent and self._courier.sent + self._courier.waiting,
            )
        else:
            self.busy.clear()
        if standing is None:
            return
        self.offline.setChecked(standing.offline)
        self._waiting.setText(
            self.tr("Waiting: {records}, about {size}.").format(
                records=records(standing.waiting), size=bytes_(standing.waiting_bytes)
            )
            if standing.waiting
            else self.tr("Nothing waits: everything recorded here has arrived at the hub.")
        )
        where = self.tr("Hub: {hub}. Campus: {campus}.").format(
            hub=standing.hub, campus=standing.campus
        )
        if standing.is_waiting_for_a_person:
            where += " " + self.tr("Your coordinator has yet to take this computer in.")
        self._where.setText(where)
        if standing.problem and not busy:
            self.notice.say(
                problem(standing.problem), "warning" if needs_a_person(standing) else "notice"
            )
        else:
            self.notice.clear()

    def retranslate(self) -> None:
        self.send.setText(self.tr("Send now"))
        self.offline.setText(self.tr("Work offline"))
        self._offline_means.setText(self.tr("Ujuzi then sends only when you press the button."))
        self.offline.setAccessibleDescription(self._offline_means.text())
        self.setLocale(QLocale())
        self.show_standing()
