"""Batches and messages that earlier versions wrote are read for ever (tests/assets)."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import encode_body, kind_of
from ujuzi.errors import RefusedError
from ujuzi.wire import batch, limits, messages
from ujuzi.wire.messages import Ask, Document, EpochProof, Mark, Receipt, Reply, Welcome

ASSETS = Path(__file__).parent.parent / "assets"
VECTORS = ASSETS / "batches"
VERSIONS = (1, 2, 3)
NOW = 1_795_392_000_000
DEVICE = "d0d1d2d3d4d5d6d7"
CURSORS = (3, 0, 7, 41)
KEY = PublisherKey(bytes(range(32))).public


def vector(name: str) -> bytes:
    return (VECTORS / f"{name}.batch").read_bytes()


def message(name: str, version: int) -> bytes:
    return (ASSETS / "messages" / f"{name}-{version}.message").read_bytes()


def asked(version: int) -> bytes:
    """Return what the replies of a version are bound to."""
    return messages.signed_part(message("ask", version))


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
    assert told == json.loads((VECTORS / "valid.json").read_text("utf-8"))


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


@pytest.mark.parametrize("version", VERSIONS)
def test_the_asks_of_all_versions_say_what_they_said_when_they_were_made(version: int) -> None:
    reader = messages.AskReader()

    batches = reader.feed(message("ask", version))

    ask = Ask(version, DEVICE, NOW, "c0ffee00", 12, CURSORS, 1)
    if version >= messages.NUMBERED_VERSION:
        mark = Mark(DEVICE, "c0ffee00", 2, 700, CURSORS, bytes(16))
        assert reader.ask is not None
        assert reader.ask.proof is not None
        proof = EpochProof(mark, reader.ask.proof.receipt)
        ask = msgspec.structs.replace(
            ask,
            number=701,
            checks=True,
            epoch_number=2,
            acknowledged=700,
            chain=513,
            proof=proof,
        )
    assert reader.ask == ask
    assert batches == [vector("valid")]
    assert reader.is_complete
    messages.verify(reader.signed, messages.ASK_CONTEXT, KEY)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_replies_of_all_versions_say_what_they_said_when_they_were_made(version: int) -> None:
    idle, full = (
        messages.read_answer(message(name, version), asked(version), KEY)
        for name in ("reply", "full")
    )

    reply = Reply(version, NOW, "c0ffee00", CURSORS, lamport=57)
    receipt = Receipt("c0ffee00", DEVICE, 19, bytes(range(32)))
    if version >= messages.NUMBERED_VERSION:
        reply = replace(reply, number=701, epoch_number=2, mark=bytes(16))
        receipt = replace(receipt, epoch_number=2, at=NOW)
    assert idle == reply
    assert full.receipt is not None
    assert replace(full.receipt, signature=b"") == receipt
    full.receipt.verify(KEY)
    documents = tuple(
        Document(3, 30 + n, "progress", "ada", b'[["note","n1",{}]]') for n in range(9)
    )
    assert full == replace(reply, receipt=full.receipt, documents=documents, more=True)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_welcomes_of_all_versions_say_what_they_said_when_they_were_made(version: int) -> None:
    wire = message("welcome", version)

    messages.verify(wire, messages.reply_context(asked(version)), KEY)

    number = 2 if version >= messages.NUMBERED_VERSION else 0
    root = (version, "c0ffee00", "unz", "ouaga-main", KEY.raw, bytes(32))
    assert messages.read(wire, Welcome) == Welcome(*root, epoch_number=number)


def test_the_date_and_the_epoch_s_number_of_a_receipt_are_signed() -> None:
    receipt = messages.read_answer(message("full", 3), asked(3), KEY).receipt
    assert receipt is not None
    for changed in (replace(receipt, at=NOW + 1), replace(receipt, epoch_number=3)):
        with pytest.raises(RefusedError):
            changed.verify(KEY)
    with pytest.raises(RefusedError):
        replace(receipt, at=0, epoch_number=0).verify(KEY)
