"""The collection point of the campus: opened, looked at while it is open, closed.

It says where computers reach it, who came and what is held here; and where nobody comes, what may
keep them out, for a firewall says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from time import time_ns
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, UjuziError
from ujuzi.files import proposed_name
from ujuzi.services.campus.report_files import save
from ujuzi.ui.campus.point_code import code_of
from ujuzi.ui.campus.point_courses import PointCoursesChoice
from ujuzi.ui.campus.point_paper import PointPaper, point_document
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.dates import moment
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.exchange_words import records
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.paper_pages import ask_and_print_pages, pdf_of
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

if TYPE_CHECKING:
    from ujuzi.services.campus.collection_point import PointStanding

LOOK_EVERY = 10_000
"""Milliseconds between two looks at an open collection point."""

MOST_NAMES = 12
"""Of computers that came; the others are counted."""


class CollectionPointCard(SettingCard):
    """Closed: what it is for, and one button. Open: the address, who came, what is held."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId | None = None,
        choose: ChooseFile = choose_file_to_write,
        parent: QWidget | None = None,
    ) -> None:
        """`learner` is whom the card to hang up names."""
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._choose = choose
        self._standing: PointStanding | None = None
        self._is_looking = False
        self._text = Label("soft")
        self.address = Label("lead")
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.found = Label("soft")
        self.came = Label("body")
        self.held = Label("body")
        self.code = QLabel()
        self.courses = PointCoursesChoice(jobs)
        self.caution = PageNotice()
        self.busy = Busy()
        self.busy.stop.hide()
        self.open = Button("", "computer")
        self.close_it = Button("quiet")
        self.print_card = Button("", "print")
        self.save_card = Button("quiet")
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        for widget in (self.address, self.found, self.came, self.held):
            words.addWidget(widget)
        words.addStretch(1)
        self._state = QWidget()
        row = QHBoxLayout(self._state)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 3)
        row.addLayout(words, 1)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        state = (self._text, self._state, self.caution, self.courses)
        for each in (*state, self.busy, self.notice):
            self.column.addWidget(each)
        buttons = (self.open, self.close_it, self.print_card, self.save_card)
        self.column.addWidget(WrappedRow(buttons))
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self.open.clicked.connect(self._wish)
        self.close_it.clicked.connect(self._wish_closed)
        self.print_card.clicked.connect(lambda: self._make_card(self._print))
        self.save_card.clicked.connect(lambda: self._make_card(self._save))
        self.retranslate()

    def look(self) -> None:
        """Hold here what was left there, and show how it is, where it is open."""
        if self._is_looking or not self.busy.isHidden():
            return
        self._is_looking = True
        self._jobs.aside(self, lambda _reporter: self._looked(), self._stands, self._failed)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Collection point"))
        self._text.setText(
            self.tr(
                "Where computers share a network with this one they need no stick: they bring their"
                " records here, sealed, and take back what the hub has said. It is open while this"
                " program runs."
            )
        )
        self.open.setText(self.tr("Open the collection point"))
        self.close_it.setText(self.tr("Close the collection point"))
        self.print_card.setText(self.tr("Print a card to hang up"))
        self.save_card.setText(self.tr("Save the card as PDF"))
        about = self.tr("For each computer: what to do on Friday, the address, and whom to ask.")
        self.print_card.setAccessibleDescription(about)
        self.save_card.setAccessibleDescription(about)
        self.setLocale(QLocale())
        self._show()

    def _looked(self) -> PointStanding | None:
        wait_for = self._jobs.wait_for
        return wait_for(lambda desk: desk.collection_point).through(wait_for).look()

    def _opened(self) -> PointStanding:
        wait_for = self._jobs.wait_for
        return wait_for(lambda desk: desk.collection_point).through(wait_for).open()

    def _closed(self) -> None:
        wait_for = self._jobs.wait_for
        wait_for(lambda desk: desk.collection_point).through(wait_for).close()

    def _wish(self) -> None:
        self.notice.clear()
        self.busy.say(self.tr("Opening the collection point."))
        self._allow()
        self._jobs.aside(self, lambda _reporter: self._opened(), self._stands, self._failed)

    def _wish_closed(self) -> None:
        self.notice.clear()
        self.busy.say(self.tr("Closing the collection point."))
        self._allow()
        self._jobs.aside(
            self, lambda _reporter: self._closed(), lambda _none: self._stands(None), self._failed
        )

    def _stands(self, standing: PointStanding | None) -> None:
        self._is_looking = False
        was_busy = not self.busy.isHidden()
        self.busy.clear()
        self._standing = standing
        self._show()
        if standing is None:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        if was_busy and self.isVisible() and self.window().focusWidget() in {None, self}:
            (self.open if standing is None else self.close_it).setFocus()

    def _failed(self, error: UjuziError) -> None:
        self._stands(None)
        self.notice.say(self._why(error), "refusal")

    def _why(self, error: UjuziError) -> str:
        if error.code is Code.RELAY_UNREACHABLE:
            return self.tr("The collection point ended by itself. Nothing is lost; open it again.")
        if error.code is Code.HUB_UNREACHABLE:
            return self.tr(
                "The hub has to permit this once, and cannot be reached now. Connect this computer"
                " to the internet, and open it again; after that no network is needed."
            )
        return sentence(error)

    def _make_card(self, then: Callable[[PointPaper], None]) -> None:
        standing, learner = self._standing, self._learner
        if standing is None:
            return
        self._jobs.ask(
            self,
            lambda desk: PointPaper(
                campus=desk.collection.standing().campus,
                coordinator=desk.people.person(learner).name if learner is not None else "",
                addresses=standing.addresses,
                made_at=time_ns() // 1_000_000,
            ),
            then,
            lambda error: self.notice.say(sentence(error), "refusal"),
        )

    def _print(self, card: PointPaper) -> None:
        ask_and_print_pages(self, point_document(card), self._card_name())

    def _save(self, card: PointPaper) -> None:
        name = self._card_name()
        target = self._choose(self, self.save_card.text(), proposed_name(name, "pdf"))
        if target is None:
            return
        content = pdf_of(point_document(card), name)
        self._jobs.aside(
            self,
            lambda _reporter: save(target, content),
            lambda _: self.notice.say(self.tr("Saved as {path}").format(path=target), "done"),
            lambda error: self.notice.say(sentence(error), "refusal"),
        )

    def _card_name(self) -> str:
        return self.tr("Card for the computers")

    def _allow(self) -> None:
        is_busy = not self.busy.isHidden()
        self.open.setEnabled(not is_busy)
        self.close_it.setEnabled(not is_busy)

    def _show(self) -> None:
        standing = self._standing
        self._allow()
        self.courses.show_point(is_open=standing is not None)
        self.open.setVisible(standing is None)
        for each in (self.close_it, self.print_card, self.save_card):
            each.setVisible(standing is not None)
        self._state.setVisible(standing is not None)
        if standing is None:
            self.caution.clear()
            return
        self._show_address(standing)
        self.came.setText(self._who_came(standing))
        self.held.setText(
            self.tr("Held here for the hub: {records}.").format(records=records(standing.held))
            if standing.held
            else self.tr("Nothing waits here for the hub.")
        )
        self._show_caution(standing)

    def _show_address(self, standing: PointStanding) -> None:
        if not standing.addresses:
            self.address.setText(self.tr("Open, and in no network yet."))
            self.found.clear()
            self.code.clear()
            return
        between = self.tr(" or ", "between two addresses")
        self.address.setText(
            self.tr("Open at {address}").format(address=between.join(standing.addresses))
        )
        self.found.setText(
            self.tr("Computers of the lab find it by themselves; else type the address there.")
            if standing.is_announced
            else self.tr("Type this address on the computers of the lab.")
        )
        self.code.setPixmap(QPixmap.fromImage(code_of(standing.addresses[0])))
        self.code.setAccessibleName(self.tr("The address as a QR code"))

    def _who_came(self, standing: PointStanding) -> str:
        came = standing.visitors
        if not came:
            said = self.tr("Nobody has come since it was opened, {date}.")
            return said.format(date=moment(standing.opened_at))
        known = [each.name for each in came if each.name]
        names = known[:MOST_NAMES]
        others = len(came) - len(names)
        if not names:
            return self.tr("%n computer(s) came that the hub has not named yet.", "", others)
        if not others:
            return self.tr("Came: {names}.").format(names=", ".join(names))
        more = self.tr("and %n other(s)", "", others)
        return self.tr("Came: {names}, {more}.").format(names=", ".join(names), more=more)

    def _show_caution(self, standing: PointStanding) -> None:
        if standing.problem == Code.DISK_FULL:
            self.caution.tell(
                lambda: self.tr(
                    "The disk here is full, so the collection point takes nothing more. Nothing is"
                    " lost: make room, and computers bring the rest when they come again."
                ),
                "warning",
            )
        elif standing.missed:
            self.caution.tell(lambda: self._missed(standing), "warning")
        elif standing.is_quiet:
            self.caution.tell(
                lambda: self.tr(
                    "Nobody has come for ten minutes. Windows' firewall keeps computers out in"
                    " silence, where nobody with the right to do so has allowed Ujuzi: ask whoever"
                    " looks after this computer. Or let the computers write to a stick or a shared"
                    " folder, and collect from that."
                ),
                "notice",
            )
        else:
            self.caution.clear()

    def _missed(self, standing: PointStanding) -> str:
        names = ", ".join(standing.missed[:MOST_NAMES])
        return self.tr(
            "Saw this collection point, and could not reach it: {names}. A firewall is in between,"
            " most likely this computer's. Let them write to a stick or a shared folder meanwhile."
        ).format(names=names)
