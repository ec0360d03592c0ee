"""A relay's record is the hub's or nobody's; a visit and its answer say what they said."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.wire import bundle, messages, relay
from ujuzi.wire.relay import RelayRecord, VisitAsk, VisitReply

DEVICE, CAMPUS, NOW = "d" * 16, "koudougou", 1_795_392_000_000
HUB = PublisherKey.generate()
RECORD = RelayRecord(1, DEVICE, CAMPUS, bytes(32), 3, NOW)
ITEMS = [(bundle.ENVELOPE, b"sealed"), (bundle.REPORT, b"part")]


def test_a_record_is_read_where_the_hub_signed_it() -> None:
    wire = messages.sign(RECORD, relay.RECORD_CONTEXT, HUB)
    assert relay.read_record(wire, HUB.public) == RECORD
    for wrong in (wire[:-1] + bytes([wire[-1] ^ 1]), b"", wire[:70], wire + bytes(2000)):
        with pytest.raises(RefusedError):
            relay.read_record(wrong, HUB.public)
    with pytest.raises(RefusedError):
        relay.read_record(wire, PublisherKey.generate().public)


@pytest.mark.parametrize("size", [1, 31, 33])
def test_a_record_of_an_odd_certificate_is_none(size: int) -> None:
    odd = messages.sign(replace(RECORD, certificate=bytes(size)), relay.RECORD_CONTEXT, HUB)
    with pytest.raises(RefusedError):
        relay.read_record(odd, HUB.public)


FOREIGN = {
    "of another campus": (replace(RECORD, campus="bobo"), None),
    "run out": (replace(RECORD, until=NOW - 1), None),
    "ended": (replace(RECORD, certificate=b""), None),
    "outdone by a later one": (RECORD, replace(RECORD, number=4)),
    "ended since": (RECORD, replace(RECORD, number=4, certificate=b"")),
}


@pytest.mark.parametrize(("record", "known"), FOREIGN.values(), ids=FOREIGN)
def test_a_relay_that_the_hub_does_not_vouch_for_is_refused(
    record: RelayRecord, known: RelayRecord | None
) -> None:
    with pytest.raises(RefusedError) as refused:
        relay.check_record(record, known, CAMPUS, NOW)
    assert refused.value.code == "relay-foreign"


@pytest.mark.parametrize("known", [None, RECORD, replace(RECORD, number=2)])
def test_one_that_it_vouches_for_is_not(known: RelayRecord | None) -> None:
    relay.check_record(RECORD, known, CAMPUS, NOW)


def test_a_visit_says_what_it_said_and_who() -> None:
    key = PublisherKey.generate()
    arrived = relay.read_visit(relay.frame_visit(VisitAsk(1, DEVICE, "ab", 7), ITEMS, key))
    messages.verify(arrived.signed, relay.VISIT_CONTEXT, key.public)
    assert arrived.ask == VisitAsk(1, DEVICE, "ab", 7)
    assert list(zip(arrived.bundle.head.kinds, arrived.bundle.items, strict=True)) == ITEMS


def test_an_answer_says_what_it_said() -> None:
    reply = VisitReply(1, "ab", 9, more=True, held=(bytes(32),), left=2)
    told, down = relay.read_answer(relay.write_answer(reply, DEVICE, ITEMS))
    assert told == reply
    assert down.of_kind(bundle.REPORT) == (b"part",)


def test_what_is_cut_changed_or_of_a_later_version_is_refused() -> None:
    key = PublisherKey.generate()
    wire = relay.frame_visit(VisitAsk(1, DEVICE), ITEMS, key)
    later = relay.frame_visit(VisitAsk(2, DEVICE), ITEMS, key)
    other = messages.framed_head(messages.sign(VisitAsk(1, "e" * 16), relay.VISIT_CONTEXT, key))
    up = bundle.write(bundle.UP, DEVICE, relay.LABEL, 1, ITEMS)
    down = bundle.write(bundle.DOWN, DEVICE, relay.LABEL, 1, ITEMS)
    asked = messages.framed_head(messages.sign(VisitAsk(1, DEVICE), relay.VISIT_CONTEXT, key))
    for wrong in (wire[:-1], wire[:40], b"", later, other + up, asked + down):
        with pytest.raises(RefusedError):
            relay.read_visit(wrong)
    answer = relay.write_answer(VisitReply(1, "ab", 1), DEVICE, ITEMS)
    newer = relay.write_answer(VisitReply(2, "ab", 1), DEVICE, ITEMS)
    for wrong in (answer[:-1], b"", newer, answer[:8] + b"\xff" + answer[9:]):
        with pytest.raises(RefusedError):
            relay.read_answer(wrong)


@pytest.mark.parametrize(
    "claim",
    [{"after": 2**63}, {"after": -1}, {"left": -1}, {"left": 2**63}, {"source": "s" * 65}],
    ids=str,
)
def test_what_no_relay_can_mean_is_believed_of_none(claim: dict[str, object]) -> None:
    reply = replace(VisitReply(1, "s" * 16, 7), **claim)
    with pytest.raises(RefusedError) as refused:
        relay.read_answer(relay.write_answer(reply, DEVICE, ITEMS))
    assert refused.value.code == "message-malformed"
