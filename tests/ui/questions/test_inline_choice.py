"""Inline-choice questions: a drop-down a gap, and the sentence as it reads with what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.inspection import clipped, nameless
from ujuzi.domain.item import Choice, Gap, InlineChoiceItem, grade, texts_of
from ujuzi.services.study.practice import CheckedAnswer
from ujuzi.ui.questions.gaps import blanked
from ujuzi.ui.questions.inline_choice import InlineChoiceQuestion
from ujuzi.ui.questions.passage import Texts
from ujuzi.ui.questions.sheet import QuestionSheet

WHO = (Choice("a", "a person", right=True), Choice("b", "a <machine>"))
WHEN = (Choice("a", "after"), Choice("b", "before", right=True))
ITEM = InlineChoiceItem(
    id="q",
    prompt="{{who}} signs the mark {{when}} it is published.",
    gaps=(Gap("who", WHO), Gap("when", WHEN)),
)
HTML = {
    text: f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>"
    for text in texts_of(ITEM)
    if text
}


def shown(qtbot: QtBot, language: str = "en") -> tuple[QuestionSheet, InlineChoiceQuestion]:
    sheet = QuestionSheet(ITEM, Texts(HTML), language)
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.resize(760, 400)
        sheet.show()
    sheet.activateWindow()
    assert isinstance(sheet.question, InlineChoiceQuestion)
    return sheet, sheet.question


def test_gaps_are_numbered_blanks_until_something_is_chosen(qtbot: QtBot) -> None:
    sheet, question = shown(qtbot)

    assert sheet.prompt.words == "(1) ____ signs the mark (2) ____ it is published."
    assert question.response() is None


def test_the_sentence_is_filled_by_keyboard_and_reads_as_a_whole(qtbot: QtBot) -> None:
    sheet, question = shown(qtbot)
    question.first_stop().setFocus()

    for _ in range(2):
        qtbot.keyClick(question.rows[0].choices, Qt.Key.Key_Down)
    qtbot.keyClick(question.rows[0].choices, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is question.rows[1].choices
    assert question.response() is None
    qtbot.keyClick(question.rows[1].choices, Qt.Key.Key_Down)

    assert question.response() == ("who b", "when a")
    assert sheet.prompt.words == "(1) a <machine> signs the mark (2) after it is published."


def test_the_keyboard_starts_at_the_first_empty_gap(qtbot: QtBot) -> None:
    _, question = shown(qtbot)
    question.set_response(("who a",))

    assert question.first_stop() is question.rows[1].choices


def test_a_checked_answer_says_of_each_gap_what_belongs_there(qtbot: QtBot) -> None:
    sheet, question = shown(qtbot)
    response = ("who b", "when b")

    sheet.reveal(CheckedAnswer(response, grade(ITEM, response)))

    assert [row.mark for row in question.rows] == ["“a person” belongs here", "Right"]
    assert not any(row.choices.isEnabled() for row in question.rows)
    assert "a <machine> signs" in sheet.prompt.words


def test_each_drop_down_tells_a_screen_reader_its_gap_and_the_sentence(qtbot: QtBot) -> None:
    sheet, question = shown(qtbot)
    choices = question.rows[1].choices

    assert nameless(sheet) == []
    assert choices.accessibleName() == "Gap 2"
    assert choices.accessibleDescription() == "____ signs the mark ____ it is published."


def test_nothing_is_clipped_where_the_course_runs_right_to_left(qtbot: QtBot) -> None:
    sheet, question = shown(qtbot, "ar")

    assert sheet.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert clipped(sheet) == []
    assert question.rows[0].choices.x() < question.width() / 4


def test_a_list_of_questions_shows_blanks_and_no_braces() -> None:
    assert blanked(ITEM.prompt) == "____ signs the mark ____ it is published."
