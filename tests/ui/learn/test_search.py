"""Search asks as one types, and shows what answers the words that stand there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import HITS, PACK, FakeDesk
from ujuzi.errors import Code, WorldError
from ujuzi.services.study.course_views import SearchHit
from ujuzi.ui.learn.search import SearchPage
from ujuzi.ui.rows.model import RowRole
from ujuzi.ui.shell.destinations import ToActivity, ToSearch


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk()
    desk.library.hits = HITS
    return desk


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk) -> SearchPage:
    page = SearchPage(InlineJobs(desk))
    qtbot.addWidget(page)
    page.show()
    page.show_at(ToSearch())
    return page


def rows(page: SearchPage) -> list[str]:
    model = page.list.rows
    return [str(model.index(n).data()) for n in range(model.rowCount())]


def test_before_anything_is_typed_the_page_says_what_it_is_for(page: SearchPage) -> None:
    assert page.empty.isVisible()
    assert not page.list.isVisible()


def test_words_are_asked_for_once_the_keys_are_quiet(
    qtbot: QtBot, page: SearchPage, desk: FakeDesk
) -> None:
    qtbot.keyClicks(page.field, "lect")
    qtbot.waitUntil(lambda: desk.library.searched == ["lect"])


def test_hits_stand_under_their_course(qtbot: QtBot, page: SearchPage) -> None:
    page.field.setText("lecturer")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert rows(page) == [
        "AI literacy for higher-education teachers, first level",
        "Who decides?",
        "Benefit and loss",
        "A safe campus lab",
        "When the power goes",
    ]


def test_the_words_that_matched_are_marked_in_the_passage(qtbot: QtBot, page: SearchPage) -> None:
    page.field.setText("lecturer")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    row = page.list.rows.index(1).data(RowRole.ROW)
    assert row.pieces == HITS[0].snippet
    assert row.spoken == "Who decides?. … the lecturer reads the script again before she"


def test_enter_on_a_hit_opens_its_lesson(qtbot: QtBot, page: SearchPage) -> None:
    page.field.setText("lecturer")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(page.chosen) as chosen:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert chosen.args == [ToActivity(PACK, "who-decides")]


def test_an_arrow_down_from_the_field_goes_to_the_hits(qtbot: QtBot, page: SearchPage) -> None:
    page.field.setText("lecturer")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    page.activateWindow()
    page.field.setFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_Down)
    qtbot.waitUntil(page.list.hasFocus)


def test_an_answer_to_words_that_have_changed_since_is_not_shown(page: SearchPage) -> None:
    page.field.setText("lecturer")
    page.take_answer("lec", HITS)
    assert rows(page) == []


def test_nothing_found_says_what_to_try(qtbot: QtBot, page: SearchPage, desk: FakeDesk) -> None:
    desk.library.hits = ()
    page.field.setText("zebra")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert page.empty.isVisible()


def test_an_error_is_said_on_the_page(qtbot: QtBot, page: SearchPage, desk: FakeDesk) -> None:
    def fail(_text: str, _limit: int = 50) -> tuple[SearchHit, ...]:
        raise WorldError(Code.DISK_FAILED, "The disk did not answer.")

    desk.library.search = fail  # type: ignore[method-assign, assignment]  # the fake fails once
    page.field.setText("zebra")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert page.notice.isVisible()
