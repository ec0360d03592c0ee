"""What learners did on other computers, as the hub told it: states joined into the projections.

A `progress` document is [[subject, key, state], ...], a key's parts joined by `KEY_MARK`: the
states that are new to this computer, or all of them. What was heard is kept joined, state by state,
so that hearing of a few costs no more than those and takes nothing away, and projections can be
rebuilt from the log and from this. What this program cannot read whole is handed back, to be kept
for a later version (`store.inbox`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from ujuzi.domain.event import LearnerId
from ujuzi.domain.later import decoded
from ujuzi.domain.state import State
from ujuzi.domain.subjects import KEY_MARK, SUBJECTS, Subject
from ujuzi.errors import MALFORMED
from ujuzi.store import event_log, projections
from ujuzi.store.database import Database
from ujuzi.store.projections import Projection

S = TypeVar("S", bound=State)


class ReceivedState(msgspec.Struct, frozen=True, array_like=True):
    """A state as a document holds it."""

    subject: str
    key: str
    state: msgspec.Raw


_DECODER = msgspec.json.Decoder(list[ReceivedState])


def join(db: Database, learner: LearnerId, told: bytes) -> list[ReceivedState]:
    """Join what was told of a learner with what is known of her.

    Returns what this program knows nothing of, or not everything.
    """
    left: list[ReceivedState] = []
    with db.atomic():
        for each in rows_of(told):
            name, key = each.subject, each.key
            state, unknown = _decoded(name, each.state)
            if state is None or unknown:
                left.append(each)
            if state is None:
                continue
            before = _kept(db, learner, name, key)
            joined = state if before is None else SUBJECTS[name].state.merge((before, state))
            db.execute(
                "INSERT INTO heard_states (learner, subject, key, state) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (learner, subject, key) DO UPDATE SET state = excluded.state",
                (learner, name, key, msgspec.json.encode(joined)),
            )
            projection, place = _place(learner, name, key)
            projection.join(db, place, state)
    return left


def forget(db: Database, learner: LearnerId) -> None:
    """Forget what was told of a learner: what this computer recorded itself remains."""
    with db.atomic():
        db.execute("DELETE FROM heard_states WHERE learner = ?", (learner,))
        projections.refold(db, learner, event_log.replay(db, learner))


def state_in(told: bytes, subject: Subject[S]) -> S | None:
    """Return the state of a subject that has no key, if it was told; else None."""
    mine = [each.state for each in rows_of(told) if (each.subject, each.key) == (subject.name, "")]
    return _read(subject.name, mine[-1]) if mine else None


def rows_of(told: bytes) -> list[ReceivedState]:
    """Return the states of a document, as far as it holds such."""
    try:
        return _DECODER.decode(told)
    except MALFORMED:
        return []


def all_states(db: Database) -> Iterator[tuple[Projection[Any], tuple[str, ...], Any]]:
    """Yield every state that was heard, with its projection and key."""
    for learner, name, key, kept in db.each(
        "SELECT learner, subject, key, state FROM heard_states"
    ):
        state = _read(name, kept)
        if state is not None:
            projection, place = _place(learner, name, key)
            yield projection, place, state


def _kept(db: Database, learner: LearnerId, name: str, key: str) -> Any | None:
    row = db.row(
        "SELECT state FROM heard_states WHERE (learner, subject, key) = (?, ?, ?)",
        (learner, name, key),
    )
    return None if row is None else _read(name, row[0])


def _read(name: str, state: bytes) -> Any | None:
    """Return a subject's state, or None where this program cannot read it."""
    return _decoded(name, state)[0]


def _decoded(name: str, state: bytes) -> tuple[Any | None, tuple[str, ...]]:
    """Return a subject's state, None where it cannot be read, and what was passed over."""
    try:
        return decoded(state, SUBJECTS[name].state)
    except (KeyError, *MALFORMED):
        return None, ()


def _place(learner: str, name: str, key: str) -> tuple[Projection[Any], tuple[str, ...]]:
    parts = tuple(key.split(KEY_MARK)) if key else ()
    return projections.OF_SUBJECT[name], (learner, *parts)
