"""A fact has its latest value until it is forgotten, and is found by how its name begins."""

from __future__ import annotations

import pytest

from ujuzi.store import facts
from ujuzi.store.database import Database


def test_a_fact_has_its_latest_value_until_it_is_forgotten(db: Database) -> None:
    assert facts.get(db, "here") is None
    for value in ("one", "two"):
        facts.put(db, "here", value)
    assert facts.get(db, "here") == "two"

    facts.forget(db, "here")

    assert facts.get(db, "here") is None


def test_a_transaction_that_is_taken_back_leaves_each_fact_as_it_was(db: Database) -> None:
    def change_and_fail() -> None:
        with db.atomic():
            facts.put(db, "there", "two")
            facts.forget_ending(db, "ere")
            assert (facts.get(db, "here"), facts.get(db, "there")) == (None, None)
            facts.put(db, "here", "two")
            raise ZeroDivisionError

    facts.put(db, "here", "one")
    with pytest.raises(ZeroDivisionError):
        change_and_fail()

    assert (facts.get(db, "here"), facts.get(db, "there")) == ("one", None)


def test_facts_whose_names_end_so_are_forgotten_and_no_others(db: Database) -> None:
    for name in ("seen-a1", "asked-a1", "seen-a12", "a1"):
        facts.put(db, name, "yes")

    facts.forget_ending(db, "-a1")

    found = [facts.get(db, name) for name in ("seen-a1", "asked-a1", "seen-a12", "a1")]
    assert found == [None, None, "yes", "yes"]


def test_no_more_than_so_many_names_are_remembered(db: Database) -> None:
    for number in range(2 * facts.MOST_REMEMBERED):
        assert facts.get(db, f"no-{number}") is None

    assert len(db.facts) <= facts.MOST_REMEMBERED


def test_names_that_begin_so_come_in_order_and_no_others(db: Database) -> None:
    for name in ("gone-b", "gone-é", "gone-", "gone", "gone.a", "gon", "gone-a", "Gone-a"):
        facts.put(db, name, "yes")

    assert facts.names(db, "gone-") == ("gone-", "gone-a", "gone-b", "gone-é")
    assert facts.names(db, "come-") == ()


def test_names_are_those_that_are_there_now(db: Database) -> None:
    def put_and_fail() -> None:
        with db.atomic():
            facts.put(db, "gone-b", "yes")
            assert facts.names(db, "gone-") == ("gone-a", "gone-b")
            raise ZeroDivisionError

    assert facts.names(db, "gone-") == ()
    facts.put(db, "gone-a", "yes")
    facts.put(db, "gone-a", "no")
    assert facts.names(db, "gone-") == ("gone-a",)

    with pytest.raises(ZeroDivisionError):
        put_and_fail()
    assert facts.names(db, "gone-") == ("gone-a",)

    facts.put(db, "gone-b", "yes")
    facts.forget(db, "gone-a")
    assert facts.names(db, "gone-") == ("gone-b",)
    facts.forget_ending(db, "-b")
    assert facts.names(db, "gone-") == ()
