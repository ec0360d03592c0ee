"""Who studies now: a person is chosen, and proves it with a PIN.

Where only one person uses the computer, her PIN is asked at once. Nothing of anybody is shown but
a name and a role.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.services.desk import Desk
from ujuzi.services.people.people import Person
from ujuzi.services.people.roster import Colleague
from ujuzi.ui.door.people_panel import PeoplePanel
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.destinations import ToFirstStart, ToSignIn
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.current_stack import CurrentStack
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.language_picker import LanguagePicker

if TYPE_CHECKING:
    from ujuzi.ui.door.keeper_panel import KeeperPanel
    from ujuzi.ui.door.pin_panel import PinPanel
    from ujuzi.ui.door.reset_panel import ResetPanel

WIDTH = 800
PANEL_WIDTH = 400
KEEPER_WIDTH = 560

Panel: TypeAlias = "PeoplePanel | PinPanel | ResetPanel | KeeperPanel"


class SignInPage(ScrollPage[ToSignIn]):
    """The people of this computer, and the way in for each."""

    signed_in = Signal(object)
    """The `Person`, as she now stands."""

    def __init__(self, jobs: Jobs, interpreter: Interpreter, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._interpreter = interpreter
        self._person: Person | None = None
        self._said = ""
        """The learner who somebody said to be, until she is met."""
        self._colleague: Colleague | None = None
        held = self.column.parentWidget()
        self._panels = CurrentStack(parent=held)
        self.people = PeoplePanel(self._panels)
        self._panels.add(self.people)
        self._panel: Panel = self.people
        self._holders: dict[Panel, QWidget] = {self.people: self.people}
        self._wordmark = Label("wordmark", "Ujuzi", wraps=False, parent=held)
        self.language = LanguagePicker(held)
        self.language.picked.connect(interpreter.speak)
        head = QHBoxLayout()
        head.addWidget(self._wordmark)
        head.addStretch(1)
        head.addWidget(self.language)
        self.column.addLayout(head)
        self.column.addSpacing(SPACE * 3)
        self.column.addWidget(self._panels, 1)
        self.people.chosen.connect(self._choose)
        self.people.new_person_asked.connect(lambda: self.go(ToFirstStart()))
        self.people.colleagues_asked.connect(lambda: self._show(self.colleagues))
        self.people.keeper_asked.connect(self._meet_keeper)
        self.retranslate()

    # A panel is made when it is first asked for: the window waits for none but the people.

    @cached_property
    def colleagues(self) -> PeoplePanel:
        """Who studies on other computers of the campus."""
        panel = PeoplePanel(elsewhere=True)
        panel.chosen.connect(self._choose_colleague)
        panel.turned_back.connect(self._turn_back)
        self._add(panel, panel)
        return panel

    @cached_property
    def pin(self) -> PinPanel:
        """Her PIN, once it is said who she is."""
        from ujuzi.ui.door.pin_panel import PinPanel

        panel = PinPanel()
        panel.typed.connect(self._sign_in)
        panel.turned_back.connect(self._turn_back)
        panel.forgotten.connect(self._forget)
        self._add(panel, _narrow(panel))
        return panel

    @cached_property
    def reset(self) -> ResetPanel:
        """A new PIN for somebody of this computer."""
        from ujuzi.ui.door.reset_panel import ResetPanel

        panel = ResetPanel()
        panel.asked.connect(self._reset)
        panel.turned_back.connect(lambda: self._show(self.pin))
        panel.keeper_asked.connect(self._meet_keeper)
        self._add(panel, _narrow(panel))
        return panel

    @cached_property
    def joining(self) -> ResetPanel:
        """A first PIN here for a colleague."""
        from ujuzi.ui.door.reset_panel import ResetPanel

        panel = ResetPanel(joining=True)
        panel.asked.connect(self._join)
        panel.turned_back.connect(lambda: self._show(self.colleagues))
        panel.keeper_asked.connect(self._meet_keeper)
        self._add(panel, _narrow(panel))
        return panel

    @cached_property
    def keeper(self) -> KeeperPanel:
        """What the steward code opens."""
        from ujuzi.ui.door.keeper_panel import KeeperPanel

        panel = KeeperPanel(self._jobs)
        panel.turned_back.connect(self._turn_back)
        panel.return_wished.connect(self._bring_back)
        self._add(panel, _narrow(panel, KEEPER_WIDTH))
        return panel

    def show_at(self, at: ToSignIn) -> None:
        """Ask who it is, unless she has said so."""
        self._person = None
        self._said = at.learner
        self._look_whether_open()
        self._jobs.ask(self, lambda desk: desk.people.all(), self._meet)
        self._look_elsewhere()

    def way_back(self) -> QAbstractButton | None:
        back = self._panel.back
        return back if back.isVisible() else None

    def first_stop(self) -> QWidget:
        return self._panel.first_stop()

    def changed(self, changes: Changes) -> None:
        if changes & Changes.PEOPLE and self._person is None:
            self._jobs.ask(self, lambda desk: desk.people.all(), self.people.show_people)
        if changes & (Changes.PEOPLE | Changes.DOCUMENTS) and self._person is None:
            self._look_elsewhere()

    def retranslate(self) -> None:
        self.language.show_language(self._interpreter.language)
        self.language.setAccessibleName(self.tr("Language"))

    def _meet(self, people: tuple[Person, ...]) -> None:
        self.people.show_people(people)
        said = [person for person in people if person.learner == self._said]
        if said or (len(people) == 1 and not self._said):
            self._choose(*(said or people))
        else:
            self._show(self.people)

    def _look_whether_open(self) -> None:
        self._jobs.ask(
            self,
            lambda desk: desk.people.are_kept_out(),
            lambda closed: self.people.show_closed(closed=closed),
        )

    def _look_elsewhere(self) -> None:
        self._jobs.ask(self, lambda desk: desk.roster.colleagues(), self._know_colleagues)

    def _know_colleagues(self, colleagues: tuple[Colleague, ...]) -> None:
        if colleagues or "colleagues" in vars(self):
            self.colleagues.show_people(colleagues)
        self.people.offer_colleagues(there_are_some=bool(colleagues))
        for colleague in colleagues:
            if colleague.learner == self._said:
                self._said = ""
                self._choose_colleague(colleague)

    def _choose_colleague(self, colleague: Colleague) -> None:
        self._colleague = colleague
        self.joining.show_person(colleague)
        self._show(self.joining)

    def _join(self, code: str, pin: str) -> None:
        if self._colleague is None:
            return
        learner, steward = self._colleague.learner, self.joining.steward_code
        typed = (code, pin, steward) if steward else (code, pin)
        self._jobs.ask(
            self,
            lambda desk: desk.roster.join(learner, *typed),
            self.signed_in.emit,
            self.joining.refuse,
        )

    def _choose(self, person: Person) -> None:
        self._said = ""
        self._person = person
        self.pin.show_person(person)
        self._show(self.pin)

    def _turn_back(self) -> None:
        """Show who may sign in now."""
        self._person = None
        self._look_whether_open()
        self._jobs.ask(self, lambda desk: desk.people.all(), self._show_people)

    def _show_people(self, people: tuple[Person, ...]) -> None:
        """Show these people; where nobody is left, welcome the next."""
        self.people.show_people(people)
        if people:
            self._show(self.people)
        else:
            self.go(ToFirstStart())

    def _bring_back(self, person: Person) -> None:
        self._person = person
        self.reset.show_person(person)
        self._show(self.reset)

    def _meet_keeper(self) -> None:
        self._person = None
        self.keeper.begin()
        self._show(self.keeper)

    def _forget(self) -> None:
        if self._person is not None:
            self.reset.show_person(self._person)
            self._show(self.reset)

    def _sign_in(self, pin: str) -> None:
        if self._person is not None:
            learner = self._person.learner
            self._jobs.ask(
                self,
                lambda desk: desk.people.sign_in(learner, pin),
                self.signed_in.emit,
                self.pin.refuse,
            )

    def _reset(self, code: str, pin: str) -> None:
        if self._person is None:
            return
        learner = self._person.learner

        def reset(desk: Desk) -> Person:
            desk.people.reset_pin(learner, code, pin)
            return desk.people.sign_in(learner, pin)

        self._jobs.ask(self, reset, self.signed_in.emit, self.reset.refuse)

    def _add(self, panel: Panel, holder: QWidget) -> None:
        self._holders[panel] = holder
        self._panels.add(holder)

    def _show(self, panel: Panel) -> None:
        self._panel = panel
        self._panels.show_only(self._holders[panel])
        self.take_keyboard()


def _narrow(panel: QWidget, width: int = PANEL_WIDTH) -> QWidget:
    """Return a panel that keeps to the leading side and is no wider than it need be.

    A row bounds it: a column would ask for its height at a width that it never gets.
    """
    panel.setMaximumWidth(width)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(panel, 1000)
    row.addStretch(1)
    return holder
