"""Of what comes down for others the newest is kept, until they come by; of their asks as well."""

from __future__ import annotations

import pytest

from ujuzi.domain.event import Milliseconds
from ujuzi.store import parts_down
from ujuzi.store.database import Database, memory_database
from ujuzi.store.outbox import KEPT_AFTER_LANDING
from ujuzi.store.parts_down import HeldAsk, PartDown

NOW = Milliseconds(1000)
KIND = 5


@pytest.fixture
def db() -> Database:
    return memory_database()


def test_a_newer_part_takes_the_place_of_the_one_before(db: Database) -> None:
    for wire in (b"old", b"new"):
        parts_down.keep(db, PartDown(KIND, "pc", wire[:2], wire), NOW)
    parts_down.keep(db, PartDown(KIND + 1, "pc", b"", b"other"), NOW)

    assert [each.wire for each in parts_down.each(db, KIND)] == [b"new"]
    assert parts_down.stamps(db, 9) == (b"ne",)


def test_the_newest_stamps_are_told_where_there_are_too_many(db: Database) -> None:
    for number in range(5):
        stamp = bytes([number])
        parts_down.keep(db, PartDown(KIND, str(number), stamp, b"x"), Milliseconds(NOW + number))
    assert parts_down.stamps(db, 2) == (b"\x04", b"\x03")


def test_what_nobody_came_for_goes_after_ninety_days_of_the_hubs(db: Database) -> None:
    parts_down.keep(db, PartDown(KIND, "pc", b"", b"old"), NOW)
    parts_down.purge(db, Milliseconds(NOW + KEPT_AFTER_LANDING))
    assert [*parts_down.each(db, KIND)]
    parts_down.purge(db, Milliseconds(NOW + KEPT_AFTER_LANDING + 1))
    assert not [*parts_down.each(db, KIND)]


def test_what_is_kept_is_bounded_and_the_oldest_goes(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts_down, "MOST_BYTES", 100)
    for number in range(5):
        parts_down.keep(db, PartDown(KIND, str(number), b"", bytes(30)), NOW)
    assert [each.name for each in parts_down.each(db, KIND)] == ["2", "3", "4"]
    parts_down.keep(db, PartDown(KIND + 1, "", b"", bytes(60)), Milliseconds(NOW + 1))
    assert [each.name for each in parts_down.each(db, KIND)] == ["4"]
    parts_down.keep(db, PartDown(KIND, "large", b"", bytes(101)), Milliseconds(NOW + 2))
    assert "large" not in [each.name for each in parts_down.each(db, KIND)]


def test_an_ask_goes_once_and_a_copy_of_an_older_one_never(db: Database) -> None:
    newest = HeldAsk("pc", 7, b"seven")
    for ask in (HeldAsk("pc", 3, b"three"), newest, HeldAsk("pc", 5, b"five")):
        parts_down.keep_ask(db, ask)
    assert parts_down.asks(db) == (newest,)

    parts_down.set_carried(db, HeldAsk("pc", 3, b"three"))
    assert parts_down.asks(db) == (newest,)
    parts_down.set_carried(db, newest)
    parts_down.keep_ask(db, newest)
    assert parts_down.asks(db) == ()
    parts_down.keep_ask(db, HeldAsk("pc", 8, b"eight"))
    assert [each.number for each in parts_down.asks(db)] == [8]
