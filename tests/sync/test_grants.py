"""A computer believes the list of its own campus, of its own hub, and the highest of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.campuses import Campus
from helpers.hubs import CAMPUS, OTHER_CAMPUS
from helpers.stations import Station, code_of
from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.store import facts
from ujuzi.store import grants as kept
from ujuzi.store.database import Database, memory_database
from ujuzi.sync import grants as lists
from ujuzi.sync import identity
from ujuzi.sync.identity import HubLink
from ujuzi.wire import grants
from ujuzi.wire.grants import Grant, GrantList

HUB, STRANGER = PublisherKey(bytes([1]) * 32), PublisherKey(bytes([2]) * 32)
KEY = bytes([3]) * 32
ASHA = Grant("a" * 16, CAMPUS, "p-1", "Asha", grants.COORDINATOR, KEY, KEY, 1, 9)


@pytest.fixture
def db() -> Iterator[Database]:
    made = memory_database()
    identity.keep(made, HubLink("", HUB.public.raw, bytes(32), "unz", CAMPUS))
    yield made
    made.close()


def wire(number: int = 5, campus: str = CAMPUS, key: PublisherKey = HUB) -> bytes:
    found = (ASHA,) if campus == CAMPUS else ()
    return grants.write(GrantList(1, "unz", campus, number, 1, found), key)


def test_a_later_list_of_the_own_campus_is_kept(db: Database) -> None:
    assert lists.take(db, wire())
    assert not lists.take(db, wire())
    assert not lists.take(db, wire(4))
    assert lists.take(db, wire(6))
    assert kept.signed(db) == wire(6)


def test_a_list_of_another_hub_or_campus_says_nothing_here(db: Database) -> None:
    with pytest.raises(RefusedError) as refused:
        lists.take(db, wire(key=STRANGER))
    assert refused.value.code == "signature-wrong"
    assert not lists.take(db, wire(campus=OTHER_CAMPUS))
    assert kept.signed(db) is None


def test_a_computer_without_a_hub_believes_no_list() -> None:
    alone = memory_database()

    assert not lists.take(alone, wire())
    alone.close()


@pytest.mark.parametrize("campus", ["memory"], indirect=True)
def test_a_computer_that_moves_to_another_campus_forgets_who_was_coordinator(
    campus: Campus,
) -> None:
    station = Station()
    station.register(campus.transport, code_of(campus.hub, CAMPUS))
    link = identity.registered_link(station.db)
    told = GrantList(1, link.institution, CAMPUS, 5, 1, (ASHA,))
    assert lists.take(station.db, grants.write(told, campus.hub.identity.signing_key))

    station.register(campus.transport, code_of(campus.hub, CAMPUS))
    assert kept.receivers(station.db) == (KEY,)
    facts.put(station.db, "device", "9" * 16)
    station.register(campus.transport, code_of(campus.hub, OTHER_CAMPUS))
    assert kept.receivers(station.db) == ()
