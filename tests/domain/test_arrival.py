"""What may be said of a computer: counts that never contradict, and no yes that is not proven."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.arrival import (
    DAY,
    MOST_LATE,
    ArrivalCase,
    HeldAt,
    HeldRun,
    HubSight,
    HubWord,
    LeavingAnswer,
    VisitDate,
    arrival_of,
    seen_by_hub,
    unstated,
    visit_of,
)
from ujuzi.domain.event import Milliseconds
from ujuzi.domain.statement import ComputerStatement, StatedIdentity

NOW = Milliseconds(1_796_000_000_000)
LATER = Milliseconds(NOW + DAY)
VISIT = VisitDate(NOW)
DIGEST, OTHER = b"d" * 8, b"o" * 8


def stated(*line: StatedIdentity, **fields: object) -> ComputerStatement:
    statement = ComputerStatement(
        version=1,
        number=1,
        line=line or (StatedIdentity("pc7", 100, 100, DIGEST),),
        uncut=0,
        sittings=0,
        drafts=0,
        attachments=0,
        closed_at=0,
        at=NOW,
        boot="b",
        up=1,
        heard=0,
        program="0.1",
        courses=(),
        free=1,
    )
    return msgspec.structs.replace(statement, **fields)


def said(last: int, *, digest: bytes = DIGEST, **fields: Any) -> HubWord:
    return replace(HubWord(last, digest + b"more", LATER, 1), **fields)


def held(first: int, last: int, place: str = "STICK", device: str = "pc7") -> HeldRun:
    return HeldRun(device, first, last, place, NOW)


def test_all_has_landed_where_the_receipt_covers_the_statement() -> None:
    found = arrival_of(stated(), VISIT, {"pc7": said(100)}, [])
    assert found.case is ArrivalCase.LANDED
    assert (found.recorded, found.landed, found.waiting) == (100, 100, 0)
    assert (found.visit, found.landed_at) == (VISIT, LATER)


def test_what_was_recorded_after_the_visit_changes_no_count() -> None:
    found = arrival_of(stated(), VISIT, {"pc7": said(130, digest=OTHER)}, [held(131, 140)])
    assert (found.case, found.recorded, found.held) == (ArrivalCase.LANDED, 100, ())


def test_the_rest_is_on_a_stick_or_on_the_computer_alone() -> None:
    found = arrival_of(stated(), VISIT, {"pc7": said(60)}, [held(61, 80), held(70, 90, "BLUE")])
    assert found.case is ArrivalCase.PARTLY
    assert (found.landed, found.only_there, found.behind) == (60, 10, 0)
    assert found.held == (HeldAt("STICK", 20, NOW), HeldAt("BLUE", 10, NOW))


def test_what_lies_behind_a_gap_waits_for_an_earlier_stick() -> None:
    found = arrival_of(stated(), VISIT, {"pc7": said(60)}, [held(71, 80), held(81, 100)])
    assert (found.held_entries, found.behind, found.only_there) == (30, 30, 10)


def test_of_what_has_landed_some_waits_for_a_person() -> None:
    found = arrival_of(stated(), VISIT, {"pc7": said(100)}, [], questions=3)
    assert (found.case, found.in_question) == (ArrivalCase.LANDED, 3)


LINE = (StatedIdentity("new", 20, 20, DIGEST), StatedIdentity("old", 80, 75, DIGEST))


def test_a_receipt_for_every_identity_of_the_line_is_needed() -> None:
    closed = stated(*LINE, closed_at=NOW)
    for words in ({"new": said(20)}, {"old": said(80)}, {"new": said(20), "old": said(79)}, {}):
        found = arrival_of(closed, VISIT, words, [])
        assert (found.case, found.leaving) == (ArrivalCase.PARTLY, LeavingAnswer.WAITS)
    found = arrival_of(closed, VISIT, {"new": said(20), "old": said(80)}, [])
    assert (found.case, found.leaving) == (ArrivalCase.LANDED, LeavingAnswer.YES)
    assert (found.recorded, found.landed) == (95, 95)


def test_what_may_not_have_landed_of_an_identity_is_not_counted_as_landed() -> None:
    found = arrival_of(stated(*LINE), VISIT, {"new": said(20), "old": said(30)}, [])
    assert (found.landed, found.only_there) == (20 + 25, 50)


def test_an_identity_under_which_nothing_counts_any_more_needs_no_receipt() -> None:
    line = (StatedIdentity("new", 20, 20, DIGEST), StatedIdentity("gone", 0, 0))
    assert arrival_of(stated(*line), VISIT, {"new": said(20)}, []).case is ArrivalCase.LANDED


def test_nothing_is_said_to_have_landed_of_a_computer_that_no_receipt_names() -> None:
    empty = stated(StatedIdentity("pc7", 0, 0))
    assert arrival_of(empty, VISIT, {}, []).case is ArrivalCase.PARTLY
    assert arrival_of(empty, VISIT, {"pc7": said(0)}, []).case is ArrivalCase.LANDED


def test_entries_that_are_in_no_batch_are_on_the_computer_alone() -> None:
    found = arrival_of(stated(uncut=5), VISIT, {"pc7": said(100)}, [])
    assert (found.case, found.recorded, found.only_there) == (ArrivalCase.PARTLY, 105, 5)


def test_a_hub_that_was_put_back_takes_back_what_it_said() -> None:
    word = said(40, epoch=2, was_last=100, was_at=NOW)
    found = arrival_of(stated(), VISIT, {"pc7": word}, [], epoch=2)
    assert (found.case, found.until, found.landed) == (ArrivalCase.PUT_BACK, NOW, 40)


def test_a_receipt_of_an_epoch_that_is_over_covers_nothing() -> None:
    found = arrival_of(stated(closed_at=NOW), VISIT, {"pc7": said(100)}, [], epoch=2)
    assert (found.case, found.until, found.landed) == (ArrivalCase.PUT_BACK, LATER, 0)
    assert found.leaving is LeavingAnswer.WAITS


def test_what_was_sent_again_has_landed() -> None:
    word = said(100, epoch=2, was_last=100, was_at=NOW)
    assert arrival_of(stated(), VISIT, {"pc7": word}, [], epoch=2).case is ArrivalCase.LANDED


def test_another_history_under_the_same_name_is_a_copys() -> None:
    found = arrival_of(stated(closed_at=NOW), VISIT, {"pc7": said(100, digest=OTHER)}, [])
    assert (found.case, found.leaving) == (ArrivalCase.COPIED, LeavingAnswer.COPIED)


@pytest.mark.parametrize(
    ("fields", "last", "answer"),
    [
        ({}, 100, LeavingAnswer.CLOSE_FIRST),
        ({"closed_at": NOW}, 100, LeavingAnswer.YES),
        ({"closed_at": NOW}, 60, LeavingAnswer.WAITS),
        ({"closed_at": NOW, "uncut": 1}, 100, LeavingAnswer.WAITS),
        ({"closed_at": NOW, "attachments": 2}, 100, LeavingAnswer.FILES_WAIT),
        ({"closed_at": NOW, "sittings": 1}, 100, LeavingAnswer.CLOSE_FIRST),
        ({"closed_at": NOW}, 101, LeavingAnswer.CLOSE_FIRST),
    ],
    ids=["open", "closed", "waits", "uncut", "files", "sitting", "opened-again"],
)
def test_may_i_retire_it(fields: dict[str, object], last: int, answer: LeavingAnswer) -> None:
    assert arrival_of(stated(**fields), VISIT, {"pc7": said(last)}, []).leaving is answer


def test_an_envelope_from_after_the_closing_withdraws_the_yes() -> None:
    closed = stated(closed_at=NOW)
    found = arrival_of(closed, VISIT, {"pc7": said(100)}, [held(101, 102)])
    assert found.leaving is LeavingAnswer.CLOSE_FIRST


def test_it_was_closed_on_a_date_that_can_be_believed() -> None:
    closed = stated(closed_at=NOW - DAY)
    words = {"pc7": said(100)}
    assert arrival_of(closed, VISIT, words, []).closed_on == NOW - DAY
    assert arrival_of(closed, VisitDate(LATER, is_collectors=True), words, []).closed_on == LATER


def test_without_a_statement_nobody_says_all() -> None:
    found = unstated(said(60), [held(61, 80)])
    assert (found.case, found.landed, found.held_entries) == (ArrivalCase.UNSTATED, 60, 20)
    assert (found.visit, found.leaving) == (None, LeavingAnswer.CLOSE_FIRST)
    assert unstated(None, []).case is ArrivalCase.NEVER
    assert unstated(said(0), []).case is ArrivalCase.NEVER


@pytest.mark.parametrize(
    ("at", "came_at", "hub_date", "heard", "is_sound"),
    [
        (NOW, NOW, 0, 0, True),
        (NOW, NOW + 30 * DAY, 0, 0, True),
        (NOW - 2 * MOST_LATE, NOW, 0, 0, False),
        (NOW + MOST_LATE, NOW, 0, 0, False),
        (NOW - 40 * DAY, NOW, 0, NOW - 10 * DAY, False),
        (NOW, NOW - 2 * MOST_LATE, NOW - 10 * DAY, 0, True),
    ],
    ids=["same day", "a late stick", "at 2001", "at 2031", "before a hub's date", "hers is wrong"],
)
def test_the_date_of_a_visit_is_the_computers_where_it_can_be(
    at: int, came_at: int, hub_date: int, heard: int, is_sound: bool
) -> None:
    found = visit_of(stated(at=at, heard=heard), Milliseconds(came_at), hub_date)
    assert found == VisitDate(Milliseconds(at if is_sound else came_at), not is_sound)


DEVICES = st.sampled_from(["a", "b", "c"])
COUNTS = st.integers(0, 30)
IDENTITIES = st.builds(
    lambda device, last, holes: StatedIdentity(device, last, max(0, last - holes), DIGEST),
    *(DEVICES, COUNTS, st.integers(0, 3)),
)
STATEMENTS = st.builds(
    lambda line, uncut, closed, sittings: stated(
        *line, uncut=uncut, closed_at=NOW if closed else 0, sittings=sittings
    ),
    st.lists(IDENTITIES, min_size=1, max_size=3, unique_by=lambda each: each.device),
    *(st.integers(0, 3), st.booleans(), st.integers(0, 1)),
)
WORDS = st.dictionaries(
    DEVICES,
    st.builds(
        lambda last, epoch, was: said(last, epoch=epoch, was_last=was, was_at=NOW),
        *(COUNTS, st.integers(1, 2), COUNTS),
    ),
)
RUNS = st.lists(
    st.builds(
        lambda device, first, count, place: held(first, first + count, place, device),
        *(DEVICES, st.integers(1, 30), st.integers(0, 9), st.sampled_from(["S", "T"])),
    ),
    max_size=6,
)


@given(STATEMENTS, WORDS, RUNS, st.integers(0, 50), st.integers(1, 2))
def test_counts_never_contradict(
    statement: ComputerStatement,
    words: dict[str, HubWord],
    runs: list[HeldRun],
    questions: int,
    epoch: int,
) -> None:
    found = arrival_of(statement, VISIT, words, runs, epoch=epoch, questions=questions)
    assert found.landed + found.held_entries + found.only_there == found.recorded
    assert found.recorded == statement.entries
    assert min(found.landed, found.only_there, found.behind, found.in_question) >= 0
    assert found.behind <= found.held_entries
    assert found.in_question <= found.landed
    assert all(each.entries > 0 for each in found.held)


@given(STATEMENTS, WORDS, RUNS, st.integers(1, 2))
def test_all_and_yes_are_said_only_where_receipts_cover_every_identity(
    statement: ComputerStatement, words: dict[str, HubWord], runs: list[HeldRun], epoch: int
) -> None:
    found = arrival_of(statement, VISIT, words, runs, epoch=epoch)
    covered = all(
        each.device in words
        and words[each.device].epoch >= epoch
        and words[each.device].last >= each.last
        for each in statement.line
        if each.last
    )
    if found.case is ArrivalCase.LANDED:
        assert covered
        assert found.waiting == 0
    if found.leaving is LeavingAnswer.YES:
        assert covered
        assert statement.closed
        assert not any((statement.uncut, statement.sittings, statement.attachments))
        assert found.case is ArrivalCase.LANDED


@given(WORDS, RUNS)
def test_without_a_statement_counts_agree_too(
    words: dict[str, HubWord], runs: list[HeldRun]
) -> None:
    found = unstated(words.get("a"), [each for each in runs if each.device == "a"])
    assert found.landed + found.held_entries == found.recorded
    assert found.only_there == 0


SIGHT = HubSight(closed=100, closed_on=NOW, exchanged_at=LATER, is_alone=True)


def test_a_computer_that_no_stick_visits_may_go_once_the_event_that_closed_it_has_landed() -> None:
    found = seen_by_hub(unstated(said(100), []), SIGHT, said(100), [])
    assert (found.case, found.recorded, found.landed) == (ArrivalCase.LANDED, 100, 100)
    assert (found.visit, found.landed_at, found.exchanged_at) == (VISIT, LATER, LATER)
    assert (found.leaving, found.closed_on) == (LeavingAnswer.YES, NOW)


@pytest.mark.parametrize(
    ("sight", "word", "runs"),
    [
        (replace(SIGHT, closed=0), said(100), []),
        (SIGHT, said(101), []),
        (SIGHT, said(60), []),
        (SIGHT, said(100, was_last=120), []),
        (SIGHT, said(100), [held(101, 101)]),
        (SIGHT, None, []),
    ],
    ids=["open", "went-on", "put-back", "had-more", "brings-more", "unknown"],
)
def test_it_may_not_where_it_is_open_or_anybody_has_seen_more(
    sight: HubSight, word: HubWord | None, runs: list[HeldRun]
) -> None:
    before = unstated(word, runs)
    assert seen_by_hub(before, sight, word, runs) == replace(before, exchanged_at=LATER)


def test_what_was_closed_after_its_visit_may_go_as_well() -> None:
    before = arrival_of(stated(StatedIdentity("pc7", 60, 60)), VISIT, {"pc7": said(100)}, [])
    assert before.leaving is LeavingAnswer.CLOSE_FIRST
    found = seen_by_hub(before, SIGHT, said(100), [])
    assert (found.recorded, found.landed, found.leaving) == (100, 100, LeavingAnswer.YES)
    files = seen_by_hub(replace(before, attachments=1), SIGHT, said(100), [])
    assert files.leaving is LeavingAnswer.FILES_WAIT


def test_with_identities_of_before_it_may_go_and_nobody_says_how_many_it_had() -> None:
    found = seen_by_hub(unstated(said(100), []), replace(SIGHT, is_alone=False), said(100), [])
    assert (found.case, found.leaving) == (ArrivalCase.UNSTATED, LeavingAnswer.YES)


def test_of_copies_nothing_more_is_said() -> None:
    copied = arrival_of(stated(), VISIT, {"pc7": said(100, digest=OTHER)}, [])
    assert seen_by_hub(copied, SIGHT, said(100), []) == replace(copied, exchanged_at=LATER)
