"""Search in every lesson on this computer, as one types; hits stand under their course.

An answer to words that have changed since is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget

from ujuzi.domain.changes import Changes
from ujuzi.errors import UjuziError
from ujuzi.services.study.course_views import SearchHit
from ujuzi.ui.rows.row import Row
from ujuzi.ui.shell.destinations import ToActivity, ToSearch
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.list_page import ListPage
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.widgets.find_field import FindField
from ujuzi.ui.widgets.label import Label

HITS_MOST = 50


class SearchPage(ListPage[ToSearch]):
    """A field, and what was found."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("search", parent)
        self._jobs = jobs
        self._hits: Sequence[SearchHit] = ()
        self._asked = ""
        self._enters = False
        self._title = Label("display")
        self.field = FindField(self.list)
        self.field.rested.connect(self._ask)
        self.field.returnPressed.connect(self._go_to_hits)
        self._count = Label("caption")
        self.notice = PageNotice()
        self.list.chosen.connect(self._choose)
        for widget in (self._title, self.field, self._count, self.notice):
            self.head.addWidget(widget)
        QWidget.setTabOrder(self.notice.dismiss, self.list)
        self.retranslate()

    def show_at(self, _at: ToSearch) -> None:
        """Show the words that were searched for, with what is found for them now."""
        self.field.selectAll()
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & Changes.LIBRARY:
            self._ask()

    def first_stop(self) -> QWidget:
        return self.field

    def retranslate(self) -> None:
        self._title.setText(self.tr("Search"))
        self.field.setPlaceholderText(self.tr("Words in any lesson on this computer"))
        self.field.setAccessibleName(self.tr("Search words"))
        self.list.setAccessibleName(self.tr("What was found"))
        self._show()

    def _go_to_hits(self) -> None:
        """Go to what was found; what was typed since is asked for first."""
        if self.field.is_waiting:
            self._enters = True
            self.field.rest()
        else:
            self._enter_list()

    def _enter_list(self) -> None:
        self._enters = False
        if self._hits:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self) -> None:
        text = self._asked = self.field.text().strip()
        if not text:
            self.take_answer(text, ())
            return
        self._jobs.ask(
            self,
            lambda desk: desk.library.search(text, HITS_MOST),
            lambda hits: self.take_answer(text, hits),
            self._refuse,
        )

    def take_answer(self, text: str, hits: Sequence[SearchHit]) -> None:
        """Show what was found for `text`, if that is still what stands in the field."""
        if text == self._asked:
            self.notice.clear()
            self._hits = hits
            self._show()
            if self._enters:
                self._enter_list()

    def _refuse(self, error: UjuziError) -> None:
        self.notice.refuse(error)

    def _show(self) -> None:
        self._say_count()
        self.list.set_rows(tuple(_rows(self._hits)))
        self.show_list(filled=bool(self._hits))
        if self._asked:
            self.empty.say(
                self.tr("Nothing was found"),
                self.tr("Try fewer words, or only the beginning of a word."),
            )
        else:
            self.empty.say(
                self.tr("Find a word in any lesson"),
                self.tr("Lessons and transcripts of all courses on this computer are searched."),
            )

    def _say_count(self) -> None:
        found = len(self._hits)
        if found >= HITS_MOST:
            said = self.tr("The first {count} lessons; type more to narrow it down")
        else:
            said = self.tr("Lessons found: {count}")
        self._count.setText(said.format(count=QLocale().toString(found)))
        self._count.setVisible(bool(found))

    def _choose(self, key: tuple[str, str]) -> None:
        self.go(ToActivity(*key))


def _rows(hits: Sequence[SearchHit]) -> Iterator[Row]:
    """Yield the hits under a heading a course; the course of the best hit comes first."""
    courses = list(dict.fromkeys(hit.course for hit in hits))
    ordered = sorted(hits, key=lambda hit: courses.index(hit.course))
    for _, found in groupby(ordered, key=lambda hit: hit.course):
        group = list(found)
        yield Row(group[0].course_title)
        for hit in group:
            yield Row(
                hit.activity_title,
                key=(hit.pack, hit.activity),
                pieces=hit.snippet,
                icon="lesson",
                spoken=f"{hit.activity_title}. {''.join(text for text, _ in hit.snippet)}",
            )
