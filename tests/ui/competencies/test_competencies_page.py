"""How one stands, what opens from a gap, and who may see it: in bars and in the same words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, FRAMEWORK, PACK, RATED, UNRATED, FakeDesk
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, WorldError
from ujuzi.services.study.self_assessment import Profile
from ujuzi.ui.charts.bar import Bar
from ujuzi.ui.competencies.competencies_page import CompetenciesPage
from ujuzi.ui.competencies.framework_card import FrameworkCard
from ujuzi.ui.shell.destinations import ToActivity, ToCompetencies, ToSelfAssessment
from ujuzi.ui.widgets.buttons import Button


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


def shown(qtbot: QtBot, desk: FakeDesk, stands: Profile) -> CompetenciesPage:
    desk.self_assessment.stands = stands
    page = CompetenciesPage(InlineJobs(desk), ADA.learner)
    qtbot.addWidget(page)
    page.show()
    page.show_at(ToCompetencies())
    return page


def card(page: CompetenciesPage) -> FrameworkCard:
    return page.cards[FRAMEWORK]


def words(page: CompetenciesPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def test_each_bar_says_its_level_the_first_time_and_what_was_studied(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    page = shown(qtbot, desk, RATED)
    assert [bar.accessibleName() for bar in page.findChildren(Bar) if bar.isVisibleTo(page)] == [
        "1.1  Human agency: 3.5 of 5 · first time 1.0 (+2.5) · studied: 4 of 4 activities",
        "2.1  Ethical principles: 5.0 of 5 · as the first time",
        "3.1  Basic AI techniques and applications: 1.5 of 5 · first time 2.0 (−0.5)"
        " · studied: 1 of 5 activities",
    ]


def test_a_gap_opens_what_to_study_and_says_so_where_there_is_nothing(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    page = shown(qtbot, desk, RATED)
    assert "Next: “The next word” in AI literacy" in words(page)
    assert "You have done all that the courses on this computer offer" in words(page)
    (study,) = (
        each
        for each in card(page).view.findChildren(Button)
        if each.accessibleName() == "Study “The next word”"
    )
    with qtbot.waitSignal(page.chosen) as opened:
        study.click()
    assert opened.args == [ToActivity(PACK, "next-word")]


@pytest.mark.parametrize(
    ("stands", "rated", "action", "said"),
    [
        (UNRATED, 0, "Begin", "Statements to rate: 5. It takes about 1 min"),
        (UNRATED, 2, "Go on", "2 of 5 statements are rated"),
        (replace(RATED, first_finished_at=None), 0, "Do it again", "to compare with the first"),
        (RATED, 0, "Do it again", "The first time was on"),
        (RATED, 3, "Go on", "3 of 5 statements are rated"),
    ],
    ids=["never", "begun", "once", "twice", "begun again"],
)
def test_the_page_says_what_to_do_next(
    qtbot: QtBot, desk: FakeDesk, stands: Profile, rated: int, action: str, said: str
) -> None:
    desk.self_assessment.ratings = dict.fromkeys(("s1", "s2", "s3")[:rated], 3)
    page = shown(qtbot, desk, stands)
    assert card(page).begin.text() == action
    assert said in words(page)
    with qtbot.waitSignal(page.chosen) as chosen:
        card(page).begin.click()
    assert chosen.args == [ToSelfAssessment(FRAMEWORK)]


def test_before_anything_is_rated_there_is_nothing_to_share(qtbot: QtBot, desk: FakeDesk) -> None:
    page = shown(qtbot, desk, UNRATED)
    assert not card(page).shared.isVisible()


def test_sharing_is_off_until_it_is_wished_and_says_what_is_seen(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    page = shown(qtbot, desk, RATED)
    assert not card(page).shared.isChecked()
    assert "only averages of five people or more" in words(page)

    card(page).shared.click()
    page.changed(Changes.COMPETENCIES)

    assert desk.self_assessment.stands.shared
    assert "Your institution sees your name" in words(page)


def test_a_tick_that_could_not_be_kept_does_not_stay(qtbot: QtBot, desk: FakeDesk) -> None:
    page = shown(qtbot, desk, RATED)
    desk.self_assessment.failure = WorldError(Code.DISK_FULL, "Full.")
    card(page).shared.click()
    assert not card(page).shared.isChecked()
    assert page.notice.isVisible()


def test_where_no_gap_is_left_the_page_says_so(qtbot: QtBot, desk: FakeDesk) -> None:
    page = shown(qtbot, desk, replace(RATED, gaps=()))
    assert "No gap" in words(page)


def test_a_role_without_statements_is_told_where_they_come_from(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    page = shown(qtbot, desk, RATED)
    desk.self_assessment.none_offered = True
    page.changed(Changes.PEOPLE)
    assert page.cards == {}
    assert page.empty.isVisible()
