"""Two states of one subject, folded from different sets of events, joined into one.

Joining is commutative, associative and idempotent, and says the same as folding the union of the
events: so what a hub folded from many computers joins what this one folded from its own.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar

from ujuzi.domain.attempt import AttemptState, last_given
from ujuzi.domain.progress import (
    PROFILE_FIELDS,
    ActivityState,
    CourseState,
    Field,
    NoteState,
    ProfileState,
    Score,
    last_edited,
    last_in_course,
    last_written,
    merit,
    recency,
)

K = TypeVar("K")
V = TypeVar("V")

_PLACE = attrgetter("position_stamp", "position")
_MARK = attrgetter("marked_stamp", "marked")


def merge_activity(one: ActivityState, other: ActivityState) -> ActivityState:
    """Return what is known of an activity from both."""
    placed = max(one, other, key=_PLACE)
    marked = max(one, other, key=_MARK)
    return ActivityState(
        opened_at=earliest_of(one.opened_at, other.opened_at),
        completed_at=earliest_of(one.completed_at, other.completed_at),
        position=placed.position,
        position_stamp=placed.position_stamp,
        seconds=_joined(one.seconds, other.seconds, int),
        best=_greater(one.best, other.best, merit),
        latest=_greater(one.latest, other.latest, recency),
        marked=marked.marked,
        marked_stamp=marked.marked_stamp,
    )


def merge_course(one: CourseState, other: CourseState) -> CourseState:
    """Return what is known of a course from both."""
    last = max(one, other, key=last_in_course)
    return CourseState(
        enrolled_at=earliest_of(one.enrolled_at, other.enrolled_at),
        completed_at=earliest_of(one.completed_at, other.completed_at),
        completed=_united(one.completed, other.completed),
        last_activity=last.last_activity,
        last_stamp=last.last_stamp,
        last_at=last.last_at,
    )


def merge_attempt(one: AttemptState, other: AttemptState) -> AttemptState:
    """Return what is known of an attempt from both."""
    return AttemptState(
        pack=max(one.pack, other.pack),
        answers=_joined(one.answers, other.answers, last_given),
        begun_at=earliest_of(one.begun_at, other.begun_at),
        finished_at=earliest_of(one.finished_at, other.finished_at),
    )


def merge_note(one: NoteState, other: NoteState) -> NoteState:
    """Return the note as it was last written."""
    return max(one, other, key=last_written)


def merge_profile(one: ProfileState, other: ProfileState) -> ProfileState:
    """Return each field as it was last edited."""
    fields: dict[str, Field] = {
        name: max(getattr(one, name), getattr(other, name), key=last_edited)
        for name in (*PROFILE_FIELDS, "link")
    }
    return ProfileState(created_at=earliest_of(one.created_at, other.created_at), **fields)


def earliest_of(one: int | None, other: int | None) -> int | None:
    """Return the earlier of two claimed times, where there is one."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _united(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other})) if other else one


def _greater(
    one: Score | None, other: Score | None, by: Callable[[Score], tuple[Any, ...]]
) -> Score | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=by)


def _joined(one: dict[K, V], other: dict[K, V], by: Callable[[V], Any]) -> dict[K, V]:
    joined = dict(one)
    for key, value in other.items():
        if key not in joined or by(value) > by(joined[key]):
            joined[key] = value
    return joined
