"""What was done, in bars and in words, on the screen and on paper."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, FakeDesk
from ujuzi.domain.changes import Changes
from ujuzi.ui.charts.bar import Bar
from ujuzi.ui.me.progress import NOTHING, ProgressPage
from ujuzi.ui.shell.destinations import ToProgress


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk) -> ProgressPage:
    page = ProgressPage(InlineJobs(desk), ADA.learner)
    qtbot.addWidget(page)
    page.show()
    page.show_at(ToProgress())
    return page


def said(page: ProgressPage) -> list[str]:
    return [bar.accessibleName() for bar in page.findChildren(Bar) if bar.isVisibleTo(page)]


def test_each_bar_says_its_numbers_in_words(page: ProgressPage) -> None:
    assert said(page) == [
        "AI literacy for higher-education teachers, first level:"
        " 1 of 4 done · 1 h 30 min · best answers 83%",
        "A safe campus lab: 9 of 9 done · 4 h 30 min",
        "1.1  Human agency: 1 of 3 done",
        "3.1  Basic AI techniques and applications: 0 of 1 done",
    ]


def test_the_weeks_say_their_numbers_in_words(page: ProgressPage) -> None:
    assert page.chart.accessibleDescription().endswith("16 Nov: 3, 23 Nov: 4")


def test_a_change_shows_at_once_and_leaves_nothing_behind(
    qtbot: QtBot, page: ProgressPage, desk: FakeDesk
) -> None:
    page.changed(Changes.PROGRESS)
    assert len(said(page)) == 4


def test_paper_holds_the_same_numbers(page: ProgressPage) -> None:
    paper = page.document()
    for words in ("Adama Ouédraogo", "1 of 4 done · 1 h 30 min", "Human agency", "23 Nov"):
        assert words in paper


def test_before_anything_is_done_the_page_says_where_to_begin(
    page: ProgressPage, desk: FakeDesk
) -> None:
    desk.learning.progress_made = NOTHING
    page.changed(Changes.PROGRESS)
    assert page.empty.isVisible()
    assert not page.print_button.isVisible()
