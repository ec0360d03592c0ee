"""A fact has its latest value until it is forgotten, and is found by how its name begins."""

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


def test_names_that_begin_so_come_in_order_and_no_others(db: Database) -> None:
    for name in ("gone-b", "gone-é", "gone-", "gone", "gone.a", "gon", "gone-a", "Gone-a"):
        facts.put(db, name, "yes")

    assert facts.names(db, "gone-") == ["gone-", "gone-a", "gone-b", "gone-é"]
    assert facts.names(db, "come-") == []
