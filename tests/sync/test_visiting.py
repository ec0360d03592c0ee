"""A visit leaves each batch at a relay once, and goes on offering it elsewhere until it landed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.by_folder import study, write_notes
from helpers.hubs import new_database
from helpers.relays import RelayedCampus
from helpers.stations import NOW, Station
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.store import outbox, overdue
from ujuzi.sync import identity, visiting
from ujuzi.sync.exchange import cut_batches
from ujuzi.sync.transports.transport import STALL_SECONDS, MemoryTransport, silent
from ujuzi.wire import relay


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[RelayedCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    made = RelayedCampus(hub, tmp_path / "relay", labs=2)
    made.folder.joinpath("STICK").mkdir()
    yield made
    made.db.close()
    hub.database.close()


@pytest.fixture
def lab(campus: RelayedCampus) -> Station:
    return campus.labs[0]


class Broken:
    """A LAN that breaks: at which request, and whether it had arrived by then."""

    def __init__(self, campus: RelayedCampus, at: int, *, arrives: bool) -> None:
        self._campus, self._at, self._arrives = campus, at, arrives

    def post(
        self,
        path: str,
        body: bytes,
        *,
        stall: float = STALL_SECONDS,
        sent: Callable[[int], None] = silent,
    ) -> bytes:
        self._at -= 1
        if self._at:
            return self._campus.answer_lab(path, body)
        if self._arrives:
            self._campus.answer_lab(path, body)
        raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")


def test_a_visit_costs_one_request_and_the_next_brings_only_what_is_new(
    campus: RelayedCampus, lab: Station
) -> None:
    study(lab, 30)
    first = campus.come(lab)
    assert (first.left, first.holds, first.requests) == (30, 30, 1)
    study(lab, 2)
    second = campus.come(lab)
    assert (second.left, second.holds, second.requests) == (2, 32, 1)
    third = campus.come(lab)
    assert (third.left, third.requests) == (0, 1)
    assert third.bytes_up < 1200


def test_what_is_held_has_not_landed_and_is_offered_on_every_other_road(
    campus: RelayedCampus, lab: Station
) -> None:
    study(lab, 5)
    campus.come(lab)
    assert (lab.waiting, outbox.landed(lab.db, lab.device)) == (5, 0)
    assert [each.last for each in outbox.holders(lab.db, lab.device)] == [5]
    campus.folder = campus.folder / "STICK"
    assert campus.visit(lab).events == 5
    assert lab.exchange(campus.road).landed == 5


@pytest.mark.parametrize("arrives", [False, True])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_link_that_breaks_loses_nothing_and_leaves_nothing_twice(
    campus: RelayedCampus, lab: Station, monkeypatch: pytest.MonkeyPatch, at: int, *, arrives: bool
) -> None:
    monkeypatch.setattr(relay, "MAX_UP_BYTES", 300)
    for _ in range(4):
        study(lab, 5)
        cut_batches(lab.db, lab.keys, lab.clock)
    with pytest.raises(WorldError):
        campus.come(lab, Broken(campus, at, arrives=arrives))
    visited = campus.come(lab)
    assert visited.holds == 20
    campus.take()
    campus.carry()
    assert campus.landed() == [(lab.device, number) for number in range(1, 21)]


def test_a_relay_that_lost_its_disk_is_given_all_again(campus: RelayedCampus, lab: Station) -> None:
    study(lab, 5)
    campus.come(lab)
    campus.db.close()
    for file in campus.folder.glob("held.*"):
        file.unlink()
    campus.restart_relay()
    visited = campus.come(lab)
    assert (visited.left, visited.holds) == (5, 5)


def test_receipts_of_another_life_of_the_relay_are_read_too(
    campus: RelayedCampus, lab: Station
) -> None:
    study(lab, 5)
    campus.come(lab)
    campus.take()
    campus.carry()
    campus.open()
    assert campus.come(lab).receipts == 1
    assert campus.come(lab).receipts == 0
    assert lab.waiting == 0


def test_many_pages_come_down_in_one_visit(
    campus: RelayedCampus, lab: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "MAX_DOWN_BYTES", 1)
    study(lab, 5)
    campus.come(lab)
    campus.take()
    campus.carry()
    campus.open()
    visited = campus.come(lab)
    assert (visited.receipts, visited.landed) == (1, 5)


def test_a_cancelled_visit_ends_after_the_request_under_way(
    campus: RelayedCampus, lab: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "MAX_UP_BYTES", 1)
    write_notes(lab, 200)
    lan = MemoryTransport(campus.answer_lab)
    device = campus.coordinator.device
    told = visiting.visit(
        lab.on_store, lab.keys, lan, device, lambda: lab.clock, cancelled=lambda: True
    )
    assert told.requests == 1


def test_another_identity_leaves_and_reads_under_its_own_name(
    campus: RelayedCampus, lab: Station
) -> None:
    study(lab, 5)
    campus.come(lab)
    identity.take_new(lab.db)
    visited = campus.come(lab)
    assert (visited.left, visited.holds) == (5, 5)


def test_what_a_relay_withholds_for_three_weeks_is_told(
    campus: RelayedCampus, lab: Station
) -> None:
    study(lab, 5)
    campus.come(lab)
    day = 24 * 3600 * 1000
    assert overdue.here(lab.db, lab.device, Milliseconds(NOW + 20 * day)) is None
    assert overdue.here(lab.db, lab.device, Milliseconds(NOW + 21 * day)) == NOW
    assert lab.exchange(campus.road).landed == 5
    assert overdue.here(lab.db, lab.device, Milliseconds(NOW + 21 * day)) is None


def test_a_computer_that_is_not_registered_says_nothing(campus: RelayedCampus) -> None:
    with pytest.raises(RefusedError) as refused:
        campus.come(Station())
    assert refused.value.code == "not-registered"
    assert campus.relay.standing().visitors == ()


def test_a_relay_is_named_once_the_hub_has_told_of_it_and_no_more_when_it_was_ended(
    campus: RelayedCampus, lab: Station
) -> None:
    assert visiting.named(Station().db) == frozenset()
    lab.exchange(campus.road)
    assert visiting.named(lab.db) == {campus.coordinator.device}
    computers.end_relay(Access(campus.hub.database, now=campus.hub.now), campus.coordinator.device)
    lab.exchange(campus.road)
    assert visiting.named(lab.db) == frozenset()
