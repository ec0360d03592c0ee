"""Before anything is carried it is said how much, and how long that takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from helpers.by_folder import FolderCampus, study
from helpers.hubs import new_database
from helpers.stations import NOW, road_over
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.store.database import memory_database
from ujuzi.sync import estimating, identity, sending
from ujuzi.sync.estimating import CarryEstimate
from ujuzi.sync.sending import CarryProgress


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[FolderCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    stick = tmp_path / "STICK"
    stick.mkdir()
    made = FolderCampus(hub, stick, labs=2)
    made.carry()
    yield made
    hub.database.close()


def estimate(campus: FolderCampus) -> CarryEstimate:
    return estimating.estimate(campus.coordinator.db)


def with_pace(campus: FolderCampus, bytes_a_second: float) -> None:
    db = campus.coordinator.db
    link = identity.registered_link(db)
    identity.keep(db, structs.replace(link, bytes_a_second=bytes_a_second))


def test_what_is_said_is_about_what_it_then_costs(campus: FolderCampus) -> None:
    for lab in campus.labs:
        study(lab, 300)
        campus.visit(lab)
    new = campus.newcomer()
    campus.visit(new)
    campus.collect()
    with_pace(campus, 0)
    said = estimate(campus)
    assert (said.computers, said.newcomers, said.batches, said.seconds) == (2, 1, 2, None)

    done = campus.carry()

    assert said.bytes_up <= done.bytes_up <= 1.2 * said.bytes_up + 600
    assert estimate(campus).batches == 0


def test_the_pace_that_was_measured_says_how_long_it_takes(campus: FolderCampus) -> None:
    study(campus.labs[0], 50)
    campus.visit(campus.labs[0])
    campus.collect()
    with_pace(campus, 3750)
    said = estimate(campus)
    assert said.seconds == pytest.approx((said.bytes_up + said.bytes_down) / 3750)


def test_what_came_down_last_is_what_is_expected(campus: FolderCampus) -> None:
    assert estimate(campus).bytes_down == estimating.DOWN_A_COMPUTER * 3
    estimating.learn(campus.coordinator.db, CarryProgress(bytes_down=12_345, parts=2))
    estimating.learn(campus.coordinator.db, CarryProgress(bytes_down=1))
    assert estimate(campus).bytes_down == 12_345


def test_who_is_not_registered_is_told_so() -> None:
    with pytest.raises(RefusedError):
        estimating.estimate(memory_database())


def test_carrying_is_stopped_while_bytes_go_and_goes_on_later(campus: FolderCampus) -> None:
    study(campus.labs[0], 20)
    campus.visit(campus.labs[0])
    campus.collect()
    at, told = campus.coordinator, list[CarryProgress]()

    class Stopped:
        """A link whose bytes are told as they go."""

        def post(self, path: str, body: bytes, *, stall: float, sent: object) -> bytes:
            """Send half."""
            assert callable(sent)
            sent(len(body) // 2)
            sent(len(body))
            return campus.road.post(path, body)

    road = replace(
        road_over(Stopped(), at.keys, now=at.clock),  # type: ignore[arg-type]
        cancelled=lambda: len(told) > 0,
    )
    done = sending.carry(at.on_store, road, told.append)

    assert (done.requests, len(told)) == (0, 1)
    assert told[0].bytes_up > 0
    assert campus.carry().landed == 1
