"""The page of assessments says how one stands in each, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pytest
from msgspec import structs
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from helpers.assessment_fakes import (
    FINAL,
    NEWER,
    NOT_YET,
    OPEN,
    PASSED,
    READY,
    SUPERVISED,
    TICKETLESS,
    UNREGISTERED,
    USED_UP,
    WAITING,
    AssessmentDesk,
    result,
)
from helpers.inline_jobs import InlineJobs
from helpers.message_fakes import APPEAL
from helpers.page_fakes import ADA, MONDAY, PACK
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, WorldError
from ujuzi.services.assess.appeals import AppealStanding, MadeAppeal
from ujuzi.services.assess.offers import AssessmentOffer, HandedIn
from ujuzi.ui.assess.assessments import AssessmentsPage
from ujuzi.ui.assess.rules import sentences
from ujuzi.ui.charts.bar import Bar
from ujuzi.ui.shell.destinations import (
    ToActivity,
    ToAppeal,
    ToAssessments,
    ToCourse,
    ToLearn,
    ToSitting,
)
from ujuzi.ui.widgets.buttons import Button

ASK = "Ask for a second look"
Opened = Callable[..., AssessmentsPage]


@pytest.fixture
def desk() -> AssessmentDesk:
    return AssessmentDesk()


@pytest.fixture
def opened(qtbot: QtBot, desk: AssessmentDesk) -> Opened:
    def open_page(*offers: AssessmentOffer) -> AssessmentsPage:
        desk.assessments.made = offers
        page = AssessmentsPage(InlineJobs(desk), ADA.learner)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.show_at(ToAssessments())
        return page

    return open_page


def said(page: AssessmentsPage) -> str:
    """Everything that the first card says."""
    return "\n".join(label.text() for label in page.cards.cards[0].findChildren(QLabel))


def buttons(page: AssessmentsPage) -> list[Button]:
    """What can be pressed on the first card to go on, beside asking for a second look."""
    found = page.cards.cards[0].findChildren(Button)
    return [each for each in found if each.text() != ASK]


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        (READY, ["Begin"]),
        (SUPERVISED, ["Begin"]),
        (OPEN, ["Go on where you stopped"]),
        (UNREGISTERED, ["Register this computer"]),
        (TICKETLESS, ["Go to Sync", "Go to the course"]),
        (WAITING, ["Go to the course"]),
        (NOT_YET, ["Try again", "Study: Ethical principles"]),
        (PASSED, ["Study: Ethical principles"]),
        (USED_UP, ["Study: Ethical principles"]),
        (NEWER, ["Go to the course"]),
    ],
    ids=lambda value: value.state if isinstance(value, AssessmentOffer) else "",
)
def test_every_card_offers_the_thing_to_do(
    opened: Opened, offer: AssessmentOffer, words: list[str]
) -> None:
    assert [button.text() for button in buttons(opened(offer))] == words


def test_the_rules_are_said_in_plain_words(opened: Opened) -> None:
    assert "45 min · passed at 60% · 3 of 3 attempts left" in said(opened(READY))


@pytest.mark.parametrize(
    ("offer", "sentence"),
    [
        (SUPERVISED, "your coordinator gives you a code"),
        (WAITING, "The next attempt may begin on"),
        (WAITING, "Handed in on"),
        (USED_UP, "You have used every attempt"),
        (
            TICKETLESS,
            "Your questions come with the next exchange after your campus has linked you.",
        ),
        (TICKETLESS, "link your profile in Settings"),
        (UNREGISTERED, "not registered at a hub"),
        (NEWER, "questions that need a newer Ujuzi"),
        (UNREGISTERED, "link your profile in Settings"),
    ],
)
def test_what_hinders_is_said_with_what_to_do(
    opened: Opened, offer: AssessmentOffer, sentence: str
) -> None:
    assert sentence in said(opened(offer))


def test_a_result_is_told_by_competency_in_bars_and_words(opened: Opened) -> None:
    page = opened(NOT_YET)
    assert "Not passed yet" in said(page)
    assert "11 of 20 right · 55% · passed at 60%" in said(page)
    names = [bar.accessibleName() for bar in page.cards.cards[0].findChildren(Bar)]
    assert names[1].endswith("Ethical principles: 1 of 6 right")


def test_what_was_passed_comes_before_other_attempts(opened: Opened) -> None:
    page = opened(PASSED)
    assert said(page).index("17 of 20 right") < said(page).index("11 of 20 right")
    assert "graded again" in said(page)


def test_beginning_names_the_pack_and_the_assessment(opened: Opened, qtbot: QtBot) -> None:
    page = opened(READY)
    with qtbot.waitSignal(page.chosen) as begun:
        buttons(page)[0].click()
    assert begun.args == [ToSitting(PACK, "final")]


def test_what_to_study_next_opens_the_module_of_the_weakest_competency(
    opened: Opened, qtbot: QtBot
) -> None:
    weak = replace(READY, handed_in=(HandedIn("a1", MONDAY, result(8, 6, 2)),))
    page = opened(weak)
    with qtbot.waitSignal(page.chosen) as chosen:
        buttons(page)[1].click()
    assert chosen.args == [ToActivity(PACK, "next-word")]


def test_a_competency_without_a_module_leads_to_the_course(opened: Opened, qtbot: QtBot) -> None:
    page = opened(PASSED)
    with qtbot.waitSignal(page.chosen) as chosen:
        buttons(page)[0].click()
    assert chosen.args == [ToCourse("ai-literacy")]


def test_without_an_assessment_the_page_says_where_they_come_from(
    opened: Opened, qtbot: QtBot
) -> None:
    page = opened()
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.chosen) as chosen:
        page.empty.action.click()
    assert chosen.args == [ToLearn()]


def test_a_result_says_which_competencies_were_reached(opened: Opened) -> None:
    reached, missed = FINAL.blueprint[0].competency, FINAL.blueprint[1].competency
    told = structs.replace(
        result(8, 1, 6), reached=(reached, FINAL.blueprint[2].competency), minimums={missed: 50}
    )
    page = opened(replace(READY, handed_in=(HandedIn("a1", MONDAY, told),)))

    words = said(page)
    assert words.count("· reached") == 2
    assert "1 of 6 right · not reached yet · at least 50% is asked" in words
    assert "Your certificate names the competencies that you have reached." in words


@pytest.mark.parametrize(
    ("decision", "words"),
    [("waits", "so a person decides before"), ("void", "Does not count")],
)
def test_a_pass_about_which_a_person_decides_says_so(
    opened: Opened, decision: Literal["waits", "void"], words: str
) -> None:
    told = structs.replace(result(8, 6, 6), decision=decision)
    page = opened(replace(READY, handed_in=(HandedIn("a1", MONDAY, told),)))

    assert words in said(page)


def test_a_result_without_detail_says_when_it_comes(opened: Opened) -> None:
    told = structs.replace(result(8, 6, 6), right=0, items=0, competencies=())
    page = opened(replace(READY, linked=False, handed_in=(HandedIn("a1", MONDAY, told),)))

    words = said(page)
    assert "is told once your profile is linked" in words
    assert "of 0" not in words


def test_a_result_that_arrives_is_shown(opened: Opened, desk: AssessmentDesk) -> None:
    page = opened(WAITING)
    desk.assessments.made = (PASSED,)
    page.changed(Changes.DOCUMENTS)
    assert "Passed" in said(page)


def test_an_exchange_that_changes_nothing_leaves_the_keyboard_where_it_is(opened: Opened) -> None:
    page = opened(READY)
    button = buttons(page)[0]
    page.changed(Changes.DOCUMENTS)
    assert buttons(page) == [button]


def test_what_cannot_be_read_is_said(opened: Opened, desk: AssessmentDesk) -> None:
    desk.assessments.failure = WorldError(Code.DISK_FAILED, "The disk did not answer.")
    page = opened(READY)
    assert page.notice.isVisible()


@pytest.mark.usefixtures("qapp")
def test_the_rules_say_on_what_the_pass_mark_rests() -> None:
    provisional = structs.replace(FINAL, pass_mark_basis="provisional: no panel has met")
    said = [text for _, text in sentences(replace(READY, assessment=provisional))]
    assert any("The pass mark is provisional: no panel has met." in each for each in said)
    assert not any("The pass mark is" in text for _, text in sentences(READY))


def appealed(appeal: MadeAppeal) -> AssessmentOffer:
    return replace(NOT_YET, handed_in=(replace(NOT_YET.handed_in[0], appeal=appeal),))


def test_a_second_look_is_asked_for_under_its_result(qtbot: QtBot, opened: Opened) -> None:
    page = opened(PASSED)
    asks = [each for each in page.cards.cards[0].findChildren(Button) if each.text() == ASK]
    with qtbot.waitSignal(page.chosen) as chosen:
        asks[1].click()
    assert chosen.args == [ToAppeal("a1", FINAL.title)]
    assert len(asks) == 2
    assert FINAL.title in asks[0].accessibleDescription()


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (AppealStanding.RECORDED, "goes with the next exchange"),
        (AppealStanding.HELD, "on its way"),
        (AppealStanding.LANDED, "reached the hub"),
        (AppealStanding.WAITS, "waits for your National Centre"),
    ],
)
def test_how_far_a_second_look_has_come_is_said_in_its_place(
    opened: Opened, standing: AppealStanding, words: str
) -> None:
    page = opened(appealed(replace(APPEAL, standing=standing)))
    assert words in said(page)
    assert ASK not in [each.text() for each in page.findChildren(Button)]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("upheld", "your result is as before"),
        ("changed", "your result was changed"),
        ("not-upheld", "stays as it was"),
        ("of a later hub", "was answered"),
    ],
)
def test_an_answer_stands_under_the_result_with_who_gave_it(
    opened: Opened, outcome: str, words: str
) -> None:
    answered = replace(
        APPEAL,
        standing=AppealStanding.ANSWERED,
        outcome=outcome,
        words="<b>All</b> is marked right.",
        answered_at=MONDAY,
        by="Burkina Faso",
    )
    shown = said(opened(appealed(answered)))
    assert words in shown
    assert "<b>All</b> is marked right." in shown
    assert "Burkina Faso" in shown
