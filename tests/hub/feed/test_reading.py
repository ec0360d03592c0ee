"""A reading is what a batch says; each event is decoded once, whatever counts of it in the end."""

from __future__ import annotations

import msgspec
import pytest

from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import (
    DeviceId,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    Origin,
    ProfileChanged,
    SignedIn,
)
from ujuzi.hub.feed import reading
from ujuzi.hub.feed.reading import Reading, read
from ujuzi.wire import batch

HERE, ADA = DeviceId("d0d1d2d3d4d5d6d7"), LearnerId("a" * 32)
ELSEWHERE = Origin(DeviceId("e0e1e2e3e4e5e6e7"), 7)
BODIES = (ProfileChanged(name="Ada"), SignedIn(), Enrolled(course="c"))
EVENTS = [
    Event(HERE, place, place, ADA, Milliseconds(place), body, ELSEWHERE if place == 1 else None)
    for place, body in enumerate(BODIES, 1)
]


def told() -> Reading:
    return read(batch.cut(EVENTS, batch.NOTHING_BEFORE, PublisherKey.generate()))


def test_what_was_decoded_when_a_batch_was_read_is_decoded_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(reading, "decode_body")
    heard = told()

    assert heard.events(heard.rows) == EVENTS
    assert [event.body for event in heard.events(heard.acted_on)] == list(BODIES[:2])
    fewer = heard.again(heard.rows[1:], {})
    assert fewer.events(fewer.rows) == EVENTS[1:]
    assert [key[1] for key, _ in fewer.said] == ["course"]


def test_what_another_process_read_is_decoded_when_it_is_first_asked_for() -> None:
    heard = msgspec.msgpack.decode(msgspec.msgpack.encode(told()), type=Reading)
    first = heard.events(heard.acted_on)
    again = heard.again(heard.rows, {}).events(heard.rows)

    assert heard.events(heard.rows) == EVENTS
    assert [event.body for event in first] == list(BODIES[:2])
    assert all(one.body is other.body for one, other in zip(first, again, strict=False))


def test_another_origin_gives_an_event_another_place_in_the_order_of_all() -> None:
    heard = told()
    own = heard.again(heard.rows, {})

    assert "e0e1e2e3e4e5e6e7" in dict(heard.said)[ADA, "profile", ""]
    assert "e0e1e2e3e4e5e6e7" not in dict(own.said)[ADA, "profile", ""]
