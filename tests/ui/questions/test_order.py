"""Order questions: moved by buttons, by keys and by dragging."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ujuzi.domain.item import Choice, OrderItem, grade
from ujuzi.ui.questions.order import OrderQuestion, OrderRow
from ujuzi.ui.questions.passage import Texts

A, B, C = Choice("a", "Plan"), Choice("b", "Try"), Choice("c", "Judge")
ITEM = OrderItem(id="q", prompt="In which order?", choices=(A, B, C))
HTML = {choice.text: f"<p>{choice.text}</p>" for choice in ITEM.choices}


def shown(qtbot: QtBot) -> OrderQuestion:
    question = OrderQuestion(ITEM, Texts(HTML), (C, A, B))
    qtbot.addWidget(question)
    question.resize(400, 300)
    question.show()
    return question


def test_the_order_first_shown_is_no_answer_until_a_line_was_moved(qtbot: QtBot) -> None:
    question = shown(qtbot)
    assert question.response() is None
    assert question.so_far() == ()
    question.put(question.rows[0], 1)
    question.put(question.rows[0], 1)
    assert question.response() == ("c", "a", "b")


def test_an_order_that_was_given_before_is_an_answer(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.set_response(("b", "c", "a"))
    assert question.response() == ("b", "c", "a")


def test_a_button_moves_its_line(qtbot: QtBot) -> None:
    question = shown(qtbot)
    with qtbot.waitSignal(question.changed):
        qtbot.mouseClick(question.rows[0].down, Qt.MouseButton.LeftButton)
    assert question.response() == ("a", "c", "b")


def test_alt_and_an_arrow_move_the_line_that_has_the_keyboard(qtbot: QtBot) -> None:
    question = shown(qtbot)
    line = question.rows[0]
    qtbot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert question.response() == ("a", "b", "c")
    assert question.rows[2] is line


def test_an_arrow_alone_goes_to_the_next_line(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.rows[0].setFocus()
    qtbot.keyClick(question.rows[0], Qt.Key.Key_Down)
    qtbot.waitUntil(question.rows[1].hasFocus)
    assert [row.choice.id for row in question.rows] == ["c", "a", "b"]


def test_dragging_a_line_past_the_middle_of_the_next_puts_it_after(qtbot: QtBot) -> None:
    question = shown(qtbot)
    qtbot.waitExposed(question)
    line, below = question.rows[0], question.rows[1]
    qtbot.mousePress(line, Qt.MouseButton.LeftButton)
    past = line.mapFromParent(below.geometry().center() + QPoint(0, 2))
    qtbot.mouseMove(line, past)
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton)
    assert question.response() == ("a", "c", "b")


def test_a_screen_reader_hears_the_place_and_the_line(qtbot: QtBot) -> None:
    question = shown(qtbot)
    assert question.rows[0].accessibleName() == "1 of 3: Judge"
    question.put(question.rows[0], 2)
    assert question.rows[2].accessibleName() == "3 of 3: Judge"


def next_line(line: OrderRow) -> OrderRow:
    """Return the line that Tab comes to next."""
    stop: QWidget | None = line.nextInFocusChain()
    while not isinstance(stop, OrderRow):
        assert stop is not None
        stop = stop.nextInFocusChain()
    return stop


def test_tab_visits_the_lines_in_their_order_after_a_move(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.put(question.rows[2], 0)
    stops = [question.rows[0]]
    for _ in question.rows[1:]:
        stops.append(next_line(stops[-1]))
    assert next_line(stops[-1]) is stops[0]
    assert stops == question.rows


def test_a_judged_line_says_where_it_belongs_and_moves_no_more(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.set_response(("a", "c", "b"))
    question.reveal(grade(ITEM, ("a", "c", "b")))
    assert [row.mark for row in question.rows] == ["In its place", "Belongs at 3", "Belongs at 2"]
    qtbot.keyClick(question.rows[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert question.response() == ("a", "c", "b")
