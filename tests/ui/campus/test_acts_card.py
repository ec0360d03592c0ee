"""What the coordinator decides: signed when her office is open, asked twice where it hurts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helpers.act_fakes import FakeCampusActs
from helpers.campus_fakes import (
    FakeCampusComputers,
    FakeOffice,
    campus_desk,
    landed,
    seen,
)
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from helpers.window_fakes import FakePeople, FakeRoster
from ujuzi.domain.arrival import Arrival, ArrivalCase
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.computers import ComputerOddity, ComputerRow, OddityNote
from ujuzi.services.people.office import OfficeState
from ujuzi.services.people.roster import Colleague
from ujuzi.ui.campus.acts_card import ActsCard
from ujuzi.ui.campus.computer_page import ComputerPage
from ujuzi.ui.shell.destinations import Destination, ToCampusComputer, ToOffice

NEW = seen(7, Arrival(ArrivalCase.UNSTATED), oddities=(OddityNote(ComputerOddity.NOT_TAKEN_IN),))
WAMBUI = Colleague(LearnerId("wambui"), "Wambui Kamau", "teacher")
ABEL = replace(ADA, learner=LearnerId("abel"), name="Abel Tesfaye")


class Deciding:
    """A computer's page, whose office is open."""

    def __init__(self, qtbot: QtBot, row: ComputerRow) -> None:
        self.office, self.acts = FakeOffice(), FakeCampusActs()
        people = FakePeople(everyone=[ADA, ABEL])
        desk = campus_desk(
            office=self.office,
            campus_acts=self.acts,
            people=people,
            roster=FakeRoster(people, elsewhere=[WAMBUI]),
            campus_computers=FakeCampusComputers([row]),
        )
        self.page = ComputerPage(InlineJobs(desk), ADA.learner)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 900)
        self.page.show()
        self.device = row.device
        self.page.show_at(ToCampusComputer(row.key))

    @property
    def card(self) -> ActsCard:
        return self.page.acts

    @property
    def said(self) -> str:
        return self.card.page_notice.text.text() if self.card.page_notice.isVisible() else ""


@pytest.fixture
def known(qtbot: QtBot) -> Deciding:
    return Deciding(qtbot, landed(3))


@pytest.fixture
def new(qtbot: QtBot) -> Deciding:
    return Deciding(qtbot, NEW)


def test_a_new_computer_is_taken_in_by_one_press(new: Deciding, qtbot: QtBot) -> None:
    assert new.card.take_in.isVisible()
    new.card.take_in.click()
    assert new.acts.done == [("admit", ADA.learner, NEW.device)]
    assert new.said.startswith("Taken in.")
    assert nameless(new.page) == []
    qtbot.waitUntil(lambda: clipped(new.page) == [])


def test_one_that_is_known_is_not_taken_in_again(known: Deciding) -> None:
    assert not known.card.take_in.isVisible()


@pytest.mark.parametrize("reason", ["retired", "stolen"])
def test_a_computer_is_reported_only_after_it_was_asked_twice(known: Deciding, reason: str) -> None:
    button = known.card.retire if reason == "retired" else known.card.stolen
    button.click()
    assert known.acts.done == []
    assert known.card.not_now.hasFocus()
    known.card.not_now.click()
    assert not known.card.surely.isVisible()

    button.click()
    known.card.surely.click()
    assert known.acts.done == [("revoke", ADA.learner, known.device, reason)]
    assert not known.card.surely.isVisible()
    assert known.said


@pytest.mark.parametrize(
    "more", [{"is_own": True}, {"oddities": (OddityNote(ComputerOddity.RETIRED),)}]
)
def test_her_own_and_one_that_is_gone_are_not_reported(
    qtbot: QtBot, more: dict[str, object]
) -> None:
    here = Deciding(qtbot, landed(3, **more))
    assert not here.card.retire.isVisible()
    assert not here.card.stolen.isVisible()


def test_she_decides_about_a_person_whom_she_chose_and_never_about_herself(
    known: Deciding,
) -> None:
    card = known.card
    names = [card.person.itemText(at) for at in range(card.person.count())]
    assert names == ["Choose a person", "Abel Tesfaye", "Wambui Kamau"]
    for button in (card.she, card.not_she, card.pin):
        assert not button.isEnabled()
    card.person.choose("wambui")
    card.she.click()
    card.not_she.click()
    assert known.acts.done == [
        ("judge", ADA.learner, "wambui", known.device, True),
        ("judge", ADA.learner, "wambui", known.device, False),
    ]


def test_who_used_it_for_the_first_time_stands_first_and_others_under_a_further_choice(
    qtbot: QtBot,
) -> None:
    here = Deciding(qtbot, landed(3, seats=("wambui", "0123456789abcdef", str(ADA.learner))))
    card = here.card

    def listed() -> list[str]:
        return [card.person.itemText(at) for at in range(card.person.count())]

    assert listed() == ["Choose a person", "Wambui Kamau", "01234567", "Somebody else"]
    assert "Wambui Kamau, 01234567" in card.waiting.text()
    assert card.waiting.isVisible()
    card.person.choose("wambui")
    card.not_she.click()
    assert here.acts.done == [("judge", ADA.learner, "wambui", here.device, False)]
    card.person.choose("*")
    assert listed() == ["Choose a person", "Wambui Kamau", "01234567", "Abel Tesfaye"]
    assert not card.she.isEnabled()
    assert nameless(here.page) == []
    qtbot.waitUntil(lambda: clipped(here.page) == [])
    card.show_computer(landed(4))
    assert not card.waiting.isVisible()
    assert listed() == ["Choose a person", "Abel Tesfaye", "Wambui Kamau"]


def test_a_code_is_shown_once_and_said_to_be_written_down(known: Deciding) -> None:
    card = known.card
    card.steward_code.click()
    assert card.code.isVisible()
    assert card.code.text() == known.acts.code
    assert "shown only now" in known.said
    assert card.code.accessibleName()

    card.person.choose("abel")
    card.pin.click()
    assert known.acts.done[-1] == ("pin", ADA.learner, "abel", known.device)
    card.she.click()
    assert not card.code.isVisible()


def test_the_next_computer_shows_no_code_and_no_question_of_the_one_before(
    known: Deciding,
) -> None:
    known.card.steward_code.click()
    known.card.stolen.click()
    known.card.show_computer(landed(4))
    assert not known.card.code.isVisible()
    assert not known.card.surely.isVisible()
    assert known.said == ""


@pytest.mark.parametrize(
    "state", [OfficeState.NONE, OfficeState.ASKED, OfficeState.LOCKED, OfficeState.ENDED]
)
def test_while_her_office_is_locked_she_is_led_to_open_it(
    known: Deciding, state: OfficeState
) -> None:
    known.office.state = state
    known.page.show_at(ToCampusComputer(known.device))
    buttons: tuple[QWidget, ...] = (known.card.retire, known.card.steward_code, known.card.person)
    assert not any(each.isVisible() for each in buttons)
    known.card.office.click()
    assert known.gone == [ToOffice(known.device)]


def test_what_is_refused_is_said_and_an_office_that_locked_meanwhile_is_shown_so(
    known: Deciding,
) -> None:
    known.acts.failure = RefusedError(Code.OFFICE_LOCKED, "Locked.")
    known.office.state = OfficeState.LOCKED
    known.card.steward_code.click()
    assert known.said
    assert known.card.office.isVisible()
    assert not known.card.steward_code.isVisible()
