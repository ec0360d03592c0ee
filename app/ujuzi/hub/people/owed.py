"""Whom a certificate may be owed to: learners who are to be looked at by `awards.settle`.

A row is written in the transaction that gives rise to it, and deleted in the one that settles it,
so that a crash at any moment loses nothing. Mostly whoever wrote it settles it at once; what is
left is for `hub.steward`. Each row has a token of its own, so that a writer waits for nobody.
Whoever settles deletes the rows first and looks at everything else afterwards: what is written
meanwhile leaves a row of its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, literal, select, tuple_

from ujuzi.hub.store.tables import links, owed

TOKEN_BITS = 62


class Owed(NamedTuple):
    """A learner to whom something may be owed."""

    institution: str
    learner: str


NOBODY = Owed("", "")
"""Who stands before everybody."""


def owe(connection: Connection, institution: str, learners: Iterable[str]) -> None:
    """Write down that learners of an institution may have earned something."""
    rows = [
        {"institution": institution, "learner": learner, "token": secrets.randbits(TOKEN_BITS)}
        for learner in dict.fromkeys(learners)
    ]
    if rows:
        connection.execute(insert(owed), rows)


def owe_everybody(connection: Connection) -> None:
    """Write down that everybody who is linked to a person may have earned something."""
    token = literal(secrets.randbits(TOKEN_BITS), owed.c.token.type)
    found = select(links.c.institution, links.c.learner, token).where(links.c.ended.is_(None))
    connection.execute(
        insert(owed).from_select(["institution", "learner", "token"], found.distinct())
    )


def take(connection: Connection, institution: str, learner: str) -> None:
    """Delete what is written of a learner: she is settled in this transaction."""
    connection.execute(
        delete(owed).where(owed.c.institution == institution, owed.c.learner == learner)
    )


def is_free(connection: Connection, institution: str, learner: str) -> bool:
    """Whether something is written of a learner that nobody else is about to settle."""
    query = select(owed.c.token).where(owed.c.institution == institution, owed.c.learner == learner)
    return connection.scalar(query.limit(1).with_for_update(skip_locked=True)) is not None


def some(connection: Connection, after: Owed, limit: int) -> list[Owed]:
    """Return some of those to whom something may be owed, in order, after one of them."""
    key = (owed.c.institution, owed.c.learner)
    query = select(*key).where(tuple_(*key) > tuple_(*map(literal, after))).distinct()
    return [Owed(*row) for row in connection.execute(query.order_by(*key).limit(limit))]
