"""What the coordinator decides about a computer and its people: signed, and on its way by itself.

It is done here at once; every other computer of the campus hears of it by stick or exchange, and
the hub decides again. What cannot be taken back is asked twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.domain.text import natural
from ujuzi.errors import UjuziError
from ujuzi.services.campus.computers import ComputerOddity, ComputerRow
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.steward_code import shown_code
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk

SOMEBODY_ELSE = "*"
"""Chosen in a person's place, it lists everybody."""
Reason = Literal["retired", "stolen"]


@dataclass(frozen=True, slots=True)
class _Known:
    """How her office stands, and whom she may decide about, by name."""

    state: OfficeState
    people: tuple[tuple[LearnerId, str], ...]


class ActsCard(SettingCard):
    """Buttons about the computer, and about a person who is chosen; none while it is locked.

    Who used it for the first time stands first, and others under a further choice.
    """

    office_wished = Signal()
    acted = Signal()

    def __init__(self, jobs: Jobs, learner: LearnerId) -> None:
        super().__init__()
        self._jobs = jobs
        self._learner = learner
        self._row: ComputerRow | None = None
        self._state = OfficeState.NONE
        self._wanted: Reason | None = None
        self._people: tuple[tuple[LearnerId, str], ...] = ()
        self._lists_all = False
        self._text = Label("soft")
        self.office = Button("", "lock")
        self.office.clicked.connect(self.office_wished)
        self.take_in = Button("primary", "check")
        self.retire, self.stolen = Button(), Button("danger")
        self.steward_code = Button()
        self.waiting = Label("body")
        self.person = DropDown()
        self.person_field = LabelledField(self.person)
        self.she, self.not_she, self.pin = Button(), Button(), Button()
        self._question = Label("body")
        self.surely, self.not_now = Button("danger"), Button("quiet")
        self.code = shown_code()
        self.code.hide()
        self.page_notice = PageNotice()
        self._asking = _column(self._question, WrappedRow((self.surely, self.not_now)))
        self._of_computer = _column(
            WrappedRow((self.take_in, self.steward_code, self.retire, self.stolen))
        )
        self._of_person = _column(
            self.waiting, self.person_field, WrappedRow((self.she, self.not_she, self.pin))
        )
        for widget in (
            *(self._text, WrappedRow((self.office,))),
            *(self._of_computer, self._asking, self._of_person),
            *(self.code, self.page_notice),
        ):
            self.column.addWidget(widget)
        self.take_in.clicked.connect(self._take_in)
        self.retire.clicked.connect(lambda: self._ask("retired"))
        self.stolen.clicked.connect(lambda: self._ask("stolen"))
        self.surely.clicked.connect(self._revoke)
        self.not_now.clicked.connect(lambda: self._ask(None))
        self.steward_code.clicked.connect(self._renew)
        self.she.clicked.connect(lambda: self._judge(was_she=True))
        self.not_she.clicked.connect(lambda: self._judge(was_she=False))
        self.pin.clicked.connect(self._reset)
        self.person.currentIndexChanged.connect(lambda _row: self._choose())
        self.retranslate()

    def show_computer(self, row: ComputerRow) -> None:
        """Be about this computer from now on."""
        if self._row is None or self._row.key != row.key:
            self.page_notice.clear()
            self.code.hide()
            self._wanted, self._lists_all = None, False
        self._row = row
        self._jobs.ask(self, lambda desk: _known(desk, self._learner), self._keep)

    def retranslate(self) -> None:
        self.title.setText(self.tr("What you decide"))
        self.office.setText(self.tr("Type your six words"))
        self.take_in.setText(self.tr("Take it in"))
        self.retire.setText(self.tr("It was retired"))
        self.stolen.setText(self.tr("It was stolen"))
        self.steward_code.setText(self.tr("Code for a new steward code"))
        self.person_field.say(self.tr("Somebody who uses it"))
        self.she.setText(self.tr("It was she"))
        self.not_she.setText(self.tr("It was not she"))
        self.pin.setText(self.tr("Code for a new PIN"))
        self.surely.setText(self.tr("Yes, it is so"))
        self.not_now.setText(self.tr("Not now"))
        self.code.setAccessibleName(self.tr("Code to write down"))
        self._fill()
        self._show()

    def _keep(self, known: _Known) -> None:
        self._state, self._people = known.state, known.people
        self._fill()
        self._show()

    def _fill(self) -> None:
        """List who waits for her word, or everybody where nobody does or she wished it."""
        row, chosen, names = self._row, self.person.chosen, dict(self._people)
        seats = row.seats if row is not None else ()
        waiting = {
            LearnerId(each): names.get(LearnerId(each), each[:8])
            for each in seats
            if each != self._learner
        }
        others = {each: name for each, name in names.items() if each not in waiting}
        lists_all = self._lists_all or not waiting
        with QSignalBlocker(self.person):
            self.person.clear()
            self.person.addItem(self.tr("Choose a person"), "")
            for learner, name in {**waiting, **(others if lists_all else {})}.items():
                self.person.addItem(name, learner)
            if others and not lists_all:
                self.person.addItem(self.tr("Somebody else"), SOMEBODY_ELSE)
            self.person.choose(chosen)
        said = self.tr(
            "Used for the first time by {names}. Choose one, and say whether it was she."
        )
        self.waiting.setText(said.format(names=", ".join(waiting.values())))
        self.waiting.setVisible(bool(waiting))

    def _choose(self) -> None:
        if self.person.chosen == SOMEBODY_ELSE:
            self._lists_all = True
            self._fill()
        self._allow()

    def _show(self) -> None:
        row, is_open = self._row, self._state is OfficeState.OPEN
        self.office.setVisible(not is_open)
        for widget in (self._of_computer, self._of_person):
            widget.setVisible(is_open)
        self._asking.setVisible(is_open and self._wanted is not None)
        self._text.setText(
            self.tr(
                "What you decide here counts at once, goes to the other computers by stick, and the"
                " hub decides again when it hears of it."
            )
            if is_open
            else self.tr(
                "To take this computer in, to report it or to help somebody with a PIN, type your"
                " six words first."
            )
        )
        if self._wanted is not None:
            self._question.setText(
                self.tr(
                    "It belongs to the campus no longer. What it still brings arrives all the same."
                )
                if self._wanted == "retired"
                else self.tr(
                    "Nothing that it brings is taken in until it is back. Nobody who has it can"
                    " read what lies on your sticks."
                )
            )
        if row is not None:
            gone = row.has(ComputerOddity.RETIRED, ComputerOddity.STOLEN)
            self.take_in.setVisible(row.has(ComputerOddity.NOT_TAKEN_IN))
            self.retire.setVisible(not gone and not row.is_own)
            self.stolen.setVisible(not gone and not row.is_own)
        self._allow()

    def _allow(self) -> None:
        for button in (self.she, self.not_she, self.pin):
            button.setEnabled(bool(self.person.chosen))

    def _ask(self, wanted: Reason | None) -> None:
        """Ask whether it is really so, or ask no longer."""
        self._wanted = wanted
        self._show()
        if wanted is not None:
            self.not_now.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_in(self) -> None:
        self._act(
            lambda desk, device: desk.campus_acts.admit(self._learner, device),
            lambda: self.tr("Taken in. What it recorded is sent with the next upload."),
        )

    def _revoke(self) -> None:
        reason = self._wanted
        if reason is not None:
            self._ask(None)
            self._act(
                lambda desk, device: desk.campus_acts.revoke(self._learner, device, reason),
                lambda: self.tr("Written down. The hub hears of it with the next upload."),
            )

    def _judge(self, *, was_she: bool) -> None:
        person = LearnerId(self.person.chosen)
        self._act(
            lambda desk, device: desk.campus_acts.judge(
                self._learner, person, device, was_she=was_she
            ),
            lambda: self.tr("Written down. The hub hears of it with the next upload."),
        )

    def _renew(self) -> None:
        self._act(
            lambda desk, device: desk.campus_acts.renew_steward_code(self._learner, device),
            lambda: self.tr(
                "Write this code down: it is shown only now. At that computer, after it has taken"
                " in your next stick, it is typed in place of the old steward code, within 14 days."
            ),
        )

    def _reset(self) -> None:
        person = LearnerId(self.person.chosen)
        self._act(
            lambda desk, device: desk.campus_acts.reset_pin(self._learner, person, device),
            lambda: self.tr(
                "Write this code down: it is shown only now. At that computer, after it has taken"
                " in your next stick, it is typed for a new PIN, within 14 days."
            ),
        )

    def _act(self, do: Callable[[Desk, str], object], said: Callable[[], str]) -> None:
        """Do it, and say what became of it; a code that it returned is shown once."""
        if self._row is None:
            return
        device = self._row.device
        self.code.hide()
        self.page_notice.clear()

        def done(made: object) -> None:
            if isinstance(made, str):
                self.code.setText(made)
                self.code.show()
            self.page_notice.tell(said, "warning" if isinstance(made, str) else "done")
            self.acted.emit()

        self._jobs.ask(self, lambda desk: do(desk, device), done, self._refuse)

    def _refuse(self, error: UjuziError) -> None:
        self.page_notice.refuse(error)
        if self._row is not None:
            self.show_computer(self._row)  # it may have been locked meanwhile


def _known(desk: Desk, learner: LearnerId) -> _Known:
    """Return how her office stands, and the people of the campus but herself. On the worker."""
    people = desk.roster.names()
    people.pop(learner, None)
    by_name = sorted(people.items(), key=lambda each: natural(each[1]))
    return _Known(desk.office.standing(learner).state, tuple(by_name))


def _column(*widgets: QWidget) -> QWidget:
    """Return a widget that holds others one under the other."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE)
    for widget in widgets:
        column.addWidget(widget)
    return held
