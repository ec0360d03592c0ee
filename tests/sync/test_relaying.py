"""A coordinator's computer collects under the hub's record alone, and takes each thing once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.awards import ROSTER
from helpers.by_folder import study
from helpers.hubs import new_database
from helpers.offices import appoint
from helpers.relays import RelayedCampus
from helpers.stations import NOW, ONE_TRY, Station, memory_road, road_over
from ujuzi.credentials import tls
from ujuzi.domain.authority import Act
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.relay import point
from ujuzi.store import acts as kept
from ujuzi.store import facts, held, hub_date
from ujuzi.store import grants as lists
from ujuzi.sync import acts, relaying
from ujuzi.wire.deeds import ResetPin


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[RelayedCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    made = RelayedCampus(hub, tmp_path / "relay")
    yield made
    made.db.close()
    hub.database.close()


def test_a_record_is_good_for_this_computer_and_its_certificate(campus: RelayedCampus) -> None:
    at, certificate = campus.coordinator, tls.fingerprint(campus.pem)
    record = relaying.record_of(at.db, certificate)
    assert record is not None
    assert record.device == at.device
    assert not relaying.is_due(at.db, certificate)
    assert relaying.record_of(at.db, bytes(32)) is None
    assert relaying.is_due(at.db, bytes(32))


def test_one_that_runs_out_is_due_by_the_hub_s_date(campus: RelayedCampus) -> None:
    at, certificate = campus.coordinator, tls.fingerprint(campus.pem)
    at.clock = type(NOW)(NOW + 10**13)
    assert not relaying.is_due(at.db, certificate)
    hub_date.received(at.db, type(NOW)(NOW + 100 * 24 * 3600 * 1000))
    assert relaying.is_due(at.db, certificate)
    assert relaying.record_of(at.db, certificate) is not None
    hub_date.received(at.db, type(NOW)(NOW + 200 * 24 * 3600 * 1000))
    assert relaying.record_of(at.db, certificate) is None


def test_who_was_not_permitted_has_none_and_opens_nothing(campus: RelayedCampus) -> None:
    lab = campus.labs[0]
    way = road_over(memory_road(campus.hub), lab.keys, ONE_TRY, lab.clock)
    with pytest.raises(RefusedError) as refused:
        relaying.ask_record(lab.on_store, way, bytes(32))
    assert refused.value.code == "relay-unknown"
    with pytest.raises(RefusedError) as refused:
        relaying.open_for(lab.on_store, campus.window)
    assert refused.value.code == "relay-unknown"
    with pytest.raises(RefusedError):
        relaying.ask_record(Station().on_store, way, bytes(32))


def test_a_damaged_fact_is_no_record(campus: RelayedCampus) -> None:
    at = campus.coordinator
    facts.put(at.db, relaying.RECORD, "00" * 80)
    assert relaying.record_of(at.db, tls.fingerprint(campus.pem)) is None


def test_what_was_left_is_taken_once_and_held_at_both(campus: RelayedCampus) -> None:
    study(campus.labs[0], 5)
    campus.come(campus.labs[0])
    assert campus.take().found.events == 5
    assert campus.take().found.events == 0
    study(campus.labs[0], 2)
    campus.come(campus.labs[0])
    assert campus.take().found.events == 2
    for db in (campus.coordinator.db, campus.db):
        assert [each.last for each in held.waiting(db)] == [5, 7]


def test_pages_are_taken_until_there_is_no_more(
    campus: RelayedCampus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(point, "MAX_TAKEN_BYTES", 1)
    for _ in range(3):
        study(campus.labs[0], 5)
        campus.come(campus.labs[0])
    assert campus.take().found.events == 15


def test_computers_hear_there_who_is_coordinator_and_what_she_signed(
    campus: RelayedCampus,
) -> None:
    people.import_roster(Access(campus.hub.database, now=campus.hub.now), ROSTER.encode())
    office = appoint(campus.hub)
    at, lab = campus.coordinator, campus.labs[0]
    at.exchange(campus.road)
    deed = ResetPin(lab.device, "ada", "$argon2id$v", NOW + 24 * 3600 * 1000)
    acts.take(at.db, office.act(deed, NOW), NOW)
    campus.open()

    campus.come(lab)

    assert lists.signed(lab.db) == lists.signed(at.db)
    assert [(each.number, each.standing) for each in kept.heard(lab.db)] == [(1, "done")]
    assert kept.code_of(lab.db, Act.RESET_PIN, "ada") is not None
