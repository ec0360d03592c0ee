"""Which states an event is about: the keys under which its folds are kept, said once.

The device's store and the hub persist states by these keys; what an event does to a state is the
fold's business (`domain.progress`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from ujuzi.domain.attempt import AttemptState, fold_attempt
from ujuzi.domain.event import (
    KINDS,
    ActivityBody,
    ActivityCompleted,
    ActivityLeft,
    ActivityOpened,
    AssessmentBody,
    Body,
    BookmarkSet,
    CourseCompleted,
    Enrolled,
    Event,
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
from ujuzi.domain.merge import (
    merge_activity,
    merge_attempt,
    merge_course,
    merge_note,
    merge_profile,
)
from ujuzi.domain.progress import (
    ActivityState,
    CourseState,
    NoteState,
    ProfileState,
    fold_activity,
    fold_course,
    fold_note,
    fold_profile,
)
from ujuzi.domain.self_assessment import RoundState, fold_round, merge_round
from ujuzi.domain.sitting import AssessmentState, fold_assessment, merge_assessment

KEY_MARK = "\x1f"
"""Between the parts of a key, where it is written as one text."""


class Subject(NamedTuple):
    """One kind of state: its type, the rules that fold events in and join two, and its key.

    `told_by` are the bodies that are about it; `key` takes from one of them which one it is.
    """

    name: str
    state: type[msgspec.Struct]
    fold: Callable[[Any, Iterable[Event]], Any]
    merge: Callable[[Any, Any], Any]
    told_by: tuple[type[Body], ...]
    key: Callable[[Any], tuple[str, ...]] = lambda _: ()


PROFILE = Subject(
    "profile",
    ProfileState,
    fold_profile,
    merge_profile,
    (ProfileCreated, ProfileChanged, ProfileLinked, ProfileUnlinked),
)
COURSE = Subject(
    "course",
    CourseState,
    fold_course,
    merge_course,
    (Enrolled, CourseCompleted, ActivityBody),
    lambda body: (body.course,),
)
ACTIVITY = Subject(
    "activity",
    ActivityState,
    fold_activity,
    merge_activity,
    (ActivityOpened, ActivityLeft, ActivityCompleted, QuizFinished, BookmarkSet),
    attrgetter("course", "activity"),
)
ATTEMPT = Subject(
    "attempt",
    AttemptState,
    fold_attempt,
    merge_attempt,
    (QuizAnswered, QuizFinished),
    attrgetter("course", "activity", "attempt"),
)
NOTE = Subject("note", NoteState, fold_note, merge_note, (NoteWritten,), lambda body: (body.note,))
ASSESSMENT = Subject(
    "assessment",
    AssessmentState,
    fold_assessment,
    merge_assessment,
    (AssessmentBody,),
    attrgetter("course", "assessment"),
)
ROUND = Subject(
    "round",
    RoundState,
    fold_round,
    merge_round,
    (SelfAssessmentBody,),
    attrgetter("framework", "round"),
)
SUBJECTS = {
    subject.name: subject
    for subject in (PROFILE, COURSE, ACTIVITY, ATTEMPT, NOTE, ASSESSMENT, ROUND)
}
_BODIES: list[type[Body]] = [*KINDS.values(), Unknown]
_TOLD = {
    body: [subject for subject in SUBJECTS.values() if issubclass(body, subject.told_by)]
    for body in _BODIES
}


def subjects_of(body: Body) -> Sequence[Subject]:
    """Return the subjects that an event is about; `Subject.key` says which of each."""
    return _TOLD[type(body)]
