"""What counts as a press: a double click is one, Enter is one, a key that is held is one.

The double clicks go through the window, as they come from a hand: press, release, the second press
and its release.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helpers.assessment_fakes import OPEN, AssessmentDesk
from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, ITEMS, PACK, FakeDesk
from helpers.reader_fakes import ReaderDesk
from helpers.window_fakes import FakePeople, WindowDesk
from ujuzi.domain.item import right_response
from ujuzi.ui.assess.sheets import HandedInSheet, HandInSheet, OverviewSheet
from ujuzi.ui.assess.sitting import SittingPage
from ujuzi.ui.door.first_start import FirstStartPage
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.practise.quiz import QuizPage
from ujuzi.ui.questions.sheet import QuestionSheet
from ujuzi.ui.read.find_bar import FindBar
from ujuzi.ui.read.reader import ReaderPage
from ujuzi.ui.rows.row import Row
from ujuzi.ui.rows.view import RowList
from ujuzi.ui.shell.destinations import (
    Destination,
    ToFirstStart,
    ToQuiz,
    ToReader,
    ToSitting,
)
from ujuzi.ui.shell.idle import IdleWatch
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.rail import RailItem
from ujuzi.ui.widgets.buttons import Button, IconButton
from ujuzi.ui.widgets.card import CardButton
from ujuzi.ui.widgets.option_row import OptionRow

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
LONG = 60_000
"""Milliseconds: longer than any test takes."""


@pytest.fixture(autouse=True)
def slow_hand(qapp: QApplication) -> Iterator[None]:
    """Two presses of a test are a double click however slow the computer is."""
    usual = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(LONG)
    yield
    qapp.setDoubleClickInterval(usual)


class Shown(Page[Destination]):
    """A page with one thing on it."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        for widget in widgets:
            column.addWidget(widget)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    kept = []

    def shown(widget: QWidget) -> QWidget:
        kept.append(widget)
        qtbot.addWidget(widget)
        with qtbot.waitExposed(widget):
            widget.resize(900, 600)
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return shown


Show = Callable[[QWidget], QWidget]


def place_of(widget: QWidget) -> tuple[QWidget, QPoint]:
    """Return the window of a widget, and where its middle is in it."""
    window = widget.window()
    return window, widget.mapTo(window, widget.rect().center())


def click(widget: QWidget) -> None:
    """Click in the middle of a widget, through its window."""
    window, at = place_of(widget)
    QTest.mouseClick(window.windowHandle(), LEFT, PLAIN, at)


def double_click(widget: QWidget) -> None:
    """Click twice in the middle of a widget, through its window."""
    window, at = place_of(widget)
    QTest.mouseDClick(window.windowHandle(), LEFT, PLAIN, at)


@dataclass
class Counted:
    """A button, and how often it was clicked."""

    widget: QAbstractButton
    clicks: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.widget.setText("Words")
        self.widget.setMinimumHeight(60)
        self.widget.clicked.connect(lambda: self.clicks.append(True))


BUTTONS: dict[str, Callable[[], QAbstractButton]] = {
    "push": lambda: Button("primary"),
    "icon": lambda: IconButton("close"),
    "rail": lambda: RailItem("learn"),
    "card": CardButton,
    "check": QCheckBox,
    "radio": QRadioButton,
}
each_button = pytest.mark.parametrize("make", BUTTONS.values(), ids=BUTTONS)


@each_button
def test_a_double_click_on_a_button_is_one(show: Show, make: Callable[[], QAbstractButton]) -> None:
    counted = Counted(make())
    show(Shown(counted.widget))
    counted.widget.setMaximumWidth(60)  # a check box is clicked on its mark
    QApplication.processEvents()
    double_click(counted.widget)
    assert len(counted.clicks) == 1
    click(counted.widget)
    assert len(counted.clicks) == 2


@pytest.mark.parametrize("part", ["box", "words"])
def test_a_double_click_on_a_row_with_a_choice_ticks_it_once(show: Show, part: str) -> None:
    row = OptionRow()
    row.say("One of several")
    row.button.setAutoExclusive(False)
    show(Shown(row))
    double_click(row.button if part == "box" else row)
    assert row.button.isChecked()


def test_a_double_click_on_a_row_of_a_list_chooses_once(show: Show) -> None:
    rows = RowList()
    rows.set_rows([Row(f"Row {number}", key=number) for number in range(40)])
    chosen: list[object] = []
    rows.chosen.connect(chosen.append)
    show(Shown(rows))
    double_click(rows.viewport())
    assert len(chosen) == 1


def test_a_word_is_still_selected_by_a_double_click(show: Show) -> None:
    edit = QPlainTextEdit("incomprehensibilities " * 400)
    show(Shown(edit))
    double_click(edit.viewport())
    assert edit.textCursor().selectedText() == "incomprehensibilities"


def test_what_repeats_while_it_is_held_takes_each_of_several_quick_clicks(show: Show) -> None:
    bar = FindBar()
    bar.retranslate()
    show(Shown(bar))
    bar.begin()
    QTest.keyClicks(bar.field, "word")
    bar.show_count(9)
    steps: list[str] = []
    bar.stepped.connect(lambda words, _backward: steps.append(words))
    QApplication.processEvents()
    double_click(bar.next)
    double_click(bar.next)
    assert len(steps) == 4


class Swapping(Page[Destination]):
    """A page whose first button gives its place to another."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = (Counted(Button("primary")) for _ in range(2))
        column = QVBoxLayout(self)
        column.addWidget(self.first.widget)
        column.addWidget(self.second.widget)
        column.addStretch(1)
        self.second.widget.hide()
        self.first.widget.clicked.connect(self.swap)

    def swap(self) -> None:
        self.first.widget.hide()
        self.second.widget.show()


def test_what_appeared_under_the_pointer_takes_no_press_yet(show: Show, qapp: QApplication) -> None:
    page = Swapping()
    show(page)
    click(page.first.widget)
    QApplication.processEvents()
    click(page.second.widget)
    assert (len(page.first.clicks), len(page.second.clicks)) == (1, 0)
    qapp.setDoubleClickInterval(0)
    click(page.second.widget)
    assert len(page.second.clicks) == 1


def test_a_pointer_that_came_from_elsewhere_is_obeyed_at_once(show: Show) -> None:
    page = Swapping()
    show(page)
    page.first.widget.clicked.disconnect()
    click(page.first.widget)
    QTest.mouseMove(page.windowHandle(), QPoint(5, 590))
    page.swap()
    QApplication.processEvents()
    click(page.second.widget)
    assert len(page.second.clicks) == 1


def test_what_is_enabled_under_the_pointer_takes_no_press_yet(show: Show) -> None:
    counted = Counted(Button())
    show(Shown(counted.widget))
    click(counted.widget)
    counted.widget.setEnabled(False)
    counted.widget.setEnabled(True)
    click(counted.widget)
    assert len(counted.clicks) == 1


# By key


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@each_button
def test_a_key_clicks_what_has_the_keyboard(
    show: Show, make: Callable[[], QAbstractButton], key: Qt.Key
) -> None:
    counted = Counted(make())
    show(Shown(counted.widget))
    counted.widget.setFocus()
    QTest.keyClick(counted.widget, key)
    assert len(counted.clicks) == 1


def test_a_pointer_that_went_away_comes_back_on_purpose(show: Show) -> None:
    page = Swapping()
    show(page)
    click(page.first.widget)
    QApplication.processEvents()
    QTest.mouseMove(page.windowHandle(), QPoint(5, 590))
    click(page.second.widget)
    assert len(page.second.clicks) == 1


@each_button
def test_a_button_that_is_disabled_is_not_clicked_by_enter(
    show: Show, make: Callable[[], QAbstractButton]
) -> None:
    counted = Counted(make())
    show(Shown(counted.widget))
    counted.widget.setEnabled(False)
    QTest.keyClick(counted.widget, Qt.Key.Key_Return)
    assert counted.clicks == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_that_is_held_presses_once(show: Show, key: Qt.Key) -> None:
    rows = RowList()
    rows.set_rows([Row("Row", key=1)])
    chosen: list[object] = []
    rows.chosen.connect(chosen.append)
    counted = Counted(Button())
    show(Shown(rows, counted.widget))
    rows.setCurrentIndex(rows.rows.index(0))
    for widget in (rows, counted.widget):
        for repeated in (False, True, True):
            event = QKeyEvent(QEvent.Type.KeyPress, key, PLAIN, autorep=repeated)
            QApplication.sendEvent(widget, event)
        QTest.keyRelease(widget, key)
    assert (len(chosen), len(counted.clicks)) == (1, 1)


def test_enter_goes_no_further_than_a_field_that_is_listened_to(show: Show) -> None:
    field, tick = QLineEdit(), Counted(QCheckBox())
    field.returnPressed.connect(tick.widget.setFocus)
    show(Shown(field, tick.widget))
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert tick.widget.hasFocus()
    assert tick.clicks == []


# On the pages where it hurts


@pytest.fixture
def desk() -> AssessmentDesk:
    return AssessmentDesk()


@pytest.fixture
def sitting(show: Show, desk: AssessmentDesk) -> SittingPage:
    desk.assessments.made = (OPEN,)
    page = SittingPage(InlineJobs(desk), ADA.learner, lambda: 0.0)
    show(page)
    page.show_at(ToSitting(PACK, "final"))
    page.overview.click()
    QApplication.processEvents()
    return page


def test_a_double_click_hands_nothing_in(sitting: SittingPage, desk: AssessmentDesk) -> None:
    assert isinstance(sitting.sheet, OverviewSheet)
    double_click(sitting.primary)
    click(sitting.primary)
    assert isinstance(sitting.sheet, HandInSheet)
    assert desk.assessments.submitted == []


def test_what_seals_the_answers_stands_where_nothing_else_does_and_asks_for_a_tick(
    sitting: SittingPage, desk: AssessmentDesk
) -> None:
    before = sitting.primary.rect().translated(sitting.primary.mapTo(sitting, QPoint()))
    sitting.primary.click()
    QApplication.processEvents()
    sheet = sitting.sheet
    assert isinstance(sheet, HandInSheet)
    now = sheet.hand_in.rect().translated(sheet.hand_in.mapTo(sitting, QPoint()))
    assert not now.intersects(before)
    assert not sitting.primary.isVisible()
    assert not sheet.hand_in.isEnabled()
    QTest.keyClick(sitting, Qt.Key.Key_Return)
    assert desk.assessments.submitted == []
    sheet.sure.setFocus()
    QTest.keyClick(sheet.sure, Qt.Key.Key_Return)
    assert sheet.hand_in.isEnabled()
    QTest.keyClick(sheet.hand_in, Qt.Key.Key_Return)
    assert isinstance(sitting.sheet, HandedInSheet)
    assert len(desk.assessments.submitted) == 1


def test_a_double_click_on_a_question_of_the_overview_answers_nothing(
    sitting: SittingPage, desk: AssessmentDesk
) -> None:
    sheet = sitting.sheet
    assert isinstance(sheet, OverviewSheet)
    double_click(sheet.list.viewport())
    click(sitting.area.viewport())
    shown = sitting.sheet
    assert isinstance(shown, QuestionSheet)
    assert desk.assessments.answers == {}


def test_a_double_click_on_check_leaves_time_to_read_what_is_said(show: Show) -> None:
    page = QuizPage(InlineJobs(FakeDesk()), ADA.learner, IdleWatch())
    show(page)
    page.show_at(ToQuiz(PACK, "mindset-quiz"))
    shown = page.sheet
    assert isinstance(shown, QuestionSheet)
    shown.question.set_response(right_response(ITEMS[0]))
    QApplication.processEvents()
    double_click(page.primary)
    assert page.sheet is shown
    assert page.primary.text() == "Next"


def test_a_double_click_on_done_completes_one_lesson(show: Show) -> None:
    desk = ReaderDesk()
    page = ReaderPage(InlineJobs(desk), ADA.learner, IdleWatch())
    page.chosen.connect(lambda to: page.show_at(ToReader(to.pack, to.activity)))
    show(page)
    page.show_at(ToReader(PACK, "first"))
    QApplication.processEvents()
    double_click(page.foot.primary)
    click(page.foot.primary)
    assert desk.learning.completed == ["first"]


def test_a_double_click_goes_on_by_one_step(show: Show, qapp: QApplication) -> None:
    jobs = InlineJobs(WindowDesk(people=FakePeople(everyone=[], pins={})))
    page = FirstStartPage(jobs, Interpreter(qapp))
    show(page)
    page.show_at(ToFirstStart())
    QApplication.processEvents()
    double_click(page.next)
    click(page.next)
    assert page.step is page.name
    assert page.name.field.refusal == ""
