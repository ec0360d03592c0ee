"""An offer says the rules, whether one may begin, and what came of what was handed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.clocks import FakeMachine
from helpers.course_folders import KEY, copy_small_course
from helpers.desks import COURSE, Lab, open_lab
from helpers.sitting_desks import MINUTE, counted, hand_in, offer, refused, result
from helpers.sittings import (
    ASSESSMENT,
    give_tickets,
    may_sit,
    register,
)
from ujuzi.authoring.builder import build_pack
from ujuzi.errors import RefusedError
from ujuzi.services.assess.offers import OfferState


@pytest.fixture
def lab(lab: Lab) -> Lab:
    """A registered computer, whose hub tells it things: what Ada draws from first."""
    may_sit(lab.desk, lab.learner)
    return lab


@pytest.fixture
def machine(lab: Lab) -> FakeMachine:
    """The machine of the lab, which counts how long it has been running."""
    return FakeMachine(lab.clock)


def test_an_offer_says_the_rules_and_that_one_may_begin(lab: Lab) -> None:
    found = offer(lab)

    assert (found.course, found.pack, found.language) == (COURSE, lab.pack, "en")
    assert (found.assessment.title, found.assessment.items) == ("Sums that count", 6)
    assert (found.state, found.used, found.until) == (OfferState.MAY_BEGIN, 0, None)
    assert (found.handed_in, found.linked, found.extra) == ((), True, 0)


def test_a_computer_without_a_hub_begins_nothing(tmp_path: Path) -> None:
    lab = open_lab(tmp_path / "alone")

    assert offer(lab).state is OfferState.NOT_REGISTERED
    assert refused(lab).code == "not-registered"
    assert offer(lab).used == 0
    lab.desk.close()


def test_without_a_ticket_no_attempt_is_begun_and_none_is_used(lab: Lab, tmp_path: Path) -> None:
    lab = open_lab(tmp_path / "unlinked")
    register(lab.desk)

    assert offer(lab).state is OfferState.NO_TICKET
    assert str(refused(lab)) == (
        "Your questions come with the next exchange after your campus has linked you."
    )
    assert refused(lab).code == "no-ticket"
    assert offer(lab).used == 0
    give_tickets(lab.desk, lab.learner)
    assert offer(lab).state is OfferState.MAY_BEGIN
    lab.desk.close()


def test_attempts_are_limited_and_a_wait_lies_between_them(lab: Lab) -> None:
    hand_in(lab)
    ended = lab.clock.now() + 24 * 60 * MINUTE
    assert (offer(lab).state, offer(lab).until) == (OfferState.WAIT, ended)
    assert refused(lab).facts["until"] == ended

    lab.clock.move(24 * 3600)
    hand_in(lab)
    lab.clock.move(24 * 3600)
    assert (offer(lab).state, offer(lab).used) == (OfferState.USED_UP, 2)
    assert refused(lab).code == "attempts-used-up"


def test_no_clock_that_is_moved_ends_a_wait_while_the_machine_runs(
    lab: Lab, machine: FakeMachine
) -> None:
    lab = counted(lab, machine)
    hand_in(lab)
    lab.clock.move(3600)
    for moved in (25, -50):
        lab.clock.claim(moved * 60 * MINUTE)
        again = lab.clock.now() + 23 * 60 * MINUTE
        assert (offer(lab).state, offer(lab).until) == (OfferState.WAIT, again)

    lab = counted(lab, machine)
    machine.sleep(23 * 3600)
    lab.clock.claim(50 * 60 * MINUTE)
    assert offer(lab).state is OfferState.MAY_BEGIN
    lab.desk.close()


def test_after_a_restart_of_the_machine_its_clock_is_believed(
    lab: Lab, machine: FakeMachine
) -> None:
    lab = counted(lab, machine)
    hand_in(lab)
    machine.start()
    assert offer(lab).state is OfferState.WAIT
    lab.clock.move(24 * 3600)
    assert offer(lab).state is OfferState.MAY_BEGIN
    lab.desk.close()


def test_a_clock_that_was_years_ahead_makes_nobody_wait_for_years(lab: Lab) -> None:
    lab.clock.claim(5 * 365 * 24 * 60 * MINUTE)
    hand_in(lab)
    lab.clock.claim(-5 * 365 * 24 * 60 * MINUTE)

    assert offer(lab).state is OfferState.MAY_BEGIN


def test_a_result_is_awaited_told_and_quietly_replaced(lab: Lab) -> None:
    sitting = hand_in(lab)
    (handed_in,) = offer(lab).handed_in
    assert (handed_in.attempt, handed_in.result) == (sitting.attempt, None)

    result(lab, sitting.attempt, right=2)
    told = offer(lab).handed_in[0].result
    assert told is not None
    assert (told.right, told.passed) == (2, False)
    assert offer(lab).state is OfferState.WAIT

    result(lab, sitting.attempt, right=3, passed=True, revision=1)
    told = offer(lab).handed_in[0].result
    assert told is not None
    assert (told.right, told.passed) == (3, True)
    assert refused(lab).code == "passed-already"


def test_a_result_of_somebody_else_is_not_shown(lab: Lab) -> None:
    sitting = hand_in(lab)
    result(lab, sitting.attempt, learner="awa")

    assert offer(lab).handed_in[0].result is None


def test_the_latest_attempt_comes_first(lab: Lab) -> None:
    first = hand_in(lab)
    lab.clock.move(24 * 3600)
    second = hand_in(lab)

    assert [each.attempt for each in offer(lab).handed_in] == [second.attempt, first.attempt]


def test_a_course_without_assessments_offers_none(lab: Lab) -> None:
    folder = copy_small_course(lab.folder / "newer")
    yaml = folder / "course.yaml"
    yaml.write_text(yaml.read_text().replace("version: 1", "version: 2").split("assessments:")[0])
    build_pack(folder, lab.folder / "newer.ujuzi", KEY)
    lab.desk.library.install(lab.folder / "newer.ujuzi")

    assert lab.desk.assessments.offers(lab.learner) == ()
    pack = lab.desk.library.courses(lab.learner)[0].pack
    with pytest.raises(RefusedError) as refusal:
        lab.desk.assessments.begin(lab.learner, pack, ASSESSMENT)
    assert refusal.value.code == "assessment-missing"
