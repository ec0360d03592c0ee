"""A text of an item shows the pictures of its pack, and says what it cannot show."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ujuzi.domain.item import ChoiceItem
from ujuzi.ui.questions.passage import Passage, Texts, pictures_of, plain
from ujuzi.ui.questions.sheet import QuestionSheet

FORMULA = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -10 20 12" width="20" height="12">'
    b'<rect x="0" y="-10" width="20" height="12"/></svg>'
)
HTML = 'Let <img class="formula" src="pack:formulas/a.svg" alt="x^2"> be <em>that</em>.'


def shown(qtbot: QtBot, pictures: dict[str, bytes]) -> Passage:
    passage = Texts({"text": HTML}, pictures).passage("text")
    qtbot.addWidget(passage)
    return passage


def test_a_formula_is_drawn_in_its_line(qtbot: QtBot) -> None:
    passage = shown(qtbot, {"formulas/a.svg": FORMULA})
    assert "data:image/png" in passage.text()
    assert passage.words == "Let x^2 be that."


def test_a_picture_that_is_missing_is_told_by_its_words(qtbot: QtBot) -> None:
    assert "<i>x^2</i>" in shown(qtbot, {}).text()


def test_a_hostile_picture_is_told_by_its_words(qtbot: QtBot) -> None:
    hostile = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    assert "<i>x^2</i>" in shown(qtbot, {"formulas/a.svg": hostile}).text()


def test_a_change_of_theme_draws_formulas_anew(qtbot: QtBot) -> None:
    passage = shown(qtbot, {})
    passage.setText("old")
    QApplication.sendEvent(passage, QEvent(QEvent.Type.StyleChange))
    assert "x^2" in passage.text()


def test_the_pictures_of_texts_are_named_by_their_path() -> None:
    missing = '<img alt="no source">'
    assert pictures_of([HTML, missing, "plain"]) == {"formulas/a.svg"}


def test_words_are_on_one_line() -> None:
    assert plain("<p>One</p><p>two  three</p>") == "One two three"


def test_a_formula_is_no_wider_than_its_row_and_asks_for_no_room(qtbot: QtBot) -> None:
    wide = FORMULA.replace(b'"20"', b'"900"').replace(b"0 -10 20", b"0 -10 900")
    passage = shown(qtbot, {"formulas/a.svg": wide})
    assert passage.minimumSizeHint().width() < 100
    passage.show()
    for width in (300, 200, 400):
        passage.resize(width, 100)
        assert f'width="{width}"' in passage.text()


@pytest.mark.parametrize(("language", "prefix"), [("ar", True), ("ff-Adlm", True), ("en", False)])
def test_a_question_runs_as_the_script_of_its_course_does(
    qtbot: QtBot, language: str, prefix: bool
) -> None:
    text = "1. one\n2. two"
    item = ChoiceItem(id="q", prompt=text, choices=())
    sheet = QuestionSheet(item, Texts({text: "<ol><li>one</li></ol>"}), language)
    qtbot.addWidget(sheet)
    assert ("-qt-list-number-prefix" in sheet.prompt.text()) is prefix
