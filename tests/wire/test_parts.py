"""A part is read by whom it is for, if the hub signed it, and tells a finder nothing."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.wire import bundle, parts, seal
from ujuzi.wire.messages import Document, Receipt
from ujuzi.wire.parts import OwnPart, PartHeader, SharedPart

HUB, THIEF = PublisherKey.generate(), PublisherKey.generate()
PRIVATE, PUBLIC = seal.new_key()
KEYS = {seal.key_id(PUBLIC): PRIVATE}
DEVICE = "d0d1d2d3d4d5d6d7"
SECRET = b"Wambui passed with 92"
DOCUMENT = Document(3, 7, "result", "a1", SECRET)
HEADER = PartHeader(bundle.PART, DEVICE, 0, 2, 1000, bytes(8))
OWN = OwnPart(
    parts.VERSION,
    "e",
    2,
    (0, 0, 0, 3),
    (1, 0, 0, 9),
    Receipt("e", DEVICE, 5, bytes(32), epoch_number=2, at=1000),
    (DOCUMENT,),
    8,
    4,
    b"mark",
)
SHARED = SharedPart(parts.VERSION, "e", 2, (0, 0, 0, 0), (1, 0, 0, 9), (DOCUMENT,))
WIRE = parts.write_own(HEADER, OWN, PUBLIC, HUB)


def test_it_is_read_by_its_computer_as_it_was_written() -> None:
    part = parts.read(WIRE)
    part.verify(HUB.public)
    assert (part.header, part.opened(KEYS)) == (HEADER, OWN)


def test_what_a_campus_shares_is_read_by_each_of_a_hundred_and_twenty_eight() -> None:
    pairs = [seal.new_key() for _ in range(seal.MAX_RECIPIENTS)]
    header = replace(HEADER, kind=bundle.CAMPUS_PART, device="", stamp=bytes(16))
    wire = parts.write_campus(header, SHARED, tuple(public for _, public in pairs), HUB)

    for private, public in (pairs[0], pairs[-1]):
        assert parts.read(wire).opened({seal.key_id(public): private}) == SHARED
    assert len(wire) < 128 * 110 + 400
    with pytest.raises(RefusedError):
        parts.read(wire).opened(KEYS)


def test_what_is_public_is_read_by_everybody() -> None:
    header = replace(HEADER, kind=bundle.PUBLIC, device="", stamp=bytes(16))
    part = parts.read(parts.write_public(header, SHARED, HUB))
    part.verify(HUB.public)
    assert part.opened({}) == SHARED


def test_a_finder_reads_nothing_of_it() -> None:
    assert SECRET not in WIRE
    with pytest.raises(RefusedError):
        parts.read(WIRE).opened({})


def test_another_hubs_word_is_refused() -> None:
    with pytest.raises(RefusedError):
        parts.read(parts.write_own(HEADER, OWN, PUBLIC, THIEF)).verify(HUB.public)


@pytest.mark.parametrize("place", range(0, len(WIRE), 7))
def test_a_byte_that_was_changed_is_found_out(place: int) -> None:
    wire = WIRE[:place] + bytes([WIRE[place] ^ 1]) + WIRE[place + 1 :]
    with pytest.raises(RefusedError):
        parts.read(wire).verify(HUB.public)


@pytest.mark.parametrize("size", [0, 1, 64, 65, 66, 200, len(WIRE) - 1])
def test_one_that_was_cut_is_refused(size: int) -> None:
    with pytest.raises(RefusedError):
        parts.read(WIRE[:size]).verify(HUB.public)


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": 99},
        {"device": ""},
        {"device": "x" * 65},
        {"kind": bundle.CAMPUS_PART},
        {"epoch_number": -1},
        {"stamp": b""},
    ],
    ids=str,
)
def test_a_header_that_makes_no_sense_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        parts.read(parts.write_own(replace(HEADER, **changed), OWN, PUBLIC, HUB))


@pytest.mark.parametrize(
    "changed", [{"begins": (0,)}, {"cursors": (1, 2, 3, -4)}, {"version": 99}], ids=str
)
def test_what_says_what_cannot_be_is_refused(changed: dict[str, object]) -> None:
    wire = parts.write_own(HEADER, replace(OWN, **changed), PUBLIC, HUB)
    with pytest.raises(RefusedError):
        parts.read(wire).opened(KEYS)
