"""A seat is proven by itself or by the computer that it follows; of a denied one nothing passes."""

from __future__ import annotations

import pytest

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.event import AssessmentBegun, Enrolled, ProfileChanged
from ujuzi.domain.note import NoteState
from ujuzi.domain.profile import Field, ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.seat import Proof, Seat, Standing, public_part, standings, waits

CLAIMED, DENIED = Seat(), Seat(denied=True)
MADE = Seat(Proof.MADE)
INHERITED = (Standing.PROVEN, Proof.INHERITED)


@pytest.mark.parametrize(
    ("seat", "stands"),
    [
        (CLAIMED, (Standing.CLAIMED, Proof.NONE)),
        (MADE, (Standing.PROVEN, Proof.MADE)),
        (DENIED, (Standing.DENIED, Proof.NONE)),
        (Seat(Proof.CODE, denied=True), (Standing.DENIED, Proof.NONE)),
    ],
)
def test_a_seat_by_itself_is_what_is_proven_there_unless_it_is_denied(
    seat: Seat, stands: tuple[Standing, Proof]
) -> None:
    assert standings({"a": seat}, {}) == {"a": stands}


def test_a_seat_passes_along_a_line_of_computers() -> None:
    seats = {"a": MADE, "b": CLAIMED, "c": CLAIMED}
    found = standings(seats, {"b": "a", "c": "b"})
    assert (found["b"], found["c"]) == (INHERITED, INHERITED)


def test_a_seat_passes_through_a_computer_that_never_told_of_her() -> None:
    assert standings({"a": MADE, "c": CLAIMED}, {"b": "a", "c": "b"})["c"] == INHERITED


def test_nothing_passes_beyond_a_denied_seat() -> None:
    seats = {"a": MADE, "b": DENIED, "c": CLAIMED}
    found = standings(seats, {"b": "a", "c": "b"})
    assert found["c"] == (Standing.CLAIMED, Proof.NONE)


def test_a_ring_of_computers_that_follow_each_other_proves_nothing() -> None:
    seats = {"a": CLAIMED, "b": CLAIMED}
    found = standings(seats, {"a": "b", "b": "a"})
    assert {standing for standing, _ in found.values()} == {Standing.CLAIMED}


def test_learning_of_a_claimed_seat_counts_and_profile_and_assessments_wait() -> None:
    begun = AssessmentBegun(course="c", assessment="a", attempt="t", pack="p")
    assert not waits(Enrolled(course="c"))
    assert waits(ProfileChanged(name="Ada"))
    assert waits(begun)


def test_a_claimed_seat_gets_name_role_and_language_and_no_more_of_a_profile() -> None:
    whole = ProfileState(
        created_at=1, name=Field("Ada"), role=Field("teacher"), staff_number=Field("4711")
    )
    part = public_part(whole)
    assert part == ProfileState(created_at=1, name=Field("Ada"), role=Field("teacher"))


def test_a_claimed_seat_gets_what_was_done_and_not_what_was_answered_marked_or_noted() -> None:
    done = ActivityState(completed_at=5, marked=True)
    assert public_part(CourseState(enrolled_at=1)) == CourseState(enrolled_at=1)
    assert public_part(done) == ActivityState(completed_at=5)
    assert public_part(ActivityState(marked=True)) is None
    assert public_part(NoteState(text="mine")) is None
