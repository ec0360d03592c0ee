"""All notes and bookmarks, by course, each a step from its lesson."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, BOOKMARKS, NOTES, PACK, FakeDesk
from ujuzi.domain.changes import Changes
from ujuzi.ui.me.notes import NotesPage
from ujuzi.ui.shell.destinations import ToActivity, ToNotes


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk()
    desk.learning.notes_kept = NOTES
    desk.learning.bookmarks_kept = BOOKMARKS
    return desk


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk) -> NotesPage:
    page = NotesPage(InlineJobs(desk), ADA.learner)
    qtbot.addWidget(page)
    page.show()
    page.show_at(ToNotes())
    return page


def rows(page: NotesPage) -> list[str]:
    model = page.list.rows
    return [str(model.index(n).data()) for n in range(model.rowCount())]


def test_bookmarks_and_notes_stand_under_their_course(page: NotesPage) -> None:
    assert rows(page) == [
        "AI literacy for higher-education teachers, first level",
        "Benefit and loss",
        "Who decides?",
        "A safe campus lab",
        "When the power goes",
    ]


def test_a_note_opens_its_lesson(qtbot: QtBot, page: NotesPage) -> None:
    with qtbot.waitSignal(page.chosen) as chosen:
        page.list.clicked.emit(page.list.rows.index(2))
    assert chosen.args == [ToActivity(PACK, "who-decides")]


def test_a_note_of_a_course_that_is_gone_stays_readable_and_says_so(
    qtbot: QtBot, page: NotesPage, desk: FakeDesk
) -> None:
    orphan = replace(NOTES[1], pack="", course_title="", activity_title="")
    desk.learning.notes_kept = (orphan,)
    desk.learning.bookmarks_kept = ()
    page.changed(Changes.NOTES)
    assert rows(page) == ["A course that is no longer here", "A lesson that is no longer here"]
    with qtbot.assertNotEmitted(page.chosen):
        page.list.clicked.emit(page.list.rows.index(1))
    assert page.notice.isVisible()


def test_paper_holds_every_note_as_text_and_nothing_as_markup(
    page: NotesPage, desk: FakeDesk
) -> None:
    desk.learning.notes_kept = (replace(NOTES[0], text="a < b\nand more"),)
    page.changed(Changes.NOTES)
    assert "a &lt; b<br>and more" in page.document()
    assert "Adama Ouédraogo" in page.document()


def test_without_notes_the_page_says_how_to_write_one(page: NotesPage, desk: FakeDesk) -> None:
    desk.learning.notes_kept = ()
    desk.learning.bookmarks_kept = ()
    page.changed(Changes.NOTES)
    assert page.empty.isVisible()
    assert not page.print_button.isVisible()
