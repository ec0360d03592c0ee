"""A new person on this computer: one question a step, keyboard only, back possible.

What was typed is kept while one goes back and forth. The profile is made once the page about
privacy is accepted; the first person on a computer then gets the steward code. A computer that has
people lets one turn back to them from the first step.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.services.people.people import Person
from ujuzi.services.people.roster import Colleague
from ujuzi.ui.cards.pin_step import PinStep
from ujuzi.ui.cards.role_step import RoleStep
from ujuzi.ui.cards.step import Step
from ujuzi.ui.door.language_step import LanguageStep
from ujuzi.ui.door.name_step import NameStep
from ujuzi.ui.door.privacy_step import PrivacyStep
from ujuzi.ui.door.steward_step import StewardStep
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.destinations import ToFirstStart, ToSignIn
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.presses import Choice
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.current_stack import CurrentStack
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.notice import Notice

WIDTH = 520


class FirstStartPage(Page[ToFirstStart]):
    """The steps from a language to a profile."""

    signed_in = Signal(object)
    """The new `Person`."""

    def __init__(self, jobs: Jobs, interpreter: Interpreter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._person: Person | None = None
        self._others = False
        self.language = LanguageStep(interpreter)
        self.name = NameStep()
        self.role = RoleStep()
        self.pin = PinStep()
        self.privacy = PrivacyStep()
        self.steward = StewardStep()
        self.steps: tuple[Step, ...] = (
            self.language, self.name, self.role, self.pin, self.privacy, self.steward,
        )  # fmt: skip
        self._stack = CurrentStack(*self.steps)
        for step in self.steps:
            step.completed.connect(self.go_on)
        self.steward.kept_changed.connect(self._arrange)
        self.name.asked_who.connect(self._arrange)
        self.name.recognised.connect(lambda person: self.go(ToSignIn(person.learner)))
        self._wordmark = Label("wordmark", "Ujuzi", wraps=False)
        self._where = Label("caption", wraps=False)
        self.notice = Notice()
        self.back = Button("quiet", "back")
        self.back.clicked.connect(self.go_back)
        self.next = Button("primary")
        self.next.setDefault(True)
        self.next.clicked.connect(self.go_on)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._wordmark)
        head.addStretch(1)
        head.addWidget(self._where)
        actions = button_row(self.next, self.back)
        held = QWidget()
        held.setMaximumWidth(WIDTH + SPACE * 4)
        column = QVBoxLayout(held)
        column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE)
        column.setSpacing(SPACE * 2)
        column.addLayout(head)
        column.addSpacing(SPACE)
        column.addWidget(self._stack, 1)
        scrolled = QWidget()
        centred = QHBoxLayout(scrolled)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch(1)
        centred.addWidget(held, 1000)
        centred.addStretch(1)
        self.area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(scrolled)
        foot = QWidget()
        foot.setMaximumWidth(WIDTH + SPACE * 4)
        below = QVBoxLayout(foot)
        below.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE * 3)
        below.setSpacing(SPACE)
        below.addWidget(self.notice)
        below.addLayout(actions)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(foot, 1000)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(row)

    @property
    def step(self) -> Step:
        """The step that is asked now."""
        return next(step for step in self.steps if step is self._stack.current)

    def show_at(self, _at: ToFirstStart) -> None:
        """Begin anew, for somebody who has no profile here yet."""
        self._person = None
        self.notice.clear()
        for step in self.steps:
            step.begin()
        self._jobs.ask(self, _who_is_known, self._know_others)
        self._show(self.language)

    def first_stop(self) -> QWidget | None:
        return self.step.first_stop() or self.next

    def way_back(self) -> QAbstractButton | None:
        return self.back if self.back.isVisible() else None

    def scrolled(self) -> QScrollArea:
        return self.area

    def enter(self) -> None:
        """Take the choice that has the keyboard, and go on."""
        held = QApplication.focusWidget()
        if isinstance(held, Choice) and not held.isChecked():
            held.click()
            if isinstance(held, QCheckBox):
                return
        self.go_on()

    def go_on(self) -> None:
        """Take the answer of this step, if it will do, and ask the next."""
        if not self.step.check():
            stop = self.step.first_stop()
            if stop is not None:
                stop.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.step is self.privacy:
            self._create()
        elif self.step is self.steward:
            self._keep_code()
        else:
            self._show(self.steps[self.steps.index(self.step) + 1])

    def go_back(self) -> None:
        """Ask the step before; from the first, turn back to the others."""
        if self.step is self.language:
            self.go(ToSignIn())
        else:
            self._show(self.steps[self.steps.index(self.step) - 1])

    def retranslate(self) -> None:
        self.back.setText(self.tr("Back"))
        self._arrange()

    def _keep_code(self) -> None:
        person = self._person
        if person is not None:
            self._jobs.ask(self, lambda desk: desk.people.keep_steward_code(person.learner))
            self.signed_in.emit(person)

    def _know_others(self, known: tuple[tuple[Person, ...], tuple[Colleague, ...]]) -> None:
        here, elsewhere = known
        self._others = bool(here)
        self.name.know((*here, *elsewhere))
        self._arrange()

    def _create(self) -> None:
        name, role = self.name.name, self.role.role
        language, pin = self.language.language, self.pin.new_pin.pin

        def create(desk: Desk) -> tuple[Person, str | None]:
            person = desk.people.create(name=name, role=role, language=language, pin=pin)
            return person, desk.people.make_steward_code()

        self.next.setEnabled(False)
        self._jobs.ask(self, create, self._created, self._refused)

    def _created(self, made: tuple[Person, str | None]) -> None:
        self._person, code = made
        self.pin.begin()
        if code is None:
            self.signed_in.emit(self._person)
            return
        self.steward.show_code(code)
        self._show(self.steward)

    def _refused(self, error: UjuziError) -> None:
        if error.code.startswith("name-"):
            self._show(self.name)
            self.name.field.refuse(sentence(error))
        elif error.code.startswith("pin-"):
            self._show(self.pin)
            self.pin.new_pin.first.refuse(sentence(error))
        else:
            self.notice.say(sentence(error), "refusal")
            self._arrange()

    def _show(self, step: Step) -> None:
        self.notice.clear()
        self._stack.show_only(step)
        self.area.verticalScrollBar().setValue(0)
        self._arrange()
        self.take_keyboard()

    def _arrange(self) -> None:
        """Say where one is, and what the buttons do here."""
        locale = QLocale()
        number = self.steps.index(self.step) + 1
        asked = len(self.steps) - 1
        first, last = self.step is self.language, self.step is self.steward
        self._where.setText(
            ""
            if last
            else self.tr("Step {number} of {count}").format(
                number=locale.toString(number), count=locale.toString(asked)
            )
        )
        self.back.setVisible(not last and (not first or self._others))
        self.next.setEnabled(not last or self.steward.check())
        self.next.setText(
            self.tr("I agree, create my profile")
            if self.step is self.privacy
            else self.tr("Start learning")
            if last
            else self.tr("No, I am somebody else")
            if self.step is self.name and self.name.asks_who
            else self.tr("Continue")
        )


def _who_is_known(desk: Desk) -> tuple[tuple[Person, ...], tuple[Colleague, ...]]:
    """Return the people of this computer, and of the campus's others. Runs on the worker."""
    return desk.people.all(), desk.roster.colleagues()
