"""A computer on which a certificate was checked asks for every status list, for 90 days."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.awards import Time
from helpers.hubs import CAMPUS, new_database
from helpers.stations import NOW, Station, code_of, memory_road
from ujuzi.domain.event import Milliseconds
from ujuzi.hub.app import Hub
from ujuzi.sync import checks
from ujuzi.sync.transports.transport import MemoryTransport
from ujuzi.wire import messages
from ujuzi.wire.messages import Ask

DAY = 24 * 3600 * 1000
YEARS = 5 * 365 * DAY


class Lab:
    """A registered computer, and what it asked last."""

    def __init__(self, hub: Hub) -> None:
        self.station = Station()
        self._road = memory_road(hub)
        self.station.register(self._road, code_of(hub, CAMPUS))

    def asks_for_lists(self) -> bool:
        """Exchange, and return what was asked."""
        asked: list[bytes] = []

        def post(path: str, body: bytes) -> bytes:
            asked.append(body)
            return self._road.post(path, body)

        self.station.exchange(MemoryTransport(post))
        return messages.read(messages.signed_part(asked[0]), Ask).checks


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def lab(tmp_path: Path, time: Time) -> Iterator[Lab]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: time.now)
    yield Lab(hub)
    hub.database.close()


def test_nobody_asks_for_lists_before_a_check(lab: Lab) -> None:
    assert not lab.asks_for_lists()


@pytest.mark.parametrize("wrong", [0, YEARS, -YEARS], ids=["right", "fast", "slow"])
def test_a_check_lasts_ninety_days_of_the_hubs_whatever_the_clock_says(
    lab: Lab, time: Time, wrong: int
) -> None:
    lab.asks_for_lists()
    time.now += 60 * DAY  # in which nothing was exchanged
    lab.station.clock = Milliseconds(NOW + wrong)
    checks.checked(lab.station.db)

    assert lab.asks_for_lists()
    time.now += 89 * DAY
    assert lab.asks_for_lists()
    time.now += DAY
    assert lab.asks_for_lists()  # it hears only now what day it is
    assert not lab.asks_for_lists()


def test_another_check_begins_the_days_anew(lab: Lab, time: Time) -> None:
    checks.checked(lab.station.db)
    assert lab.asks_for_lists()
    time.now += 80 * DAY
    checks.checked(lab.station.db)
    assert lab.asks_for_lists()
    time.now += 80 * DAY
    lab.asks_for_lists()
    assert lab.asks_for_lists()
