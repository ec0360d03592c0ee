"""Match questions: a drop-down a row, judged in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ujuzi.domain.item import Choice, MatchItem, MatchItemRow, grade
from ujuzi.ui.questions.match import MatchQuestion
from ujuzi.ui.questions.part import AROUND
from ujuzi.ui.questions.passage import Passage, Texts

TARGETS = (Choice("t1", "A person"), Choice("t2", "A machine"))
ROWS = (MatchItemRow("r1", "Signs the mark", "t1"), MatchItemRow("r2", "Suggests a word", "t2"))
ITEM = MatchItem(id="q", prompt="Who does what?", targets=TARGETS, rows=ROWS)
HTML = {part.text: f"<p>{part.text}</p>" for part in (*TARGETS, *ROWS)}


def shown(qtbot: QtBot) -> MatchQuestion:
    question = MatchQuestion(ITEM, Texts(HTML), TARGETS[::-1])
    qtbot.addWidget(question)
    question.show()
    return question


def test_there_is_nothing_to_check_until_every_row_has_a_target(qtbot: QtBot) -> None:
    question = shown(qtbot)
    qtbot.keyClick(question.first_stop(), Qt.Key.Key_Down)
    assert question.response() is None
    qtbot.keyClick(question.first_stop(), Qt.Key.Key_Down)
    assert question.response() == ("r1 t2", "r2 t2")


def test_a_given_response_is_shown_again(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.set_response(("r1 t1", "r2 t2"))
    assert [row.targets.currentText() for row in question.rows] == ["A person", "A machine"]
    assert question.response() == ("r1 t1", "r2 t2")


def test_each_row_names_its_drop_down_for_a_screen_reader(qtbot: QtBot) -> None:
    assert shown(qtbot).rows[0].targets.accessibleName() == "Signs the mark"


def test_a_missed_row_says_what_it_belongs_to(qtbot: QtBot) -> None:
    question = shown(qtbot)
    question.set_response(("r1 t2", "r2 t2"))
    question.reveal(grade(ITEM, ("r1 t2", "r2 t2")))
    assert [row.mark for row in question.rows] == ["Belongs to “A person”", "Right"]
    assert not any(row.targets.isEnabled() for row in question.rows)


def test_drop_downs_stand_beside_their_lines_where_their_words_have_room(qtbot: QtBot) -> None:
    question = shown(qtbot)
    targets = question.rows[0].targets
    line = question.rows[0].findChild(Passage)
    assert line is not None
    targets.setItemText(1, "A machine that has seen a very large number of other people's texts")
    question.resize(4 * targets.room_wanted(), 300)
    QCoreApplication.processEvents()
    assert targets.x() > line.geometry().right()
    question.resize(targets.room_wanted() + 2 * AROUND, 300)
    QCoreApplication.processEvents()
    assert targets.y() > line.geometry().bottom()


def test_the_wheel_scrolls_the_page_and_not_the_choice(qtbot: QtBot) -> None:
    question = shown(qtbot)
    targets = question.rows[0].targets
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(targets, turn)
    assert targets.currentIndex() == 0
    assert not turn.isAccepted()
