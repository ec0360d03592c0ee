"""What is decided about people who are chosen: enrolled, moved, gone, or given a code.

Whoever shows it says about whom; each decision is signed at once, and the hub decides again. That
somebody has left is asked twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.ui.campus.campus_people import KnownPeople
from ujuzi.ui.campus.closed_office import refuse
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.wrapped_row import WrappedRow

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk

COHORT, COURSE = "cohort:", "course:"
"""Before the id of what people are put into."""
ELSEWHERE = ""
"""In place of a campus that is not known here."""


class Asking(Enum):
    """What is asked before something is decided."""

    NOTHING = auto()
    INTO = auto()
    """Into which cohort or course."""
    WHERE = auto()
    """To which campus."""
    GONE = auto()
    """Whether they have really left."""


class ChosenPeople(Retranslated, QWidget):
    """Buttons about those who are chosen, and what each asks first.

    `notice` is the page's own: what came of it is said there. `newcomers` neither move nor leave.
    """

    slips_wished = Signal()
    acted = Signal()

    def __init__(
        self, jobs: Jobs, learner: LearnerId, notice: PageNotice, *, newcomers: bool = False
    ) -> None:
        super().__init__()
        self._newcomers = newcomers
        self._jobs, self._learner, self._notice = jobs, learner, notice
        self._known = KnownPeople()
        self._people: tuple[str, ...] = ()
        self._asking = Asking.NOTHING
        self.slips, self.enrol, self.to_campus = Button("", "print"), Button("", "add"), Button()
        self.left = Button("danger")
        self.into, self.where = DropDown(), DropDown()
        self.put_in, self.take_out = Button("primary"), Button()
        self.go_there = Button("primary")
        self._question = Label("body")
        self.surely, self.not_now = Button("danger"), Button("quiet")
        self.buttons = WrappedRow((self.slips, self.enrol, self.to_campus, self.left))
        self._choices = WrappedRow(
            (
                *(self.into, self.put_in, self.take_out, self.where, self.go_there),
                *(self.surely, self.not_now),
            )
        )
        self.busy = Busy()
        self.busy.cancelled.connect(self._stop)
        self._job: LongJob | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self.buttons, self._question, self._choices, self.busy):
            column.addWidget(widget)
        self.slips.clicked.connect(self.slips_wished)
        self.enrol.clicked.connect(lambda: self.ask(Asking.INTO))
        self.to_campus.clicked.connect(lambda: self.ask(Asking.WHERE))
        self.left.clicked.connect(lambda: self.ask(Asking.GONE))
        self.not_now.clicked.connect(lambda: self.ask(Asking.NOTHING))
        self.put_in.clicked.connect(lambda: self._enrol(is_in=True))
        self.take_out.clicked.connect(lambda: self._enrol(is_in=False))
        self.go_there.clicked.connect(self._move)
        self.surely.clicked.connect(self._end)
        self.retranslate()

    @property
    def people(self) -> tuple[str, ...]:
        """The staff numbers of those who are chosen."""
        return self._people

    def show_people(self, people: Sequence[str], known: KnownPeople) -> None:
        """Be about these people from now on."""
        if tuple(people) != self._people:
            self._people = tuple(people)
            self._asking = Asking.NOTHING
        if known is not self._known:
            self._known = known
            self._fill()
        self._show()

    def ask(self, asking: Asking) -> None:
        """Ask what has to be known first, or no longer."""
        before, self._asking = self._asking, asking
        self._show()
        stops: dict[Asking, QWidget | None] = {
            Asking.INTO: self.into,
            Asking.WHERE: self.where,
            Asking.GONE: self.not_now,
            Asking.NOTHING: self._asked_by(before),
        }
        if (stop := stops[asking]) is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _asked_by(self, asking: Asking) -> QWidget | None:
        """Return the button that asks for something."""
        return {
            Asking.INTO: self.enrol,
            Asking.WHERE: self.to_campus,
            Asking.GONE: self.left,
        }.get(asking)

    def retranslate(self) -> None:
        self.slips.setText(self.tr("Make slips"))
        self.enrol.setText(self.tr("Enrol"))
        self.to_campus.setText(self.tr("Move"))
        self.left.setText(self.tr("Has left"))
        self.into.setAccessibleName(self.tr("Cohort or course"))
        self.where.setAccessibleName(self.tr("Campus"))
        self.put_in.setText(self.tr("Put in"))
        self.take_out.setText(self.tr("Take out"))
        self.go_there.setText(self.tr("Move there"))
        self.surely.setText(self.tr("Yes, it is so"))
        self.not_now.setText(self.tr("Not now"))
        self._fill()
        self._show()

    def _fill(self) -> None:
        """Offer the cohorts that go on and the courses; what is chosen stays."""
        with QSignalBlocker(self.into):
            chosen = self.into.chosen
            self.into.clear()
            for cohort in self._known.cohorts:
                if not cohort.ended:
                    words = self.tr("Cohort: {name}").format(name=cohort.name)
                    self.into.addItem(words, COHORT + cohort.cohort)
            for course, title in self._known.courses:
                self.into.addItem(self.tr("Course: {title}").format(title=title), COURSE + course)
            self.into.choose(chosen)
        with QSignalBlocker(self.where):
            chosen = self.where.chosen
            self.where.clear()
            for campus, name in self._known.campuses:
                self.where.addItem(name, campus)
            self.where.addItem(self.tr("Another campus of the institution"), ELSEWHERE)
            self.where.choose(chosen)

    def _show(self) -> None:
        asking = self._asking
        shown: dict[Asking, tuple[QWidget, ...]] = {
            Asking.NOTHING: (),
            Asking.INTO: (self.into, self.put_in, self.take_out),
            Asking.WHERE: (self.where, self.go_there),
            Asking.GONE: (self.surely,),
        }
        for each, widgets in shown.items():
            for widget in widgets:
                widget.setVisible(each is asking)
        self._choices.setVisible(asking is not Asking.NOTHING)
        self.buttons.setVisible(asking is Asking.NOTHING)
        self.enrol.setVisible(self.into.count() > 0)
        self.to_campus.setVisible(not self._newcomers)
        self.left.setVisible(not self._newcomers)
        self._question.setText(self._asked())
        self._question.setVisible(bool(self._question.text()))

    def _asked(self) -> str:
        count = len(self._people)
        if self._asking is Asking.GONE:
            return self.tr(
                "%n person(s) will be of the institution no longer. What they did is kept; a later"
                " list that names them takes them back.",
                "",
                count,
            )
        if self._asking is Asking.WHERE:
            return self.tr("To which campus does %n person(s) go?", "", count)
        if self._asking is Asking.INTO:
            return self.tr("Where does %n person(s) study?", "", count)
        return ""

    def _enrol(self, *, is_in: bool) -> None:
        people, chosen = self._people, self.into.chosen
        cohort = chosen.removeprefix(COHORT) if chosen.startswith(COHORT) else ""
        courses = () if cohort else (chosen.removeprefix(COURSE),)
        self._act(
            lambda desk: desk.campus_people.enrol(
                self._learner, people, cohort=cohort, courses=courses, is_in=is_in
            )
        )

    def _move(self) -> None:
        campus = self.where.chosen
        self._act_each(lambda desk, person: desk.campus_people.move(self._learner, person, campus))

    def _end(self) -> None:
        self._act_each(lambda desk, person: desk.campus_people.end(self._learner, person))

    def _act(self, do: Callable[[Desk], int]) -> None:
        """Do it about all of them at once, and say about how many it was done."""
        self._notice.clear()
        self.ask(Asking.NOTHING)
        self._jobs.ask(self, do, self._done, self._refuse)

    def _act_each(self, do: Callable[[Desk, str], None]) -> None:
        """Do it about one after the other, between which others are answered."""
        people = self._people
        self._notice.clear()
        self.ask(Asking.NOTHING)
        self.busy.say(self.tr("Writing down"))
        self.buttons.setEnabled(False)

        def about(person: str) -> Callable[[Desk], None]:
            return lambda desk: do(desk, person)

        def each_of_them(reporter: Reporter) -> int:
            for count, person in enumerate(people):
                if reporter.cancelled():
                    return count
                self._jobs.wait_for(about(person))
                reporter.report(count + 1, len(people))
            return len(people)

        self._job = self._jobs.aside(
            self, each_of_them, self._done, self._refuse, self.busy.show_progress
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _done(self, count: int) -> None:
        self._end_busy()
        self._notice.tell(
            lambda: self.tr(
                "Written down for %n person(s). The hub hears of it with the next upload.",
                "",
                count,
            ),
            "done",
        )
        self.acted.emit()

    def _end_busy(self) -> None:
        self.busy.clear()
        self.buttons.setEnabled(True)

    def _refuse(self, error: UjuziError) -> None:
        self._end_busy()
        refuse(self._notice, error)
        self.acted.emit()  # some of it may be done
