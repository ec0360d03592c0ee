"""One computer: the sentence, whether it may go, and what is known of it in words."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FRIDAY, FakeCampusComputers, campus_desk, lab, landed
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from ujuzi.domain.arrival import LeavingAnswer
from ujuzi.domain.changes import Changes
from ujuzi.ui.campus.arrival_words import arrival_sentence, clock_words, leaving_sentence
from ujuzi.ui.campus.computer_page import ComputerPage
from ujuzi.ui.look.amounts import bytes_
from ujuzi.ui.shell.destinations import Destination, ToCampusComputer, ToComputers
from ujuzi.ui.widgets.label import Label


class Visit:
    """The page of one computer of a lab."""

    def __init__(self, qtbot: QtBot) -> None:
        self.computers = FakeCampusComputers(lab(8))
        self.page = ComputerPage(
            InlineJobs(campus_desk(campus_computers=self.computers)), ADA.learner
        )
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()

    def at(self, key: str) -> None:
        self.page.show_at(ToCampusComputer(key))

    @property
    def words(self) -> str:
        return "\n".join(each.text() for each in self.page.findChildren(Label) if each.isVisible())


@pytest.fixture
def visit(qtbot: QtBot) -> Visit:
    return Visit(qtbot)


def test_it_says_the_sentence_the_answer_and_every_fact(visit: Visit, qtbot: QtBot) -> None:
    row = visit.computers.known[2]
    visit.at(row.key)
    assert row.clock is not None
    assert row.free_bytes is not None
    for said in (
        arrival_sentence(row.arrival, row.name),
        "May I retire, reinstall or move this computer?",
        leaving_sentence(row.arrival, row.name),
        clock_words(row.clock),
        bytes_(row.free_bytes),
        "0.1.0",
        "AI literacy for teachers, first level (English), version 3",
        "a course that is not on this computer (Français), version 2",
        "Who decides? (Français), version 2; version 3 is here",
    ):
        assert said in visit.words
    assert nameless(visit.page) == []
    qtbot.waitUntil(lambda: clipped(visit.page) == [])


def test_the_answer_changes_with_what_came(visit: Visit) -> None:
    visit.at(visit.computers.known[0].key)
    assert visit.page.leaving.answer.text().startswith("Not yet")
    visit.computers.known[0] = landed(1, closed_on=FRIDAY, leaving=LeavingAnswer.YES)
    visit.page.changed(Changes.SYNC)
    assert visit.page.leaving.answer.text().startswith("Yes: PC-01 was closed on")


def test_one_that_is_expected_can_be_renamed_and_taken_off_the_list(visit: Visit) -> None:
    visit.at("expected-1")
    card = visit.page.expected
    assert card.isVisible()
    assert not visit.page.leaving.isVisible()
    assert not visit.page.facts.isVisible()

    card.name.setText("Lab 3")
    card.rename.click()
    assert visit.page._title.text() == "Lab 3"
    card.name.setText(" ")
    card.rename.click()
    assert card.field.refusal
    card.remove.click()
    assert visit.gone == [ToComputers()]
    assert [row.key for row in visit.computers.known if row.is_expected] == ["expected-2"]


def test_a_computer_that_is_no_longer_known_is_not_shown_as_another(visit: Visit) -> None:
    visit.at(visit.computers.known[0].key)
    visit.at("nobody")
    assert "PC-01" not in visit.words
    assert "no longer" in visit.words
