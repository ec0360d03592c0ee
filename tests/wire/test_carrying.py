"""A carrier's request is taken apart as its bytes come, within bounds, whoever made them up."""

from __future__ import annotations

import itertools
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.wire import carrying, messages
from ujuzi.wire.carrying import CarryAsk, CarryReader, CarryReply, RefusedItem

KEY = PublisherKey(bytes(range(32)))
ASK = CarryAsk(carrying.VERSION, "d0d1d2d3d4d5d6d7", 7, items=3, campus=True)
ENVELOPES = [b"one", b"", b"three" * 50]
WIRE = carrying.frame(ASK, ENVELOPES, KEY)


@given(st.lists(st.integers(0, len(WIRE)), max_size=5))
def test_a_request_says_the_same_in_whatever_pieces_it_comes(cuts: list[int]) -> None:
    reader = CarryReader()
    found = []
    places = sorted({0, len(WIRE), *cuts})
    for start, end in itertools.pairwise(places):
        found += reader.feed(WIRE[start:end])

    assert reader.ask == ASK
    assert reader.is_complete
    assert [(each.place, each.kind, each.content) for each in found] == [
        (place, carrying.ENVELOPE, wire) for place, wire in enumerate(ENVELOPES)
    ]
    messages.verify(reader.signed, carrying.CONTEXT, KEY.public)


@given(st.integers(0, len(WIRE) - 1))
def test_one_that_is_cut_is_not_whole(length: int) -> None:
    reader = CarryReader()
    reader.feed(WIRE[:length])
    assert not reader.is_complete


@pytest.mark.parametrize("claim", [{"items": 10**9}, {"items": -1}, {"number": -1}, {"items": 2}])
def test_a_claim_that_no_request_meets_is_refused(claim: dict[str, int]) -> None:
    with pytest.raises(RefusedError) as refused:
        CarryReader().feed(carrying.frame(replace(ASK, **claim), ENVELOPES, KEY))
    assert refused.value.code == "message-malformed"


def test_more_than_a_megabyte_is_refused_unless_one_envelope_is_as_large() -> None:
    half = bytes(carrying.MAX_CARRY_BYTES // 2)
    reader = CarryReader()
    for data in (carrying.frame(replace(ASK, items=4), [half], KEY), half):
        with suppress(RefusedError):
            reader.feed(data)
    assert not reader.is_complete

    alone = CarryReader()
    alone.feed(carrying.frame(replace(ASK, items=1), [bytes(2 * carrying.MAX_CARRY_BYTES)], KEY))
    assert alone.is_complete


def test_a_carrier_of_a_later_version_is_told_so() -> None:
    with pytest.raises(RefusedError) as refused:
        CarryReader().feed(carrying.frame(replace(ASK, version=99), ENVELOPES, KEY))
    assert refused.value.code == "version-unknown"


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    with suppress(RefusedError):
        CarryReader().feed(data)


def test_an_answer_is_believed_by_whom_it_answers_alone() -> None:
    reply = CarryReply(1, 5, "e", 1, 7, refused=(RefusedItem(1, "signature-wrong"),) * 40)
    answer = messages.answer(reply, b"asked", KEY)

    assert messages.read_answer_as(answer, b"asked", KEY.public, CarryReply) == reply
    assert len(answer) < 200
    with pytest.raises(RefusedError):
        messages.read_answer_as(answer, b"another", KEY.public, CarryReply)
