"""How answers fold into one attempt at a practice quiz.

Commutative, associative and idempotent, as every fold: the latest answer to an item counts, by
`Stamp`.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ujuzi.domain.event import Event, QuizAnswered, QuizFinished, Stamp
from ujuzi.domain.item import Response
from ujuzi.domain.progress import NEVER, earliest


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """The latest confirmed response to one item, and whether it was fully right."""

    response: Response
    right: bool
    stamp: Stamp = NEVER


class AttemptState(msgspec.Struct, frozen=True, omit_defaults=True):
    """One attempt: its pack, the answers by item, and when it was begun and finished."""

    pack: str = ""
    answers: dict[str, Answer] = {}
    begun_at: int | None = None
    finished_at: int | None = None


def fold_attempt(state: AttemptState, events: Iterable[Event]) -> AttemptState:
    """Return the attempt's state after `events`, which must be about that attempt."""
    pack, begun_at, finished_at = state.pack, state.begun_at, state.finished_at
    answers = dict(state.answers)
    for event in events:
        match event.body:
            case QuizAnswered() as body:
                pack = max(pack, body.pack)
                begun_at = earliest(begun_at, event.recorded_at)
                answer = Answer(body.response, body.right, event.stamp)
                known = answers.get(body.item)
                answers[body.item] = answer if known is None else max(known, answer, key=last_given)
            case QuizFinished() as body:
                pack = max(pack, body.pack)
                finished_at = earliest(finished_at, event.recorded_at)
    return AttemptState(pack, answers, begun_at, finished_at)


def last_given(answer: Answer) -> tuple[Stamp, Response, bool]:
    """Return what orders the answers to an item; see `domain.progress` for one stamp used twice."""
    return (answer.stamp, answer.response, answer.right)
