"""An envelope tells its carrier whose it is and nothing else, and cannot be changed or made up."""

from __future__ import annotations

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from helpers.learning_events import learning_events
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import Event
from ujuzi.errors import RefusedError
from ujuzi.wire import batch, envelope, seal
from ujuzi.wire.envelope import EnvelopeHeader

DEVICE = PublisherKey(bytes(range(32)))
HUB, OTHER_HUB = seal.new_key(), seal.new_key()
KEYS = {seal.key_id(HUB[1]): HUB[0]}
EVENTS = learning_events(60, typed=0.3, noted=0.1)
INSIDE = batch.cut(EVENTS, batch.NOTHING_BEFORE, DEVICE)
WIRE = envelope.enclose(INSIDE, 3, HUB[1], DEVICE)


def resealed(header: EnvelopeHeader) -> bytes:
    """Return the batch in an envelope that says something else of it, signed by its device."""
    sealed = seal.seal(INSIDE.wire, msgspec.msgpack.encode(header), (HUB[1],))
    return bytes([envelope.FORMAT]) + DEVICE.sign(envelope._signed(sealed)) + sealed


def test_the_hub_opens_the_very_batch() -> None:
    read = envelope.read(WIRE)
    read.verify(DEVICE.public)

    assert read.open(KEYS) == INSIDE


def test_a_carrier_reads_device_numbers_sizes_and_how_many_events_are_told_again() -> None:
    header = envelope.read(WIRE).header

    assert (header.device, header.first, header.last) == (EVENTS[0].device, 1, len(EVENTS))
    assert (header.again, header.size, header.digest) == (3, len(INSIDE.wire), INSIDE.digest)


@pytest.mark.parametrize("events", [EVENTS[:1], EVENTS, learning_events(3000)], ids=len)
def test_sealing_and_outer_signature_cost_320_bytes_at_most(events: list[Event]) -> None:
    inside = batch.cut(events, batch.NOTHING_BEFORE, DEVICE)
    inside = batch.read(inside.wire)
    wire = envelope.enclose(inside, len(events), HUB[1], DEVICE)

    assert len(wire) - len(inside.wire) <= envelope.MOST_OVERHEAD_BYTES


def test_what_the_hub_alone_may_open_nobody_else_opens() -> None:
    with pytest.raises(RefusedError) as refused:
        envelope.read(WIRE).open({seal.key_id(OTHER_HUB[1]): OTHER_HUB[0]})
    assert refused.value.code == "envelope-not-ours"


def test_a_finder_finds_nothing_that_somebody_did() -> None:
    for event in EVENTS:
        assert event.learner.encode() not in WIRE
    assert INSIDE.body not in WIRE
    assert INSIDE.signature not in WIRE


@given(st.integers(0, len(WIRE) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused_by_whoever_holds_it(place: int, by: int) -> None:
    changed = bytearray(WIRE)
    changed[place] ^= by

    with pytest.raises(RefusedError):
        envelope.read(bytes(changed)).verify(DEVICE.public)


@given(st.integers(0, len(WIRE) - 1))
def test_what_was_cut_at_any_byte_is_refused(length: int) -> None:
    with pytest.raises(RefusedError):
        envelope.read(WIRE[:length]).verify(DEVICE.public)


@given(st.binary(max_size=300))
def test_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(RefusedError):
        envelope.read(bytes([envelope.FORMAT]) + junk).verify(DEVICE.public)


@pytest.mark.parametrize(
    "lie",
    [{"device": "d9"}, {"first": 2}, {"count": 59}, {"size": 1}, {"digest": bytes(32)}],
    ids=str,
)
def test_a_header_that_says_what_the_batch_is_not_is_refused_by_the_hub(
    lie: dict[str, object],
) -> None:
    wire = resealed(replace(envelope.read(WIRE).header, **lie))
    read = envelope.read(wire)
    read.verify(DEVICE.public)

    with pytest.raises(RefusedError) as refused:
        read.open(KEYS)
    assert refused.value.code == "envelope-tampered"


@pytest.mark.parametrize(
    "claim",
    [
        *({"count": 10**9}, {"count": 0}, {"first": 0}, {"first": 2**63}, {"again": 61}),
        *({"again": -1}, {"size": 2**40}, {"digest": b"x"}, {"device": "../up"}, {"device": ""}),
    ],
    ids=str,
)
def test_a_claim_that_no_batch_can_meet_is_refused_unopened(claim: dict[str, object]) -> None:
    with pytest.raises(RefusedError) as refused:
        envelope.read(resealed(replace(envelope.read(WIRE).header, **claim)))
    assert refused.value.code == "envelope-malformed"


def test_an_envelope_for_more_than_the_hub_is_refused() -> None:
    header = msgspec.msgpack.encode(envelope.read(WIRE).header)
    sealed = seal.seal(INSIDE.wire, header, (HUB[1], OTHER_HUB[1]))
    wire = bytes([envelope.FORMAT]) + DEVICE.sign(envelope._signed(sealed)) + sealed

    with pytest.raises(RefusedError) as refused:
        envelope.read(wire)
    assert refused.value.code == "envelope-malformed"


def test_a_later_format_is_told_from_damage() -> None:
    with pytest.raises(RefusedError) as refused:
        envelope.read(bytes([envelope.FORMAT + 1]) + WIRE[1:])
    assert refused.value.code == "envelope-from-future"


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    with suppress(RefusedError):
        envelope.read(data).open(KEYS)
