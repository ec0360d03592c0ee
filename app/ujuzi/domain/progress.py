"""How events fold into what a learner has done.

A fold takes a state and any run of events that are about it. It is commutative, associative over
any split of the events, and idempotent: it takes maxima, minima and unions, and the latest by
`Stamp`. Devices may be heard in any order, late or twice, and the state comes out the same. Two
copies of one disk may have used one stamp for two facts: then what was said decides, the same
everywhere. Reads no clock.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ujuzi.domain.course import Course
from ujuzi.domain.event import (
    ActivityBody,
    ActivityCompleted,
    ActivityLeft,
    ActivityOpened,
    BookmarkSet,
    CourseCompleted,
    Enrolled,
    Event,
    Milliseconds,
    NoteWritten,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
    QuizFinished,
    Stamp,
)

NEVER = Stamp(0, "")
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


class ActivityState(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one learner has done in one activity."""

    opened_at: int | None = None
    completed_at: int | None = None
    position: float = 0.0
    position_stamp: Stamp = NEVER
    seconds: dict[str, int] = {}
    best: Score | None = None
    latest: Score | None = None
    marked: bool = False
    marked_stamp: Stamp = NEVER

    @property
    def seconds_on_task(self) -> int:
        """Seconds over all devices."""
        return sum(self.seconds.values())


class CourseState(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one learner has done in one course."""

    enrolled_at: int | None = None
    completed_at: int | None = None
    completed: tuple[str, ...] = ()
    """Ids of completed activities, sorted; they may be gone from the newest version."""
    last_activity: str = ""
    last_stamp: Stamp = NEVER
    last_at: int = 0


class NoteState(msgspec.Struct, frozen=True, omit_defaults=True):
    """A note's latest text; empty where it was removed."""

    course: str = ""
    activity: str = ""
    text: str = ""
    position: float = 0.0
    stamp: Stamp = NEVER
    written_at: int = 0


class Field(msgspec.Struct, frozen=True, array_like=True):
    """A field that people edit: its latest value and since when."""

    value: str = ""
    stamp: Stamp = NEVER


class ProfileState(msgspec.Struct, frozen=True, omit_defaults=True):
    """A profile, merged field by field; `link` is the code last typed, or its proof, if any."""

    name: Field = Field()
    role: Field = Field()
    language: Field = Field()
    institution: Field = Field()
    staff_number: Field = Field()
    sex: Field = Field()
    link: Field = Field()
    created_at: int | None = None


PROFILE_FIELDS = ("name", "role", "language", "institution", "staff_number", "sex")


def earliest(known: int | None, heard: Milliseconds) -> int:
    """Return the earlier of two claimed times."""
    return heard if known is None else min(known, heard)


def fold_activity(state: ActivityState, events: Iterable[Event]) -> ActivityState:
    """Return the activity's state after `events`, which must be about that activity."""
    opened_at, completed_at = state.opened_at, state.completed_at
    placed = (state.position_stamp, state.position)
    seconds = dict(state.seconds)
    best, latest = state.best, state.latest
    bookmarked = (state.marked_stamp, state.marked)
    for event in events:
        match event.body:
            case ActivityOpened():
                opened_at = earliest(opened_at, event.recorded_at)
            case ActivityCompleted():
                completed_at = earliest(completed_at, event.recorded_at)
            case ActivityLeft() as body:
                device = event.origin.device
                seconds[device] = max(seconds.get(device, 0), body.seconds)
                placed = max(placed, (event.stamp, body.position))
            case QuizFinished() as body:
                score = Score(body.right, body.items, event.stamp)
                best = score if best is None else max(best, score, key=merit)
                latest = score if latest is None else max(latest, score, key=recency)
            case BookmarkSet() as body:
                bookmarked = max(bookmarked, (event.stamp, body.marked))
    return ActivityState(
        opened_at=opened_at,
        completed_at=completed_at,
        position=placed[1],
        position_stamp=placed[0],
        seconds=seconds,
        best=best,
        latest=latest,
        marked=bookmarked[1],
        marked_stamp=bookmarked[0],
    )


def fold_course(state: CourseState, events: Iterable[Event]) -> CourseState:
    """Return the course's state after `events`, which must be about that course."""
    enrolled_at, completed_at = state.enrolled_at, state.completed_at
    completed = set(state.completed)
    last = last_in_course(state)
    visits: list[tuple[int, Event, ActivityBody]] = []
    for event in events:
        match event.body:
            case ActivityBody() as body:
                visits.append((event.lamport, event, body))
                if isinstance(body, ActivityCompleted):
                    completed.add(body.activity)
            case Enrolled():
                enrolled_at = earliest(enrolled_at, event.recorded_at)
            case CourseCompleted():
                completed_at = earliest(completed_at, event.recorded_at)
    newest = max((lamport for lamport, _, _ in visits), default=0)
    for lamport, event, body in visits:
        if lamport == newest:
            last = max(last, (event.stamp, body.activity, event.recorded_at))
    return CourseState(
        enrolled_at=enrolled_at,
        completed_at=completed_at,
        completed=tuple(sorted(completed)),
        last_activity=last[1],
        last_stamp=last[0],
        last_at=last[2],
    )


def fold_note(state: NoteState, events: Iterable[Event]) -> NoteState:
    """Return the note's state after `events`, which must be about that note."""
    written = [
        NoteState(
            course=body.course,
            activity=body.activity,
            text=body.text,
            position=body.position,
            stamp=event.stamp,
            written_at=event.recorded_at,
        )
        for event in events
        if isinstance(body := event.body, NoteWritten)
    ]
    return max([state, *written], key=last_written)


def fold_profile(state: ProfileState, events: Iterable[Event]) -> ProfileState:
    """Return the profile after `events`; each field keeps its latest value."""
    created_at = state.created_at
    fields: dict[str, Field] = {name: getattr(state, name) for name in (*PROFILE_FIELDS, "link")}
    for event in events:
        match event.body:
            case ProfileCreated() | ProfileChanged() as body:
                said = {name: getattr(body, name) for name in PROFILE_FIELDS}
                if isinstance(body, ProfileCreated):
                    created_at = earliest(created_at, event.recorded_at)
            case ProfileLinked(code=code, proof=proof):
                said = {"link": code or proof}
            case ProfileUnlinked():
                said = {"link": ""}
            case _:
                continue
        for name, value in said.items():
            if value is not None:
                fields[name] = max(fields[name], Field(value, event.stamp), key=last_edited)
    return ProfileState(created_at=created_at, **fields)


def course_is_complete(course: Course, completed: Iterable[str]) -> bool:
    """Whether every required activity of this version is among `completed`."""
    required = {activity.id for activity in course.activities if activity.required}
    return bool(required) and required <= set(completed)


def merit(score: Score) -> tuple[float, Stamp, int, int]:
    """Return what orders scores: the better one, and of equal ones the later."""
    return (score.fraction, *recency(score))


def recency(score: Score) -> tuple[Stamp, int, int]:
    """Return what orders scores in time."""
    return (score.stamp, score.right, score.items)


def last_in_course(state: CourseState) -> tuple[Stamp, str, int]:
    """Return what orders the places where somebody last was in a course."""
    return (state.last_stamp, state.last_activity, state.last_at)


def last_written(state: NoteState) -> tuple[Stamp, str, float, str, str, int]:
    """Return what orders the texts of a note."""
    return (
        *(state.stamp, state.text, state.position),
        *(state.course, state.activity, state.written_at),
    )


def last_edited(field: Field) -> tuple[Stamp, str]:
    """Return what orders the values of a field."""
    return (field.stamp, field.value)
