"""What one learner has done in one course, and when that is all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Self

import msgspec

from ujuzi.domain.course import Course
from ujuzi.domain.event import (
    NEVER,
    ActivityBody,
    ActivityCompleted,
    ActivityReopened,
    CourseCompleted,
    Enrolled,
    Event,
    Stamp,
)
from ujuzi.domain.state import State, earlier, join

ITSELF = ""
"""Among activities, the course as a whole."""


class CourseState(State, frozen=True, omit_defaults=True):
    """What one learner has done in one course."""

    enrolled_at: int | None = None
    completed_at: int | None = None
    """When it was first completed, taken back or not."""
    completed: tuple[str, ...] = ()
    """Ids of activities that were ever completed, sorted; the newest version may lack some."""
    last_activity: str = ""
    last_stamp: Stamp = NEVER
    last_at: int = 0
    redone: dict[str, int] = msgspec.field(default_factory=dict)
    """By activity, how often it had been taken back when it was last completed, if ever."""
    undone: dict[str, int] = msgspec.field(default_factory=dict)
    """By activity, how often its completion was taken back, if ever."""

    def done(self) -> frozenset[str]:
        """Return the ids of the activities that are complete; ask once, not for each activity."""
        if not self.undone:
            return frozenset(self.completed)
        return frozenset(activity for activity in self.completed if self._stands(activity))

    @property
    def done_at(self) -> int | None:
        """When the course was completed, if it is."""
        return self.completed_at if self._stands(ITSELF) else None

    def _stands(self, what: str) -> bool:
        return self.redone.get(what, 0) >= self.undone.get(what, 0)

    @classmethod
    def from_event(cls, event: Event) -> Self:
        """Return what one event says of its course."""
        match event.body:
            case ActivityBody(activity=activity) as body:
                completed: tuple[str, ...] = ()
                redone: dict[str, int] = {}
                undone: dict[str, int] = {}
                match body:
                    case ActivityCompleted(times=times):
                        completed, redone = (activity,), _counted(activity, times)
                    case ActivityReopened(times=times, course_times=of_course):
                        undone = _counted(activity, times) | _counted(ITSELF, of_course)
                return cls(
                    completed=completed,
                    last_activity=activity,
                    last_stamp=event.stamp,
                    last_at=event.recorded_at,
                    redone=redone,
                    undone=undone,
                )
            case Enrolled():
                return cls(enrolled_at=event.recorded_at)
            case CourseCompleted(times=times):
                return cls(completed_at=event.recorded_at, redone=_counted(ITSELF, times))
        return cls()

    @classmethod
    def merge(cls, states: Sequence[Self]) -> Self:
        """Return what states of one course say together."""
        enrolled_at: int | None = None
        completed_at: int | None = None
        completed: set[str] = set()
        redone: dict[str, int] = {}
        undone: dict[str, int] = {}
        for each in states:
            if each.enrolled_at is not None:
                enrolled_at = earlier(enrolled_at, each.enrolled_at)
            if each.completed_at is not None:
                completed_at = earlier(completed_at, each.completed_at)
            completed.update(each.completed)
            if each.redone:
                join(redone, each.redone, int)
            if each.undone:
                join(undone, each.undone, int)
        last = max(states, key=_LAST)
        return cls(
            enrolled_at=enrolled_at,
            completed_at=completed_at,
            completed=tuple(sorted(completed)),
            last_activity=last.last_activity,
            last_stamp=last.last_stamp,
            last_at=last.last_at,
            redone=redone,
            undone=undone,
        )


def _counted(what: str, times: int) -> dict[str, int]:
    return {what: times} if times else {}


_LAST = attrgetter("last_stamp", "last_activity", "last_at")


def course_is_complete(course: Course, completed: Iterable[str]) -> bool:
    """Whether every required activity of this version is among `completed`."""
    required = {activity.id for activity in course.activities if activity.required}
    return bool(required) and required <= set(completed)
