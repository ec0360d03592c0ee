"""All notes and bookmarks of one person, by course, each a step from its lesson; to print too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.services.study.learning import Bookmark, Note
from ujuzi.ui.cards.privacy import PrivacyTopic, section
from ujuzi.ui.look.dates import day
from ujuzi.ui.rows.row import Row
from ujuzi.ui.shell.destinations import ToActivity, ToNotes
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.list_page import ListPage
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.printing import ask_and_print, paper
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a person wrote and marked, in one course."""

    title: str
    notes: tuple[Note, ...]
    bookmarks: tuple[Bookmark, ...]


class NotesPage(ListPage[ToNotes]):
    """Notes and bookmarks."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__("notes", parent)
        self._jobs = jobs
        self._learner = learner
        self._name = ""
        self._kept: tuple[_Kept, ...] = ()
        self._title = Label("display")
        self._privacy = Label("soft")
        self.print_button = Button("", "print")
        self.print_button.clicked.connect(self._print)
        self.notice = PageNotice()
        self.list.chosen.connect(self._choose)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.print_button)
        self.head.addLayout(head)
        self.head.addWidget(self._privacy)
        self.head.addWidget(self.notice)
        QWidget.setTabOrder(self.notice.dismiss, self.list)
        self.retranslate()

    def show_at(self, _at: ToNotes) -> None:
        """Show what this learner wrote and marked."""
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.NOTES | Changes.LIBRARY | Changes.PEOPLE):
            self._ask()

    def first_stop(self) -> QWidget | None:
        return self.list if self._kept else None

    def retranslate(self) -> None:
        self._title.setText(self.tr("My notes"))
        self._privacy.setText(section(PrivacyTopic.NOTES).gist)
        self.print_button.setText(self.tr("Print my notes"))
        self.list.setAccessibleName(self.tr("Notes and bookmarks"))
        self.empty.say(
            self.tr("No notes yet"),
            self.tr("Write a note or set a bookmark beside any lesson; you find them all here."),
        )
        self._show()

    def document(self) -> str:
        """Return the notes as HTML for paper."""
        return "".join(self._printed())

    def _ask(self) -> None:
        learner = self._learner
        self._jobs.ask(self, lambda desk: _ask(desk, learner), self._keep, self._refuse)

    def _keep(self, found: tuple[str, tuple[_Kept, ...]]) -> None:
        self.notice.clear()
        self._name, self._kept = found
        self._show()

    def _refuse(self, error: UjuziError) -> None:
        self.notice.refuse(error)

    def _show(self) -> None:
        self.list.set_rows(tuple(self._rows()))
        self.show_list(filled=bool(self._kept))
        self._privacy.setVisible(bool(self._kept))  # who has none reads it where one writes
        self.print_button.setVisible(any(course.notes for course in self._kept))

    def _rows(self) -> Iterator[Row]:
        for course in self._kept:
            yield Row(course.title or self.tr("A course that is no longer here"))
            for mark in course.bookmarks:
                title = mark.activity_title or self.tr("A lesson that is no longer here")
                yield Row(
                    title,
                    key=("bookmark", mark.pack, mark.activity),
                    detail=self.tr("Bookmark"),
                    icon="bookmark-filled",
                )
            for note in course.notes:
                title = note.activity_title or self.tr("A lesson that is no longer here")
                yield Row(
                    title,
                    key=("note", note.pack, note.activity, note.note),
                    pieces=((note.text, False),),
                    icon="notes",
                    trailing=day(note.written_at),
                    spoken=f"{title}, {day(note.written_at)}. {note.text}",
                )

    def _printed(self) -> Iterator[str]:
        yield f"<h1>{escape(self.tr('My notes'))}</h1><p class='soft'>{escape(self._name)}</p>"
        for course in self._kept:
            if not course.notes:
                continue
            yield f"<h2>{escape(course.title)}</h2>"
            for note in course.notes:
                yield f"<h3>{escape(note.activity_title)}</h3>"
                yield f"<p>{escape(note.text).replace(chr(10), '<br>')}</p>"
                yield f"<p class='soft'>{escape(day(note.written_at))}</p>"

    def _print(self) -> None:
        document = paper(self.document(), QLocale().bcp47Name())
        ask_and_print(self, document, self.tr("My notes"))

    def _choose(self, key: tuple[str, ...]) -> None:
        """Open the lesson; where its course is gone there is nothing to open."""
        if key[1]:
            self.go(ToActivity(key[1], key[2]))
        else:
            self.notice.tell(
                lambda: self.tr("This course is no longer on this computer."), "refusal"
            )


def _ask(desk: Desk, learner: LearnerId) -> tuple[str, tuple[_Kept, ...]]:
    """Return a learner's name, and what she kept. Runs on the worker."""
    kept = _by_course(desk.learning.notes(learner), desk.learning.bookmarks(learner))
    return desk.people.person(learner).name, tuple(kept)


def _by_course(notes: Sequence[Note], bookmarks: Sequence[Bookmark]) -> Iterator[_Kept]:
    """Yield what is kept a course: the course of the latest note first."""
    titles: dict[str, str] = {}
    written: dict[str, list[Note]] = defaultdict(list)
    marked: dict[str, list[Bookmark]] = defaultdict(list)
    for note in notes:
        titles[note.course] = note.course_title
        written[note.course].append(note)
    for mark in bookmarks:
        titles[mark.course] = mark.course_title
        marked[mark.course].append(mark)
    for course, title in titles.items():
        yield _Kept(title, tuple(written[course]), tuple(marked[course]))
