"""What has been held for three weeks, and no receipt has come: a person has to look after it.

Time is told by dates that the hub signed where two of them stand far enough apart, else by this
computer's clock, unless that stands before such a date: then it is wrong, and says nothing.
"""

from __future__ import annotations

from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.store import hub_date, outbox
from ujuzi.store.database import Database

PATIENCE = Milliseconds(21 * 24 * 3600 * 1000)
_LONG = (
    "(coalesce(:hub - hub_date, 0) >= :patience"
    " OR (:now - {at} >= :patience AND :now >= coalesce(:hub, :now)"
    " AND {at} >= coalesce(hub_date, {at})))"
)
"""Whether a row is old enough; its own clock stands in the column `at`."""


def here(db: Database, device: DeviceId, now: Milliseconds) -> Milliseconds | None:
    """Return since when the oldest of this computer's batches lies in a folder too long, if any."""
    last = max((each.last for each in outbox.holders(db, device)), default=0)
    row = db.row(
        "SELECT min(left_at) FROM envelopes WHERE device = :device AND first <= :last"
        " AND EXISTS (SELECT 1 FROM batches b WHERE b.device = envelopes.device"
        " AND b.first = envelopes.first AND b.landed_at IS NULL)"
        f" AND {_LONG.format(at='left_at')}",
        {"device": device, "last": last, **_dates(db, now)},
    )
    return None if row is None or row[0] is None else Milliseconds(row[0])


def of_others(db: Database, now: Milliseconds) -> dict[str, Milliseconds]:
    """Return of which computers something is held here too long, and since when."""
    rows = db.rows(
        "SELECT device, min(held_at) FROM held_envelopes"
        f" WHERE landed_at IS NULL AND problem = '' AND {_LONG.format(at='held_at')}"
        " GROUP BY device ORDER BY device",
        _dates(db, now),
    )
    return {device: Milliseconds(since) for device, since in rows}


def _dates(db: Database, now: Milliseconds) -> dict[str, int | None]:
    return {"now": now, "hub": hub_date.latest(db), "patience": PATIENCE}
