"""The last exchanges can be read, and no problem that is met again pushes the others out."""

from __future__ import annotations

from ujuzi.domain.event import Milliseconds
from ujuzi.store import exchanges
from ujuzi.store.database import Database
from ujuzi.store.exchanges import KEPT, ExchangeRecord


def record(at: int, problem: str = "", events: int = 0) -> ExchangeRecord:
    return ExchangeRecord(Milliseconds(at), events, 0, 10, 20, problem)


def test_the_newest_come_first_and_the_oldest_go(db: Database) -> None:
    for at in range(KEPT + 3):
        exchanges.add(db, record(at, events=1))

    kept = exchanges.latest(db)
    assert [each.at for each in kept] == list(range(KEPT + 2, 2, -1))
    assert exchanges.latest(db, 1) == kept[:1]


def test_a_problem_that_is_met_again_in_vain_takes_the_place_of_the_last_time(db: Database) -> None:
    for at, problem in ((1, ""), (2, "hub-busy"), (3, "hub-busy"), (4, "not-a-hub")):
        exchanges.add(db, record(at, problem))

    assert [each.at for each in exchanges.latest(db)] == [4, 3, 1]


def test_a_problem_after_which_something_landed_is_kept(db: Database) -> None:
    exchanges.add(db, record(1, "hub-busy", events=3))
    exchanges.add(db, record(2, "hub-busy"))

    assert [each.at for each in exchanges.latest(db)] == [2, 1]


def test_the_last_good_one_is_found_behind_problems(db: Database) -> None:
    assert exchanges.last_good(db) is None
    exchanges.add(db, record(1))
    exchanges.add(db, record(2, "hub-busy"))

    assert exchanges.last_good(db) == record(1)
