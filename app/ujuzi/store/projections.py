"""What is folded from the log, persisted: nothing here decides what an event means.

Each table holds one state a key, as the JSON of a `domain` struct; `apply` reads it, lets the
domain fold the event in, and writes it back. `rebuild` drops them all and folds the log anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from ujuzi.domain import subjects
from ujuzi.domain.activity import ActivityState
from ujuzi.domain.attempt import AttemptState
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Event, LearnerId
from ujuzi.domain.note import NoteState
from ujuzi.domain.profile import ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.self_assessment import RoundState
from ujuzi.domain.sitting import AssessmentState
from ujuzi.domain.state import State
from ujuzi.domain.subjects import Subject, subjects_of
from ujuzi.store.database import Database

S = TypeVar("S", bound=State)


class Projection(msgspec.Struct, Generic[S], frozen=True, dict=True):
    """One table: its key after `learner`, what the domain folds in it, and what it changes."""

    table: str
    columns: tuple[str, ...]
    subject: Subject[S]
    changes: Changes

    def key_names(self) -> tuple[str, ...]:
        """The key's columns."""
        return ("learner", *self.columns)

    def get(self, db: Database, *key: str) -> S:
        """Return the state under a key, or the state before any event."""
        row = db.row(self._select, key)
        return self.state() if row is None else msgspec.json.decode(row[0], type=self.state)

    def find(self, db: Database, *prefix: str) -> dict[tuple[str, ...], S]:
        """Return the states whose key starts with `prefix`, by the rest of the key."""
        names = self.key_names()
        where = " AND ".join(f"{name} = ?" for name in names[: len(prefix)])
        rest = names[len(prefix) :]
        decode = msgspec.json.Decoder(self.state).decode
        rows = db.rows(
            f"SELECT {', '.join((*rest, 'state'))} FROM {self.table} WHERE {where}", prefix
        )
        return {tuple(row[:-1]): decode(row[-1]) for row in rows}

    def fold_in(self, db: Database, event: Event, key: tuple[str, ...]) -> None:
        """Fold one event into the state under its key."""
        self._change(db, key, self.state.from_event(event))

    @property
    def state(self) -> type[S]:
        """The type of its states."""
        return self.subject.state

    def join(self, db: Database, key: tuple[str, ...], heard: S) -> None:
        """Join a state that was heard with the one under its key."""
        if len(key) != len(self.key_names()):
            return
        self._change(db, key, heard)

    def put(self, db: Database, states: Iterable[tuple[tuple[str, ...], S]]) -> None:
        """Write states under their keys."""
        db.executemany(
            self._upsert,
            ((*key, msgspec.json.encode(state, order="deterministic")) for key, state in states),
        )
        db.changed |= self.changes

    @cached_property
    def _select(self) -> str:
        where = " AND ".join(f"{name} = ?" for name in self.key_names())
        return f"SELECT state FROM {self.table} WHERE {where}"

    @cached_property
    def _upsert(self) -> str:
        names = ", ".join(self.key_names())
        return (
            f"INSERT INTO {self.table} ({names}, state)"
            f" VALUES ({'?, ' * len(self.key_names())}?)"
            f" ON CONFLICT ({names}) DO UPDATE SET state = excluded.state"
        )

    def _change(self, db: Database, key: tuple[str, ...], more: S) -> None:
        """Merge what is known under a key with more of it."""
        before = self.get(db, *key)
        after = self.state.merge((before, more))
        if after != before:
            self.put(db, [(key, after)])


PROFILES: Projection[ProfileState] = Projection("profiles", (), subjects.PROFILE, Changes.PEOPLE)
COURSES: Projection[CourseState] = Projection(
    "course_states", ("course",), subjects.COURSE, Changes.PROGRESS
)
ACTIVITIES: Projection[ActivityState] = Projection(
    "activity_states", ("course", "activity"), subjects.ACTIVITY, Changes.PROGRESS
)
ATTEMPTS: Projection[AttemptState] = Projection(
    "attempt_states", ("course", "activity", "attempt"), subjects.ATTEMPT, Changes.PROGRESS
)
NOTES: Projection[NoteState] = Projection("note_states", ("note",), subjects.NOTE, Changes.NOTES)
ASSESSMENTS: Projection[AssessmentState] = Projection(
    "assessment_states", ("course", "assessment"), subjects.ASSESSMENT, Changes.ASSESSMENTS
)
ROUNDS: Projection[RoundState] = Projection(
    "round_states", ("framework", "round"), subjects.ROUND, Changes.COMPETENCIES
)
ALL: tuple[Projection[Any], ...] = (
    PROFILES,
    COURSES,
    ACTIVITIES,
    ATTEMPTS,
    NOTES,
    ASSESSMENTS,
    ROUNDS,
)
OF_SUBJECT: dict[str, Projection[Any]] = {each.subject.name: each for each in ALL}
Heard: TypeAlias = tuple[Projection[Any], tuple[str, ...], Any]
"""A state that was told from elsewhere, and where it belongs."""


def keys_of(event: Event) -> Iterator[tuple[Projection[Any], tuple[str, ...]]]:
    """Yield each projection that an event is about, with the key of its state."""
    for subject in subjects_of(event.body):
        yield OF_SUBJECT[subject.name], (event.learner, *subject.key(event.body))


def apply(db: Database, event: Event) -> None:
    """Fold one event into every projection that it is about."""
    for projection, key in keys_of(event):
        projection.fold_in(db, event, key)


def fold_all(events: Iterable[Event]) -> dict[str, dict[tuple[str, ...], Any]]:
    """Return the states that events fold into, by table and key; writes nothing."""
    folded: dict[str, dict[tuple[str, ...], Any]] = {each.table: {} for each in ALL}
    for event in events:
        for projection, key in keys_of(event):
            states = folded[projection.table]
            before = states.get(key) or projection.state()
            after = before.after(event)
            if after != before:
                states[key] = after
    return folded


def digest(db: Database) -> dict[str, str]:
    """Return a SHA-256 of each projection's rows in key order, to compare two foldings."""
    digests = {}
    for projection in ALL:
        names = ", ".join(projection.key_names())
        sha = hashlib.sha256()
        for row in db.each(f"SELECT {names}, state FROM {projection.table} ORDER BY {names}"):
            sha.update(repr(row).encode())
        digests[projection.table] = sha.hexdigest()
    return digests


def rebuild(db: Database, events: Iterable[Event], heard: Iterable[Heard] = ()) -> tuple[str, ...]:
    """Drop the projections, fold `events` anew, join what was heard from elsewhere.

    Returns the tables that came out different. The states, not the events, are held in memory
    while they are folded.
    """
    with db.atomic():
        before = digest(db)
        folded = fold_all(events)
        for projection in ALL:
            db.execute(f"DELETE FROM {projection.table}")
            projection.put(db, folded[projection.table].items())
        for projection, key, state in heard:
            projection.join(db, key, state)
        after = digest(db)
    return tuple(table for table in before if before[table] != after[table])


def refold(db: Database, learner: LearnerId, events: Iterable[Event]) -> None:
    """Drop one learner's states and fold her events anew."""
    with db.atomic():
        for projection in ALL:
            db.execute(f"DELETE FROM {projection.table} WHERE learner = ?", (learner,))
            db.changed |= projection.changes
        for event in events:
            apply(db, event)
