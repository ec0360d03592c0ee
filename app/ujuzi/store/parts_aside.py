"""Parts that came for this computer and go on from further than it has come: kept until they fit.

Few are kept, the newest; what is lost comes again, for the hub starts from what was acknowledged.
"""

from __future__ import annotations

from ujuzi.domain.event import Milliseconds
from ujuzi.store.database import Database

MOST = 16
MOST_BYTES = 16 * 1024 * 1024


def keep_only(db: Database, parts: list[bytes], at: Milliseconds) -> None:
    """Keep these parts, the newest first, as far as there is room, and no others."""
    size = 0
    with db.atomic():
        db.execute("DELETE FROM parts_aside")
        for place, wire in enumerate(parts[:MOST]):
            size += len(wire)
            if size > MOST_BYTES:
                return
            db.execute(
                "INSERT INTO parts_aside (place, wire, came_at) VALUES (?, ?, ?)", (place, wire, at)
            )


def kept(db: Database) -> list[bytes]:
    """Return them, the newest first."""
    return [bytes(row[0]) for row in db.rows("SELECT wire FROM parts_aside ORDER BY place")]
