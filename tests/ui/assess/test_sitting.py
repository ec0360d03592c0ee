"""A sitting is sat by keyboard from its rules to its end, and every answer is safe at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.assessment_fakes import (
    MINUTE,
    OPEN,
    SHOWN,
    SITTING,
    SUPERVISED,
    WAITING,
    AssessmentDesk,
)
from helpers.desks import Lab, open_lab
from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, PACK
from helpers.pages import SittingDriver, focused, press
from helpers.sittings import ASSESSMENT, may_sit, opened
from ujuzi.errors import Code, WorldError
from ujuzi.services.assess.offers import AssessmentOffer
from ujuzi.ui.assess.sheets import HandedInSheet, HandInSheet, OverviewSheet, RulesSheet
from ujuzi.ui.assess.sitting import KEEP_EVERY, SittingPage
from ujuzi.ui.questions.order import OrderQuestion
from ujuzi.ui.shell.destinations import ToAssessments, ToSitting, ToSync

FULL = WorldError(Code.DISK_FULL, "The disk is full.")


class Hall(SittingDriver):
    """A page over a desk, and a clock that is moved by hand."""

    def __init__(self) -> None:
        self.desk = AssessmentDesk()
        self.now = 0.0
        self.jobs = InlineJobs(self.desk)
        super().__init__(SittingPage(self.jobs, ADA.learner, lambda: self.now))

    def open(self, offer: AssessmentOffer | None = None) -> None:
        """Show the assessment; one that is begun goes on."""
        if offer is not None:
            self.desk.assessments.made = (offer,)
        self.page.show_at(ToSitting(PACK, "final"))

    def move(self, minutes: float) -> None:
        """Let so much time go by."""
        self.now += 60 * minutes
        self.page._time.tick()

    @property
    def answers(self) -> dict[str, tuple[str, ...]]:
        """What is on the disk."""
        return self.desk.assessments.answers


@pytest.fixture
def hall(qtbot: QtBot) -> Hall:
    made = Hall()
    qtbot.addWidget(made.page)
    with qtbot.waitExposed(made.page):
        made.page.resize(968, 600)
        made.page.show()
    made.page.activateWindow()
    return made


def test_the_time_starts_only_when_the_person_says_so(hall: Hall) -> None:
    hall.open()
    assert isinstance(hall.page.sheet, RulesSheet)
    hall.move(60)
    assert hall.page.time_left.text() == ""
    hall.page.primary.click()
    assert hall.question.item == SHOWN[0]
    assert hall.page.time_left.text() == "45 min left"
    assert hall.page.where == "Question 1 of 4"


def test_a_whole_sitting_is_sat_by_keyboard_alone(qtbot: QtBot, hall: Hall) -> None:
    hall.open()
    enter = Qt.Key.Key_Return
    press(enter)
    press(Qt.Key.Key_1)
    press(enter)
    qtbot.keyClicks(focused(), "Hallucination")
    press(enter)
    qtbot.keyClick(focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(enter)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    press(enter)
    assert isinstance(hall.page.sheet, OverviewSheet)
    hall.page.primary.setFocus()
    press(enter)
    assert isinstance(hall.page.sheet, HandInSheet)
    press(enter)
    assert isinstance(hall.page.sheet, HandedInSheet)
    (handed_in,) = hall.desk.assessments.submitted
    assert handed_in["two"] == ("Hallucination",)
    assert set(handed_in) == {"one", "two", "three", "four"}


def test_a_sitting_holds_its_person_from_its_first_question_until_it_is_handed_in(
    hall: Hall,
) -> None:
    hall.open()
    holds = [hall.page.holds_person()]
    hall.begin()
    holds.append(hall.page.holds_person())
    hall.look_over()
    holds.append(hall.page.holds_person())
    hall.hand_in()
    holds.append(hall.page.holds_person())
    assert holds == [False, True, True, False]


def test_where_one_is_is_written_once_a_question(hall: Hall) -> None:
    hall.open()
    hall.begin()
    hall.answer()
    assert hall.desk.assessments.noted == [item.id for item in SHOWN[:2]]


def test_a_supervised_sitting_asks_for_its_code(hall: Hall) -> None:
    hall.desk.assessments.code = "ABCD-EFGH"
    hall.open(SUPERVISED)
    rules = hall.page.sheet
    assert isinstance(rules, RulesSheet)
    assert rules.code.hasFocus()
    hall.page.primary.click()
    assert rules.code_field.refusal == "Type the code."
    rules.code.setText("wrong")
    hall.page.primary.click()
    assert "opens no assessment for you" in hall.page.notice.text.text()
    rules.code.setText("ABCD-EFGH")
    hall.page.primary.click()
    assert hall.question.item == SHOWN[0]


def test_a_choice_is_recorded_as_it_is_made_and_as_it_changes(hall: Hall) -> None:
    hall.open(OPEN)
    hall.question.question.choose_number(1)
    hall.question.question.choose_number(2)
    written = [response for _, response in hall.desk.assessments.written]
    assert written[-1] == hall.answers["one"] == (SHOWN[0].choices[1].id,)  # type: ignore[union-attr]  # a choice


def test_an_answer_shows_no_feedback(hall: Hall) -> None:
    hall.open(OPEN)
    hall.question.question.choose_number(1)
    hall.page.primary.click()
    hall.page.previous.click()
    assert hall.question.feedback.isHidden()
    assert hall.question.question.response() == hall.answers["one"]


def test_typed_text_is_recorded_while_it_is_typed(qtbot: QtBot, hall: Hall) -> None:
    hall.desk.assessments.sitting = replace(SITTING, item="two")
    hall.open(OPEN)
    qtbot.keyClicks(hall.question.question.first_stop(), "halluc")
    assert hall.answers == {}
    qtbot.waitUntil(lambda: hall.answers == {"two": ("halluc",)}, timeout=2 * KEEP_EVERY)


def test_leaving_records_what_is_typed_and_where_one_is(qtbot: QtBot, hall: Hall) -> None:
    hall.desk.assessments.sitting = replace(SITTING, item="two")
    hall.open(OPEN)
    assert not hall.page.unsaved()
    qtbot.keyClicks(hall.question.question.first_stop(), "half a wo")
    assert hall.page.unsaved()
    hall.page.leave()
    assert hall.answers == {"two": ("half a wo",)}
    assert not hall.page.unsaved()
    hall.open()
    assert hall.question.item.id == "two"
    assert hall.question.question.response() == ("half a wo",)
    assert "Going on where you stopped" in hall.page.notice.text.text()


def test_half_a_match_is_kept_and_is_still_open(hall: Hall) -> None:
    hall.desk.assessments.sitting = replace(SITTING, item="four")
    hall.open(OPEN)
    row = hall.question.question.rows[0]  # type: ignore[attr-defined]  # a match has rows
    row.targets.setCurrentIndex(1)
    assert len(hall.answers["four"]) == 1
    assert hall.look_over().words.text() == "0 of 4 answered"


def test_an_order_counts_as_answered_once_it_was_touched(hall: Hall) -> None:
    hall.desk.assessments.sitting = replace(SITTING, item="three")
    hall.open(OPEN)
    for leave in (hall.page.previous, hall.page.primary):
        leave.click()
    assert hall.answers == {}
    hall.page.primary.click()
    assert not hall.answers.get("three")

    hall.page.previous.click()
    question = hall.question.question
    assert isinstance(question, OrderQuestion)
    question.rows[0].down.click()
    assert len(hall.answers["three"]) == 3


def test_an_answer_that_cannot_be_recorded_is_told_and_tried_again(hall: Hall) -> None:
    hall.open(OPEN)
    hall.desk.assessments.failure = FULL
    hall.question.question.choose_number(1)
    assert "disk is full" in hall.page.notice.text.text()
    assert hall.page.unsaved()
    hall.desk.assessments.failure = None
    hall.page.primary.click()
    assert "one" in hall.answers
    assert not hall.page.unsaved()


def test_an_answer_that_could_not_be_recorded_is_still_given_after_the_page_was_left(
    hall: Hall,
) -> None:
    hall.open(OPEN)
    hall.desk.assessments.failure = FULL
    hall.question.question.choose_number(1)
    given = hall.question.question.response()
    hall.page.leave()
    hall.desk.assessments.failure = None
    hall.open()
    assert hall.question.question.response() == given
    hall.page.saves_again()
    assert hall.answers["one"] == given


def test_what_could_not_be_recorded_is_not_said_to_be_until_the_disk_takes_it(hall: Hall) -> None:
    hall.open(OPEN)
    hall.desk.assessments.failure = FULL
    hall.question.question.choose_number(1)
    hall.page.leave()
    assert hall.page.unsaved()
    hall.now += 3600
    hall.desk.assessments.failure = None
    hall.page.saves_again()
    assert "one" in hall.answers
    assert not hall.page.unsaved()


def test_a_question_can_be_marked_and_found_again(hall: Hall) -> None:
    hall.open(OPEN)
    hall.page.flag.click()
    hall.page.primary.click()
    assert not hall.page.flag.isChecked()
    assert hall.look_over().words.text() == "0 of 4 answered · 1 to come back to"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert hall.question.item.id == "two"


def test_a_mark_is_there_again_after_a_cut(hall: Hall) -> None:
    hall.open(OPEN)
    hall.page.flag.click()
    hall.open()
    assert hall.page.flag.isChecked()
    hall.page.flag.click()
    assert hall.desk.assessments.sitting.flagged == ()


def test_handing_in_says_how_many_are_open_and_can_be_left(hall: Hall) -> None:
    hall.open(OPEN)
    hall.question.question.choose_number(1)
    hall.page.overview.click()
    hall.page.primary.click()
    assert isinstance(hall.page.sheet, HandInSheet)
    assert hall.page.sheet.words.text().startswith("3 question")
    assert hall.page.previous.hasFocus(), "Enter goes back where something is open"
    hall.page.previous.click()
    assert isinstance(hall.page.sheet, OverviewSheet)
    assert hall.desk.assessments.submitted == []


def test_what_is_handed_in_is_followed_by_what_happens_now(hall: Hall) -> None:
    hall.open(OPEN)
    hall.hand_in()
    assert isinstance(hall.page.sheet, HandedInSheet)
    assert hall.page.time_left.text() == ""
    wanted: list[object] = []
    hall.page.chosen.connect(wanted.append)
    hall.page.sync.click()
    hall.page.primary.click()
    assert wanted == [ToSync(), ToAssessments()]


def test_the_last_minutes_are_said_once_and_time_hands_in_what_there_is(hall: Hall) -> None:
    hall.open(OPEN)
    hall.question.question.choose_number(1)
    hall.move(40)
    assert "left. What you have answered is saved" in hall.page.notice.text.text()
    hall.page.notice.dismiss.click()
    hall.move(4.5)
    assert not hall.page.notice.isVisible()
    assert hall.page.time_left.text() == "Less than a minute left"
    hall.move(1)
    assert isinstance(hall.page.sheet, HandedInSheet)
    assert "Time was up" in hall.page.sheet.words.text()
    assert set(hall.desk.assessments.submitted[0]) == {"one"}


def test_a_sitting_whose_time_ran_out_before_a_cut_is_handed_in(hall: Hall) -> None:
    hall.desk.assessments.sitting = replace(SITTING, left=-1)
    hall.open(OPEN)
    assert isinstance(hall.page.sheet, HandedInSheet)


def test_handing_in_that_failed_can_be_done_again(hall: Hall) -> None:
    hall.open(OPEN)
    hall.move(44)
    hall.desk.assessments.failure = FULL
    hall.move(2)
    assert isinstance(hall.page.sheet, HandInSheet)
    assert hall.page.sheet.title.text() == "Time is up"
    assert not hall.page.previous.isVisible()
    assert hall.page.notice.isVisible()
    hall.desk.assessments.failure = None
    hall.page.sheet.hand_in.click()
    assert isinstance(hall.page.sheet, HandedInSheet)


def test_an_answer_that_comes_too_late_does_not_keep_the_others_back(
    qtbot: QtBot, hall: Hall
) -> None:
    hall.open(OPEN)
    hall.answer()
    qtbot.keyClicks(hall.question.question.first_stop(), "too late")
    hall.desk.assessments.too_late = True
    hall.move(50)
    assert isinstance(hall.page.sheet, HandedInSheet)
    assert "1 of 4 answered" in hall.page.sheet.words.text()
    assert set(hall.desk.assessments.submitted[0]) == {"one"}


def test_an_answer_that_reaches_the_disk_late_still_shows_in_the_overview(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.open(OPEN)
    waiting: list[Callable[[], None]] = []
    ask = hall.jobs.ask
    monkeypatch.setattr(
        hall.jobs, "ask", lambda *asked, **more: waiting.append(partial(ask, *asked, **more))
    )
    hall.question.question.choose_number(1)
    overview = hall.look_over()
    assert overview.words.text() == "0 of 4 answered"
    for job in waiting:
        job()
    assert overview.words.text() == "1 of 4 answered"


def test_after_handing_in_that_failed_the_time_goes_on(hall: Hall) -> None:
    hall.open(OPEN)
    hall.desk.assessments.failure = FULL
    hall.hand_in()
    hall.desk.assessments.failure = None
    hall.page.previous.click()
    hall.page.previous.click()
    hall.move(3)
    assert hall.page.time_left.text() == "42 min left"
    assert hall.question.item.id == "one"


def test_time_stands_still_while_the_page_is_left(hall: Hall) -> None:
    hall.open(OPEN)
    hall.page.leave()
    hall.now += 3600
    assert hall.page._time.left == 45 * MINUTE


def test_a_question_runs_in_the_direction_of_the_courses_language(hall: Hall) -> None:
    hall.desk.assessments.sitting = replace(SITTING, language="ar")
    hall.open(OPEN)
    assert hall.question.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert hall.page.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_coming_back_to_a_sitting_that_is_handed_in_says_how_it_stands(hall: Hall) -> None:
    hall.open(WAITING)
    assert hall.page.sheet is None
    assert "may begin on" in hall.page.notice.text.text()
    assert not hall.page.primary.isVisible()


def test_an_assessment_that_has_gone_says_so(hall: Hall) -> None:
    hall.desk.assessments.made = ()
    hall.open()
    assert hall.page.sheet is None
    assert "no longer has this assessment" in hall.page.notice.text.text()
    assert not hall.page.primary.isVisible()


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = open_lab(tmp_path)
    may_sit(made.desk, made.learner)
    yield made
    made.desk.close()


def test_a_sitting_goes_on_after_the_power_was_cut(qtbot: QtBot, lab: Lab) -> None:
    def sit(jobs: InlineJobs) -> SittingDriver:
        page = SittingPage(jobs, lab.learner)
        qtbot.addWidget(page)
        page.show_at(ToSitting(lab.pack, ASSESSMENT))
        return SittingDriver(page)

    jobs = InlineJobs(lab.desk)
    sitting = sit(jobs)
    sitting.begin()
    given = dict(sitting.answer() for _ in range(2))
    jobs.close()

    desk = lab.reopened().desk
    again = sit(InlineJobs(desk))
    assert again.question.item == sitting.question.item
    again.hand_in()
    assert isinstance(again.page.sheet, HandedInSheet)
    (offer,) = desk.assessments.offers(lab.learner)
    handed_in = opened(desk, offer.handed_in[0].attempt)
    assert {each.item: each.response for each in handed_in.answers} == given
    desk.close()
