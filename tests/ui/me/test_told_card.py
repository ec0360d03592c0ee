"""The card shows what is told when it is asked for, and forgets it when the page is left."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from helpers.campus_reports import NOW, course_states, outline
from helpers.inline_jobs import InlineJobs
from helpers.inspection import nameless
from ujuzi.domain.event import LearnerId
from ujuzi.domain.report import ReportedPerson, reported_course
from ujuzi.domain.report_facts import ReportFacts
from ujuzi.services.campus.told_of_her import ToldOfHer
from ujuzi.ui.me.told_card import ToldCard

ADA = LearnerId("ada")
FACTS = ReportFacts({"c1": reported_course(outline())}, {}, NOW, {})


def told(*coordinators: str, begun: bool = True) -> ToldOfHer:
    known = {"c1": course_states("count")} if begun else {}
    return ToldOfHer(FACTS.row(ReportedPerson("ada"), known, NOW), coordinators)


def card(qtbot: QtBot, says: ToldOfHer) -> ToldCard:
    made = ToldCard(InlineJobs(SimpleNamespace(told_of=lambda learner, language: says)), ADA)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def test_nothing_is_shown_before_it_is_asked_for(qtbot: QtBot) -> None:
    made = card(qtbot, told("Grace"))
    assert made.facts == []
    assert not made._who.isVisible()
    assert nameless(made) == []


def test_it_shows_the_cells_of_the_report_and_who_can_open_it(qtbot: QtBot) -> None:
    made = card(qtbot, told("Grace", "Kofi"))
    made.show_it.click()
    assert made._who.text() == "Who can open it: Grace, Kofi."
    facts = dict(made.facts)
    assert facts["Course"] == "Counting, part 1"
    assert (facts["Standing"], facts["Progress"], facts["Attempts"]) == ("Under way", "33%", "0")
    assert facts["Last seen"]
    assert "Certificates" not in facts


def test_where_nobody_can_open_it_that_is_said(qtbot: QtBot) -> None:
    made = card(qtbot, told(begun=False))
    made.show_it.click()
    assert "no coordinator" in made._who.text()
    assert "Nothing" in dict(made.facts)["Courses"]


def test_who_comes_back_sees_nothing_that_was_shown(qtbot: QtBot) -> None:
    made = card(qtbot, told("Grace"))
    made.show_it.click()
    made.begin()
    assert made.facts == []


@pytest.mark.parametrize("word", ["answers", "notes", "bookmarks", "rate yourself"])
def test_it_says_what_is_never_told(qtbot: QtBot, word: str) -> None:
    made = card(qtbot, told("Grace"))
    assert word in made._text.text().split("never")[1]
