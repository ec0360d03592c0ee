"""How events fold into what a learner has done.

Every fold is commutative, associative over any split of the events, and idempotent: it takes
maxima, minima and unions, and the latest by `Stamp`. Devices may be heard in any order, late or
twice, and the state comes out the same. Two copies of one disk may have used one stamp for two
facts: then what was said decides, the same everywhere. Reads no clock.
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
    attempts: tuple[str, ...] = ()
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
    """A profile, merged field by field; `link` is the code last typed, empty once taken back."""

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


def fold_activity(state: ActivityState, event: Event) -> ActivityState:
    """Return the activity's state after `event`, which must be about that activity."""
    body = event.body
    match body:
        case ActivityOpened():
            return msgspec.structs.replace(
                state, opened_at=earliest(state.opened_at, event.recorded_at)
            )
        case ActivityCompleted():
            return msgspec.structs.replace(
                state, completed_at=earliest(state.completed_at, event.recorded_at)
            )
        case ActivityLeft():
            device = event.origin.device
            seconds = max(state.seconds.get(device, 0), body.seconds)
            state = msgspec.structs.replace(state, seconds={**state.seconds, device: seconds})
            if (event.stamp, body.position) <= (state.position_stamp, state.position):
                return state
            return msgspec.structs.replace(
                state, position=body.position, position_stamp=event.stamp
            )
        case QuizFinished():
            score = Score(body.right, body.items, event.stamp)
            return msgspec.structs.replace(
                state,
                attempts=united(state.attempts, body.attempt),
                best=score if state.best is None else max(state.best, score, key=merit),
                latest=score if state.latest is None else max(state.latest, score, key=recency),
            )
        case BookmarkSet() if (event.stamp, body.marked) > (state.marked_stamp, state.marked):
            return msgspec.structs.replace(state, marked=body.marked, marked_stamp=event.stamp)
    return state


def fold_course(state: CourseState, event: Event) -> CourseState:
    """Return the course's state after `event`, which must be about that course."""
    match event.body:
        case Enrolled():
            return msgspec.structs.replace(
                state, enrolled_at=earliest(state.enrolled_at, event.recorded_at)
            )
        case CourseCompleted():
            return msgspec.structs.replace(
                state, completed_at=earliest(state.completed_at, event.recorded_at)
            )
        case ActivityCompleted(activity=activity):
            state = msgspec.structs.replace(state, completed=united(state.completed, activity))
    if not isinstance(event.body, ActivityBody):
        return state
    last = CourseState(
        last_activity=event.body.activity, last_stamp=event.stamp, last_at=event.recorded_at
    )
    if last_in_course(last) <= last_in_course(state):
        return state
    return msgspec.structs.replace(
        state,
        last_activity=last.last_activity,
        last_stamp=last.last_stamp,
        last_at=last.last_at,
    )


def fold_note(state: NoteState, event: Event) -> NoteState:
    """Return the note's state after `event`, which must be about that note."""
    body = event.body
    if not isinstance(body, NoteWritten):
        return state
    written = NoteState(
        course=body.course,
        activity=body.activity,
        text=body.text,
        position=body.position,
        stamp=event.stamp,
        written_at=event.recorded_at,
    )
    return max(state, written, key=last_written)


def fold_profile(state: ProfileState, event: Event) -> ProfileState:
    """Return the profile after `event`; each field keeps its latest value."""
    body = event.body
    if isinstance(body, ProfileLinked | ProfileUnlinked):
        code = body.code if isinstance(body, ProfileLinked) else ""
        link = max(state.link, Field(code, event.stamp), key=last_edited)
        return msgspec.structs.replace(state, link=link)
    if isinstance(body, ProfileCreated):
        state = msgspec.structs.replace(
            state, created_at=earliest(state.created_at, event.recorded_at)
        )
    elif not isinstance(body, ProfileChanged):
        return state
    edited = {
        name: max(getattr(state, name), Field(value, event.stamp), key=last_edited)
        for name in PROFILE_FIELDS
        if (value := getattr(body, name)) is not None
    }
    return msgspec.structs.replace(state, **edited)


def course_is_complete(course: Course, completed: Iterable[str]) -> bool:
    """Whether every required activity of this version is among `completed`."""
    required = {activity.id for activity in course.activities if activity.required}
    return bool(required) and required <= set(completed)


def united(known: tuple[str, ...], heard: str) -> tuple[str, ...]:
    """Return the sorted union."""
    return known if heard in known else tuple(sorted((*known, heard)))


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
