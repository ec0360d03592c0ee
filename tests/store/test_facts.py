"""A fact has its latest value until it is forgotten; the hub's date is one."""

from __future__ import annotations

from ujuzi.store import facts
from ujuzi.store.database import Database


def test_a_fact_has_its_latest_value_until_it_is_forgotten(db: Database) -> None:
    assert facts.get(db, "here") is None
    for value in ("one", "two"):
        facts.put(db, "here", value)
    assert facts.get(db, "here") == "two"

    facts.forget(db, "here")

    assert facts.get(db, "here") is None
