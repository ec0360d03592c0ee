"""A sitting: begun by the rules, every answer kept, resumed after a cut, handed in for good."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import msgspec
import pytest
from msgspec.structs import replace

from helpers.clocks import FakeMachine
from helpers.course_folders import KEY, copy_small_course
from helpers.desks import COURSE, Lab, newer_course, open_lab, supervised
from helpers.sittings import (
    ASSESSMENT,
    HOLDER,
    TICKET_KEY,
    give_tickets,
    may_sit,
    opened,
    register,
    tell,
)
from ujuzi.authoring.builder import build_pack
from ujuzi.credentials import sitting_code
from ujuzi.credentials.secrets import verifier_of
from ujuzi.domain import ticket
from ujuzi.domain.assessment import draw
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import AssessmentBegun, LearnerId
from ujuzi.domain.item import Quiz
from ujuzi.errors import RefusedError
from ujuzi.services.assess.assessment import GRACE, AssessmentOffer, OfferState, RunningSitting
from ujuzi.services.desk import open_desk
from ujuzi.store import event_log, sittings
from ujuzi.store.sittings import OpenSitting, SittingState
from ujuzi.wire import documents
from ujuzi.wire.documents import Accommodation, Result, RosterLink, SittingCode, Tickets

MINUTE = 60_000
CODE = "ABCD-EFGH-JKMN"


@pytest.fixture
def lab(lab: Lab) -> Lab:
    """A registered computer, whose hub tells it things: what Ada draws from first."""
    may_sit(lab.desk, lab.learner)
    return lab


def offer(lab: Lab) -> AssessmentOffer:
    (found,) = lab.desk.assessments.offers(lab.learner)
    return found


def begin(lab: Lab, code: str = "") -> RunningSitting:
    return lab.desk.assessments.begin(lab.learner, lab.pack, ASSESSMENT, code)


def hand_in(lab: Lab, code: str = "") -> RunningSitting:
    sitting = begin(lab, code)
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    return sitting


def refused(lab: Lab, code: str = "") -> RefusedError:
    with pytest.raises(RefusedError) as refusal:
        begin(lab, code)
    return refusal.value


def give_code(lab: Lab, name: str = "code-1", code: str = CODE, **facts: object) -> None:
    ordinary = SittingCode(
        learner=lab.learner,
        assessment=ASSESSMENT,
        verifier=verifier_of(code.replace("-", "")),
        expires_at=lab.clock.now() + 3_600_000,
    )
    tell(lab.desk, documents.SITTING_CODE, name, replace(ordinary, **facts))


def result(lab: Lab, attempt: str, **facts: object) -> None:
    ordinary = Result(
        attempt=attempt,
        learner=lab.learner,
        course=COURSE,
        assessment=ASSESSMENT,
        state="graded",
        right=3,
        items=6,
        pass_mark=50,
    )
    tell(lab.desk, documents.RESULT, attempt, replace(ordinary, **facts))


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


def drawn_by(lab: Lab, *lots: str) -> tuple[str, ...]:
    """Return what lots draw from the bank that the course carries."""
    assessment = lab.desk.library.assessment(lab.pack, ASSESSMENT)
    bank = msgspec.json.decode(lab.desk.library.object(lab.pack, assessment.bank), type=Quiz)
    return tuple(item.id for item in draw(assessment.blueprint, bank.items, *lots))


def drawn(lab: Lab, number: int) -> tuple[str, ...]:
    """Return what a number of Ada's ticket draws, as the hub computes it from its key."""
    return drawn_by(lab, *map(ticket.lot, ticket.salts(TICKET_KEY, HOLDER, number)))


def items(sitting: RunningSitting) -> tuple[str, ...]:
    return tuple(item.id for item in sitting.items)


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


@pytest.fixture
def machine(lab: Lab) -> FakeMachine:
    """The machine of the lab, which counts how long it has been running."""
    return FakeMachine(lab.clock)


def counted(lab: Lab, machine: FakeMachine) -> Lab:
    """Close the desk, and open it on a machine that counts."""
    lab.desk.close()
    desk = open_desk(lab.folder / "data", lab.clock, machine_up=machine.up)
    return Lab(desk, lab.clock, lab.ada, lab.pack, lab.folder)


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


def test_a_clock_that_was_years_ahead_makes_nobody_wait_for_years(lab: Lab) -> None:
    lab.clock.claim(5 * 365 * 24 * 60 * MINUTE)
    hand_in(lab)
    lab.clock.claim(-5 * 365 * 24 * 60 * MINUTE)

    assert offer(lab).state is OfferState.MAY_BEGIN


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


def test_a_supervised_sitting_opens_once_with_its_code(lab: Lab) -> None:
    lab = supervised(lab)
    assert refused(lab).code == "code-needed"
    assert refused(lab, CODE).code == "code-wrong"
    give_code(lab, extra=50)
    assert refused(lab, "ABCD-EFGH-JKMX").code == "code-wrong"

    sitting = begin(lab, "abcd efgh jkmn")
    assert items(sitting) == drawn(lab, 1)

    assert sitting.limit == 45 * MINUTE
    assert begin(lab).attempt == sitting.attempt
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    assert opened(lab.desk, sitting.attempt).opened_by == "code-1"
    assert refused(lab, CODE).code == "code-wrong"


WHOLE = sitting_code.checked("ABCDEFGHJKMN", ASSESSMENT)


def test_a_checked_code_opens_a_sitting_that_the_computer_never_heard_of(lab: Lab) -> None:
    lab = supervised(lab)
    tell(lab.desk, documents.TICKETS, lab.learner, Tickets(key="none"))

    sitting = begin(lab, f"{WHOLE[:4]} {WHOLE[4:8].lower()}.{WHOLE[8:]}")

    seed = ticket.seed(WHOLE, ASSESSMENT)
    assert items(sitting) == drawn_by(lab, ticket.lot(seed))
    lab.desk.assessments.submit(lab.learner, sitting.attempt)
    handed_in = opened(lab.desk, sitting.attempt)
    assert (handed_in.drawing, handed_in.number, handed_in.extra) == (2, 0, 0)
    assert handed_in.opened_by == sitting_code.name_of(seed)
    device = event_log.device_id(lab.desk._db)
    assert ticket.proves(handed_in.mac, seed, device, sitting.attempt, lab.learner)
    assert refused(lab, WHOLE).code == "code-wrong"


def test_a_slip_of_the_pen_is_told_at_once_and_uses_nothing_up(lab: Lab) -> None:
    lab = supervised(lab)

    for typed in ("B" + WHOLE[1:], WHOLE[1] + WHOLE[0] + WHOLE[2:]):
        assert refused(lab, typed).code == "code-mistyped"
    other = sitting_code.checked("ABCDEFGHJKMN", "market-other")
    assert refused(lab, other).code == "code-mistyped"
    assert offer(lab).used == 0


def test_a_checked_code_that_was_heard_of_gives_its_time_and_ends_with_its_fortnight(
    lab: Lab,
) -> None:
    lab = supervised(lab)
    give_code(lab, "known", WHOLE, extra=50, expires_at=lab.clock.now() + MINUTE)
    lab.clock.move(60)
    assert refused(lab, WHOLE).code == "code-wrong"
    give_code(lab, "known", WHOLE, extra=50)

    assert begin(lab, WHOLE).limit == 45 * MINUTE


class OtherCode(TypedDict, total=False):
    learner: str
    assessment: str
    expires_at: int


@pytest.mark.parametrize(
    "facts", [{"learner": "awa"}, {"assessment": "another"}, {"expires_at": 1}], ids=str
)
def test_a_code_for_something_else_opens_nothing(lab: Lab, facts: OtherCode) -> None:
    lab = supervised(lab)
    give_code(lab, **facts)

    assert refused(lab, CODE).code == "code-wrong"


def test_a_code_that_another_computer_used_opens_nothing(lab: Lab) -> None:
    lab = supervised(lab)
    give_code(lab)
    elsewhere = {"begun_at": 1, "opened_by": "code-1"}
    progress = [["assessment", f"{COURSE}\x1f{ASSESSMENT}", {"attempts": {"elsewhere": elsewhere}}]]
    tell(lab.desk, "progress", lab.learner, progress)

    assert offer(lab).used == 1
    assert refused(lab, CODE).code == "code-wrong"


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
