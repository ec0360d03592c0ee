from __future__ import annotations

import pytest

from helpers.learning_events import learning_events
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import DeviceId, Event, LearnerId, Milliseconds, NoteWritten
from ujuzi.errors import RefusedError
from ujuzi.wire import batch, limits

KEY = PublisherKey(bytes(range(32)))
OTHER = PublisherKey(bytes(32))


def test_a_batch_is_signed_by_its_device_alone() -> None:
    cut = batch.cut(learning_events(10), batch.NOTHING_BEFORE, KEY)
    cut.verify(KEY.public)
    with pytest.raises(RefusedError) as refused:
        cut.verify(OTHER.public)
    assert refused.value.code == "signature-wrong"


def test_any_changed_byte_is_noticed() -> None:
    wire = batch.cut(learning_events(3), batch.NOTHING_BEFORE, KEY).wire
    for place in range(len(wire)):
        changed = bytearray(wire)
        changed[place] ^= 0x10
        with pytest.raises(RefusedError):
            batch.read(bytes(changed)).verify(KEY.public)


def test_a_batch_cut_short_anywhere_is_refused() -> None:
    wire = batch.cut(learning_events(3), batch.NOTHING_BEFORE, KEY).wire
    for size in range(len(wire)):
        with pytest.raises(RefusedError):
            batch.read(wire[:size]).verify(KEY.public)


def test_batches_are_cut_by_bytes_and_chained_without_a_gap() -> None:
    events = learning_events(12_000)
    previous, at, cuts = batch.NOTHING_BEFORE, 0, []
    while at < len(events):
        cut = batch.cut(events[at:], previous, KEY)
        assert cut.header.previous == previous
        assert cut.header.first == at + 1
        previous, at = cut.digest, cut.header.last
        cuts.append(cut)
    assert [event for cut in cuts for event in cut.events()] == events
    assert len(cuts) > 1
    assert all(len(cut.wire) < limits.BATCH_TARGET_BYTES * 1.1 for cut in cuts)


def test_the_same_events_give_the_same_bytes() -> None:
    events = learning_events(100)
    first = batch.cut(events, batch.NOTHING_BEFORE, KEY)
    assert first.wire == batch.cut(events, batch.NOTHING_BEFORE, KEY).wire


def test_an_event_that_no_batch_can_hold_is_refused_where_it_is_cut() -> None:
    import random

    text = random.Random(1).randbytes(limits.MAX_BATCH_BYTES).hex()
    body = NoteWritten(course="c", activity="a", pack="p", note="n", text="x" + text)
    event = Event(DeviceId("d"), 1, 1, LearnerId("l"), Milliseconds(1), body)
    with pytest.raises(RefusedError) as refused:
        batch.cut([event], batch.NOTHING_BEFORE, KEY)
    assert refused.value.code == "event-too-large"


def test_a_large_event_travels_alone() -> None:
    body = NoteWritten(course="c", activity="a", pack="p", note="n", text="\x00é" * 500_000)
    events = [
        Event(DeviceId("d"), number, number, LearnerId("l"), Milliseconds(1), body)
        for number in (1, 2, 3)
    ]
    cut = batch.cut(events, batch.NOTHING_BEFORE, KEY)
    assert cut.events() == events[: cut.header.count]
