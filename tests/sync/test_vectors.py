"""Batches that earlier versions wrote are read for ever (tests/assets/batches)."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import encode_body, kind_of
from ujuzi.errors import RefusedError
from ujuzi.sync import batch, limits

VECTORS = Path(__file__).parent.parent / "assets" / "batches"
KEY = PublisherKey(bytes(range(32))).public


def vector(name: str) -> bytes:
    return (VECTORS / f"{name}.batch").read_bytes()


def refusal(name: str) -> str:
    """Return the code with which a vector is refused, wherever on the way."""
    try:
        arrived = batch.read(vector(name))
        arrived.verify(KEY)
        arrived.events()
    except RefusedError as refused:
        return refused.code
    return "accepted"


def test_the_valid_vector_says_what_it_said_when_it_was_made() -> None:
    arrived = batch.read(vector("valid"))
    arrived.verify(KEY)
    told = [
        {
            "sequence": event.sequence,
            "lamport": event.lamport,
            "learner": event.learner,
            "recorded_at": event.recorded_at,
            "kind": kind_of(event.body),
            "payload": encode_body(event.body).decode("latin-1"),
            "origin": event.first_recorded_as and list(event.first_recorded_as),
        }
        for event in arrived.events()
    ]
    assert told == json.loads((VECTORS / "valid.json").read_text())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("truncated", "signature-wrong"),
        ("bit-flipped", "signature-wrong"),
        ("wrong-signature", "signature-wrong"),
        ("future-codec", "batch-from-future"),
        ("future-format", "batch-from-future"),
        ("bomb", "batch-too-large"),
        ("bomb-of-strings", "batch-malformed"),
    ],
)
def test_a_damaged_or_foreign_vector_is_refused_for_its_reason(name: str, code: str) -> None:
    assert refusal(name) == code


def test_the_header_of_a_newer_codec_stays_readable() -> None:
    arrived = batch.read(vector("future-codec"))
    arrived.verify(KEY)
    assert (arrived.header.first, arrived.header.codec) == (1, 99)


def test_the_forked_vector_is_genuine_and_claims_the_same_place() -> None:
    valid, forked = batch.read(vector("valid")), batch.read(vector("forked"))
    forked.verify(KEY)
    assert forked.header.first == valid.header.first
    assert forked.digest != valid.digest


@pytest.mark.parametrize("name", ["bomb", "bomb-of-strings"])
def test_a_bomb_costs_no_more_than_its_bound(name: str) -> None:
    wire = vector(name)
    tracemalloc.start()
    with pytest.raises(RefusedError):
        batch.read(wire).events()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < limits.MAX_INFLATED_BYTES * 2.5
