"""The highest list of coordinators wins, and says for whom report parts are sealed."""

from __future__ import annotations

from msgspec.structs import replace

from ujuzi.credentials.keys import PublisherKey
from ujuzi.store import grants as kept
from ujuzi.store.database import Database
from ujuzi.wire import grants
from ujuzi.wire.grants import Grant, GrantList

HUB = PublisherKey(bytes([1]) * 32)


def grant(place: int, person: str = "", ended: str = "") -> Grant:
    key = bytes([place]) * 32
    who = person or f"p-{place}"
    made = Grant(f"{place:016x}", "campus", who, who, grants.COORDINATOR, key, key, place, 9_000)
    return replace(made, ended=ended)


def listed(number: int, *found: Grant, campus: str = "campus") -> bytes:
    told = GrantList(
        grants.VERSION,
        "school",
        campus,
        number,
        number,
        tuple(replace(each, campus=campus) for each in found),
    )
    return grants.write(told, HUB)


def test_a_lower_list_is_ignored_whenever_it_comes(db: Database) -> None:
    assert kept.put(db, listed(5, grant(1)))
    assert not kept.put(db, listed(4, grant(2)))
    assert not kept.put(db, listed(5, grant(2)))

    assert [each.id for each in kept.current(db)] == [grant(1).id]
    assert kept.signed(db) == listed(5, grant(1))


def test_report_parts_are_sealed_for_four_coordinators_in_office_once_each(db: Database) -> None:
    found = [grant(place) for place in range(1, 7)]
    found += [grant(7, ended=grants.LEFT), grant(8, person="p-6")]
    kept.put(db, listed(1, *found))

    assert kept.receivers(db) == tuple(bytes([place]) * 32 for place in (3, 4, 5, 8))
    assert grant(7) not in kept.current(db)


def test_without_a_list_there_is_no_coordinator(db: Database) -> None:
    assert kept.current(db) == ()
    assert kept.receivers(db) == ()
    assert kept.believed(db) is None


def test_the_list_of_another_campus_is_forgotten(db: Database) -> None:
    kept.put(db, listed(1, grant(1), campus="before"))
    kept.keep_only(db, "campus")

    assert kept.signed(db) is None
