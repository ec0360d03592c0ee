"""What learners did on other computers, as the hub told it: states joined into the projections.

A `progress` document is [[subject, key, state], ...], a key's parts joined by `KEY_MARK`. What was
heard of a learner is kept joined, so that hearing less later takes nothing away, and projections
can be rebuilt from the log and from this. A subject or state that this program cannot read is
passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ujuzi.domain.event import LearnerId
from ujuzi.domain.subjects import KEY_MARK, SUBJECTS, Subject
from ujuzi.store import event_log, projections
from ujuzi.store.database import Database
from ujuzi.store.projections import Projection

_Told = list[tuple[str, str, msgspec.Raw]]


def hear(db: Database, learner: LearnerId, told: bytes) -> None:
    """Join what was told of a learner with what is known of her."""
    known = _kept(db, learner)
    with db.atomic():
        for (name, key), state in _states(told).items():
            subject = SUBJECTS[name]
            before = known.get((name, key))
            known[name, key] = state if before is None else subject.merge(before, state)
            projection, place = _place(learner, name, key)
            projection.join(db, place, state)
        payload = msgspec.json.encode(
            [[name, key, state] for (name, key), state in sorted(known.items(), key=_by_key)]
        )
        db.execute(
            "INSERT INTO heard (learner, states) VALUES (?, ?)"
            " ON CONFLICT (learner) DO UPDATE SET states = excluded.states",
            (learner, payload),
        )


def forget(db: Database, learner: LearnerId) -> None:
    """Forget what was told of a learner: what this computer recorded itself remains."""
    with db.atomic():
        db.execute("DELETE FROM heard WHERE learner = ?", (learner,))
        projections.refold(db, learner, event_log.replay(db, learner))


def state_in(told: bytes, subject: Subject) -> Any:
    """Return the state of a subject that has no key, if it was told; else None."""
    return _states(told).get((subject.name, ""))


def all_states(db: Database) -> Iterator[tuple[Projection[Any], tuple[str, ...], Any]]:
    """Yield every state that was heard, with its projection and key."""
    for learner, states in db.rows("SELECT learner, states FROM heard ORDER BY learner"):
        for (name, key), state in _states(states).items():
            projection, place = _place(learner, name, key)
            yield projection, place, state


def _kept(db: Database, learner: LearnerId) -> dict[tuple[str, str], Any]:
    row = db.row("SELECT states FROM heard WHERE learner = ?", (learner,))
    return {} if row is None else _states(row[0])


def _states(told: bytes) -> dict[tuple[str, str], Any]:
    """Return by subject and key what can be read."""
    found: dict[tuple[str, str], Any] = {}
    try:
        rows = msgspec.json.decode(told, type=_Told)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return found
    for name, key, raw in rows:
        if name not in SUBJECTS:
            continue
        try:
            found[name, key] = msgspec.json.decode(raw, type=SUBJECTS[name].state)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return found


def _place(learner: str, name: str, key: str) -> tuple[Projection[Any], tuple[str, ...]]:
    parts = tuple(key.split(KEY_MARK)) if key else ()
    return projections.OF_SUBJECT[name], (learner, *parts)


def _by_key(item: tuple[tuple[str, str], Any]) -> tuple[str, str]:
    return item[0]
