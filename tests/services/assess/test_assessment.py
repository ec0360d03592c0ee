"""A sitting: begun by the rules, every answer kept, resumed after a cut, handed in for good."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable

import msgspec
import pytest

from helpers.clocks import FakeMachine
from helpers.desks import COURSE, Lab, newer_course
from helpers.sitting_desks import (
    MINUTE,
    begin,
    counted,
    drawn,
    drawn_by,
    hand_in,
    items,
    offer,
    refused,
)
from helpers.sittings import (
    ASSESSMENT,
    HOLDER,
    TICKET_KEY,
    give_tickets,
    may_sit,
    opened,
    tell,
)
from ujuzi.domain import ticket
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import AssessmentBegun, LearnerId
from ujuzi.errors import RefusedError
from ujuzi.services.assess.assessment import GRACE
from ujuzi.services.assess.offers import OfferState
from ujuzi.services.desk import open_desk
from ujuzi.store import event_log, sittings
from ujuzi.store.sittings import OpenSitting, SittingState
from ujuzi.wire import documents
from ujuzi.wire.documents import Accommodation, RosterLink, Tickets


@pytest.fixture
def lab(lab: Lab) -> Lab:
    """A registered computer, whose hub tells it things: what Ada draws from first."""
    may_sit(lab.desk, lab.learner)
    return lab


def begun_elsewhere(lab: Lab, learner: LearnerId, number: int, mac: str = "") -> None:
    """Tell of an attempt on another computer, drawn from a number of the ticket."""
    salt = ticket.salt(TICKET_KEY, HOLDER, number)
    claim = [number, mac or ticket.proof(salt, "elsewhere", "t", learner), "elsewhere"]
    attempts = {"t": {"begun_at": 1, "claim": claim}}
    progress = [["assessment", f"{COURSE}\x1f{ASSESSMENT}", {"attempts": attempts}]]
    tell(lab.desk, "progress", learner, progress)


def test_the_ticket_draws_the_questions_and_the_attempt_proves_it(lab: Lab) -> None:
    sitting = begin(lab)
    device, begun = next(
        (event.device, event.body)
        for event in event_log.replay(lab.desk._db)
        if isinstance(event.body, AssessmentBegun)
    )
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    handed_in = opened(lab.desk, sitting.attempt)
    salt = ticket.salt(TICKET_KEY, HOLDER, 1)

    assert items(sitting) == drawn(lab, 1)
    for each in (begun, handed_in):
        assert (each.drawing, each.ticket_key, each.number) == (2, "key", 1)
        assert ticket.proves(each.mac, salt, device, sitting.attempt, lab.learner)
    assert handed_in.device == device


def test_two_attempts_are_drawn_before_the_next_exchange_and_no_third(lab: Lab) -> None:
    pack = newer_course(lab, ("attempts: 2", "attempts: 9"), ("wait_hours: 24", "wait_hours: 0"))
    lab = Lab(lab.desk, lab.clock, lab.ada, pack, lab.folder)
    sat = [hand_in(lab), hand_in(lab)]

    assert [items(each) for each in sat] == [drawn(lab, 1), drawn(lab, 2)]
    assert refused(lab).code == "no-ticket"
    give_tickets(lab.desk, lab.learner, 3)
    assert items(begin(lab)) == drawn(lab, 3)


def test_a_number_that_the_same_person_began_elsewhere_is_not_begun_again(lab: Lab) -> None:
    awa = LearnerId("awa")
    give_tickets(lab.desk, awa)
    begun_elsewhere(lab, awa, 1)

    assert items(begin(lab)) == drawn(lab, 2)


def test_a_number_that_somebody_else_began_is_hers(lab: Lab) -> None:
    awa = LearnerId("awa")
    tell(lab.desk, documents.LINK, awa, RosterLink(person="staff-8"))
    begun_elsewhere(lab, awa, 1)

    assert items(begin(lab)) == drawn(lab, 1)


def test_a_false_claim_to_a_number_does_not_take_it(lab: Lab) -> None:
    begun_elsewhere(lab, lab.learner, 1, mac="A" * 22)
    lab.clock.move(24 * 3600)

    assert items(begin(lab)) == drawn(lab, 1)


def test_a_sitting_goes_on_with_its_questions_when_its_ticket_is_gone(lab: Lab) -> None:
    sitting = begin(lab)
    tell(lab.desk, documents.TICKETS, lab.learner, Tickets(key="another"))
    lab = lab.reopened()

    assert begin(lab).items == sitting.items
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    assert opened(lab.desk, sitting.attempt).number == 1


def test_a_sitting_that_was_begun_before_there_were_tickets_goes_on_as_its_attempt_drew_it(
    lab: Lab,
) -> None:
    attempt = "a0a1a2a3a4a5a6a7"
    state = SittingState(pack=lab.pack, begun_at=1, noted_at=1)
    sittings.put(lab.desk._db, OpenSitting(attempt, lab.learner, COURSE, ASSESSMENT, state))
    assert b"lots" not in msgspec.json.encode(state)

    sitting = begin(lab)

    assert items(sitting) == drawn_by(lab, attempt)
    lab.desk.assessments.submit(lab.learner, attempt)
    handed_in = opened(lab.desk, attempt)
    assert (handed_in.drawing, handed_in.number, handed_in.mac) == (1, 0, "")


def test_what_is_marked_to_come_back_to_stays_marked_and_is_not_handed_in(lab: Lab) -> None:
    sitting = begin(lab)
    first, second = sitting.items[0].id, sitting.items[1].id
    for item, flagged in ((first, True), (second, True), (first, False)):
        lab.desk.assessments.flag(sitting, item, flagged=flagged)
    lab = lab.reopened()
    assert begin(lab).flagged == (second,)
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    assert opened(lab.desk, sitting.attempt).answers == ()


def test_a_sitting_draws_by_the_blueprint_and_shows_every_text(lab: Lab) -> None:
    sitting = begin(lab)

    drawn = [item.competency for item in sitting.items]
    assert {each: drawn.count(each) for each in drawn} == {
        "unesco-ai-cft:1.1": 3,
        "unesco-ai-cft:2.1": 3,
    }
    assert all(item.prompt in sitting.html for item in sitting.items)
    assert (sitting.item, sitting.limit, sitting.left) == (
        sitting.items[0].id, 30 * MINUTE, 30 * MINUTE,
    )  # fmt: skip


def test_what_was_answered_may_be_changed_and_outlives_a_restart(lab: Lab) -> None:
    sitting = begin(lab)
    first, second = sitting.items[:2]
    lab.desk.assessments.answer(sitting, first.id, ("one",), 2_000)
    lab.desk.assessments.answer(sitting, second.id, ("two",), 3_000)
    lab.desk.assessments.answer(sitting, first.id, ("three",), 500)
    again = lab.reopened()

    resumed = begin(again)

    assert resumed.attempt == sitting.attempt
    assert resumed.items == sitting.items
    assert resumed.answers == {first.id: ("three",), second.id: ("two",)}
    assert resumed.item == first.id
    assert offer(again).state is OfferState.OPEN
    again.desk.assessments.submit(again.learner, resumed.attempt)
    times = {each.item: each.milliseconds for each in opened(again.desk, resumed.attempt).answers}
    assert times == {first.id: 2_500, second.id: 3_000}


def test_what_is_handed_in_is_for_the_hub_alone(lab: Lab) -> None:
    sitting = begin(lab)
    lab.desk.assessments.answer(sitting, sitting.items[0].id, ("c1",))
    lab.clock.move(60)
    lab.desk.assessments.submit(lab.learner, sitting.attempt)

    handed_in = opened(lab.desk, sitting.attempt)
    assert (handed_in.learner, handed_in.attempt) == (lab.learner, sitting.attempt)
    assert (handed_in.milliseconds, handed_in.gaps, handed_in.extra) == (MINUTE, (), 0)
    assert [(each.item, each.response) for each in handed_in.answers] == [
        (sitting.items[0].id, ("c1",))
    ]
    pack = lab.desk.library._manifest(lab.pack)
    bank = pack.find("assessments/market-final.json")
    assert bank is not None
    assert (handed_in.pack, handed_in.bank) == (lab.pack, bank.sha256)
    assert Changes.ASSESSMENTS in lab.desk.take_changes()


def test_what_was_handed_in_is_closed(lab: Lab) -> None:
    sitting = hand_in(lab)

    verbs: tuple[Callable[[], object], ...] = (
        lambda: lab.desk.assessments.submit(lab.learner, sitting.attempt),
        lambda: lab.desk.assessments.answer(sitting, sitting.items[0].id, ("c1",)),
        lambda: lab.desk.assessments.note_time(sitting),
    )
    for verb in verbs:
        with pytest.raises(RefusedError) as refusal:
            verb()
        assert refusal.value.code == "sitting-over"


def test_nobody_hands_in_what_another_sits(lab: Lab) -> None:
    sitting = begin(lab)

    with pytest.raises(RefusedError) as refusal:
        lab.desk.assessments.submit(LearnerId("awa"), sitting.attempt)
    assert refusal.value.code == "sitting-over"
    assert offer(lab).state is OfferState.OPEN


def test_an_answer_that_fits_no_question_is_refused(lab: Lab) -> None:
    sitting = begin(lab)

    for item, response, code in (
        ("lost", ("c1",), "item-missing"),
        (sitting.items[0].id, ("x" * 10_001,), "answer-too-long"),
    ):
        with pytest.raises(RefusedError) as refusal:
            lab.desk.assessments.answer(sitting, item, response)
        assert refusal.value.code == code


@pytest.fixture
def machine(lab: Lab) -> FakeMachine:
    """The machine of the lab, which counts how long it has been running."""
    return FakeMachine(lab.clock)


def test_what_is_handed_in_says_how_long_the_machine_had_been_running(
    lab: Lab, machine: FakeMachine
) -> None:
    lab = counted(lab, machine)
    lab.clock.move(60)
    sitting = begin(lab)
    begun = machine.up()
    lab.clock.move(600)
    lab.desk.assessments.submit(lab.learner, sitting.attempt)

    told = opened(lab.desk, sitting.attempt)
    assert (told.begun_up, told.submitted_up) == (begun, machine.up())
    assert told.gaps == ()
    lab.desk.close()


def test_a_break_is_as_long_as_the_machine_counts_and_not_its_clock(
    lab: Lab, machine: FakeMachine
) -> None:
    lab = counted(lab, machine)
    sitting = begin(lab)
    closed = lab.clock.now()
    machine.sleep(3 * 24 * 3600)
    lab = counted(lab, machine)
    lab.clock.claim(MINUTE)  # it was set back

    resumed = begin(lab)
    lab.desk.assessments.submit(lab.learner, resumed.attempt)

    assert resumed.attempt == sitting.attempt
    assert opened(lab.desk, resumed.attempt).gaps == ((closed, closed + 3 * 24 * 60 * MINUTE),)
    lab.desk.close()


def test_a_machine_that_slept_with_the_questions_on_its_screen_was_closed(
    lab: Lab, machine: FakeMachine
) -> None:
    lab = counted(lab, machine)
    sitting = begin(lab)
    lab.clock.move(60)
    machine.sleep(2 * 3600)
    left = lab.desk.assessments.note_time(sitting, sitting.items[0].id)
    assert left == 29 * MINUTE
    lab.desk.assessments.submit(lab.learner, sitting.attempt)

    ((closed, again),) = opened(lab.desk, sitting.attempt).gaps
    assert again - closed == 120 * MINUTE
    lab.desk.close()


def test_a_data_folder_that_is_put_back_shows_no_other_questions(lab: Lab) -> None:
    lab.desk.close()
    data, kept = lab.folder / "data", lab.folder / "kept"
    shutil.copytree(data, kept)
    seen = set()
    for _ in range(3):
        shutil.rmtree(data)
        shutil.copytree(kept, data)
        again = Lab(open_desk(data, lab.clock), lab.clock, lab.ada, lab.pack, lab.folder)
        sitting = begin(again)
        seen.add((items(sitting), drawn(again, 1)))
        again.desk.close()

    assert seen == {(items(sitting), items(sitting))}


def test_time_counts_while_open_whatever_the_clock_claims(lab: Lab) -> None:
    sitting = begin(lab)
    lab.clock.move(10 * 60)
    lab.clock.claim(365 * 24 * 60 * MINUTE)
    assert lab.desk.assessments.note_time(sitting, sitting.items[2].id) == 20 * MINUTE
    lab.clock.claim(-400 * 24 * 60 * MINUTE)
    lab.clock.move(5 * 60)

    assert lab.desk.assessments.answer(sitting, sitting.items[0].id, ("c1",)) == 15 * MINUTE


def test_a_power_cut_costs_no_time_but_is_told(lab: Lab) -> None:
    sitting = begin(lab)
    lab.clock.move(10 * 60)
    lab.desk.assessments.note_time(sitting, sitting.items[3].id)
    closed = lab.clock.now()
    lab.clock.move(3)
    again = lab.reopened()
    again.clock.move(2 * 3600)

    resumed = begin(again)

    assert (resumed.left, resumed.item) == (20 * MINUTE, sitting.items[3].id)
    again.desk.assessments.submit(again.learner, resumed.attempt)
    assert opened(again.desk, resumed.attempt).gaps == ((closed, again.clock.now()),)


def test_nothing_is_answered_after_the_time_but_what_stood_on_the_screen(lab: Lab) -> None:
    sitting = begin(lab)
    lab.clock.move(30 * 60 + GRACE / 1000)
    left = lab.desk.assessments.answer(sitting, sitting.items[0].id, ("c1",))
    assert left == -GRACE

    lab.clock.move(1)
    with pytest.raises(RefusedError) as refusal:
        lab.desk.assessments.answer(sitting, sitting.items[1].id, ("c1",))
    assert refusal.value.code == "time-up"
    resumed = begin(lab)
    assert resumed.left is not None
    assert resumed.left < 0
    assert set(resumed.answers) == {sitting.items[0].id}


def test_a_learner_who_needs_more_time_has_it(lab: Lab) -> None:
    tell(lab.desk, documents.ACCOMMODATION, lab.learner, Accommodation(extra=25))

    assert offer(lab).extra == 25
    sitting = begin(lab)

    assert sitting.limit == sitting.left == 30 * MINUTE * 125 // 100
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    assert opened(lab.desk, sitting.attempt).extra == 25


def test_an_open_sitting_goes_on_in_the_version_it_began_with(lab: Lab) -> None:
    sitting = begin(lab)
    lab.desk.assessments.answer(sitting, sitting.items[0].id, ("c1",))
    newer = newer_course(lab, ("minutes: 30", "minutes: 5"))

    assert offer(lab).pack == lab.pack
    resumed = lab.desk.assessments.begin(lab.learner, newer, ASSESSMENT)
    assert (resumed.pack, resumed.items, resumed.limit) == (lab.pack, sitting.items, 30 * MINUTE)

    lab.desk.assessments.submit(lab.learner, resumed.attempt)
    assert offer(lab).pack == newer
    lab.clock.move(24 * 3600)
    later = lab.desk.assessments.begin(lab.learner, newer, ASSESSMENT)
    assert (later.pack, later.limit) == (newer, 5 * MINUTE)


def test_an_open_sitting_goes_on_when_its_course_is_taken_away(lab: Lab) -> None:
    sitting = begin(lab)
    lab.desk.library.remove(COURSE, "en")

    assert lab.desk.library.installed() == ()
    assert offer(lab).state is OfferState.OPEN
    assert begin(lab).items == sitting.items
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    assert lab.desk.assessments.offers(lab.learner) == ()


def test_an_export_holds_ones_own_open_sitting_and_nobody_elses(lab: Lab) -> None:
    sitting = begin(lab)
    lab.desk.assessments.answer(sitting, sitting.items[0].id, ("canary",))
    awa = lab.desk.people.create(name="Awa", role="teacher", language="en", pin="1357")

    def exported(learner: LearnerId) -> dict[str, bytes]:
        kept = io.BytesIO(lab.desk.people.archive(learner))
        with zipfile.ZipFile(kept) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert b"canary" in exported(lab.learner)["sittings.json"]
    assert json.loads(exported(awa.learner)["sittings.json"]) == []
    assert not any(b"canary" in data for data in exported(awa.learner).values())


def test_the_projections_are_what_the_log_says(lab: Lab) -> None:
    hand_in(lab)
    lab.clock.move(24 * 3600)
    begin(lab)

    assert lab.desk.computer.rebuild().different == ()
