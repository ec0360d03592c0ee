"""Attempts at an assessment: when they were begun and handed in, and what is handed in.

The earliest claim of a time counts. What was answered is in no state: it travels sealed, and the
hub alone opens it. Of an attempt one appeal counts, the one that was made first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Self

import msgspec

from ujuzi.domain.assessment import BY_ATTEMPT
from ujuzi.domain.event import AppealMade, AssessmentBegun, AssessmentSubmitted, Event
from ujuzi.domain.item import Response
from ujuzi.domain.state import State, earlier
from ujuzi.domain.ticket import MOST_NUMBERS

NO_NUMBER = -1
"""Of a claim that nobody can make."""

SUBMISSION = 3
"""The version of `Submission`.

2 says what drew the questions, and how long the machine ran; 3 by which rules it is to be graded.
"""


class Answered(msgspec.Struct, frozen=True, array_like=True):
    """One response as it was given, in the ids that were shown, and the time it took."""

    item: str
    response: Response
    milliseconds: int = 0


class Uptime(msgspec.Struct, frozen=True, array_like=True):
    """How long a machine had been running, asleep as well: by a counter that nobody sets.

    `boot` names the time since it was last started.
    """

    boot: str
    milliseconds: int


class Submission(msgspec.Struct, frozen=True, array_like=True):
    """What a learner hands in; later versions add fields at the end, with defaults.

    `bank` is the SHA-256 (hex) of the questions as shown. `milliseconds` is how long the attempt
    was open on a screen, by a monotonic clock; `gaps` are the times between, as the computer's
    clock claimed: (closed, opened again). `extra` is the accommodation, in percent of the limit.
    `drawing` and what follows it say what the attempt was drawn from, as `AssessmentBegun` does;
    `device` is the computer that `mac` was made for: it may have another identity by now.
    `begun_up` and `submitted_up` are the same moments by the machine's counter, where it has one.
    `grading` is the version of `domain.item.GRADING` that the computer had.
    """

    version: int
    learner: str
    attempt: str
    course: str
    assessment: str
    pack: str
    bank: str
    language: str
    begun_at: int
    submitted_at: int
    milliseconds: int
    answers: tuple[Answered, ...]
    gaps: tuple[tuple[int, int], ...] = ()
    extra: int = 0
    opened_by: str = ""
    drawing: int = 1
    ticket_key: str = ""
    number: int = 0
    mac: str = ""
    device: str = ""
    begun_up: Uptime | None = None
    submitted_up: Uptime | None = None
    grading: int = 1


class Claim(msgspec.Struct, frozen=True, order=True, array_like=True):
    """Which number of a ticket an attempt says it is, and the proof that its device made.

    The number is 0 where the code of a supervised sitting drew it.
    """

    number: int
    mac: str
    device: str


class Sitting(msgspec.Struct, frozen=True, omit_defaults=True):
    """When an attempt was begun and handed in, as the device's clock claimed.

    `claim` is None where its own id drew it.
    """

    begun_at: int | None = None
    submitted_at: int | None = None
    opened_by: str = ""
    claim: Claim | None = None


class Appeal(msgspec.Struct, frozen=True, order=True, array_like=True):
    """When a second look at a result was asked for, as the device's clock claimed, and why.

    `answered` is said in reports alone, by a computer that knows the answer.
    """

    made_at: int
    text: str = ""
    answered: bool = False


class AssessmentState(State, frozen=True, omit_defaults=True):
    """A learner's attempts at one assessment, and her appeals from their results, by id."""

    attempts: dict[str, Sitting] = msgspec.field(default_factory=dict)
    appeals: dict[str, Appeal] = msgspec.field(default_factory=dict)

    @classmethod
    def from_event(cls, event: Event) -> Self:
        """Return what one event says of its attempt."""
        match event.body:
            case AssessmentBegun() as body:
                begun = Sitting(event.recorded_at, None, body.opened_by, _claim(event, body))
                return cls({body.attempt: begun})
            case AssessmentSubmitted(attempt=attempt):
                return cls({attempt: Sitting(None, event.recorded_at)})
            case AppealMade(attempt=attempt, text=text):
                return cls(appeals={attempt: Appeal(event.recorded_at, text)})
        return cls()

    @classmethod
    def merge(cls, states: Sequence[Self]) -> Self:
        """Return what states of one assessment say together."""
        known: dict[str, list[Sitting]] = {}
        appeals: dict[str, list[Appeal]] = {}
        for state in states:
            for attempt, sitting in state.attempts.items():
                known.setdefault(attempt, []).append(sitting)
            for attempt, appeal in state.appeals.items():
                appeals.setdefault(attempt, []).append(appeal)
        return cls(
            {attempt: _joined(same) for attempt, same in known.items()},
            {attempt: _first(same) for attempt, same in appeals.items()},
        )


def with_answers(state: AssessmentState, answered: frozenset[str]) -> AssessmentState:
    """Return a state as a report tells it: which of its appeals are known to be answered."""
    if answered.isdisjoint(state.appeals):
        return state
    appeals = {
        attempt: Appeal(appeal.made_at, appeal.text, attempt in answered)
        for attempt, appeal in state.appeals.items()
    }
    return msgspec.structs.replace(state, appeals=appeals)


def _claim(event: Event, body: AssessmentBegun) -> Claim | None:
    if body.drawing <= BY_ATTEMPT:
        return None
    number = body.number if 0 <= body.number <= MOST_NUMBERS else NO_NUMBER
    return Claim(number, body.mac, event.origin.device)


def _first(same: Sequence[Appeal]) -> Appeal:
    first = min(same)
    return Appeal(first.made_at, first.text, any(each.answered for each in same))


def _joined(same: Sequence[Sitting]) -> Sitting:
    return Sitting(
        reduce(earlier, [each.begun_at for each in same]),
        reduce(earlier, [each.submitted_at for each in same]),
        max([each.opened_by for each in same]),
        max([each.claim for each in same if each.claim is not None], default=None),
    )
