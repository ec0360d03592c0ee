"""Computers that ask to be taken in, as their bundles brought them to who collects.

They are strangers: nobody has vouched for them yet, and anybody may write such a file. So few are
held of one computer, and of all together, and nothing that came displaces what is there. Each is
brought to the hub until that has answered it; the welcome is kept with what goes down
(`store.parts_down`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.store.database import Database
from ujuzi.store.outbox import KEPT_AFTER_LANDING
from ujuzi.wire.introduction import Introduction

MOST_OF_ONE = 4
MOST = 1024


@dataclass(frozen=True, slots=True)
class HeldIntroduction:
    """A computer that asked, and since when that is known here.

    `name` is what people call it, `predecessor` whose place it takes; one of the two is empty.
    `problem` is the code of why the hub has not taken it in, if it said so.
    """

    device: str
    name: str
    predecessor: str
    held_at: Milliseconds
    problem: str


def keep(db: Database, found: Introduction, at: Milliseconds) -> bool:
    """Hold an introduction; whether it is here now."""
    row = db.row("SELECT 1 FROM introductions WHERE digest = ?", (found.digest,))
    if row is not None:
        return True
    of_one = db.row("SELECT count(*) FROM introductions WHERE device = ?", (found.device,))
    of_all = db.row("SELECT count(*) FROM introductions")
    if (of_one and of_one[0] >= MOST_OF_ONE) or (of_all and of_all[0] >= MOST):
        return False
    with db.atomic():
        db.execute(
            "INSERT INTO introductions (digest, device, name, predecessor, wire, held_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (found.digest, found.device, found.name, found.predecessor, found.wire, at),
        )
        db.changed |= Changes.SYNC
    return True


def waiting(db: Database) -> Iterator[tuple[bytes, str, bytes]]:
    """Yield digest, computer and bytes of what the hub has not answered, the longest held first."""
    rows = db.rows(
        "SELECT digest, device, wire FROM introductions"
        " WHERE answered_at IS NULL AND is_refused = 0 ORDER BY held_at, digest"
    )
    for digest, device, wire in rows:
        yield bytes(digest), device, bytes(wire)


def listed(db: Database) -> tuple[HeldIntroduction, ...]:
    """Return the computers that wait to be taken in, the longest first.

    One that the hub's list names by now waits for its welcome alone.
    """
    rows = db.rows(
        "SELECT device, name, predecessor, held_at, problem FROM introductions"
        " WHERE answered_at IS NULL AND device NOT IN (SELECT device FROM campus_computers)"
        " ORDER BY held_at, device"
    )
    return tuple(HeldIntroduction(*row) for row in rows)


def set_answered(db: Database, digest: bytes, at: Milliseconds) -> None:
    """Write down that the hub has welcomed a computer; what else it asked is of no use."""
    with db.atomic():
        db.execute(
            "UPDATE introductions SET answered_at = ?, problem = '' WHERE digest = ?", (at, digest)
        )
        db.execute(
            "DELETE FROM introductions WHERE answered_at IS NULL AND device ="
            " (SELECT device FROM introductions WHERE digest = ?)",
            (digest,),
        )
        db.changed |= Changes.SYNC


def ask_again(db: Database, devices: Collection[str]) -> None:
    """Bring these computers to the hub once more: it was put back, and knows them no longer."""
    with db.atomic():
        for device in devices:
            db.execute("UPDATE introductions SET answered_at = NULL WHERE device = ?", (device,))
            db.changed |= Changes.SYNC


def set_problem(db: Database, digest: bytes, code: str, *, for_good: bool) -> None:
    """Write down why the hub has not taken a computer in; `for_good`, it is asked no more."""
    with db.atomic():
        db.execute(
            "UPDATE introductions SET problem = ?, is_refused = ? WHERE digest = ?",
            (code, for_good, digest),
        )
        db.changed |= Changes.SYNC


def purge(db: Database, now: Milliseconds) -> None:
    """Let go of what was answered 90 days before `now`, a date that the hub signed.

    And of what nobody answered in half a year: the hub waits no longer either.
    """
    with db.atomic():
        db.execute(
            "DELETE FROM introductions WHERE answered_at < ? OR (answered_at IS NULL"
            " AND held_at < ?)",
            (now - KEPT_AFTER_LANDING, now - 2 * KEPT_AFTER_LANDING),
        )
