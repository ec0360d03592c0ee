"""Where this computer last met its campus's collection point, and since when it has not.

One that was seen in the network and could not be reached is told with the next statement: whoever
opened it learns by that what keeps computers out.
"""

from __future__ import annotations

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.store import facts
from ujuzi.store.database import Database

HOLDER = "relay "
"""How the names begin, among those that hold something of this computer, of collection points."""

ADDRESS, MISSED = "relay-address", "relay-missed"


def address(db: Database) -> str:
    """Return where it was met the last time; empty where it never was."""
    return facts.get(db, ADDRESS) or ""


def met(db: Database, at: str) -> None:
    """Write down that it was met at an address."""
    with db.atomic():
        facts.put(db, ADDRESS, at)
        facts.forget(db, MISSED)
        db.changed |= Changes.SYNC


def missed(db: Database, at: Milliseconds) -> None:
    """Write down that it was seen and could not be reached, by this computer's clock."""
    with db.atomic():
        facts.put(db, MISSED, str(at))
        db.changed |= Changes.SYNC


def missed_at(db: Database) -> Milliseconds | None:
    """Return when it was last seen and not reached; None where it was met since."""
    known = facts.get(db, MISSED)
    return None if known is None else Milliseconds(int(known))
