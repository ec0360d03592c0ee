from __future__ import annotations

import zlib
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.learning_events import learning_events
from ujuzi.domain.event import (
    DeviceId,
    LearnerId,
    Milliseconds,
    Origin,
    Unknown,
    decode_body,
)
from ujuzi.errors import RefusedError
from ujuzi.wire import codec, limits
from ujuzi.wire.codec import Fact
from ujuzi.wire.columns import StringsWriter, Writer

INTEGERS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=4,
)
PAYLOADS = st.dictionaries(
    st.sampled_from(["course", "activity", "pack", "item", "x"]), VALUES
).map(msgspec.json.encode) | st.binary(max_size=20)
FACTS = st.builds(
    lambda kind, payload, **said: Fact(body=decode_body(kind, payload), payload=payload, **said),
    lamport=st.integers(0, 2**62),
    learner=TEXTS,
    recorded_at=st.integers(-(2**53), 2**53),
    kind=st.sampled_from(["activity-left", "from-the-future"]) | TEXTS,
    payload=PAYLOADS,
    origin=st.none() | st.builds(Origin, TEXTS.map(DeviceId), st.integers(1, 2**53)),
)


@given(st.lists(FACTS, min_size=1, max_size=30))
@settings(max_examples=200)
def test_whatever_goes_in_comes_out_byte_for_byte(facts: list[Fact]) -> None:
    assert codec.decode(codec.encode(facts), len(facts)) == facts


@given(st.binary(max_size=300), st.integers(1, 50))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(data: bytes, count: int) -> None:
    with suppress(RefusedError):
        codec.decode(zlib.compress(data), count)


@given(st.data())
@settings(max_examples=300)
def test_a_changed_body_is_read_or_refused_but_never_breaks(data: st.DataObject) -> None:
    body = bytearray(zlib.decompress(codec.encode([codec.fact_of(e) for e in EVENTS])))
    place = data.draw(st.integers(0, len(body) - 1))
    body[place] = data.draw(st.integers(0, 255))
    with suppress(RefusedError):
        codec.decode(zlib.compress(bytes(body)), len(EVENTS))


def test_a_body_that_inflates_without_end_is_refused() -> None:
    bomb = zlib.compress(bytes(limits.MAX_INFLATED_BYTES + 1))
    with pytest.raises(RefusedError) as refused:
        codec.decode(bomb, 1)
    assert refused.value.code == "batch-too-large"


def test_a_short_table_may_not_expand_to_a_huge_batch() -> None:
    text = '{"text":"' + "x" * 1_000_000 + '"}'
    body = Unknown(name="note-written", payload=text.encode())
    facts = [Fact(n, LearnerId("a"), Milliseconds(n), body, body.payload) for n in range(100)]
    wire = codec.encode(facts)
    assert len(wire) < 10_000
    with pytest.raises(RefusedError) as refused:
        codec.decode(wire, len(facts))
    assert refused.value.code == "batch-too-large"


def test_an_event_comes_back_as_it_was() -> None:
    decoded = codec.decode(codec.encode([codec.fact_of(e) for e in EVENTS]), len(EVENTS))
    again = [
        codec.event_of(fact, EVENTS[0].device, sequence) for sequence, fact in enumerate(decoded, 1)
    ]
    assert again == EVENTS


def test_a_string_used_again_costs_one_byte() -> None:
    strings = StringsWriter()
    assert len(strings.column(["plan", "plan", "plan"], [""] * 3)) == 3
    table = Writer()
    strings.write(table)
    assert table.finish().count(b"plan") == 1


EVENTS = learning_events(60, noted=0.1, typed=0.3)
