"""The hub's date is the latest that was received, which may be an earlier one than before."""

from __future__ import annotations

from ujuzi.domain.event import Milliseconds
from ujuzi.store import hub_date
from ujuzi.store.database import Database


def test_where_no_hub_has_answered_there_is_no_date(db: Database) -> None:
    assert hub_date.latest(db) is None


def test_a_hub_that_set_its_clock_back_is_believed(db: Database) -> None:
    for at in (5_000, 9_000, 7_000):
        hub_date.received(db, Milliseconds(at))
    assert hub_date.latest(db) == 7_000
