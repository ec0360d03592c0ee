"""Asking for a second look: it is said what becomes of it, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helpers.assessment_fakes import AssessmentDesk
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.ui.assess.appeal import AppealPage
from ujuzi.ui.shell.destinations import Destination, ToAppeal, ToAssessments

WHY = "Question 3 has two right answers."


class Asking:
    """A learner at the page, and where it leads her."""

    def __init__(self, qtbot: QtBot) -> None:
        self.desk = AssessmentDesk()
        self.page = AppealPage(InlineJobs(self.desk), ADA.learner)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()
        self.page.show_at(ToAppeal("a1", "Final assessment"))


@pytest.fixture
def asking(qtbot: QtBot) -> Asking:
    return Asking(qtbot)


def test_it_is_asked_by_a_button_or_by_key_and_leads_back(asking: Asking) -> None:
    asking.page.why.setPlainText(WHY)
    assert asking.page.unsaved()
    asking.page.ask.click()

    assert asking.desk.appeals.made == [("a1", WHY)]
    assert asking.gone == [ToAssessments()]
    assert not asking.page.unsaved()
    asking.page.why.setPlainText("Again")
    asking.page.why.setFocus()
    QTest.keyClick(asking.page.why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asking.desk.appeals.made[1:] == [("a1", "Again")]


@pytest.mark.parametrize(
    ("refused", "in_field"),
    [
        (RefusedError(Code.TEXT_EMPTY, "Empty."), True),
        (RefusedError(Code.TEXT_TOO_LONG, "Long.", most=500), True),
        (RefusedError(Code.APPEAL_MADE, "Made."), False),
    ],
)
def test_what_is_refused_stays_written_with_the_reason_beside_it(
    asking: Asking, refused: UjuziError, *, in_field: bool
) -> None:
    asking.desk.appeals.failure = refused
    asking.page.why.setPlainText(WHY)
    asking.page.ask.click()

    assert asking.page.why.toPlainText() == WHY
    assert bool(asking.page.field.refusal) == in_field
    assert asking.page.notice.isVisible() != in_field
    assert asking.page.ask.isEnabled()
    assert asking.gone == []


def test_what_was_typed_stays_for_this_attempt_and_goes_for_another(asking: Asking) -> None:
    asking.page.why.setPlainText(WHY)
    asking.page.cancel.click()
    asking.page.show_at(ToAppeal("a1", "Final assessment"))
    assert asking.page.why.toPlainText() == WHY
    asking.page.show_at(ToAppeal("a2", "Final assessment"))
    assert asking.page.why.toPlainText() == ""


def test_it_is_read_whole_and_reached_by_key(asking: Asking) -> None:
    asking.desk.appeals.failure = RefusedError(Code.TEXT_HIDES, "Hidden.")
    asking.page.ask.click()
    assert (clipped(asking.page), nameless(asking.page)) == ([], [])
    assert asking.page.first_stop() is asking.page.why
    assert asking.page.way_back() is asking.page.back
