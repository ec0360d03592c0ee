"""What carrying will cost, said before it starts: bytes both ways, and how long they take.

Up is what is held; down is about what came the last time, or what a usual week brings. The pace is
the one that the link showed last.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from ujuzi.errors import MALFORMED
from ujuzi.store import facts, held
from ujuzi.store.database import Database
from ujuzi.sync import bringing, identity
from ujuzi.sync.sending import CarryProgress
from ujuzi.wire import carrying

LAST_DOWN = "carried-down"
"""The fact of how many bytes came down at the last carrying that was not stopped."""

DOWN_A_COMPUTER = 5_300
"""Bytes that a usual week brings down for a computer of eight learners."""


@dataclass(frozen=True, slots=True)
class CarryEstimate:
    """What is to be carried: batches of so many computers, and those that ask to be taken in.

    Bytes both ways, about. `seconds` is how long they take; None where the link has never shown how
    fast it is.
    """

    computers: int
    newcomers: int
    batches: int
    bytes_up: int
    bytes_down: int
    seconds: float | None


def estimate(db: Database) -> CarryEstimate:
    """Return what carrying will cost; raises RefusedError `not-registered`."""
    link = identity.registered_link(db)
    waiting = held.amount_waiting(db)
    first = sum(len(each.wire) + carrying.ITEM_HEAD_BYTES for each in bringing.items_up(db))
    up = waiting.bytes + waiting.batches * carrying.ITEM_HEAD_BYTES + first
    down = _last_down(db)
    if down is None:
        down = DOWN_A_COMPUTER * len(held.computers(db))
    pace = link.bytes_a_second
    return CarryEstimate(
        computers=waiting.computers,
        newcomers=len(bringing.newcomers(db)),
        batches=waiting.batches,
        bytes_up=up,
        bytes_down=down,
        seconds=(up + down) / pace if pace else None,
    )


def learn(db: Database, told: CarryProgress) -> None:
    """Remember what carrying brought down, where parts came."""
    if told.parts:
        with db.atomic():
            facts.put(db, LAST_DOWN, str(told.bytes_down))


def _last_down(db: Database) -> int | None:
    try:
        return msgspec.json.decode(facts.get(db, LAST_DOWN) or "null", type=int | None)
    except MALFORMED:
        return None
