"""Which states an event is about: the keys under which its folds are kept, said once.

The device's store and the hub persist states by these keys; what an event does to a state is the
fold's business (`domain.progress`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from ujuzi.domain.attempt import AttemptState, fold_attempt
from ujuzi.domain.event import (
    ActivityBody,
    AssessmentBody,
    Body,
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
    """One kind of state: its name, its type, and the rules that fold an event in and join two."""

    name: str
    state: type[msgspec.Struct]
    fold: Callable[[Any, Event], Any]
    merge: Callable[[Any, Any], Any]


PROFILE = Subject("profile", ProfileState, fold_profile, merge_profile)
COURSE = Subject("course", CourseState, fold_course, merge_course)
ACTIVITY = Subject("activity", ActivityState, fold_activity, merge_activity)
ATTEMPT = Subject("attempt", AttemptState, fold_attempt, merge_attempt)
NOTE = Subject("note", NoteState, fold_note, merge_note)
ASSESSMENT = Subject("assessment", AssessmentState, fold_assessment, merge_assessment)
ROUND = Subject("round", RoundState, fold_round, merge_round)
SUBJECTS = {
    subject.name: subject
    for subject in (PROFILE, COURSE, ACTIVITY, ATTEMPT, NOTE, ASSESSMENT, ROUND)
}


def subjects_of(body: Body) -> Iterator[tuple[Subject, tuple[str, ...]]]:
    """Yield each state that an event is about, with its key after the learner."""
    if isinstance(body, ProfileCreated | ProfileChanged | ProfileLinked | ProfileUnlinked):
        yield PROFILE, ()
    if isinstance(body, Enrolled | CourseCompleted | ActivityBody):
        yield COURSE, (body.course,)
    if isinstance(body, ActivityBody):
        yield ACTIVITY, (body.course, body.activity)
    if isinstance(body, QuizAnswered | QuizFinished):
        yield ATTEMPT, (body.course, body.activity, body.attempt)
    if isinstance(body, NoteWritten):
        yield NOTE, (body.note,)
    if isinstance(body, AssessmentBody):
        yield ASSESSMENT, (body.course, body.assessment)
    if isinstance(body, SelfAssessmentBody):
        yield ROUND, (body.framework, body.round)
