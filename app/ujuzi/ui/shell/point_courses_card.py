"""Courses of the campus's collection point: asked for, offered, and taken one after the other.

What is said of a course is the collection point's word until it has come; then its signature is
verified as any file's. Only those of trusted publishers can be taken. What is stopped or breaks off
goes on where it was.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.errors import Code, UjuziError
from ujuzi.services.study.installing import Installer
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.amounts import bytes_, language_name
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.delivery.relays import OfferedCourse, OfferedCourses
    from ujuzi.services.study.installed import PackOffer


BROKEN_OFF = {Code.RELAY_UNREACHABLE, Code.HUB_BUSY}


class PointCoursesCard(SettingCard):
    """Hidden until somebody asks what there is."""

    def __init__(
        self, jobs: Jobs, installer: Installer | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._installer = installer or Installer(
            lambda work: jobs.wait_for(lambda desk: work(desk.library))
        )
        self._address = ""
        self._found: OfferedCourses | None = None
        self._queue: list[OfferedCourse] = []
        self._came: list[str] = []
        self._is_asked = False
        self._job: LongJob | None = None
        self._text = Label("soft")
        self.all = Button("primary")
        self.rows: list[OfferedRow] = []
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE * 2)
        self.busy = Busy()
        self.column.addWidget(self._text)
        self.column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (self._list, self.busy, self.notice):
            self.column.addWidget(widget)
        self.all.clicked.connect(lambda: self._take([row.course for row in self._open_rows()]))
        self.busy.cancelled.connect(self._cancel)
        self.hide()
        self.retranslate()

    def look(self, address: str = "") -> None:
        """Ask what is there: at an address, where it was last, or where one is found."""
        if not self._is_busy:
            self.notice.clear()
            self._came, self._is_asked = [], True
            self._ask(address)

    def look_quietly(self) -> None:
        """Ask where it was last; nothing is said where there is nothing, or where that fails."""
        if not self._is_busy and self.isHidden():
            self._came, self._is_asked = [], False
            self._ask("")

    @property
    def _is_busy(self) -> bool:
        return not self.busy.isHidden()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Courses at the collection point"))
        self._text.setText(
            self.tr("New here, or newer than what is here. Each is checked when it has come.")
        )
        for row in self.rows:
            row.retranslate()
        self._show()

    def _ask(self, address: str) -> None:
        self._address = address
        self.setVisible(self._is_asked)
        self.busy.say(self.tr("Asking the collection point for its courses."))
        self._allow()
        self._job = self._jobs.aside(
            self, lambda reporter: self._asked(address, reporter), self._listed, self._failed
        )

    def _asked(self, address: str, reporter: Reporter) -> OfferedCourses:
        """Ask, on a thread of its own: the store is asked for a moment at a time."""
        wait_for = self._jobs.wait_for
        relays = wait_for(lambda desk: desk.relays).through(wait_for)
        return relays.courses(address, reporter.cancelled)

    def _listed(self, found: OfferedCourses) -> None:
        self._end()
        self._found = found
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [OfferedRow(course) for course in found.courses]
        before = self.all
        for row in self.rows:
            row.get.clicked.connect(partial(self._take_one, row))
            self._rows.addWidget(row)
            row.show()
            QWidget.setTabOrder(before, row.get)  # not after all that was made before it
            before = row.get
        self._show()
        self.setVisible(self._is_asked or bool(self.rows))
        if not self.rows and not self._came:
            said = self.tr("The collection point at {address} has no course that is new here.")
            self.notice.say(said.format(address=found.address), "notice")

    def _take_one(self, row: OfferedRow) -> None:
        self._take([row.course])

    def _take(self, courses: list[OfferedCourse]) -> None:
        if self._is_busy or not courses:
            return
        self.notice.clear()
        self._queue, self._came, self._is_asked = list(courses), [], True
        self._take_next()
        if self._is_busy:
            self.busy.stop.setFocus()

    def _take_next(self) -> None:
        course = self._queue.pop(0)
        said = self.tr("Getting {course}, and installing it.").format(course=course.pack.title)
        self.busy.say(said)
        self._allow()
        self._job = self._jobs.aside(
            self,
            lambda reporter: self._taken(course, reporter),
            self._installed,
            self._not_taken,
            self.busy.show_progress,
        )

    def _taken(self, course: OfferedCourse, reporter: Reporter) -> PackOffer:
        wait_for = self._jobs.wait_for
        relays = wait_for(lambda desk: desk.relays).through(wait_for)
        address = self._found.address if self._found is not None else self._address
        return relays.take(address, course, self._installer, reporter.report, reporter.cancelled)

    def _installed(self, offer: PackOffer) -> None:
        self._came.append(offer.title)
        if self._queue:
            self._take_next()
            return
        said = self.tr("Installed on this computer: {courses}.")
        self.notice.say(said.format(courses="; ".join(self._came)), "done")
        self._look_again()

    def _not_taken(self, error: UjuziError) -> None:
        self._end()
        if error.code is Code.INSTALL_CANCELLED:
            said = self.tr("Stopped. What has come is kept: next time it goes on where it was.")
            self.notice.say(said, "notice")
        elif error.code in BROKEN_OFF:
            said = self.tr(
                "The collection point cannot be reached now. What has come is kept: try again"
                " later, and it goes on where it was."
            )
            self.notice.say(said, "warning")
            return
        else:
            self.notice.say(sentence(error), "refusal")
        self._look_again()

    def _look_again(self) -> None:
        """Show what is left to take; what was said of the last one stays."""
        if self._found is not None:
            self._ask(self._found.address)

    def _failed(self, error: UjuziError) -> None:
        self._end()
        if not self.notice.isVisible():
            self.notice.say(sentence(error), "refusal")
        self._show()

    def _end(self) -> None:
        self._queue = []
        self.busy.clear()
        self._allow()
        if self.isVisible() and self.window().focusWidget() is None:
            stops = [row.get for row in self._open_rows()]
            (stops[0] if stops else self).setFocus()

    def _open_rows(self) -> list[OfferedRow]:
        return [row for row in self.rows if row.course.is_trusted]

    def _show(self) -> None:
        rows = self._open_rows()
        self._text.setVisible(bool(self.rows))
        self._list.setVisible(bool(self.rows))
        self.all.setVisible(len(rows) > 1)
        left = sum(row.course.pack.size - row.course.begun for row in rows)
        self.all.setText(self.tr("Get all ({size})").format(size=bytes_(left)))
        self._allow()

    def _allow(self) -> None:
        for button in (self.all, *(row.get for row in self.rows)):
            button.setEnabled(not self._is_busy)

    def _cancel(self) -> None:
        if self._job is not None:
            self._queue = []
            self._job.cancel()


class OfferedRow(QWidget):
    """A course in words, and a button where it can be taken."""

    def __init__(self, course: OfferedCourse) -> None:
        super().__init__()
        self.course = course
        self.name = Label("lead")
        self.about = Label("soft")
        self.get = Button("", "add")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.name)
        column.addWidget(self.about)
        column.addWidget(self.get, 0, Qt.AlignmentFlag.AlignLeading)
        self.get.setVisible(course.is_trusted)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of the windows."""
        course, pack = self.course, self.course.pack
        self.name.setText(pack.title)
        facts = " · ".join((language_name(pack.language), self._size(), self._version()))
        self.about.setText(f"{facts}\n{self._signed()}")
        self.get.setText(self.tr("Get it") if not course.begun else self.tr("Go on getting it"))
        self.get.setAccessibleName(f"{self.get.text()}: {pack.title}")
        self.get.setAccessibleDescription(self.about.text())

    def _size(self) -> str:
        course = self.course
        if not course.begun:
            return bytes_(course.pack.size)
        said = self.tr("{size}, of which {part} have come")
        return said.format(size=bytes_(course.pack.size), part=bytes_(course.begun))

    def _version(self) -> str:
        course = self.course
        if course.installed_version is None:
            return self.tr("version {version}").format(version=course.pack.version)
        return self.tr("version {version}, in place of version {installed}").format(
            version=course.pack.version, installed=course.installed_version
        )

    def _signed(self) -> str:
        course = self.course
        if course.is_trusted:
            return self.tr("Signed by {publisher}").format(publisher=course.publisher)
        return self.tr(
            "Signed by {publisher}, who is not yet trusted on this computer: ask your coordinator"
            " for the course file, and add it under Learn."
        ).format(publisher=course.publisher)
