"""A quiz is done by keyboard from start to end, and nothing is shown before it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, ATTEMPT, ITEMS, PACK, FakeDesk
from ujuzi.domain.activity import Score
from ujuzi.domain.item import Choice, ChoiceItem, grade, right_response, texts_of
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.services.study.practice import CheckedAnswer
from ujuzi.ui.practise.quiz import DRAFT_EVERY, QuizPage
from ujuzi.ui.questions.feedback import FeedbackPanel
from ujuzi.ui.questions.match import MatchQuestion
from ujuzi.ui.questions.order import OrderQuestion
from ujuzi.ui.questions.passage import Texts
from ujuzi.ui.questions.result import ResultSheet
from ujuzi.ui.questions.sheet import QuestionSheet
from ujuzi.ui.questions.text_entry import TextEntryQuestion
from ujuzi.ui.shell.destinations import ToActivity, ToCourse, ToQuiz
from ujuzi.ui.shell.idle import IdleWatch

Opened = Callable[..., QuizPage]


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def opened(qtbot: QtBot, desk: FakeDesk) -> Opened:
    """Open the quiz, the first `answered` questions answered right in an earlier sitting."""

    def open_quiz(answered: int = 0) -> QuizPage:
        for item in ITEMS[:answered]:
            response = right_response(item)
            desk.practice.answered[item.id] = CheckedAnswer(response, grade(item, response))
        page = QuizPage(InlineJobs(desk), ADA.learner, IdleWatch())
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.resize(760, 520)
            page.show()
        page.activateWindow()
        page.show_at(ToQuiz(PACK, "mindset-quiz"))
        return page

    return open_quiz


def sheet(page: QuizPage) -> QuestionSheet:
    assert isinstance(page.sheet, QuestionSheet)
    return page.sheet


def press(qtbot: QtBot, page: QuizPage, key: Qt.Key, *, alt: bool = False) -> None:
    """Press a key where the keyboard is."""
    held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    focused = QApplication.focusWidget()
    target: QWidget = focused if focused is not None else page
    qtbot.keyClick(target, key, held)


def test_a_quiz_opens_its_activity_and_shows_the_first_question(
    opened: Opened, desk: FakeDesk
) -> None:
    page = opened()
    assert desk.learning.opened == ["mindset-quiz"]
    assert sheet(page).item is ITEMS[0]
    assert page.where == "Question 1 of 4"


def test_the_keyboard_stays_on_the_button_while_an_answer_is_recorded(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened()
    sheet(page).question.choose_number(1)
    page.primary.setFocus()
    monkeypatch.setattr(page._jobs, "ask", lambda *_question: None)
    page.primary.click()
    page.primary.click()
    assert QApplication.focusWidget() is page.primary


def test_the_verdict_is_heard_with_the_button_that_goes_on_and_no_longer_at_the_end(
    opened: Opened,
) -> None:
    page = opened(answered=3)
    last = sheet(page)
    last.question.set_response(right_response(last.item))
    page.primary.click()
    assert page.primary.accessibleDescription() == last.feedback.words
    page.primary.click()
    assert isinstance(page.sheet, ResultSheet)
    assert page.primary.accessibleDescription() == ""


def test_a_whole_quiz_is_done_by_keyboard_alone(
    qtbot: QtBot, opened: Opened, desk: FakeDesk
) -> None:
    page = opened()
    enter = Qt.Key.Key_Return
    press(qtbot, page, Qt.Key.Key_1)
    press(qtbot, page, enter)
    press(qtbot, page, enter)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, "Hallucination")
    press(qtbot, page, enter)
    press(qtbot, page, enter)
    order = sheet(page).question
    assert isinstance(order, OrderQuestion)
    for place, choice in enumerate(("p", "t", "j")):
        row = next(row for row in order.rows if row.choice.id == choice)
        row.setFocus()
        while order.rows.index(row) > place:
            press(qtbot, page, Qt.Key.Key_Up, alt=True)
    press(qtbot, page, enter)
    press(qtbot, page, enter)
    match = sheet(page).question
    assert isinstance(match, MatchQuestion)
    for line in match.rows:
        line.targets.setFocus()
        while line.targets.currentData() != line.pair.target:
            press(qtbot, page, Qt.Key.Key_Down)
    press(qtbot, page, enter)
    press(qtbot, page, enter)
    assert isinstance(page.sheet, ResultSheet)
    assert page.sheet.result.score == Score(4, 4)
    with qtbot.waitSignal(page.chosen) as chosen:
        press(qtbot, page, enter)
    assert chosen.args == [ToActivity(PACK, "next-word")]
    assert [answer.outcome.right for answer in desk.practice.answered.values()] == [True] * 4


def test_an_answer_is_recorded_before_its_feedback_shows(opened: Opened, desk: FakeDesk) -> None:
    page = opened()
    desk.practice.failure = WorldError(Code.DISK_FULL, "The disk is full.")
    sheet(page).question.choose_number(1)
    page.primary.click()
    assert sheet(page).feedback.isHidden()
    assert page.notice.isVisible()
    assert page.primary.text() == "Check"

    desk.practice.failure = None
    page.primary.click()
    assert sheet(page).feedback.isVisible()
    assert desk.practice.answered["one"].response == ("a",)
    assert page.primary.text() == "Next"


def test_feedback_says_in_words_how_it_went_and_why(opened: Opened) -> None:
    page = opened()
    sheet(page).question.choose_number(2)
    page.primary.click()
    assert sheet(page).feedback.words == "Not yet. It cannot answer for anything."
    assert page.primary.accessibleDescription() == sheet(page).feedback.words


def test_feedback_of_several_choices_says_of_which_it_speaks(qtbot: QtBot) -> None:
    item = ChoiceItem(
        id="several",
        prompt="Which are right?",
        choices=(
            Choice("a", "Mark < 5", right=True, feedback="It is asked for."),
            Choice("b", "The tool", feedback="It cannot answer."),
            Choice("c", "The lecturer", right=True),
        ),
        multiple=True,
    )
    html = {text: f"<p>{escape(text)}</p>" for text in texts_of(item) if text}
    panel = FeedbackPanel(Texts(html))
    qtbot.addWidget(panel)
    panel.say(grade(item, ("a", "b")))
    assert panel.words == "Not yet. Mark < 5: It is asked for. The tool: It cannot answer."
    panel.say(grade(item, ("b",)))
    assert panel.words == "Not yet. It cannot answer."


def test_check_without_an_answer_says_what_to_do(opened: Opened, desk: FakeDesk) -> None:
    page = opened()
    page.primary.click()
    assert page.notice.isVisible()
    assert desk.practice.answered == {}


def test_an_answer_is_recorded_once_however_often_enter_is_pressed(
    qtbot: QtBot, opened: Opened
) -> None:
    page = opened()
    sheet(page).question.choose_number(1)
    page.primary.click()
    assert sheet(page).item.id == "one"
    page.primary.click()
    assert sheet(page).item.id == "two"


def test_an_unfinished_attempt_goes_on_at_its_first_open_question(opened: Opened) -> None:
    page = opened(answered=2)
    assert sheet(page).item is ITEMS[2]
    assert page.notice.isVisible()


def test_an_earlier_answer_is_shown_again_with_what_was_said_of_it(opened: Opened) -> None:
    page = opened(answered=2)
    page.previous.click()
    assert isinstance(sheet(page).question, TextEntryQuestion)
    assert sheet(page).question.response() == ("hallucination",)
    assert sheet(page).feedback.words == "That is right. That is the word."
    assert page.primary.text() == "Next"


def test_typed_text_is_kept_while_it_is_typed(qtbot: QtBot, opened: Opened, desk: FakeDesk) -> None:
    page = opened(answered=1)
    line = sheet(page).question.first_stop()
    qtbot.keyClicks(line, "halluc")
    qtbot.waitUntil(lambda: desk.learning.drafts == {"two": "halluc"}, timeout=2 * DRAFT_EVERY)


def test_typed_text_is_kept_when_the_page_is_left(
    qtbot: QtBot, opened: Opened, desk: FakeDesk
) -> None:
    page = opened(answered=1)
    qtbot.keyClicks(sheet(page).question.first_stop(), "half a wo")
    assert page.unsaved()
    page.leave()
    assert not page.unsaved()
    assert desk.learning.drafts == {"two": "half a wo"}
    assert [activity for activity, _ in desk.learning.left] == ["mindset-quiz"]


def test_text_that_was_kept_is_there_again(opened: Opened, desk: FakeDesk) -> None:
    desk.learning.drafts["two"] = "half a wo"
    assert sheet(opened(answered=1)).question.response() == ("half a wo",)


def test_the_end_tells_the_score_the_best_and_what_to_look_at_again(
    opened: Opened, desk: FakeDesk
) -> None:
    desk.practice.attempt = replace(ATTEMPT, best=Score(4, 4))
    page = opened(answered=3)
    sheet(page).question.set_response(("r1 t2", "r2 t2"))
    page.primary.click()
    assert page.primary.text() == "See the result"
    page.primary.click()
    assert isinstance(page.sheet, ResultSheet)
    assert page.sheet.result.score == Score(3, 4)
    assert page.sheet.result.best == Score(4, 4)
    assert [card.accessibleName() for card in page.sheet.missed] == ["4. Who does what?"]


def test_a_missed_question_can_be_looked_at_from_the_end(opened: Opened) -> None:
    page = opened(answered=3)
    sheet(page).question.set_response(("r1 t2", "r2 t2"))
    page.primary.click()
    page.primary.click()
    assert isinstance(page.sheet, ResultSheet)
    page.sheet.missed[0].click()
    assert sheet(page).feedback.isVisible()
    assert page.primary.text() == "Back to the result"
    page.primary.click()
    assert isinstance(page.sheet, ResultSheet)


def test_a_quiz_that_has_gone_says_so_and_shows_nothing_of_the_one_before(
    opened: Opened, desk: FakeDesk
) -> None:
    page = opened()
    desk.practice.failure = RefusedError(Code.COURSE_MISSING, "gone")
    page.show_at(ToQuiz(PACK, "another-quiz"))
    assert page.sheet is None
    assert page.notice.text.text() == "This course is no longer on this computer."
    assert not page.primary.isEnabled()


def test_trying_again_begins_a_new_attempt(opened: Opened, desk: FakeDesk) -> None:
    page = opened(answered=4)
    assert isinstance(page.sheet, ResultSheet)
    page.again.click()
    assert desk.practice.begun_anew == 1
    assert sheet(page).item is ITEMS[0]
    assert sheet(page).question.response() is None


def test_the_question_runs_in_the_direction_of_the_courses_language(
    opened: Opened, desk: FakeDesk
) -> None:
    desk.practice.attempt = replace(ATTEMPT, language="ar")
    page = opened()
    assert sheet(page).layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert page.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_the_last_quiz_of_a_course_leads_back_to_it(
    qtbot: QtBot, opened: Opened, desk: FakeDesk
) -> None:
    desk.practice.attempt = replace(ATTEMPT, activity="plan-sheet")
    page = opened(answered=4)
    with qtbot.waitSignal(page.chosen) as chosen:
        page.primary.click()
    assert chosen.args == [ToCourse("ai-literacy")]


def test_questions_of_a_later_version_are_left_out_and_that_is_said(
    opened: Opened, desk: FakeDesk
) -> None:
    desk.practice.attempt = replace(desk.practice.attempt, left_out=2)
    page = opened()
    assert page.notice.text.text() == "2 questions need a newer Ujuzi, and are left out."
    assert sheet(page).item == ITEMS[0]
