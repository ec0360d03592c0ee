"""Text-entry questions: typed, judged, and the right answer shown where it was missed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ujuzi.domain.item import TextEntryItem, grade
from ujuzi.ui.questions.passage import Texts
from ujuzi.ui.questions.text_entry import TextEntryQuestion

ITEM = TextEntryItem(id="q", prompt="What is it called?", accept=("a < b",))


def shown(qtbot: QtBot) -> TextEntryQuestion:
    question = TextEntryQuestion(ITEM, Texts({}))
    qtbot.addWidget(question)
    question.show()
    return question


def test_blanks_are_no_answer(qtbot: QtBot) -> None:
    question = shown(qtbot)
    qtbot.keyClicks(question.line, "   ")
    assert question.response() is None


def test_what_is_typed_is_the_response(qtbot: QtBot) -> None:
    question = shown(qtbot)
    with qtbot.waitSignal(question.changed):
        qtbot.keyClicks(question.line, "Bias")
    assert question.response() == ("Bias",)


def test_a_missed_answer_shows_a_right_one_as_it_was_written(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.set_response(("bias",))
    question.reveal(grade(ITEM, ("bias",)))
    assert question.answer.isVisible()
    assert question.answer.words == "a < b"


def test_a_right_answer_stands_alone_and_can_no_longer_be_typed_over(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.set_response(("A < B",))
    question.reveal(grade(ITEM, ("A < B",)))
    qtbot.keyClicks(question.line, "more")
    assert not question.answer.isVisible()
    assert question.response() == ("A < B",)


@pytest.mark.parametrize(
    ("case_sensitive", "accent_sensitive", "said"),
    [
        (False, False, "Type your answer."),
        (True, False, "Type your answer. Capital letters count."),
        (True, True, "Type your answer. Capital letters count. Accents count."),
    ],
)
def test_what_counts_is_said_before_it_can_cost_the_answer(
    qtbot: QtBot, *, case_sensitive: bool, accent_sensitive: bool, said: str
) -> None:
    item = TextEntryItem(
        id="q",
        prompt="?",
        accept=("Thiès",),
        case_sensitive=case_sensitive,
        accent_sensitive=accent_sensitive,
    )
    question = TextEntryQuestion(item, Texts({}))
    qtbot.addWidget(question)

    assert question.instruction() == said
