"""What a cohort is: its name, its days and its courses, to be typed; and its end, asked twice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.services.campus.people import Cohort
from ujuzi.ui.campus.campus_people import KnownPeople
from ujuzi.ui.campus.closed_office import refuse
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.day_edit import DayEdit
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow


class CohortCard(SettingCard):
    """A form; what is being typed stays while other things change."""

    saved = Signal(str)
    """The id of the cohort that was made or changed."""
    ended = Signal()

    def __init__(self, jobs: Jobs, learner: LearnerId, notice: PageNotice) -> None:
        super().__init__()
        self._jobs, self._learner, self._page_notice = jobs, learner, notice
        self._cohort: Cohort | None = None
        self._is_shown = False
        self.name = QLineEdit()
        self.field = LabelledField(self.name)
        self.begins, self.ends = DayEdit(), DayEdit()
        self._courses_title = Label("strong")
        self.courses: dict[str, QCheckBox] = {}
        held = QWidget()
        self._courses = QVBoxLayout(held)
        self._courses.setContentsMargins(0, 0, 0, 0)
        self._courses.setSpacing(SPACE // 2)
        self.save, self.end = Button("primary"), Button("danger")
        self._question = Label("body")
        self.surely, self.not_now = Button("danger"), Button("quiet")
        self._buttons = WrappedRow((self.save, self.end))
        self._asking = WrappedRow((self.surely, self.not_now))
        for widget in (
            *(self.field, self.begins, self.ends, self._courses_title, held),
            *(self._buttons, self._question, self._asking),
        ):
            self.column.addWidget(widget)
        self.name.textEdited.connect(lambda _text: self.field.accept())
        self.name.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.end.clicked.connect(lambda: self._ask(wanted=True))
        self.not_now.clicked.connect(lambda: self._ask(wanted=False))
        self.surely.clicked.connect(self._end)
        self.retranslate()
        self._ask(wanted=False)

    def begin(self) -> None:
        """Forget what was typed."""
        self._is_shown = False
        self._cohort = None
        self.field.accept()
        self._ask(wanted=False)

    def show_cohort(self, cohort: Cohort | None, known: KnownPeople) -> None:
        """Show a cohort, or an empty form."""
        is_new = not self._is_shown or cohort != self._cohort
        self._cohort = cohort
        ended = cohort is not None and cohort.ended
        self.end.setVisible(cohort is not None and not ended)
        for widget in (self.name, self.begins, self.ends, self.save):
            widget.setEnabled(not ended)
        self._list_courses(cohort, known, anew=is_new)
        if is_new:
            self._is_shown = True
            self.name.setText(cohort.name if cohort is not None else "")
            self.begins.set_day(cohort.begins if cohort is not None else "")
            self.ends.set_day(cohort.ends if cohort is not None else "")

    def retranslate(self) -> None:
        self.title.setText(self.tr("What it is"))
        self.field.say(
            self.tr("Name of the cohort"),
            self.tr("As its people call it: Science teachers, autumn 2026."),
        )
        self.begins.say(self.tr("It begins on"))
        self.ends.say(self.tr("It ends on"))
        self._courses_title.setText(self.tr("Its courses"))
        self.save.setText(self.tr("Save"))
        self.end.setText(self.tr("It has ended"))
        self._question.setText(
            self.tr("A cohort that has ended is shown to its people no more. Their work is kept.")
        )
        self.surely.setText(self.tr("Yes, it is so"))
        self.not_now.setText(self.tr("Not now"))

    def _list_courses(self, cohort: Cohort | None, known: KnownPeople, *, anew: bool) -> None:
        """Offer the courses of this computer, and those of the cohort that are not on it."""
        chosen = set(cohort.courses if cohort is not None else ())
        titles = {**{each: each for each in sorted(chosen)}, **known.course_titles}
        if set(titles) != set(self.courses):
            for box in self.courses.values():
                box.hide()
                box.deleteLater()
            self.courses = {each: QCheckBox() for each in titles}
            before: QWidget = self.ends.date
            for box in self.courses.values():
                self._courses.addWidget(box)
                QWidget.setTabOrder(before, box)
                before = box
            anew = True
        for course, box in self.courses.items():
            box.setText(titles[course])
            box.setEnabled(cohort is None or not cohort.ended)
            if anew:
                box.setChecked(course in chosen)
        self._courses_title.setVisible(bool(titles))

    def _save(self) -> None:
        cohort = self._cohort.cohort if self._cohort is not None else None
        name, begins, ends = self.name.text().strip(), self.begins.day, self.ends.day
        courses = tuple(each for each, box in self.courses.items() if box.isChecked())
        if not name:
            self.field.refuse(self.tr("Type a name."))
            return
        if begins and ends and ends < begins:
            self._page_notice.refuse(RefusedError(Code.DAYS_WRONG, "It ends before it begins."))
            self.ends.date.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._page_notice.clear()
        self._jobs.ask(
            self,
            lambda desk: desk.campus_people.set_cohort(
                self._learner, cohort, name, courses, begins, ends
            ),
            self._saved,
            self._refused,
        )

    def _saved(self, cohort: Cohort) -> None:
        self.saved.emit(cohort.cohort)
        self._page_notice.tell(
            lambda: self.tr("Written down. The hub hears of it with the next upload."), "done"
        )

    def _refused(self, error: UjuziError) -> None:
        if error.code == Code.COHORT_NAME:
            self.field.refuse(sentence(error))
        else:
            refuse(self._page_notice, error)

    def _ask(self, *, wanted: bool) -> None:
        """Ask whether it has really ended, or ask no longer."""
        was = self._asking.isVisible()
        self._question.setVisible(wanted)
        self._asking.setVisible(wanted)
        self._buttons.setVisible(not wanted)
        if wanted:
            self.not_now.setFocus(Qt.FocusReason.OtherFocusReason)
        elif was:
            self.end.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        cohort = self._cohort
        if cohort is None:
            return
        self._ask(wanted=False)
        self._jobs.ask(
            self,
            lambda desk: desk.campus_people.end_cohort(self._learner, cohort.cohort),
            lambda _: self.ended.emit(),
            partial(refuse, self._page_notice),
        )
