"""A collection point that was missed is one no more once it was met."""

from __future__ import annotations

from ujuzi.domain.event import Milliseconds
from ujuzi.store import points
from ujuzi.store.database import memory_database


def test_what_was_missed_is_known_until_it_is_met() -> None:
    db = memory_database()
    assert (points.address(db), points.missed_at(db)) == ("", None)
    points.missed(db, Milliseconds(7))
    points.missed(db, Milliseconds(9))
    assert points.missed_at(db) == 9
    points.met(db, "10.0.0.5")
    assert (points.address(db), points.missed_at(db)) == ("10.0.0.5", None)
    db.close()
