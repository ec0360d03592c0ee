"""How answers fold into one attempt at a practice quiz.

Commutative, associative and idempotent, as every fold: the latest answer to an item counts, by
`Stamp`.
"""

from __future__ import annotations

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


def fold_attempt(state: AttemptState, event: Event) -> AttemptState:
    """Return the attempt's state after `event`, which must be about that attempt."""
    match event.body:
        case QuizAnswered() as body:
            state = msgspec.structs.replace(
                state,
                pack=max(state.pack, body.pack),
                begun_at=earliest(state.begun_at, event.recorded_at),
            )
            answer = Answer(body.response, body.right, event.stamp)
            known = state.answers.get(body.item)
            if known is not None:
                answer = max(known, answer, key=last_given)
            return msgspec.structs.replace(state, answers={**state.answers, body.item: answer})
        case QuizFinished() as body:
            return msgspec.structs.replace(
                state,
                pack=max(state.pack, body.pack),
                finished_at=earliest(state.finished_at, event.recorded_at),
            )
    return state


def last_given(answer: Answer) -> tuple[Stamp, Response, bool]:
    """Return what orders the answers to an item; see `domain.progress` for one stamp used twice."""
    return (answer.stamp, answer.response, answer.right)
