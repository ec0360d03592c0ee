"""What whoever keeps this computer may do at its door, with the steward code.

A person who is taken off signs in here no more; while something of her is here, a new PIN brings
her back. Where the computer is registered nowhere her work is here alone, so a copy is offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.services.people.people import Person, save_archive
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.door.closing_panel import ClosingPanel
from ujuzi.ui.door.waiting_acts import WaitingActs
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.dialogs import ChooseFolder, choose_folder
from ujuzi.ui.shell.jobs import Jobs, Reporter
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.steward_code import NewStewardCode
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


@dataclass(frozen=True, slots=True)
class _Known:
    """The people of this computer, who was taken off it, and whether it has a hub."""

    here: tuple[Person, ...]
    taken_off: tuple[Person, ...]
    is_registered: bool


class KeeperPanel(Retranslated, QWidget):
    """Replaces the steward code, lets count what waits for it, takes people off, and closes."""

    turned_back = Signal()
    return_wished = Signal(object)
    """A `Person` who was taken off and is to sign in again: with the code and a new PIN."""

    def __init__(
        self, jobs: Jobs, choose: ChooseFolder = choose_folder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._choose = choose
        self._known = _Known((), (), is_registered=True)
        self._title = Label("title")
        self._text = Label("soft")
        self.code = NewStewardCode(jobs)
        self._people = QWidget()
        self._leaving = Label("strong")
        self._what_stays = Label("soft")
        self.who = DropDown()
        self._who = LabelledField(self.who)
        self.who.currentIndexChanged.connect(lambda _row: self._ask(asking=False))
        self.take_off = Button()
        self.take_off.clicked.connect(lambda: self._ask(asking=True))
        self._surely = QWidget()
        self._question = Label("body")
        self.save_copy = Button(icon="stick")
        self.save_copy.clicked.connect(self._save_copy)
        self.surely = Button("danger")
        self.surely.clicked.connect(self._take_off)
        self.not_now = Button("quiet")
        self.not_now.clicked.connect(lambda: self._ask(asking=False))
        self.gone = DropDown()
        self._gone = LabelledField(self.gone)
        self.bring_back = Button()
        self.bring_back.clicked.connect(self._wish_return)
        self.notice = PageNotice()
        self.back = Button("quiet", "back")
        self.back.clicked.connect(self.turned_back)
        self.waiting = WaitingActs(jobs, self.code)
        self.closing = ClosingPanel(jobs, self.code)
        self.code.shown.connect(lambda shown: self._people.setVisible(not shown))
        self.code.shown.connect(lambda shown: self.closing.setVisible(not shown))
        self._lay_out()
        self.retranslate()
        self._show(self._known)

    def _lay_out(self) -> None:
        surely = QVBoxLayout(self._surely)
        surely.setContentsMargins(0, 0, 0, 0)
        surely.setSpacing(SPACE)
        surely.addWidget(self._question)
        surely.addLayout(button_row(self.save_copy))
        surely.addLayout(button_row(self.surely, self.not_now))
        people = QVBoxLayout(self._people)
        people.setContentsMargins(0, 0, 0, 0)
        people.setSpacing(SPACE)
        people.addSpacing(SPACE)
        for part in (self.waiting, self._leaving, self._what_stays, self._who):
            people.addWidget(part)
        people.addLayout(button_row(self.take_off))
        people.addWidget(self._surely)
        people.addWidget(self._gone)
        people.addLayout(button_row(self.bring_back))
        people.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        for widget in (self._title, self._text, self.code, self._people, self.closing):
            column.addWidget(widget)
        column.addLayout(button_row(self.back))
        column.addStretch(1)

    def begin(self) -> None:
        """Forget what was typed here before, and look who uses this computer."""
        self.code.begin()
        self.notice.clear()
        self.waiting.begin()
        self.closing.begin()
        self._jobs.ask(self, _known, self._show)

    def first_stop(self) -> QWidget:
        """Return where the keyboard starts."""
        return self.code.code

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self._title.setText(self.tr("For whoever keeps this computer"))
        self._text.setText(
            self.tr(
                "Make a new steward code if somebody saw the old one, or if somebody else takes"
                " over. If it is lost, an administrator of this computer makes a new one with the"
                " command “ujuzi steward-code new”."
            )
        )
        self._leaving.setText(self.tr("Who no longer uses this computer"))
        self._what_stays.setText(
            self.tr(
                "A person who is taken off leaves the sign-in at once. What this person did here"
                " goes 90 days after it has reached the hub."
            )
        )
        self._who.say(self.tr("Person"))
        self.take_off.setText(self.tr("Take off this computer"))
        self.save_copy.setText(self.tr("Save a copy of this person's data"))
        self.not_now.setText(self.tr("Not now"))
        self._gone.say(self.tr("Taken off"))
        self.bring_back.setText(self.tr("Let this person sign in again"))
        self.back.setText(self.tr("Back"))
        for box, people in ((self.who, self._known.here), (self.gone, self._known.taken_off)):
            for person in people:
                box.setItemText(box.findData(person.learner), self._told_apart(person))
        self._say_question()

    def _show(self, known: _Known) -> None:
        self._known = known
        for box, people in ((self.who, known.here), (self.gone, known.taken_off)):
            box.clear()
            box.addItem("", "")
            for person in people:
                box.addItem(self._told_apart(person), person.learner)
        for part in (self._leaving, self._what_stays, self._who, self.take_off):
            part.setVisible(bool(known.here))
        self._gone.setVisible(bool(known.taken_off))
        self.bring_back.setVisible(bool(known.taken_off))
        self._ask(asking=False)

    def _told_apart(self, person: Person) -> str:
        """Return a name with what tells her from others of that name."""
        last = ""
        if person.last_used is not None:
            last = self.tr("last here {date}").format(date=day(person.last_used))
        return " · ".join(filter(None, (person.name, role_name(person.role), last)))

    def _leaver(self) -> Person | None:
        return next((each for each in self._known.here if each.learner == self.who.chosen), None)

    def _ask(self, *, asking: bool) -> None:
        """Ask whether the person who is chosen shall really go, or ask no longer."""
        chosen = self._leaver() is not None
        self.take_off.setEnabled(chosen)
        self.take_off.setVisible(bool(self._known.here) and not (asking and chosen))
        self._surely.setVisible(asking and chosen)
        self.save_copy.setVisible(not self._known.is_registered)
        self._say_question()
        if asking and chosen:
            self.notice.clear()
            self.not_now.setFocus()

    def _say_question(self) -> None:
        leaver = self._leaver()
        name = leaver.name if leaver is not None else ""
        self._question.setText(
            (
                self.tr("{name} will no longer be able to sign in on this computer.")
                if self._known.is_registered
                else self.tr(
                    "{name} will no longer be able to sign in on this computer, and it is not"
                    " registered: the work is here alone. Save a copy of it first."
                )
            ).format(name=name)
        )
        self.surely.setText(self.tr("Take {name} off").format(name=name))

    def _take_off(self) -> None:
        leaver, code = self._leaver(), self.code.typed()
        if leaver is None or not code:
            return
        learner, name = leaver.learner, leaver.name

        def take_off(desk: Desk) -> _Known:
            desk.people.take_off(learner, code)
            return _known(desk)

        def gone(known: _Known) -> None:
            self.code.code.clear()
            self._show(known)
            self.notice.tell(
                lambda: self.tr("{name} is off this computer.").format(name=name), "done"
            )

        self._jobs.ask(self, take_off, gone, self.code.refuse)

    def _save_copy(self) -> None:
        leaver, code = self._leaver(), self.code.typed()
        if leaver is None or not code:
            return
        folder = self._choose(self, self.tr("Where to save the copy"))
        if folder is None:
            return
        learner = leaver.learner

        def save(_reporter: Reporter) -> Path:
            archive = self._jobs.wait_for(lambda desk: desk.people.archive_for(learner, code))
            return save_archive(archive, learner, folder)

        self._jobs.aside(self, save, self._say_saved, self._not_saved)

    def _say_saved(self, file: Path) -> None:
        self.notice.tell(lambda: self.tr("Saved as {path}").format(path=file), "done")

    def _not_saved(self, error: UjuziError) -> None:
        if error.code.startswith("steward-code"):
            self.code.refuse(error)
        else:
            self.notice.refuse(error)

    def _wish_return(self) -> None:
        for person in self._known.taken_off:
            if person.learner == self.gone.chosen:
                self.return_wished.emit(person)


def _known(desk: Desk) -> _Known:
    """Look who uses this computer. Runs on the worker."""
    people = desk.people
    return _Known(people.all(), people.taken_off(), bool(desk.collection.standing().hub))
