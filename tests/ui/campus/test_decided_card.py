"""What coordinators decided is listed with how it stands, and why where it does not count.

What waits for the steward code takes it here.
"""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from helpers.act_fakes import FakeCampusActs
from helpers.campus_fakes import FakeCampusComputers, campus_desk, landed
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from helpers.window_fakes import FakePeople, FakeRoster
from ujuzi.domain.authority import Act
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.acts import ActStanding, CampusAct
from ujuzi.ui.campus.decided_card import DecidedCard
from ujuzi.ui.look.dates import day
from ujuzi.ui.shell.decided_acts import MOST
from ujuzi.ui.widgets.label import Label
from ujuzi.wire.deeds import ACTS

FRIDAY = Milliseconds(1_795_000_000_000)


def act(
    number: int,
    what: Act | None,
    *,
    answer: str = "",
    standing: ActStanding = ActStanding.LANDED,
    problem: str = "",
    device: str = "",
) -> CampusAct:
    at = Milliseconds(FRIDAY + number)
    by = "Grace"
    key = f"g-{number}"
    return CampusAct(key, "g", number, by, what, device, ADA.learner, answer, at, standing, problem)


def shown(qtbot: QtBot, *acts: CampusAct) -> tuple[DecidedCard, list[str]]:
    people = FakePeople(everyone=[ADA])
    desk = campus_desk(
        campus_acts=FakeCampusActs(heard=acts),
        campus_computers=FakeCampusComputers([landed(7)]),
        people=people,
        roster=FakeRoster(people),
    )
    card = DecidedCard(InlineJobs(desk))
    qtbot.addWidget(card)
    card.look()
    texts = [label.text() for label in card.findChildren(Label) if not label.isHidden()]
    return card, texts


def test_each_act_says_who_did_what_to_whom_and_how_it_stands(qtbot: QtBot) -> None:
    known = landed(7)
    card, texts = shown(qtbot, act(1, Act.RESET_PIN, device=known.device))
    assert f"Grace gave {ADA.name} a code for a new PIN at {known.name}." in texts
    assert f"{day(FRIDAY)} · Done, also at the hub" in texts
    assert not card.isHidden()
    assert nameless(card) == []


def test_one_that_does_not_count_says_why(qtbot: QtBot) -> None:
    refused = act(
        2,
        Act.JUDGE_SEAT,
        answer="not-she",
        standing=ActStanding.OVERRULED,
        problem=Code.ACT_HERSELF,
        device="a-stranger",
    )
    _, texts = shown(qtbot, refused)
    assert f"Grace: it was not {ADA.name} at a-stranger." in texts
    assert any(
        "the hub does not accept it. Nobody decides about herself." in each for each in texts
    )


def test_an_act_of_a_later_version_is_named_so(qtbot: QtBot) -> None:
    _, texts = shown(qtbot, act(3, None))
    assert any("what this version of Ujuzi does not know" in each for each in texts)


@pytest.mark.parametrize("count", [0, 1, MOST + 5])
def test_the_latest_are_shown_and_nothing_where_there_is_none(qtbot: QtBot, count: int) -> None:
    acts = [act(number, Act.ADMIT_COMPUTER, device="d") for number in range(count)]
    card, texts = shown(qtbot, *acts)
    assert card.isHidden() == (count == 0)
    assert len([each for each in texts if "took in" in each]) == min(count, MOST)


@pytest.mark.parametrize("what", sorted(ACTS.values()))
def test_every_act_that_can_be_signed_has_its_words(qtbot: QtBot, what: Act) -> None:
    answers = {Act.JUDGE_SEAT: "she", Act.REVOKE_COMPUTER: "retired"}
    _, texts = shown(qtbot, act(1, what, answer=answers.get(what, "")))
    (said,) = [each for each in texts if each.startswith("Grace")]
    assert "this version of Ujuzi" not in said


class Waiting:
    """Two acts past their grant wait for the steward code; a third is done."""

    def __init__(self, qtbot: QtBot) -> None:
        standings = (ActStanding.NEEDS_CODE, ActStanding.NEEDS_CODE, ActStanding.DONE)
        people = FakePeople(everyone=[ADA])
        self.acts = FakeCampusActs(
            heard=tuple(
                act(number, Act.RESET_PIN, device=landed(7).device, standing=standing)
                for number, standing in enumerate(standings)
            )
        )
        desk = campus_desk(
            campus_acts=self.acts,
            campus_computers=FakeCampusComputers([landed(7)]),
            people=people,
            roster=FakeRoster(people),
        )
        self.card = DecidedCard(InlineJobs(desk))
        qtbot.addWidget(self.card)
        self.card.resize(700, 600)
        self.card.show()
        self.card.look()

    def type(self, code: str) -> None:
        self.card.code.setText(code)
        self.card.confirm.click()


@pytest.fixture
def waiting(qtbot: QtBot) -> Waiting:
    return Waiting(qtbot)


def test_one_that_waits_for_the_steward_code_counts_once_it_is_typed(
    waiting: Waiting, qtbot: QtBot
) -> None:
    card = waiting.card
    assert set(card.buttons) == {"g-0", "g-1"}
    card.buttons["g-1"].click()
    assert card.asking.isVisible()
    assert card.code.hasFocus()
    assert nameless(card) == []
    qtbot.waitUntil(lambda: clipped(card) == [])
    waiting.type(" ABCD-EFGH ")
    assert waiting.acts.done == [("confirm", "g-1", "ABCD-EFGH")]
    assert set(card.buttons) == {"g-0"}
    assert not card.asking.isVisible()
    assert card.page_notice.isVisible()
    assert card.code.text() == ""


def test_a_wrong_code_is_refused_at_the_field_and_forgotten(waiting: Waiting) -> None:
    waiting.card.buttons["g-0"].click()
    waiting.type("")
    assert waiting.card.field.refusal
    waiting.acts.failure = RefusedError(Code.STEWARD_CODE_WRONG, "Wrong.")
    waiting.type("NOTX-THIS")
    assert "not right" in waiting.card.field.refusal
    assert waiting.card.code.text() == ""
    assert waiting.acts.done == []


def test_one_that_waits_no_more_is_said_so(waiting: Waiting) -> None:
    waiting.card.buttons["g-0"].click()
    waiting.acts.failure = RefusedError(Code.ACT_UNKNOWN, "Gone.")
    waiting.type("ABCD-EFGH")
    assert not waiting.card.asking.isVisible()
    assert waiting.card.page_notice.isVisible()


def test_what_was_typed_is_forgotten_with_the_question(waiting: Waiting) -> None:
    waiting.card.buttons["g-0"].click()
    waiting.card.code.setText("ABCD")
    waiting.card.look()  # something else has changed meanwhile
    assert waiting.card.code.text() == "ABCD"
    waiting.card.not_now.click()
    assert waiting.card.code.text() == ""
    assert waiting.card.buttons["g-0"].hasFocus()
    waiting.card.buttons["g-1"].click()
    waiting.card.code.setText("ABCD")
    waiting.card.begin()
    assert not waiting.card.asking.isVisible()
    assert waiting.card.code.text() == ""
