"""The keys of coordinators on this computer, as they are kept: wrapped by their six words."""

from __future__ import annotations

import msgspec

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.store.database import Database


class KeptOffice(msgspec.Struct, frozen=True):
    """A wrapped key: whose it is here, and the grant that it has, empty before there is one.

    `key` is its public half in hexadecimal.
    """

    key: str
    learner: LearnerId
    grant: str
    wrapped: bytes
    made_at: Milliseconds


def put(db: Database, office: KeptOffice) -> None:
    """Keep a key, in place of what was kept of the same one."""
    with db.atomic():
        db.execute(
            "INSERT OR REPLACE INTO offices (key, learner, grant_id, wrapped, made_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (office.key, office.learner, office.grant, office.wrapped, office.made_at),
        )
        db.changed |= Changes.PEOPLE


def of(db: Database, learner: LearnerId) -> tuple[KeptOffice, ...]:
    """Return the keys of somebody who signs in here, the newest first."""
    rows = db.rows(
        "SELECT key, learner, grant_id, wrapped, made_at FROM offices WHERE learner = ?"
        " ORDER BY made_at DESC, key",
        (learner,),
    )
    return tuple(
        KeptOffice(row[0], LearnerId(row[1]), row[2], bytes(row[3]), Milliseconds(row[4]))
        for row in rows
    )


def note_grant(db: Database, key: str, grant: str) -> None:
    """Write down which grant a key has, once a list names it."""
    known = db.row("SELECT grant_id FROM offices WHERE key = ?", (key,))
    if known is not None and known[0] != grant:
        with db.atomic():
            db.execute("UPDATE offices SET grant_id = ? WHERE key = ?", (grant, key))
            db.changed |= Changes.PEOPLE


def learner_of(db: Database, grant: str) -> str:
    """Return who holds a grant on this computer; empty where nobody does."""
    row = db.row("SELECT learner FROM offices WHERE grant_id = ? LIMIT 1", (grant,))
    return "" if row is None else str(row[0])


def forget(db: Database, key: str) -> None:
    """Forget a key: another is there in its place."""
    with db.atomic():
        db.execute("DELETE FROM offices WHERE key = ?", (key,))
        db.changed |= Changes.PEOPLE
