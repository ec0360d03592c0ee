"""Numeric questions: typed as people write numbers, and not checked before there is one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from ujuzi.domain.item import NumericItem, grade
from ujuzi.ui.questions.interaction import question_for
from ujuzi.ui.questions.numeric import NumericQuestion
from ujuzi.ui.questions.passage import Texts
from ujuzi.ui.questions.sheet import QuestionSheet

ITEM = NumericItem(id="q", prompt="How deep?", value=Decimal("19.60"), tolerance=Decimal("0.5"))


def shown(qtbot: QtBot) -> NumericQuestion:
    question = question_for(ITEM, Texts({}), seed=1)
    assert isinstance(question, NumericQuestion)
    qtbot.addWidget(question)
    question.show()
    return question


@pytest.mark.parametrize("typed", ["", "   ", "deep", "20 million", "1e1"])
def test_what_is_no_number_cannot_be_checked(qtbot: QtBot, typed: str) -> None:
    question = shown(qtbot)
    question.line.setText(typed)

    assert question.response() is None
    assert "without its unit" in question.instruction()


@pytest.mark.parametrize("typed", ["19.6", "19,6", "٢٠", "-3", "20 m", "20 %"])
def test_a_number_is_the_response_as_it_was_typed(qtbot: QtBot, typed: str) -> None:
    question = shown(qtbot)
    question.line.setText(typed)

    assert question.response() == (typed,)


@pytest.mark.parametrize("typed", ["1,000", "1,000 m", "١,٠٠٠"])
def test_a_comma_that_reads_in_two_ways_is_asked_about(qtbot: QtBot, typed: str) -> None:
    sheet = QuestionSheet(ITEM, Texts({}), "en")
    qtbot.addWidget(sheet)
    question = sheet.question
    assert isinstance(question, NumericQuestion)

    question.line.setText(typed)

    assert question.response() is None
    assert "Type 1000 or 1.0." in sheet.instruction.text()
    question.line.setText("1000")
    assert question.response() == ("1000",)
    assert "1.0" not in sheet.instruction.text()


def test_a_missed_number_shows_the_right_ones(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.set_response(("18",))
    question.reveal(grade(ITEM, ("18",)))

    assert question.answer.isVisible()
    assert question.answer.words == "19.60 ± 0.5"


def test_the_right_number_is_written_as_the_windows_write_numbers(
    qtbot: QtBot,
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("fr"))
    try:
        assert shown(qtbot).right_answer() == "19,60 ± 0,5"
    finally:
        QLocale.setDefault(before)
