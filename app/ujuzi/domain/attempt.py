"""One attempt at a practice quiz: the latest answer to an item counts, by `Stamp`."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Self

import msgspec

from ujuzi.domain.event import NEVER, Event, QuizAnswered, QuizFinished, Stamp
from ujuzi.domain.item import Response
from ujuzi.domain.state import State, earlier, join


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """The latest confirmed response to one item, and whether it was fully right."""

    response: Response
    right: bool
    stamp: Stamp = NEVER


class AttemptState(State, frozen=True, omit_defaults=True):
    """One attempt: its pack, the answers by item, and when it was begun and finished."""

    pack: str = ""
    answers: dict[str, Answer] = msgspec.field(default_factory=dict)
    begun_at: int | None = None
    finished_at: int | None = None

    @property
    def last_answered(self) -> Stamp:
        """When its latest answer was given."""
        return max((answer.stamp for answer in self.answers.values()), default=NEVER)

    @classmethod
    def from_event(cls, event: Event) -> Self:
        """Return what one event says of its attempt."""
        match event.body:
            case QuizAnswered() as body:
                answer = Answer(body.response, body.right, event.stamp)
                return cls(body.pack, {body.item: answer}, begun_at=event.recorded_at)
            case QuizFinished(pack=pack):
                return cls(pack, finished_at=event.recorded_at)
        return cls()

    @classmethod
    def merge(cls, states: Sequence[Self]) -> Self:
        """Return what states of one attempt say together."""
        answers: dict[str, Answer] = {}
        begun_at: int | None = None
        finished_at: int | None = None
        for each in states:
            join(answers, each.answers, _LAST_GIVEN)
            begun_at = earlier(begun_at, each.begun_at)
            finished_at = earlier(finished_at, each.finished_at)
        return cls(max(each.pack for each in states), answers, begun_at, finished_at)


_LAST_GIVEN = attrgetter("stamp", "response", "right")
