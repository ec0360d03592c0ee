"""Seats: whether a computer has shown that a learner sits there, what it gets, and what it tells.

A seat is *claimed* by whatever a computer tells of a learner: learner ids are known to a campus and
prove nothing. It is *proven* by a proof of its own, or inherited from the computer that it follows.
A claimed seat gets her public name, and what she has done in courses and activities; what it tells
of her learning counts, and the rest waits until it is proven, in whatever order both come. Pure: no
clock, no database.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.event import (
    KINDS,
    AppealMade,
    AssessmentBody,
    Body,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
    SelfAssessmentShared,
    SignInCodeShown,
)
from ujuzi.domain.profile import ProfileState
from ujuzi.domain.progress import CourseState

DORMANT_AFTER_MILLISECONDS = 180 * 24 * 3600 * 1000
"""Of a seat at which nothing was recorded for so long: it gets nothing new until she is back."""

WAITS: tuple[type[Body], ...] = (
    *(ProfileCreated, ProfileChanged, ProfileLinked, ProfileUnlinked),
    *(SelfAssessmentShared, AssessmentBody, AppealMade, SignInCodeShown),
)
"""What waits of what a claimed seat tells: profile, link, sharing, assessments, appeals from their
results, codes to go on."""

WAITING_KINDS = frozenset(kind for kind, body in KINDS.items() if issubclass(body, WAITS))
"""The names of their kinds."""

PUBLIC_FIELDS = ("name", "role", "language")
PUBLIC_ACTIVITY_FIELDS = (
    *("opened_at", "completed_at", "redone", "undone"),
    *("position", "position_stamp", "seconds"),
)
"""What computers at which a learner is not proven get of her profile and of an activity: a field
that is added stays private until somebody decides that it is not."""


class Standing(StrEnum):
    """How far a seat is believed; denied, a person said that it was not she."""

    CLAIMED = "claimed"
    PROVEN = "proven"
    DENIED = "denied"


class Proof(StrEnum):
    """What proves a seat."""

    NONE = ""
    MADE = "made"
    """Her profile was made there: it told so first."""
    CODE = "code"
    """She typed a code there that the hub knows as hers."""
    SAID = "said"
    """A person said so who looks after it."""
    BEFORE = "before"
    """It was used before seats had to be proven."""
    INHERITED = "inherited"
    """It follows a computer at which she is proven."""


class Seat(NamedTuple):
    """A seat by itself: what proves it there, and whether somebody denied it."""

    proof: Proof = Proof.NONE
    denied: bool = False


def standings(
    seats: Mapping[str, Seat], follows: Mapping[str, str]
) -> dict[str, tuple[Standing, Proof]]:
    """Return how each seat of one learner stands, by computer.

    `follows` names for a computer the one that it alone succeeds, which has been silent since. A
    seat passes along such a line until it is denied; of a denied one nothing passes.
    """
    found: dict[str, tuple[Standing, Proof]] = {}
    for device, seat in seats.items():
        if seat.denied:
            found[device] = Standing.DENIED, Proof.NONE
        elif seat.proof:
            found[device] = Standing.PROVEN, seat.proof
        elif _inherits(device, seats, follows):
            found[device] = Standing.PROVEN, Proof.INHERITED
        else:
            found[device] = Standing.CLAIMED, Proof.NONE
    return found


def waits(body: Body) -> bool:
    """Whether what a claimed seat tells in this way waits until it is proven."""
    return isinstance(body, WAITS)


def public_part(state: Any) -> Any | None:
    """Return what a claimed seat gets of a state of the learner's, if it gets anything."""
    part = _public_part(state)
    return None if part == type(state)() else part


def _public_part(state: Any) -> Any | None:
    match state:
        case CourseState():
            return state
        case ActivityState():
            return ActivityState(**{name: getattr(state, name) for name in PUBLIC_ACTIVITY_FIELDS})
        case ProfileState():
            return ProfileState(
                created_at=state.created_at,
                **{name: getattr(state, name) for name in PUBLIC_FIELDS},
            )
        case _:
            return None


def _inherits(device: str, seats: Mapping[str, Seat], follows: Mapping[str, str]) -> bool:
    """Whether a computer that this one follows is proven by itself, and none between is denied."""
    met: set[str] = {device}
    while (device := follows.get(device, "")) and device not in met:
        met.add(device)
        seat = seats.get(device, Seat())
        if seat.denied or seat.proof:
            return not seat.denied
    return False
