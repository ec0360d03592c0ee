"""Where a person starts: go on where she stopped, her courses, what is new, and adding one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ujuzi import drives
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.domain.text import natural
from ujuzi.errors import UjuziError
from ujuzi.services.delivery.announcements import ReadableAnnouncement
from ujuzi.services.study.course_views import CourseCard
from ujuzi.services.study.installing import PACK_SUFFIX, Installer
from ujuzi.services.study.learning import AssignedCourse
from ujuzi.ui.cards.card_grid import CardGrid
from ujuzi.ui.learn.add_course import AddCourse
from ujuzi.ui.learn.announcement_card import AnnouncementCard
from ujuzi.ui.learn.assigned_words import missing_words
from ujuzi.ui.learn.continue_card import ContinueCard
from ujuzi.ui.learn.course_card import CourseCardButton
from ujuzi.ui.learn.course_filter import CourseFilter
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.rows.row import Row
from ujuzi.ui.rows.view import RowList
from ujuzi.ui.shell.destinations import ToActivity, ToAnnouncements, ToCourse, ToLearn
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.point_courses_card import PointCoursesCard
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label


class LearnPage(ScrollPage[ToLearn]):
    """The first page after sign-in."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        installer: Installer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._cards: tuple[CourseCard, ...] | None = None
        self._assigned: dict[str, AssignedCourse] = {}
        self._title = Label("display", wraps=False)
        self.add_button = Button("", "add")
        menu = QMenu(self.add_button)
        self.from_file = menu.addAction("")
        self.from_file.triggered.connect(self._choose_file)
        self.from_stick = menu.addAction("")
        self.from_stick.triggered.connect(self._look_on_sticks)
        self.from_point = menu.addAction("")
        self.from_point.triggered.connect(self._look_at_point)
        self.add_button.setMenu(menu)
        self.announced = Button("quiet", "notice")
        self.announced.clicked.connect(lambda: self.go(ToAnnouncements()))
        self.announced.hide()
        self.announcement = AnnouncementCard()
        self.announcement.read.connect(self._got_it)
        self.notice = PageNotice()
        self.adding = AddCourse(jobs, learner, installer)
        self.adding.course_chosen.connect(lambda course: self.go(ToCourse(course)))
        self.at_point = PointCoursesCard(jobs, installer)
        self.found = RowList(fits=True)
        self.found.chosen.connect(self.add_file)
        self.empty = EmptyState("learn")
        self.empty.acted.connect(self._choose_file)
        self.go_on = ContinueCard()
        self.go_on.chosen.connect(self._go_on)
        self.filter = CourseFilter()
        self.filter.changed.connect(self._arrange)
        self.asked, self.mine, self.new, self.done = _Group(), _Group(), _Group(), _Group()
        self.setAcceptDrops(True)
        self._lay_out()
        self.retranslate()

    def show_at(self, at: ToLearn) -> None:
        """Show the courses of this computer as this learner stands in them."""
        self._ask()
        self._hear()
        if at.file is not None:
            self.add_file(at.file)

    def changed(self, changes: Changes) -> None:
        theirs = Changes.LIBRARY | Changes.PROGRESS | Changes.PREFERENCES | Changes.DOCUMENTS
        if changes & theirs:
            self._ask()
        if changes & (Changes.DOCUMENTS | Changes.PREFERENCES):
            self._hear()

    def first_stop(self) -> QWidget | None:
        go_on = self.go_on.button if self.go_on.isVisible() else self.add_button
        return self.adding.first_stop() or go_on

    def retranslate(self) -> None:
        self._title.setText(self.tr("Learn"))
        self.add_button.setText(self.tr("Add a course"))
        self.announced.setText(self.tr("Announcements"))
        self.from_file.setText(self.tr("From a file"))
        self.from_stick.setText(self.tr("From a stick"))
        self.from_point.setText(self.tr("From the collection point"))
        self.found.setAccessibleName(self.tr("Courses on the stick"))
        self.empty.say(
            self.tr("No course is on this computer yet"),
            self.tr(
                "Put in the USB stick with a course, or ask your coordinator for the file. You can"
                " also drop a course file on this window."
            ),
            self.tr("Add a course"),
        )
        self.asked.say(self.tr("Asked for by your institution"))
        self.asked.tell(self._missing())
        self.mine.say(self.tr("My courses"))
        self.new.say(self.tr("New on this computer"))
        self.done.say(self.tr("Completed"))

    def add_file(self, path: Path) -> None:
        """Look at a course file and offer to install it."""
        self.found.hide()
        self.notice.clear()
        self.adding.offer_file(path)
        self.scroll_to_top()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in _dropped(event.mimeData())[:1]:
            event.acceptProposedAction()
            self.add_file(path)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.announced)
        head.addWidget(self.add_button)
        self.column.addLayout(head)
        self.column.setSpacing(2 * SPACE)
        adding = (self.found, self.adding, self.at_point)
        above = (self.announcement, self.notice)
        for widget in (*above, *adding, self.empty, self.go_on, self.filter):
            self.column.addWidget(widget)
        for group in (self.asked, self.mine, self.new, self.done):
            self.column.addWidget(group)
            group.hide()
        self.column.addStretch(1)
        for hidden in (self.found, self.empty, self.go_on):
            hidden.hide()

    def _ask(self) -> None:
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: (desk.library.courses(learner), desk.learning.assigned(learner)),
            lambda found: self._show(*found),
            self._refuse,
        )

    def _hear(self) -> None:
        learner = self._learner
        self._jobs.ask(
            self, lambda desk: desk.announcements.live(learner), self._show_announced, self._refuse
        )

    def _show_announced(self, live: tuple[ReadableAnnouncement, ...]) -> None:
        self.announced.setVisible(bool(live))
        self.announcement.show_newest(live)

    def _got_it(self, mark: str) -> None:
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: desk.announcements.got_it(learner, mark),
            lambda _done: self._hear(),
            self._refuse,
        )

    def _show(self, cards: Sequence[CourseCard], assigned: Sequence[AssignedCourse]) -> None:
        wanted = {each.course: each for each in assigned}
        if (tuple(cards), wanted) == (self._cards, self._assigned):
            return
        self._cards, self._assigned = tuple(cards), wanted
        started = [card for card in cards if card.state == "started"]
        self.empty.setVisible(not cards)
        self.go_on.setVisible(bool(started))
        if started:
            self.go_on.show_card(started[0])
        self.filter.set_courses(self._cards)
        self._arrange()

    def _arrange(self) -> None:
        """Show the courses that the filter lets through, in their groups."""
        cards = [card for card in self._cards or () if self.filter.lets_through(card)]
        asked = {card.course: card for card in cards if card.state != "completed"}
        first = [asked[course] for course in self._assigned if course in asked]
        self._fill(self.asked, first)
        self.asked.tell(self._missing())
        for state, group in (("started", self.mine), ("new", self.new), ("completed", self.done)):
            others = (card for card in cards if card not in first)
            self._fill(group, [card for card in others if card.state == state])
        self.filter.say_found(len(cards))

    def _missing(self) -> Sequence[str]:
        """Return what is asked for and is not on this computer, a sentence each."""
        here = {card.course for card in self._cards or ()}
        asked = self._assigned.values() if self._cards is not None else ()
        return [missing_words(each) for each in asked if each.course not in here]

    def _fill(self, group: _Group, cards: Sequence[CourseCard]) -> None:
        group.setVisible(bool(cards))
        made = (each for each in group.grid.cards if isinstance(each, CourseCardButton))
        shown = {each.card.course: each for each in made}
        group.grid.set_cards([partial(self._card, card, shown) for card in cards])

    def _card(self, card: CourseCard, shown: Mapping[str, CourseCardButton]) -> CourseCardButton:
        known = shown.get(card.course)
        assigned = self._assigned.get(card.course) if card.state != "completed" else None
        if known is not None and (known.card, known.assigned) == (card, assigned):
            return known
        button = CourseCardButton(card, assigned)
        button.clicked.connect(lambda: self.go(ToCourse(card.course)))
        return button

    def _refuse(self, error: UjuziError) -> None:
        self.notice.refuse(error)

    def _go_on(self, card: CourseCard) -> None:
        self.go(ToActivity(card.pack, card.next_activity))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Add a course"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Ujuzi courses") + f" (*{PACK_SUFFIX})", self.tr("All files") + " (*)"]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.add_file(Path(name)))
        dialog.open()

    def _look_on_sticks(self) -> None:
        self._jobs.aside(self, lambda _reporter: _on_sticks(), self.show_found, self._refuse)

    def _look_at_point(self) -> None:
        self.found.hide()
        self.notice.clear()
        self.at_point.look()
        self.scroll_to_top()

    def show_found(self, files: Sequence[Path]) -> None:
        """Offer the only course that was found, or list them all to choose from."""
        self.notice.clear()
        if len(files) == 1:
            self.add_file(files[0])
            return
        self.found.set_rows(
            [Row(file.stem, key=file, detail=str(file.parent), icon="stick") for file in files]
        )
        self.found.setVisible(bool(files))
        if files:
            self.found.setFocus()
        else:
            self.notice.tell(
                lambda: self.tr(
                    "No course was found on a stick. Put one in, or choose the file yourself."
                ),
                "refusal",
            )


class _Group(QWidget):
    """A heading over a grid of cards, and what is to be said under it."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("lead")
        self.grid = CardGrid()
        self.told = Label("caption", wraps=True)
        self.told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._title)
        column.addWidget(self.grid)
        column.addWidget(self.told)

    def say(self, title: str) -> None:
        """Name the group."""
        self._title.setText(title)

    def tell(self, sentences: Sequence[str]) -> None:
        """Say something under the cards; the group is there for it alone, too."""
        self.told.setText("\n".join(sentences))
        self.told.setVisible(bool(sentences))
        self.setVisible(bool(sentences or self.grid.cards))


def _on_sticks() -> list[Path]:
    """Return the course files on the drives that are plugged in. Runs beside the desk."""
    files = drives.files((drive.root for drive in drives.plugged_in()), PACK_SUFFIX)
    return sorted(files, key=lambda file: natural(file.name))


def _dropped(data: QMimeData) -> list[Path]:
    """Return the course files among what is being dropped."""
    files = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [file for file in files if file.suffix.casefold() == PACK_SUFFIX]
