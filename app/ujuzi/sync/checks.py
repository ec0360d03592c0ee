"""Whether certificates are checked on this computer, which then asks for every status list.

It does so for 90 days after somebody checked one, by the dates that the hub signed: the days are
counted from the next answer of the hub, since the clock of a computer may say 2031.
"""

from __future__ import annotations

from ujuzi.domain.event import Milliseconds
from ujuzi.store import facts, hub_date
from ujuzi.store.database import Database

FACT = "certificate-checked"
"""The hub's date at the first answer after the latest check; empty until there is one."""

LAST_MILLISECONDS = 90 * 24 * 3600 * 1000


def checked(db: Database) -> None:
    """Note that somebody has checked a certificate."""
    if facts.get(db, FACT) != "":
        facts.put(db, FACT, "")


def answered(db: Database, at: Milliseconds) -> None:
    """Date the latest check, where it has no date, by an answer of the hub."""
    if facts.get(db, FACT) == "":
        facts.put(db, FACT, str(at))


def go_on(db: Database) -> bool:
    """Whether the hub is to send every status list."""
    since, today = facts.get(db, FACT), hub_date.latest(db)
    if not since or today is None:
        return since is not None
    return today - int(since) < LAST_MILLISECONDS
