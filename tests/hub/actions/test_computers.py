"""The list of computers names those of which nothing lands any more, and who carries for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.by_folder import study
from helpers.hubs import new_database
from helpers.relays import RelayedCampus
from helpers.stations import NOW
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.actions.computers import SILENCE_MILLISECONDS, ListedComputer
from ujuzi.hub.app import Hub

DAY = 24 * 3600 * 1000


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[RelayedCampus]:
    clock = [int(NOW)]
    hub = Hub(new_database("sqlite", tmp_path), lambda: clock[0])
    made = RelayedCampus(hub, tmp_path / "relay", labs=2)
    made.clock_of_hub = clock  # type: ignore[attr-defined]
    yield made
    made.db.close()
    hub.database.close()


def wait(campus: RelayedCampus, milliseconds: int) -> None:
    campus.clock_of_hub[0] += milliseconds  # type: ignore[attr-defined]


def row(campus: RelayedCampus, device: str) -> ListedComputer:
    rows = computers.listed(Access(campus.hub.database, now=campus.hub.now))
    return next(each for each in rows if each.computer.device == device)


def test_what_a_stolen_relay_withholds_is_shown_to_the_hub_within_three_weeks(
    campus: RelayedCampus,
) -> None:
    lab, other = campus.labs
    for station in (lab, other):
        study(station, 3)
        campus.come(station)
    campus.take()
    campus.carry()
    heard = campus.hub.now()
    study(lab, 4)
    campus.come(lab)  # and there it stays
    wait(campus, SILENCE_MILLISECONDS - DAY)
    assert row(campus, lab.device).silent_since is None
    study(other, 2)
    other.exchange(campus.road)
    wait(campus, DAY)

    told = row(campus, lab.device)
    assert told.silent_since == heard
    assert len(told.collectors) == 1
    assert row(campus, other.device).silent_since is None

    lab.exchange(campus.road)  # by another road it lands, and nobody is suspected
    assert row(campus, lab.device).silent_since is None


def test_a_computer_that_was_retired_is_not_missed(campus: RelayedCampus) -> None:
    lab = campus.labs[0]
    wait(campus, SILENCE_MILLISECONDS)
    assert row(campus, lab.device).silent_since is not None
    computers.revoke(Access(campus.hub.database, now=campus.hub.now), lab.device, "retired")
    assert row(campus, lab.device).silent_since is None


def test_a_collection_point_that_was_ended_is_named_no_more(campus: RelayedCampus) -> None:
    access = Access(campus.hub.database, now=campus.hub.now)
    lab = campus.labs[0]
    assert len(row(campus, lab.device).collectors) == 1
    computers.end_relay(access, campus.coordinator.device)
    assert row(campus, lab.device).collectors == ()
