"""Which states an event is about: the keys under which its folds are kept, said once.

The device's store and the hub persist states by these keys; what an event says of one is the
state's own business (`domain.state`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.attempt import AttemptState
from ujuzi.domain.event import (
    KINDS,
    ActivityBody,
    ActivityCompleted,
    ActivityLeft,
    ActivityOpened,
    ActivityReopened,
    AppealMade,
    AssessmentBody,
    Body,
    BookmarkSet,
    CourseCompleted,
    Enrolled,
    NoteWritten,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
    QuizAnswered,
    QuizFinished,
    SelfAssessmentBody,
    Unknown,
)
from ujuzi.domain.note import NoteState
from ujuzi.domain.profile import ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.self_assessment import RoundState
from ujuzi.domain.sitting import AssessmentState
from ujuzi.domain.state import State

S = TypeVar("S", bound=State)

KEY_MARK = "\x1f"
"""Between the parts of a key, where it is written as one text."""


class Subject(NamedTuple, Generic[S]):
    """One kind of thing that a state is kept of: its type, and its key.

    `told_by` are the bodies that are about it; `key` takes from one of them which one it is.
    """

    name: str
    state: type[S]
    told_by: tuple[type[Body], ...]
    key: Callable[[Any], tuple[str, ...]] = lambda _: ()


PROFILE = Subject(
    "profile", ProfileState, (ProfileCreated, ProfileChanged, ProfileLinked, ProfileUnlinked)
)
COURSE = Subject(
    "course",
    CourseState,
    (Enrolled, CourseCompleted, ActivityBody),
    lambda body: (body.course,),
)
ACTIVITY = Subject(
    "activity",
    ActivityState,
    (
        *(ActivityOpened, ActivityLeft, ActivityCompleted, ActivityReopened),
        *(QuizFinished, BookmarkSet),
    ),
    attrgetter("course", "activity"),
)
ATTEMPT = Subject(
    "attempt",
    AttemptState,
    (QuizAnswered, QuizFinished),
    attrgetter("course", "activity", "attempt"),
)
NOTE = Subject("note", NoteState, (NoteWritten,), lambda body: (body.note,))
ASSESSMENT = Subject(
    "assessment",
    AssessmentState,
    (AssessmentBody, AppealMade),
    attrgetter("course", "assessment"),
)
ROUND = Subject("round", RoundState, (SelfAssessmentBody,), attrgetter("framework", "round"))
SUBJECTS: dict[str, Subject[Any]] = {
    subject.name: subject
    for subject in (PROFILE, COURSE, ACTIVITY, ATTEMPT, NOTE, ASSESSMENT, ROUND)
}
_BODIES: list[type[Body]] = [*KINDS.values(), Unknown]
_TOLD = {
    body: [subject for subject in SUBJECTS.values() if issubclass(body, subject.told_by)]
    for body in _BODIES
}


def subjects_of(body: Body) -> Sequence[Subject[Any]]:
    """Return the subjects that an event is about; `Subject.key` says which of each."""
    return _TOLD[type(body)]
