"""A computer that has read its campus's registration file works at once, and waits for a person."""

from __future__ import annotations

import msgspec
import pytest

from helpers.campuses import Campus, counted
from helpers.hubs import CAMPUS, OTHER_CAMPUS
from helpers.stations import Station, code_of
from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.authority import Actor, Role
from ujuzi.domain.event import Enrolled
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.people import registration
from ujuzi.store import facts
from ujuzi.sync import exchange, identity
from ujuzi.wire.registration import CampusRegistration, read

ADDRESS = "http://hub"
pytestmark = pytest.mark.parametrize("campus", ["memory"], indirect=True)


@pytest.fixture
def access(campus: Campus) -> Access:
    return Access(campus.hub.database, Actor(Role.OPERATOR), campus.hub.now)


@pytest.fixture
def file(access: Access) -> CampusRegistration:
    return read(computers.campus_file(access, CAMPUS, ADDRESS))


@pytest.fixture
def new(file: CampusRegistration) -> Station:
    """A computer that read the file and has never reached the hub."""
    station = Station()
    join(station, file)
    return station


def join(station: Station, file: CampusRegistration, name: str = "PC-07") -> None:
    exchange.join(station.on_store, station.keys, file, name)


def waiting(access: Access) -> list[tuple[str, str, str]]:
    return [(each.device, each.name, each.campus) for each in computers.waiting(access)]


def waits(station: Station, campus: Campus) -> bool:
    with pytest.raises(RefusedError) as refused:
        station.exchange(campus.transport)
    return refused.value.code == "enrolment-waits"


def test_it_works_at_once_and_lands_when_a_person_has_said_yes(
    campus: Campus, access: Access, new: Station
) -> None:
    new.record("ada", Enrolled(course="c"))
    exchange.cut_batches(new.db, new.keys, new.clock)
    new.record("ada", Enrolled(course="d"))
    before = counted(campus.hub)

    assert waits(new, campus)
    assert waits(new, campus)
    assert waiting(access) == [(new.device, "PC-07", CAMPUS)]
    assert new.waiting == 2

    computers.admit(access, new.device)
    done = new.exchange(campus.transport)

    assert done.waiting == new.waiting == 0
    assert counted(campus.hub) == before + 2
    assert waiting(access) == []
    link = identity.link_of(new.db)
    assert link is not None
    assert link.enrols_as == ""
    assert new.exchange(campus.transport).requests == 1


def test_it_believes_no_hub_but_the_one_of_the_file(
    campus: Campus, access: Access, new: Station, file: CampusRegistration
) -> None:
    with pytest.raises(RefusedError):
        new.exchange(campus.transport)
    computers.admit(access, new.device)
    other = PublicKey(bytes(32)).raw.hex()
    false = Station()
    join(false, msgspec.structs.replace(file, hub_key=other))
    with pytest.raises(RefusedError):
        false.exchange(campus.transport)
    computers.admit(access, false.device)

    with pytest.raises(RefusedError) as refused:
        false.exchange(campus.transport)

    assert refused.value.code == "signature-wrong"


def test_a_copy_of_its_disk_asks_by_itself_and_neither_counts_twice(
    campus: Campus, access: Access, new: Station
) -> None:
    new.record("ada", Enrolled(course="c"))
    exchange.cut_batches(new.db, new.keys, new.clock)
    before, copy = counted(campus.hub), new.copy()
    identity.take_new(copy.db)

    assert waits(new, campus)
    assert waits(copy, campus)
    for waiting_one in computers.waiting(access):
        computers.admit(access, waiting_one.device)
    for each in (copy, new):
        each.exchange(campus.transport)

    assert new.waiting == copy.waiting == 0
    assert counted(campus.hub) == before + 1


def test_a_key_that_was_lost_while_it_waited_makes_a_new_computer_of_it(
    campus: Campus, access: Access, new: Station, file: CampusRegistration
) -> None:
    new.record("ada", Enrolled(course="c"))
    exchange.cut_batches(new.db, new.keys, new.clock)
    new.keys._keys.clear()
    with pytest.raises(RefusedError) as refused:
        new.exchange(campus.transport)
    assert refused.value.code == "key-lost"

    join(new, file)
    assert waits(new, campus)
    computers.admit(access, new.device)

    assert new.exchange(campus.transport).waiting == 0


def test_one_that_the_hub_has_already_changes_nothing_by_the_file(
    campus: Campus, access: Access, file: CampusRegistration
) -> None:
    before = campus.station.device
    campus.study(2)

    join(campus.station, file)

    assert campus.exchange().waiting == 0
    assert campus.station.device == before
    assert waiting(access) == []


def test_a_code_takes_in_one_that_waits(campus: Campus, access: Access, new: Station) -> None:
    assert waits(new, campus)
    new.register(campus.transport, code_of(campus.hub, CAMPUS))
    assert waiting(access) == []
    new.record("ada", Enrolled(course="c"))
    assert new.exchange(campus.transport).waiting == 0


def test_a_campus_is_asked_for_its_own_computers_alone(
    campus: Campus, access: Access, new: Station
) -> None:
    assert waits(new, campus)
    hers = Access(campus.hub.database, Actor(Role.COORDINATOR, OTHER_CAMPUS), campus.hub.now)

    assert computers.waiting(hers) == []
    with pytest.raises(RefusedError) as refused:
        computers.admit(hers, new.device)

    assert refused.value.code == "not-allowed"
    assert waiting(access) == [(new.device, "PC-07", CAMPUS)]


def test_nobody_waits_under_the_name_of_another(
    campus: Campus, access: Access, new: Station, file: CampusRegistration
) -> None:
    assert waits(new, campus)
    thief = Station()
    join(thief, file, "PC-99")
    facts.put(thief.db, "device", new.device)

    with pytest.raises(RefusedError) as refused:
        thief.exchange(campus.transport)

    assert refused.value.code == "enrolment-waits"
    assert thief.device != new.device
    assert {name for _, name, _ in waiting(access)} == {"PC-07", "PC-99"}


def test_a_campus_has_room_for_so_many_that_wait(
    campus: Campus, new: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "MOST_ENROLMENTS", 0)
    with pytest.raises(RefusedError) as refused:
        new.exchange(campus.transport)
    assert refused.value.code == "enrolments-full"


def test_what_nobody_answered_for_half_a_year_is_forgotten(
    campus: Campus, access: Access, new: Station, file: CampusRegistration
) -> None:
    assert waits(new, campus)
    campus.hub.now = lambda: access.now() + registration.ENROLMENT_LIFE_MILLISECONDS + 1
    other = Station()
    join(other, file, "PC-08")
    assert waits(other, campus)
    assert [name for _, name, _ in waiting(access)] == ["PC-08"]
