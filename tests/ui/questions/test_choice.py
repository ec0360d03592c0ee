"""Choice questions: chosen by click, by arrows, by number; judged in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from ujuzi.domain.item import Choice, ChoiceItem, grade
from ujuzi.ui.questions.choice import ChoiceQuestion
from ujuzi.ui.questions.part import PartState
from ujuzi.ui.questions.passage import Texts

CHOICES = (
    Choice("a", "The lecturer", right=True, feedback="She answers for the mark."),
    Choice("b", "The machine", feedback="It cannot answer for anything."),
    Choice("c", "The department", right=True),
)
HTML = {choice.text: f"<p>{choice.text}</p>" for choice in CHOICES}


def shown(qtbot: QtBot, *, multiple: bool = False) -> ChoiceQuestion:
    choices = CHOICES if multiple else CHOICES[:2]
    item = ChoiceItem(id="q", prompt="Who decides?", choices=choices, multiple=multiple)
    question = ChoiceQuestion(item, Texts(HTML))
    qtbot.addWidget(question)
    question.show()
    return question


def test_nothing_is_chosen_at_first_so_there_is_nothing_to_check(qtbot: QtBot) -> None:
    assert shown(qtbot).response() is None


def test_a_click_anywhere_on_a_row_chooses_it(qtbot: QtBot) -> None:
    question = shown(qtbot)
    with qtbot.waitSignal(question.changed):
        qtbot.mouseClick(question.rows[1], Qt.MouseButton.LeftButton)
    assert question.response() == ("b",)


def test_choosing_another_row_lets_the_first_go(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.choose_number(1)
    question.choose_number(2)
    assert question.response() == ("b",)
    assert question.rows[0].standing is PartState.OPEN
    assert question.rows[1].standing is PartState.CHOSEN


def test_several_rows_can_be_chosen_where_several_are_right(qtbot: QtBot) -> None:
    question = shown(qtbot, multiple=True)
    question.choose_number(1)
    question.choose_number(3)
    assert question.response() == ("a", "c")


def test_a_number_with_no_row_chooses_nothing(qtbot: QtBot) -> None:
    question = shown(qtbot)
    assert not question.choose_number(9)
    assert question.response() is None


def test_space_chooses_the_row_that_has_the_keyboard(qtbot: QtBot) -> None:
    question = shown(qtbot)
    qtbot.keyClick(question.first_stop(), Qt.Key.Key_Space)
    assert question.response() == ("a",)


@pytest.mark.parametrize(("multiple", "button"), [(False, QRadioButton), (True, QCheckBox)])
def test_a_screen_reader_hears_whether_one_or_several_can_be_chosen(
    qtbot: QtBot, multiple: bool, button: type
) -> None:
    question = shown(qtbot, multiple=multiple)
    assert all(isinstance(row.button, button) for row in question.rows)
    assert question.rows[0].button.accessibleName() == "The lecturer"


def test_each_row_says_in_words_how_it_was_judged(qtbot: QtBot) -> None:
    question = shown(qtbot, multiple=True)
    question.set_response(("a", "b"))
    question.reveal(grade(question.item, ("a", "b")))
    assert [row.mark for row in question.rows] == [
        "Your answer, right",
        "Your answer, not right",
        "This one is right",
    ]
    assert question.rows[1].button.accessibleName() == "The machine. Your answer, not right"


def test_a_judged_question_cannot_be_changed(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.set_response(("b",))
    question.reveal(grade(question.item, ("b",)))
    qtbot.mouseClick(question.rows[0], Qt.MouseButton.LeftButton)
    assert not question.choose_number(1)
    assert question.response() == ("b",)
