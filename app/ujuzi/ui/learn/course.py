"""One course: what it is, how far one is, its modules and activities, and what can be done with it.

Removing takes a second press; what people did in the course stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.changes import Changes
from ujuzi.domain.course import Activity, ActivityKind, Module
from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.study.course_views import CourseView
from ujuzi.ui.look.amounts import language_name, percent
from ujuzi.ui.look.dates import minutes
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.rows.row import Row
from ujuzi.ui.rows.view import RowList
from ujuzi.ui.shell.competencies import competency_code, competency_name
from ujuzi.ui.shell.destinations import ToActivity, ToCourse, ToLearn
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.ring import Ring

RING = 72
ICONS = {
    ActivityKind.LESSON: "lesson",
    ActivityKind.VIDEO: "video",
    ActivityKind.HANDOUT: "handout",
    ActivityKind.QUIZ: "quiz",
    ActivityKind.ASSIGNMENT: "notes",
    ActivityKind.INTERACTIVE: "play",
    ActivityKind.UNKNOWN: "computer",
}


class CoursePage(ScrollPage[ToCourse]):
    """One course as one person stands in it."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._course = ""
        self._view: CourseView | None = None
        self._ring = Ring(RING)
        self._title = Label("display")
        self._summary = Label("body")
        self._left = Label("soft")
        self.go_on = Button("primary")
        self.go_on.clicked.connect(self._go_on)
        self.languages = DropDown()
        self.languages.activated.connect(lambda _: self._switch_language())
        self.notice = PageNotice()
        self.list = RowList(fits=True)
        self.list.chosen.connect(self._choose)
        self._about_title = Label("lead")
        self._about = Label("soft")
        self._competencies = Label("soft")
        self.remove_button = Button("quiet")
        self.remove_button.clicked.connect(lambda: self._ask_to_remove(asking=True))
        self._removal = QWidget()
        self._removal_text = Label("body")
        self.remove_surely = Button("danger")
        self.remove_surely.clicked.connect(self._remove)
        self.keep_button = Button("quiet")
        self.keep_button.clicked.connect(lambda: self._ask_to_remove(asking=False))
        self._lay_out()
        self.retranslate()

    def show_at(self, at: ToCourse) -> None:
        """Show a course in the language this learner studies it in."""
        if at.course != self._course:
            self._view = None
            self.scroll_to_top()
        self._course = at.course
        self._ask_to_remove(asking=False)
        self._ask(None)

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.PROGRESS | Changes.LIBRARY) and self._view is not None:
            self._ask(None)

    def first_stop(self) -> QWidget | None:
        return self.go_on

    def retranslate(self) -> None:
        self.languages.setAccessibleName(self.tr("Language of the course"))
        self.list.setAccessibleName(self.tr("Activities"))
        self._about_title.setText(self.tr("About this course"))
        self.remove_button.setText(self.tr("Remove from this computer"))
        self.remove_surely.setText(self.tr("Remove"))
        self.keep_button.setText(self.tr("Keep it"))
        self._removal_text.setText(
            self.tr(
                "The course goes from this computer for everyone. What each person did in it, and"
                " all notes, stay; it can be added again from its file."
            )
        )
        self._show()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        for label in (self._title, self._summary, self._left):
            words.addWidget(label)
        actions = QHBoxLayout()
        actions.setSpacing(2 * SPACE)
        actions.addWidget(self.go_on)
        actions.addWidget(self.languages)
        actions.addStretch(1)
        words.addSpacing(SPACE)
        words.addLayout(actions)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        removal = button_row(self.remove_surely, self.keep_button)
        held = QVBoxLayout(self._removal)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self._removal_text)
        held.addLayout(removal)
        about = Card()
        for widget in (self._about_title, self._about, self._competencies):
            about.column.addWidget(widget)
        about.column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeading)
        about.column.addWidget(self._removal)
        self.column.addLayout(head)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.list)
        self.column.addWidget(about)
        self.column.addStretch(1)

    def _ask(self, language: str | None) -> None:
        learner, course = self._learner, self._course
        self._jobs.ask(
            self,
            lambda desk: desk.library.course(learner, course, language),
            self._keep,
            self._refuse,
        )

    def _keep(self, view: CourseView) -> None:
        if view.card.course == self._course:
            self.notice.clear()
            self._view = view
            self._show()

    def _refuse(self, error: UjuziError) -> None:
        self.notice.refuse(error)

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        card = view.card
        self._ring.show_fraction(card.completed, card.required)
        self._title.setText(card.title)
        self._summary.setText(card.summary)
        self._left.setText(self._standing(view))
        self._ring.name(self._left.text())
        self.go_on.setText(self._verb(card.state))
        self.go_on.setAccessibleDescription(card.next_title)
        self.go_on.setVisible(bool(card.next_activity))
        self.languages.clear()
        for tag in card.languages:
            self.languages.addItem(language_name(tag), tag)
        self.languages.setCurrentIndex(self.languages.findData(card.language))
        self.languages.setVisible(len(card.languages) > 1)
        self.list.set_rows(tuple(self._rows(view)))
        self._about.setText(self._facts(view))
        self._competencies.setText(self._competency_names(view))
        self._competencies.setVisible(bool(view.outline.competencies))

    def _verb(self, state: str) -> str:
        match state:
            case "new":
                return self.tr("Start")
            case "completed":
                return self.tr("Read again")
        return self.tr("Continue")

    def _standing(self, view: CourseView) -> str:
        card = view.card
        if card.state == "completed":
            return self.tr("Completed")
        number = QLocale().toString
        return self.tr("{completed} of {required} done · {time} left").format(
            completed=number(card.completed),
            required=number(card.required),
            time=minutes(card.minutes_left),
        )

    def _rows(self, view: CourseView) -> Iterator[Row]:
        for number, module in enumerate(view.outline.modules, 1):
            title = f"{QLocale().toString(number)}. {module.title}"
            yield Row(title, detail=self._objectives(module))
            for activity in module.activities:
                state = view.states.get(activity.id, ActivityState())
                yield self._row(activity, state, view.begun.get(activity.id))

    def _objectives(self, module: Module) -> str:
        if not module.objectives:
            return ""
        return self.tr("You will be able to: {objectives}").format(
            objectives="; ".join(module.objectives)
        )

    def _row(self, activity: Activity, state: ActivityState, begun: tuple[int, int] | None) -> Row:
        done = state.done_at is not None
        said = [self._kind(activity.kind), minutes(activity.minutes)]
        if not activity.required:
            said.append(self.tr("if you like"))
        if state.best is not None:
            said.append(
                self.tr("best {right} of {items}").format(
                    right=QLocale().toString(state.best.right),
                    items=QLocale().toString(state.best.items),
                )
            )
        standing = ""
        if done:
            standing = self.tr("Done")
        elif begun is not None:
            answered, items = map(QLocale().toString, begun)
            standing = self.tr("{answered} of {items} answered").format(
                answered=answered, items=items
            )
        elif state.opened_at is not None:
            standing = percent(state.position) if state.position else self.tr("Begun")
        return Row(
            activity.title,
            key=activity.id,
            detail=" · ".join(said),
            icon=ICONS[activity.kind],
            trailing=standing,
            trailing_icon="check" if done else "",
        )

    def _kind(self, kind: ActivityKind) -> str:
        return {
            ActivityKind.LESSON: self.tr("Lesson"),
            ActivityKind.VIDEO: self.tr("Video"),
            ActivityKind.HANDOUT: self.tr("Handout"),
            ActivityKind.QUIZ: self.tr("Practice quiz"),
            ActivityKind.ASSIGNMENT: self.tr("Assignment"),
            ActivityKind.INTERACTIVE: self.tr("Interactive"),
            ActivityKind.UNKNOWN: self.tr("Needs a newer Ujuzi"),
        }[kind]

    def _facts(self, view: CourseView) -> str:
        card = view.card
        facts = [
            self.tr("Published by {publisher}").format(publisher=card.publisher),
            self.tr("Version {version}").format(version=QLocale().toString(card.version)),
        ]
        if card.workload_hours:
            time = minutes(round(60 * card.workload_hours))
            facts.append(self.tr("About {time} of work").format(time=time))
        if view.outline.licence:
            facts.append(self.tr("Licence {licence}").format(licence=view.outline.licence))
        return " · ".join(facts)

    def _competency_names(self, view: CourseView) -> str:
        names = (
            f"{competency_code(each)} {competency_name(each)}" for each in view.outline.competencies
        )
        return self.tr("Competencies: {names}").format(names=", ".join(names))

    def _go_on(self) -> None:
        if self._view is not None:
            self.go(ToActivity(self._view.pack, self._view.card.next_activity))

    def _choose(self, activity: str) -> None:
        if self._view is not None:
            self.go(ToActivity(self._view.pack, activity))

    def _switch_language(self) -> None:
        self._ask(self.languages.currentData())

    def _ask_to_remove(self, *, asking: bool) -> None:
        self._removal.setVisible(asking)
        self.remove_button.setVisible(not asking)
        if asking:
            self.keep_button.setFocus()

    def _remove(self) -> None:
        if self._view is None:
            return
        card = self._view.card
        course, language = card.course, card.language
        self._view = None
        self._jobs.ask(
            self,
            lambda desk: desk.library.remove(course, language),
            lambda _: self._gone(others=len(card.languages) > 1),
            self._refuse,
        )

    def _gone(self, *, others: bool) -> None:
        """Show the course in another language, where there is one; else there is no course."""
        self._ask_to_remove(asking=False)
        if others:
            self._ask(None)
        else:
            self.go(ToLearn())
