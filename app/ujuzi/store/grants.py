"""The list of coordinators that this computer believes, one a campus: `wire.grants`.

Whoever puts a list here has verified it (`sync.grants`). The highest number wins, whatever the
epoch, in which order lists may come; a lower one is ignored. It is the campus's own bytes, so that
they can be handed on.
"""

from __future__ import annotations

from ujuzi.domain.changes import Changes
from ujuzi.store.database import Database
from ujuzi.wire import grants
from ujuzi.wire.grants import COORDINATOR, MOST_RECEIVERS, Grant, GrantList


def put(db: Database, wire: bytes) -> bool:
    """Keep a verified list, in place of a lower one of its campus; return whether it is kept.

    Raises RefusedError as `wire.grants.read` does.
    """
    found = grants.read(wire)
    with db.atomic():
        known = db.row("SELECT number FROM grant_lists WHERE campus = ?", (found.campus,))
        if known is not None and known[0] >= found.number:
            return False
        db.execute(
            "INSERT INTO grant_lists (campus, number, wire) VALUES (?, ?, ?)"
            " ON CONFLICT (campus) DO UPDATE SET number = excluded.number, wire = excluded.wire",
            (found.campus, found.number, wire),
        )
        db.changed |= Changes.DOCUMENTS
    return True


def signed(db: Database) -> bytes | None:
    """Return the list as the hub signed it, to hand it on; None where none is here."""
    row = db.row("SELECT wire FROM grant_lists")
    return None if row is None else bytes(row[0])


def believed(db: Database) -> GrantList | None:
    """Return the list; None where none is here."""
    wire = signed(db)
    return None if wire is None else grants.read(wire)


def keep_only(db: Database, campus: str) -> None:
    """Forget the lists of other campuses: this computer belongs to them no more."""
    db.execute("DELETE FROM grant_lists WHERE campus <> ?", (campus,))


def current(db: Database) -> tuple[Grant, ...]:
    """Return the grants that have not ended, the oldest first.

    One that has run out is among them: its acts need the steward code, nothing else stops.
    """
    known = believed(db)
    found = [each for each in known.grants if not each.ended] if known else []
    return tuple(sorted(found, key=lambda each: (each.since, each.id)))


def receivers(db: Database) -> tuple[bytes, ...]:
    """Return the sealing keys (raw X25519) of the coordinators, for report parts.

    The newest grant of each person, of at most `MOST_RECEIVERS` people; those that were made last.
    """
    newest = {each.person: each for each in current(db) if each.role == COORDINATOR}
    latest = sorted(newest.values(), key=lambda each: (each.since, each.id))[-MOST_RECEIVERS:]
    return tuple(each.sealing_key for each in latest)
