"""What one learner has done in one activity."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Self

import msgspec

from ujuzi.domain.event import (
    NEVER,
    ActivityCompleted,
    ActivityLeft,
    ActivityOpened,
    ActivityReopened,
    BookmarkSet,
    Event,
    QuizFinished,
    Stamp,
)
from ujuzi.domain.state import State, earlier, greater, join

VIDEO_COMPLETE_AT = 0.9
"""The fraction of a video that counts as having watched it."""


class Score(msgspec.Struct, frozen=True, array_like=True):
    """Items fully right, of how many; when, as a stamp."""

    right: int
    items: int
    stamp: Stamp = NEVER

    @property
    def fraction(self) -> float:
        """From 0 to 1."""
        return self.right / self.items if self.items else 0.0


class ActivityState(State, frozen=True, omit_defaults=True):
    """What one learner has done in one activity."""

    opened_at: int | None = None
    completed_at: int | None = None
    """When it was first completed, taken back or not."""
    position: float = 0.0
    position_stamp: Stamp = NEVER
    seconds: dict[str, int] = msgspec.field(default_factory=dict)
    best: Score | None = None
    latest: Score | None = None
    marked: bool = False
    marked_stamp: Stamp = NEVER
    redone: int = 0
    """How often it had been taken back when it was last completed."""
    undone: int = 0
    """How often its completion was taken back."""

    @property
    def done_at(self) -> int | None:
        """When it was completed, if it is."""
        return self.completed_at if self.redone >= self.undone else None

    @property
    def seconds_on_task(self) -> int:
        """Seconds over all devices."""
        return sum(self.seconds.values())

    @classmethod
    def from_event(cls, event: Event) -> Self:
        """Return what one event says of its activity."""
        match event.body:
            case ActivityOpened():
                return cls(opened_at=event.recorded_at)
            case ActivityCompleted(times=times):
                return cls(completed_at=event.recorded_at, redone=times)
            case ActivityReopened(times=times):
                return cls(undone=times)
            case ActivityLeft(position=position, seconds=seconds):
                stamp = event.stamp
                counted = {stamp.device: max(seconds, 0)}
                return cls(position=position, position_stamp=stamp, seconds=counted)
            case QuizFinished(right=right, items=items):
                score = Score(right, items, event.stamp)
                return cls(best=score, latest=score)
            case BookmarkSet(marked=marked):
                return cls(marked=marked, marked_stamp=event.stamp)
        return cls()

    @classmethod
    def merge(cls, states: Sequence[Self]) -> Self:
        """Return what states of one activity say together."""
        opened_at: int | None = None
        completed_at: int | None = None
        placed, marked = (NEVER, 0.0), (NEVER, False)
        seconds: dict[str, int] = {}
        best: Score | None = None
        latest: Score | None = None
        for each in states:
            if each.opened_at is not None:
                opened_at = earlier(opened_at, each.opened_at)
            if each.completed_at is not None:
                completed_at = earlier(completed_at, each.completed_at)
            if each.position_stamp is not NEVER:
                placed = max(placed, (each.position_stamp, each.position))
            if each.seconds:
                join(seconds, each.seconds, int)
            if each.best is not None:
                best = greater(best, each.best, _merit)
            if each.latest is not None:
                latest = greater(latest, each.latest, _RECENCY)
            if each.marked_stamp is not NEVER:
                marked = max(marked, (each.marked_stamp, each.marked))
        return cls(
            opened_at=opened_at,
            completed_at=completed_at,
            position=placed[1],
            position_stamp=placed[0],
            seconds=seconds,
            best=best,
            latest=latest,
            marked=marked[1],
            marked_stamp=marked[0],
            redone=max(each.redone for each in states),
            undone=max(each.undone for each in states),
        )


_RECENCY = attrgetter("stamp", "right", "items")


def _merit(score: Score) -> tuple[float, Stamp, int, int]:
    """Return what orders scores: the better one, and of equal ones the later."""
    return (score.fraction, score.stamp, score.right, score.items)
