"""What one learner has done in one course, and when that is all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Self

from ujuzi.domain.course import Course
from ujuzi.domain.event import (
    NEVER,
    ActivityBody,
    ActivityCompleted,
    CourseCompleted,
    Enrolled,
    Event,
    Stamp,
)
from ujuzi.domain.state import State, earlier


class CourseState(State, frozen=True, omit_defaults=True):
    """What one learner has done in one course."""

    enrolled_at: int | None = None
    completed_at: int | None = None
    completed: tuple[str, ...] = ()
    """Ids of completed activities, sorted; they may be gone from the newest version."""
    last_activity: str = ""
    last_stamp: Stamp = NEVER
    last_at: int = 0

    @classmethod
    def from_event(cls, event: Event) -> Self:
        """Return what one event says of its course."""
        match event.body:
            case ActivityBody(activity=activity) as body:
                return cls(
                    completed=(activity,) if isinstance(body, ActivityCompleted) else (),
                    last_activity=activity,
                    last_stamp=event.stamp,
                    last_at=event.recorded_at,
                )
            case Enrolled():
                return cls(enrolled_at=event.recorded_at)
            case CourseCompleted():
                return cls(completed_at=event.recorded_at)
        return cls()

    @classmethod
    def merge(cls, states: Sequence[Self]) -> Self:
        """Return what states of one course say together."""
        enrolled_at: int | None = None
        completed_at: int | None = None
        completed: set[str] = set()
        for each in states:
            if each.enrolled_at is not None:
                enrolled_at = earlier(enrolled_at, each.enrolled_at)
            if each.completed_at is not None:
                completed_at = earlier(completed_at, each.completed_at)
            completed.update(each.completed)
        last = max(states, key=_LAST)
        return cls(
            enrolled_at=enrolled_at,
            completed_at=completed_at,
            completed=tuple(sorted(completed)),
            last_activity=last.last_activity,
            last_stamp=last.last_stamp,
            last_at=last.last_at,
        )


_LAST = attrgetter("last_stamp", "last_activity", "last_at")


def course_is_complete(course: Course, completed: Iterable[str]) -> bool:
    """Whether every required activity of this version is among `completed`."""
    required = {activity.id for activity in course.activities if activity.required}
    return bool(required) and required <= set(completed)
