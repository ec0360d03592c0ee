"""One course: its outline with what is done, its languages, and its removal in two steps."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, CARD, MONDAY, PACK, STATES, FakeDesk
from ujuzi.domain.activity import ActivityState
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, RefusedError
from ujuzi.ui.learn.course import CoursePage
from ujuzi.ui.rows.model import RowRole
from ujuzi.ui.rows.row import Row
from ujuzi.ui.shell.destinations import ToActivity, ToCourse, ToLearn


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk) -> CoursePage:
    page = CoursePage(InlineJobs(desk), ADA.learner)
    qtbot.addWidget(page)
    page.show()
    page.show_at(ToCourse("ai-literacy"))
    return page


def rows(page: CoursePage) -> list[Row]:
    model = page.list.rows
    return [model.index(n).data(RowRole.ROW) for n in range(model.rowCount())]


def test_activities_stand_under_their_module_with_what_is_done_in_words(page: CoursePage) -> None:
    assert [(row.title, row.detail, row.trailing) for row in rows(page)][:3] == [
        ("1. Human-centred mindset", "", ""),
        ("Who decides?", "Lesson · 15 min", "Done"),
        (
            "Benefit and loss: weighing what a tool gives and what it takes",
            "Lesson · 20 min",
            "40%",
        ),
    ]
    assert rows(page)[-1].detail == "Handout · 10 min · if you like"


def test_a_module_states_its_objectives_under_its_title(page: CoursePage, desk: FakeDesk) -> None:
    outline = desk.library.view.outline
    first, *others = outline.modules
    stated = msgspec.structs.replace(first, objectives=("say who decides", "ask who answers"))
    outline = msgspec.structs.replace(outline, modules=(stated, *others))
    desk.library.view = replace(desk.library.view, outline=outline)
    page.show_at(ToCourse("ai-literacy"))
    assert rows(page)[0].detail == "You will be able to: say who decides; ask who answers"


def test_a_begun_quiz_says_how_many_of_its_questions_are_answered(
    page: CoursePage, desk: FakeDesk
) -> None:
    states = {**STATES, "mindset-quiz": ActivityState(opened_at=MONDAY, position=4 / 6)}
    desk.library.view = replace(desk.library.view, states=states, begun={"mindset-quiz": (4, 6)})
    page.show_at(ToCourse("ai-literacy"))
    (quiz,) = (row for row in rows(page) if row.key == "mindset-quiz")
    assert quiz.trailing == "4 of 6 answered"


def test_the_list_is_as_high_as_its_rows_so_that_the_page_scrolls(page: CoursePage) -> None:
    heights = [page.list.sizeHintForRow(n) for n in range(page.list.rows.rowCount())]
    assert page.list.height() >= sum(heights)


def test_continue_opens_the_next_activity(qtbot: QtBot, page: CoursePage) -> None:
    with qtbot.waitSignal(page.chosen) as chosen:
        page.go_on.click()
    assert chosen.args == [ToActivity(PACK, "benefit-and-loss")]


def test_an_activity_opens_by_its_row(qtbot: QtBot, page: CoursePage) -> None:
    with qtbot.waitSignal(page.chosen) as chosen:
        page.list.clicked.emit(page.list.rows.index(3))
    assert chosen.args == [ToActivity(PACK, "mindset-quiz")]


def test_a_heading_opens_nothing(qtbot: QtBot, page: CoursePage) -> None:
    with qtbot.assertNotEmitted(page.chosen):
        page.list.clicked.emit(page.list.rows.index(0))


def test_another_language_is_asked_for_by_its_tag(page: CoursePage, desk: FakeDesk) -> None:
    page.languages.setCurrentIndex(page.languages.findData("fr"))
    page.languages.activated.emit(page.languages.currentIndex())
    assert desk.library.languages_asked == [None, "fr"]


def test_removing_takes_a_second_press(qtbot: QtBot, page: CoursePage, desk: FakeDesk) -> None:
    desk.library.view = replace(desk.library.view, card=replace(CARD, languages=("en",)))
    page.changed(Changes.LIBRARY)
    page.remove_button.click()
    assert desk.library.removed == []
    with qtbot.waitSignal(page.chosen) as chosen:
        page.remove_surely.click()
    assert chosen.args == [ToLearn()]
    assert desk.library.removed == [("ai-literacy", "en")]


def test_a_course_can_be_kept_after_all(page: CoursePage, desk: FakeDesk) -> None:
    page.remove_button.click()
    page.keep_button.click()
    assert page.remove_button.isVisible()
    assert not page.remove_surely.isVisible()
    assert desk.library.removed == []


def test_removing_one_language_of_two_shows_the_other(
    qtbot: QtBot, page: CoursePage, desk: FakeDesk
) -> None:
    page.remove_button.click()
    with qtbot.assertNotEmitted(page.chosen):
        page.remove_surely.click()
    assert desk.library.removed == [("ai-literacy", "en")]


def test_a_course_that_has_gone_says_so(page: CoursePage, desk: FakeDesk) -> None:
    def gone(*_: object) -> None:
        raise RefusedError(Code.COURSE_MISSING, "gone", course="ai-literacy")

    desk.library.course = gone  # type: ignore[method-assign, assignment]  # the fake fails
    page.changed(Changes.LIBRARY)
    assert page.notice.text.text() == "This course is no longer on this computer."
