"""The latest date that the hub signed and this computer has received, beside its own clock.

Whatever is let go of or ends after so many days goes by it: the clock of a computer may say 2031.
"""

from __future__ import annotations

from ujuzi.domain.event import Milliseconds
from ujuzi.store import facts
from ujuzi.store.database import Database

FACT = "hub-date"


def latest(db: Database) -> Milliseconds | None:
    """Return the date, or None where no hub has ever answered."""
    known = facts.get(db, FACT)
    return None if known is None else Milliseconds(int(known))


def received(db: Database, at: Milliseconds) -> None:
    """Keep the date of an answer that the hub gave to this computer's own, latest ask."""
    if latest(db) != at:
        facts.put(db, FACT, str(at))
