"""What is made ready beforehand is what would be cut, or is not used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.hubs import CAMPUS, new_database
from helpers.learning_events import learning_events
from helpers.stations import NOW, MemoryKeys, Station, code_of, memory_road
from ujuzi.domain.event import Enrolled, LearnerId
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.app import Hub
from ujuzi.store import erasure, event_log, outbox
from ujuzi.sync import cutting
from ujuzi.wire import batch, codec
from ujuzi.wire.codec import Fact


def station_with(events: int) -> Station:
    made = Station()
    record(made, events)
    return made


def record(station: Station, events: int) -> None:
    with station.db.atomic():
        for event in learning_events(events, device=station.device):
            event_log.append(station.db, event.learner, event.body, event.recorded_at)


def cut(station: Station, target: int = 2000) -> list[bytes]:
    cutting.cut_batches(station.db, station.keys, NOW, target)
    return [each.wire for each in outbox.waiting(station.db, station.device)]


def get_ready(station: Station, target: int = 2000) -> bool:
    """Let two quiet minutes pass."""
    cutting.get_ready(station.db, station.keys, target)
    return cutting.get_ready(station.db, station.keys, target)


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with each batch that is encoded."""
    found: list[int] = []
    encode = codec.encode

    def counting(facts: Sequence[Fact]) -> bytes:
        found.append(len(facts))
        return encode(facts)

    monkeypatch.setattr(codec, "encode", counting)
    return found


@given(st.integers(1, 150), st.sampled_from([600, 2000, 64_000]))
def test_what_was_made_ready_is_what_would_be_cut(events: int, target: int) -> None:
    station = station_with(events)
    assert get_ready(station, target)
    ready = cut(station, target)
    with station.db.atomic():
        station.db.execute("DELETE FROM batches")
    assert cut(station, target) == ready
    station.db.close()


def test_what_is_ready_is_not_encoded_again(encoded: list[int]) -> None:
    station = station_with(300)
    assert get_ready(station)
    so_far = len(encoded)
    assert cutting.get_ready(station.db, station.keys, 2000)
    assert sum(batch.read(wire).header.count for wire in cut(station)) == 300
    assert len(encoded) == so_far


def test_nothing_is_encoded_while_somebody_studies(encoded: list[int]) -> None:
    station = station_with(3)
    for _minute in range(5):
        assert not cutting.get_ready(station.db, station.keys)
        record(station, 3)
    assert encoded == []


def test_what_came_since_is_cut_with_all_the_rest() -> None:
    station = station_with(30)
    assert get_ready(station)
    station.record("ada", Enrolled(course="c"))
    (wire,) = cut(station, 64_000)
    assert batch.read(wire).header.count == 31


def test_nothing_of_somebody_who_was_erased_meanwhile_is_cut() -> None:
    station = Station()
    station.record("ada", Enrolled(course="a-course-of-hers"))
    station.record("ben", Enrolled(course="c"))
    assert get_ready(station)
    erasure.erase(station.db, LearnerId("ada"))
    told = [event for wire in cut(station) for event in batch.read(wire).events()]
    assert [event.learner for event in told] == ["ada", "ben"]
    assert "a-course-of-hers" not in str(told)


def test_a_batch_is_cut_once_though_it_was_made_ready_again() -> None:
    station = station_with(30)
    get_ready(station)
    first = cut(station)
    record(station, 30)
    get_ready(station)
    assert cut(station)[: len(first)] == first
    assert not get_ready(station)


@pytest.fixture
def registered(tmp_path: Path) -> Iterator[Station]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    made = Station()
    made.register(memory_road(hub), code_of(hub, CAMPUS))
    yield made
    made.db.close()
    hub.database.close()


def test_nothing_is_cut_without_the_key_that_the_hub_knows(registered: Station) -> None:
    registered.record("ada", Enrolled(course="c"))
    get_ready(registered)
    registered.keys = MemoryKeys()
    with pytest.raises(RefusedError) as refused:
        cutting.cut_batches(registered.db, registered.keys, NOW)
    assert refused.value.code is Code.KEY_LOST
