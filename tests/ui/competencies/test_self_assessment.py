"""Rating oneself by key: each rating is recorded, then the next statement shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, FRAMEWORK, FakeDesk
from ujuzi.errors import Code, WorldError
from ujuzi.ui.competencies.end_sheets import ProfileSheet, ReadySheet
from ujuzi.ui.competencies.self_assessment import SelfAssessmentPage
from ujuzi.ui.competencies.statement_sheet import StatementSheet
from ujuzi.ui.shell.destinations import ToCompetencies, ToSelfAssessment


class Stage:
    """The page in a window that has the keyboard."""

    def __init__(self, qtbot: QtBot, **ratings: int) -> None:
        self.desk = FakeDesk()
        self.desk.self_assessment.ratings = ratings
        self.page = SelfAssessmentPage(InlineJobs(self.desk), ADA.learner)
        qtbot.addWidget(self.page)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.page.show_at(ToSelfAssessment(FRAMEWORK))

    @property
    def ratings(self) -> dict[str, int]:
        return self.desk.self_assessment.ratings

    @property
    def statement(self) -> str:
        sheet = self.page.sheet
        return sheet.statement.id if isinstance(sheet, StatementSheet) else ""

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.page, key)


def test_a_digit_rates_and_goes_on(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    stage.press(Qt.Key.Key_4, Qt.Key.Key_6, Qt.Key.Key_2)
    assert stage.ratings == {"s1": 4, "s2": 2}
    assert (stage.statement, stage.page.where) == ("s3", "Statement 3 of 5")
    assert (stage.page.bar.value(), stage.page.bar.accessibleName()) == (2, "2 of 5 rated")


def test_the_arrows_walk_the_scale_and_enter_takes_a_row(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert stage.ratings == {"s1": 3}
    assert stage.statement == "s2"


def test_a_click_rates_and_goes_on(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    sheet = stage.page.sheet
    assert isinstance(sheet, StatementSheet)
    QTest.mouseClick(sheet.rows[4], Qt.MouseButton.LeftButton)
    assert stage.ratings == {"s1": 5}


@pytest.mark.parametrize(
    ("direction", "onward", "back"),
    [
        (Qt.LayoutDirection.LeftToRight, Qt.Key.Key_Right, Qt.Key.Key_Left),
        (Qt.LayoutDirection.RightToLeft, Qt.Key.Key_Left, Qt.Key.Key_Right),
    ],
    ids=["ltr", "rtl"],
)
def test_left_and_right_turn_along_the_line_of_reading(
    qtbot: QtBot, direction: Qt.LayoutDirection, onward: Qt.Key, back: Qt.Key
) -> None:
    stage = Stage(qtbot)
    stage.page.setLayoutDirection(direction)
    stage.press(onward, onward, back)
    assert stage.statement == "s2"
    assert stage.ratings == {}


def test_a_rating_can_be_changed_until_the_round_is_finished(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    stage.press(Qt.Key.Key_4)
    stage.page.previous.click()
    sheet = stage.page.sheet
    assert isinstance(sheet, StatementSheet)
    assert [row.value for row in sheet.rows if row.isChecked()] == [4]
    stage.press(Qt.Key.Key_1)
    assert stage.ratings == {"s1": 1}


def test_a_round_that_was_cut_off_goes_on_at_what_is_not_rated(qtbot: QtBot) -> None:
    stage = Stage(qtbot, s1=3, s3=4)
    assert stage.statement == "s2"
    assert "where you stopped" in stage.page.notice.text.text()


def test_what_was_left_for_later_is_asked_before_the_end(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    stage.page.primary.click()
    stage.press(*[Qt.Key.Key_3] * 4)
    assert isinstance(stage.page.sheet, ReadySheet)
    assert stage.page.primary.text() == "Show what is left"
    stage.page.primary.click()
    assert stage.statement == "s1"


def test_the_last_rating_leads_to_the_profile(qtbot: QtBot) -> None:
    stage = Stage(qtbot, s1=3, s2=3, s3=3, s4=3)
    stage.press(Qt.Key.Key_5)
    assert stage.page.primary.text() == "Finish and see my profile"
    stage.press(Qt.Key.Key_Return)
    assert isinstance(stage.page.sheet, ProfileSheet)
    with qtbot.waitSignal(stage.page.chosen) as chosen:
        stage.page.primary.click()
    assert chosen.args == [ToCompetencies()]


def test_the_statement_on_the_screen_follows_the_language(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    english = QLocale()
    try:
        QLocale.setDefault(QLocale("fr"))
        QApplication.sendEvent(stage.page, QEvent(QEvent.Type.LanguageChange))
        said = [label.text() for label in stage.page.findChildren(QLabel) if label.isVisible()]
    finally:
        QLocale.setDefault(english)
    assert {"L’IA dans votre enseignement", "Sans aide"} <= set(said)
    assert "Je décide quand un outil peut aider." in said


def test_a_rating_that_could_not_be_recorded_is_not_shown_as_given(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    stage.desk.self_assessment.failure = WorldError(Code.DISK_FULL, "Full.")
    stage.press(Qt.Key.Key_4)
    sheet = stage.page.sheet
    assert isinstance(sheet, StatementSheet)
    assert (stage.statement, sheet.is_rated) == ("s1", False)
    assert "The disk is full" in stage.page.notice.text.text()
    assert stage.page.bar.value() == 0
