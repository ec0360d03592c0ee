"""Which courses the collection point hands out: all that may go along, less what was taken out.

They are made ready while it is open, and again when a course here is newer; it says which cannot
go, and what mends that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ujuzi.errors import UjuziError
from ujuzi.ui.look.amounts import bytes_, language_name
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated

if TYPE_CHECKING:
    from ujuzi.services.campus.point_courses import HandedOn, PointCourse


MOST_LETTERS = 44
"""Of a title in the list; a box does not wrap its words."""


class PointCoursesChoice(Retranslated, QWidget):
    """A sentence, and the list behind a button."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._courses: tuple[PointCourse, ...] = ()
        self._is_open = self._is_stopped = False
        self._job: LongJob | None = None
        self.words = Label("body")
        self.choose = Button("quiet", "learn")
        self.choose.setCheckable(True)
        self.boxes: list[QCheckBox] = []
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self.busy = Busy()
        self.notice = PageNotice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.words)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (self._list, self.busy, self.notice):
            column.addWidget(widget)
        self.choose.toggled.connect(self._list.setVisible)
        self._list.hide()
        self.busy.cancelled.connect(self._cancel)
        self.retranslate()

    def look(self) -> None:
        """Ask which courses there are, and make ready what is missing while the point is open."""
        self._jobs.ask(
            self, lambda desk: desk.collection_point.courses.listed(), self._listed, self._failed
        )

    def show_point(self, *, is_open: bool) -> None:
        """Say whether the collection point is open; when it opens, they are made ready."""
        if is_open and not self._is_open:
            self._is_stopped = False
            self._is_open = True
            self.look()
        self._is_open = is_open

    def retranslate(self) -> None:
        self.choose.setText(self.tr("Choose the courses"))
        self._name_boxes()
        self._say()

    def _name_boxes(self) -> None:
        for box, course in zip(self.boxes, self._courses, strict=True):
            title = course.title
            box.setAccessibleName(self._named(course, title))
            is_long = len(title) > MOST_LETTERS
            box.setText(self._named(course, f"{title[:MOST_LETTERS]}…" if is_long else title))

    def _listed(self, courses: tuple[PointCourse, ...]) -> None:
        if [_key(each) for each in courses] != [_key(each) for each in self._courses]:
            for box in self.boxes:
                self._column.removeWidget(box)
                box.deleteLater()
            self.boxes = [QCheckBox() for _ in courses]
            before: QWidget = self.choose
            for box in self.boxes:
                box.clicked.connect(partial(self._chosen, box))
                self._column.addWidget(box)
                QWidget.setTabOrder(before, box)  # not after all that was made before it
                before = box
        self._courses = courses
        self._name_boxes()
        for box, course in zip(self.boxes, courses, strict=True):
            box.setChecked(course.is_chosen and course.may_go)
            box.setEnabled(course.may_go)
        self._say()
        if self._is_open and not self._is_stopped and any(each.is_due for each in courses):
            self._prepare()

    def _say(self) -> None:
        goes = [each for each in self._courses if each.is_chosen and each.may_go]
        self.setVisible(bool(self._courses))
        said = self.tr(
            "Hands out {count} of %n course(s) of this computer ({size}).", "", len(self._courses)
        )
        self.words.setText(
            said.format(
                count=QLocale().toString(len(goes)),
                size=bytes_(sum(each.bytes for each in goes)),
            )
        )

    def _named(self, course: PointCourse, title: str) -> str:
        facts = (title, language_name(course.language), bytes_(course.bytes))
        said = " · ".join(facts)
        if course.may_go:
            return said
        return self.tr("{course}: to be installed once more").format(course=said)

    def _chosen(self, box: QCheckBox) -> None:
        course, on = self._courses[self.boxes.index(box)], box.isChecked()
        self._is_stopped = False
        self._jobs.ask(
            self,
            lambda desk: desk.collection_point.courses.choose(
                course.course, course.language, on=on
            ),
            lambda _: self._follow(on=on),
            self._failed,
        )

    def _follow(self, *, on: bool) -> None:
        """Do what was chosen: what is taken out is taken away at once."""
        self.look()
        if self._is_open and not on:
            self._prepare()

    def _prepare(self) -> None:
        if not self.busy.isHidden():
            return
        self.notice.clear()
        self.busy.say(self.tr("Making the courses ready. Computers can come meanwhile."))
        self._job = self._jobs.aside(
            self, self._prepared, self._ready, self._failed, self.busy.show_progress
        )

    def _prepared(self, reporter: Reporter) -> HandedOn:
        """Write, on a thread of its own: the store is asked for a moment at a time."""
        wait_for = self._jobs.wait_for
        point = wait_for(lambda desk: desk.collection_point).through(wait_for)
        return point.courses.prepare(reporter.report, reporter.cancelled)

    def _ready(self, told: HandedOn) -> None:
        self.busy.clear()
        # What could not be written now is not tried again before something changes.
        self._is_stopped = told.is_stopped or bool(told.no_room or told.damaged or told.blocked)
        if any(self._doubts(told)):
            self.notice.tell(lambda: "\n".join(self._doubts(told)), "warning")
        self.look()

    def _doubts(self, told: HandedOn) -> Iterator[str]:
        def named(titles: list[str]) -> str:
            return "; ".join(titles)

        if told.is_stopped:
            yield self.tr("Stopped: not all of the courses are ready.")
        if told.no_room:
            yield self.tr(
                "There is no room on this computer's disk for: {courses}. Make room, or take some"
                " out."
            ).format(courses=named(told.no_room))
        if told.blocked:
            yield self.tr(
                "Left out, for a file of somebody else's lies in their place: {courses}."
            ).format(courses=named(told.blocked))
        if told.damaged or told.unsigned:
            yield self.tr(
                "Not complete on this computer: {courses}. Install these course files here once"
                " more; then they go along."
            ).format(courses=named(told.damaged + told.unsigned))

    def _failed(self, error: UjuziError) -> None:
        self.busy.clear()
        self._is_stopped = True
        self.notice.refuse(error)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _key(course: PointCourse) -> tuple[str, str]:
    return course.course, course.language
