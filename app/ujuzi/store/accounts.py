"""Who signs in on this computer: PIN verifiers, failed tries, preferences. None of it travels."""

from __future__ import annotations

import msgspec

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.store.database import Database

ASKED_ANEW = ""
"""In the place of a verifier: a PIN that opens nothing any more, until a new one is set."""


class Account(msgspec.Struct, frozen=True):
    """An argon2id verifier, and how many tries failed since the last good one."""

    verifier: str
    failed: int


def get(db: Database, learner: LearnerId) -> Account | None:
    """Return an account, if the learner may sign in here."""
    row = db.row("SELECT verifier, failed FROM accounts WHERE learner = ?", (learner,))
    return None if row is None else Account(*row)


def learners(db: Database) -> tuple[LearnerId, ...]:
    """Return everyone who signs in here: an account, and a profile to go with it."""
    rows = db.rows("SELECT learner FROM accounts WHERE learner IN (SELECT learner FROM profiles)")
    return tuple(LearnerId(row[0]) for row in rows)


def put_verifier(db: Database, learner: LearnerId, verifier: str) -> None:
    """Set a PIN's verifier and forget failed tries."""
    with db.atomic():
        db.execute(
            "INSERT INTO accounts (learner, verifier) VALUES (?, ?)"
            " ON CONFLICT (learner) DO UPDATE SET verifier = excluded.verifier, failed = 0",
            (learner, verifier),
        )
        db.changed |= Changes.PEOPLE


def set_failed(db: Database, learner: LearnerId, failed: int) -> None:
    """Write down how many tries failed; durable when it returns."""
    with db.atomic():
        db.execute("UPDATE accounts SET failed = ? WHERE learner = ?", (failed, learner))


def preferences(db: Database, learner: LearnerId) -> bytes | None:
    """Return a learner's preferences as JSON."""
    row = db.row("SELECT value FROM preferences WHERE learner = ?", (learner,))
    return None if row is None else bytes(row[0])


def put_preferences(db: Database, learner: LearnerId, value: bytes) -> None:
    """Set a learner's preferences."""
    with db.atomic():
        db.execute(
            "INSERT INTO preferences (learner, value) VALUES (?, ?)"
            " ON CONFLICT (learner) DO UPDATE SET value = excluded.value",
            (learner, value),
        )
        db.changed |= Changes.PREFERENCES
