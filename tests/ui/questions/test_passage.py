"""A text of an item shows the pictures of its pack, and says what it cannot show."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ujuzi.ui.questions.passage import Passage, Texts, pictures_of, plain

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
